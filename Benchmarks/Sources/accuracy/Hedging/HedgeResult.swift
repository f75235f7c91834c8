import Forecasting
import Foundation

/// The errors in one case.
struct HedgeResult: Sendable {
  /// The case.
  let name: String
  /// The simple models that could be fitted.
  let simple: [(model: String, error: Double)]
  /// The error of blend.
  let blend: Double
  /// The correlation of the ranks of candidates on rows left out with those of their forecasts; `nil` for
  /// fewer than three.
  let rankCorrelation: Double?
  /// What blend took, in seconds.
  let seconds: Double

  init(name: String, simple: [Verdict], blend: Verdict, notes: [FitNote]) {
    self.name = name
    let errors = simple.map { (model: $0.model, error: $0.scores[0].value) }.filter { $0.error.isFinite }
    self.simple = errors
    self.blend = blend.scores[0].value
    seconds = blend.seconds
    rankCorrelation = Self.rankCorrelation(
      Self.validated(notes).compactMap { name, validated in
        errors.first { $0.model == name }.map { (validated, $0.error) }
      })
  }

  /// The best of the simple models.
  var best: (model: String, error: Double) { simple.min { $0.error < $1.error } ?? ("-", .nan) }
  /// The error of the naive forecast.
  private var naive: Double { simple.first { $0.model == "naive" }?.error ?? .nan }
  /// The error of blend over that of the best simple model.
  var ratio: Double { blend / best.error }

  /// The row of a table.
  var line: String {
    let figures = [best.error / naive, blend / naive, ratio].map { String(format: "%.3f", $0) }
    let correlation = rankCorrelation.map { String(format: "%.2f", $0) } ?? "-"
    return ([name, best.model] + figures + [correlation, String(format: "%.1f", seconds)])
      .joined(separator: " | ")
  }

  /// The figures of all cases together.
  static func summary(_ results: [Self]) -> String {
    func geometricMean(_ values: [Double]) -> Double {
      exp(values.map { log($0) }.reduce(0, +) / Double(values.count))
    }
    let ratios = results.map(\.ratio).filter { $0.isFinite && $0 > 0 }
    let correlations = results.compactMap(\.rankCorrelation)
    let above = results.filter { $0.ratio > 1.05 }.map { "\($0.name) \(String(format: "%.3f", $0.ratio))" }
    let single = HedgeCase.simple.map { model in
      let shared = results.compactMap { result in
        result.simple.first { $0.model == model }.map { $0.error / result.best.error }
      }
      return "\(model) \(String(format: "%.3f", geometricMean(shared.filter { $0 > 0 })))"
    }
    return """

      \(ratios.count) cases, blend / best simple: geometric mean \(String(format: "%.3f", geometricMean(ratios))), largest \(String(format: "%.3f", ratios.max() ?? .nan))
      the same of each simple model: \(single.joined(separator: ", "))
      mean rank correlation \(String(format: "%.2f", correlations.reduce(0, +) / Double(correlations.count)))
      above 1.05: \(above.isEmpty ? "none" : above.joined(separator: ", "))
      """
  }

  /// The error of each candidate on the rows left out, over that of one of them: the means over the fits that
  /// tell.
  private static func validated(_ notes: [FitNote]) -> [(String, Double)] {
    var sums: [String: (sum: Double, count: Double)] = [:]
    for note in notes {
      guard case .relativeErrors(let figures) = note.decision?.choice else { continue }
      for figure in figures {
        guard let error = figure.value else { continue }
        let known = sums[figure.name] ?? (0, 0)
        sums[figure.name] = (known.sum + error, known.count + 1)
      }
    }
    return sums.map { ($0.key, $0.value.sum / $0.value.count) }
  }

  /// Spearman's correlation of pairs; `nil` for fewer than three.
  private static func rankCorrelation(_ pairs: [(Double, Double)]) -> Double? {
    guard pairs.count >= 3 else { return nil }
    func ranks(_ values: [Double]) -> [Double] {
      values.map { value in
        Double(values.count { $0 < value }) + Double(values.count { $0 == value } - 1) / 2
      }
    }
    let (first, second) = (ranks(pairs.map(\.0)), ranks(pairs.map(\.1)))
    let mean = Double(pairs.count - 1) / 2
    func product(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).map { ($0 - mean) * ($1 - mean) }.reduce(0, +)
    }
    let scale = (product(first, first) * product(second, second)).squareRoot()
    return scale > 0 ? product(first, second) / scale : nil
  }
}
