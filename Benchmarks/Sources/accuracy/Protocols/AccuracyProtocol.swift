/// How one set is judged, and what is known of it.
struct AccuracyProtocol: Sendable {
  /// What the trials' scores come to.
  enum Headline: Sendable {
    /// The mean of a metric over the trials.
    case mean(String)
    /// The mean over the trials of a metric divided by that of the best of some models.
    case ratio(String, to: [String])
  }

  /// The name, as on the command line.
  let name: String
  /// The set and the scale of the headline, in a few words.
  let summary: String
  /// What the trials' scores come to.
  let headline: Headline
  /// The best published score on the headline's scale, with its source; empty where there is none.
  var published = ""
  /// The score that is to be reached, and the one that is hoped for.
  let goals: (reach: Double, moonshot: Double)
  /// Models of the zoo that are made for such sets, judged whatever models are asked for.
  var specialists: [String] = []
  /// Known scores of simple models, by which the protocol itself is checked.
  let expectations: [Expectation]
  /// Makes the trials of the files in a folder.
  let trials: @Sendable (DataFolder) throws -> [Trial]

  /// All protocols, in the order in which they are run.
  static let all: [Self] = [
    .ili, .ettH1, .exchange, .hospital, .births, .nn5, .m4Hourly, .broll, .dubosson, .volatility, .tickers,
    .vitals,
  ]
}

/// A score that somebody else computed on the same file.
struct Expectation: Sendable {
  /// The trial.
  let trial: String
  /// The model.
  let model: String
  /// The metric.
  let metric: String
  /// The score with the decimals that are known.
  let score: String

  /// The expectations of one model in several trials.
  static func list(_ model: String, _ metric: String, _ scores: KeyValuePairs<String, String>) -> [Self] {
    scores.map { Self(trial: $0.key, model: model, metric: metric, score: $0.value) }
  }

  /// The expectations of one model by several metrics.
  static func list(trial: String, _ model: String, _ scores: KeyValuePairs<String, String>) -> [Self] {
    scores.map { Self(trial: trial, model: model, metric: $0.key, score: $0.value) }
  }

  /// Whether `value` is the score, to a unit of its last decimal: some sources round and some cut off.
  func isMet(by value: Double) -> Bool {
    guard let expected = Double(score) else { return false }
    let decimals = score.split(separator: ".").dropFirst().first?.count ?? 0
    let unit = (0..<decimals).reduce(1.0) { unit, _ in unit / 10 }
    return abs(value - expected) < 0.6 * unit
  }
}
