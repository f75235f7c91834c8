public import Files
import Forecasting
import Registry
import TimeSeries

/// What a search has found so far, so that it can be gone on with.
public struct TuningJournal: Sendable, Equatable {
  /// A candidate that was trained.
  public struct Trial: Sendable, Equatable {
    /// The candidate's number; 0 is the options as they are.
    public var number: Int
    /// By what its training was shortened.
    public var divisor: Int
    /// Its score; the less the better.
    public var score: Double
  }

  /// What is searched and on which rows, as a digest.
  public let job: String
  /// The trials, in the order in which they ended.
  public private(set) var trials: [Trial] = []

  /// An empty journal of `tuning`.
  public init(of tuning: Tuning) { job = tuning.digest }

  /// The score of a candidate; `nil` when it was not tried.
  func score(of number: Int, divisor: Int) -> Double? {
    trials.first { $0.number == number && $0.divisor == divisor }?.score
  }

  mutating func add(_ score: Double, of number: Int, divisor: Int) {
    trials.append(Trial(number: number, divisor: divisor, score: score))
  }

  /// The candidates with a whole training, the best first.
  public var ranking: [Trial] {
    trials.filter { $0.divisor == 1 }.sorted { ($0.score, $0.number) < ($1.score, $1.number) }
  }
}

extension TuningJournal {
  private static let columns = "candidate,shortened_by,score"

  /// The journal as a file: a line with the digest, then CSV.
  public var text: String {
    let lines = trials.map {
      "\($0.number),\($0.divisor),\($0.score.isFinite ? CSVField.number($0.score) : "")"
    }
    return (["# \(job)", Self.columns] + lines).map { $0 + "\n" }.joined()
  }

  /// Reads the journal of `tuning` from a file.
  ///
  /// - Throws: `Failure` (arguments) when it is not one, or that of another search.
  public init(_ text: String, of tuning: Tuning, file: String) throws(Failure) {
    self.init(of: tuning)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let fix = "another -o, or remove \(file) to begin again"
    guard lines.count > 2, lines[0].hasPrefix("# "), lines[1] == Self.columns, lines.last == "" else {
      throw Failure(.arguments, at: .init(file: file), "this is not the journal of foresee tune", fix: fix)
    }
    guard lines[0].dropFirst(2) == job else {
      throw Failure(
        .arguments, at: .init(file: file, line: 1), "the journal is that of other rows or options", fix: fix)
    }
    for (index, line) in lines.enumerated().dropFirst(2).dropLast() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == 3, let number = Int(fields[0]), let divisor = Int(fields[1]), number >= 0,
        let score = fields[2].isEmpty ? .infinity : Double(fields[2]), !score.isNaN
      else {
        throw Failure(
          .arguments, at: .init(file: file, line: index + 1), "\"\(line)\" is not \(Self.columns)", fix: fix)
      }
      add(score, of: number, divisor: divisor)
    }
  }
}

extension Tuning {
  /// A digest of what decides the scores: the model, its options and what may be chosen, the folds and the
  /// rows.
  fileprivate var digest: String {
    // A structure's description has all its stored properties.
    var words = ["\(entry.name)", "\(options)", "\(validation)", "\(panel.season)", "\(panel.spacing)"]
    words.append("\(panel.timeKind) \(panel.hasOwnClocks) \(panel.covariates)")
    words += settings.map { "\($0.key) \($0.choices.map(\.value))" }
    for series in panel.series {
      words.append(
        "\(series.id) \(series.statics) \(series.segments) \(Array(series.times)) \(series.zone?.name ?? "")")
      for values in [series.target] + series.past + series.future {
        words.append(values.map { String($0.bitPattern, radix: 36) }.joined(separator: " "))
      }
    }
    return SHA256.hexadecimal(of: Array(words.joined(separator: "\n").utf8))
  }
}
