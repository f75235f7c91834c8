/// Tells which series write their times otherwise than most, where times contradict each other.
///
/// Which of two contradicting rows is wrong does not follow from their order in the file: what more series
/// have is right.
struct TimeVote {
  /// A series whose times are written otherwise.
  struct Outvoted {
    /// The series' number.
    let series: Int
    /// Its first line.
    let line: Int
    /// What its times are, and those of most.
    let message: String
  }

  /// The series that are outvoted.
  private(set) var outvoted: [Outvoted] = []

  /// Takes the votes of series, each of whose times `parsers` has read by themselves.
  init(_ parsers: [(series: Int, times: TimeColumnParser)]) {
    let readings = parsers.map { $0.times.readings }
    var tally = Tally<String>()
    for reading in readings.joined() { tally.add(reading) }
    guard let most = tally.most else { return }
    for (parser, own) in zip(parsers, readings) where !own.isEmpty && !own.contains(most) {
      outvote(parser, "its times are \(own.joined(separator: " or ")), and those of most series \(most)")
    }
    outvoteOtherUnits(
      parsers.filter { $0.times.form == .number && $0.times.unit != nil && !$0.times.elapsed })
  }

  private mutating func outvote(_ parser: (series: Int, times: TimeColumnParser), _ message: String) {
    outvoted.append(
      Outvoted(series: parser.series, line: parser.times.first?.line ?? 1, message: message))
  }

  /// Outvotes seconds among milliseconds, and alike.
  private mutating func outvoteOtherUnits(_ parsers: [(series: Int, times: TimeColumnParser)]) {
    let starts = parsers.compactMap { $0.times.instants.first?.seconds }.sorted()
    guard starts.count > 1 else { return }
    let usual = starts[starts.count / 2]
    for parser in parsers {
      guard let start = parser.times.instants.first?.seconds,
        TimeColumnParser.isOtherUnit(start, beside: usual)
      else { continue }
      outvote(parser, "its times are a thousand times those of most series, or a thousandth")
    }
  }
}

extension TimeColumnParser {
  /// The ways in which all cells so far can be read.
  fileprivate var readings: [String] {
    guard let form, !isEmpty else { return [] }
    let clock = firstWithOffset == nil ? "" : " with offsets"
    switch form {
    case .monthOrDayFirst:
      let orders: [String]
      if case .settled(let dayFirst, _) = order {
        orders = [dayFirst ? "with the day first" : "with the month first"]
      } else {
        orders = ["with the month first", "with the day first"]
      }
      return orders.map { $0 + clock }
    case .pattern:
      return (guessed.map { [$0.text] } ?? guesses.map(\.pattern.text)).map { "as \($0)" + clock }
    default: return ["as \(form.name)" + clock]
    }
  }
}
