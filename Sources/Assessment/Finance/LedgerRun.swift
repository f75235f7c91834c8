import Files
public import TimeSeries

/// One run of a backtest, as a ledger keeps it.
public struct LedgerRun: Sendable, Hashable {
  /// When it was made, in UTC and whole seconds.
  public let time: Instant
  /// What was tried: see ``configuration(_:)``.
  public let configuration: String
  /// The fingerprint of the input.
  public let fingerprint: String
  /// The Sharpe ratio of a period.
  public let score: Double
  /// The number of periods.
  public let observations: Int
  /// The skewness of the returns.
  public let skew: Double
  /// Their kurtosis; 3 of a normal distribution.
  public let kurtosis: Double

  /// Creates a run of a ratio.
  public init(time: Instant, configuration: String, fingerprint: String, ratio: SharpeRatio) {
    self.time = Instant(seconds: time.seconds)
    self.configuration = Self.oneLine(configuration)
    self.fingerprint = Self.oneLine(fingerprint)
    (score, observations) = (ratio.value, ratio.count)
    (skew, kurtosis) = (ratio.skewness, ratio.kurtosis)
  }

  /// Options as one text, the same in whatever order they were given: `name=value` sorted by name, with a
  /// space between.
  public static func configuration(_ options: [String: String]) -> String {
    oneLine(options.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: " "))
  }

  /// The text with every run of spaces and line breaks as one space, and none at the ends.
  private static func oneLine(_ text: String) -> String {
    text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
  }

  static let header = "time,configuration,fingerprint,score,observations,skew,kurtosis"

  /// The run as a line of the ledger.
  var line: String {
    [
      TimeText(kind: .utc).text(of: time), CSVField.quoted(configuration), CSVField.quoted(fingerprint),
      CSVField.number(score), String(observations), CSVField.number(skew), CSVField.number(kurtosis),
    ].joined(separator: ",")
  }

  /// Reads a line of the ledger.
  init(line: String, at place: Failure.Place) throws(Failure) {
    func refused(_ problem: String) -> Failure {
      Failure(
        .data, at: place, problem, fix: "delete the line, or write it as \(ShownText.quoted(Self.header))")
    }
    guard let fields = CSVField.fields(of: line) else { throw refused("a quote is not closed") }
    guard fields.count == 7 else { throw refused("it has \(fields.count) fields instead of 7") }
    func number(_ index: Int, _ name: String) throws(Failure) -> Double {
      guard let value = Double(fields[index]), value.isFinite else {
        throw refused("\(name) is \(ShownText.quoted(fields[index])), which is no finite number")
      }
      return value
    }
    guard let seconds = Self.seconds(fields[0]) else {
      throw refused("\(ShownText.quoted(fields[0])) is no time as in 2026-01-31 09:30:00Z")
    }
    guard let count = Int(fields[4]), count > 0 else {
      throw refused("observations are \(ShownText.quoted(fields[4])), which is no number above 0")
    }
    let ratio = SharpeRatio(
      value: try number(3, "score"), skewness: try number(5, "skew"), kurtosis: try number(6, "kurtosis"),
      count: count)
    self.init(
      time: Instant(seconds: seconds), configuration: fields[1], fingerprint: fields[2], ratio: ratio)
  }

  /// The seconds since 1970 of a time as the ledger has it.
  private static func seconds(_ text: String) -> Int64? {
    let parts = text.split { "- :Z".contains($0) }.compactMap { Int($0) }
    guard text.utf8.count == 20, parts.count == 6, (1...12).contains(parts[1]) else { return nil }
    let date = CivilDate(year: parts[0], month: parts[1], day: parts[2])
    let seconds = date.daysSinceEpoch * Instant.day + Int64(parts[3] * 3600 + parts[4] * 60 + parts[5])
    return TimeText(kind: .utc).text(of: Instant(seconds: seconds)) == text ? seconds : nil
  }

  /// The ratio with what says how sure it is.
  public var ratio: SharpeRatio {
    SharpeRatio(value: score, skewness: skew, kurtosis: kurtosis, count: observations)
  }
}
