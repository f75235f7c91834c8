import Foundation

/// The table of all standings, in Markdown: sets down, models across.
struct ScoreTable {
  /// The protocols.
  let plans: [AccuracyProtocol]
  /// The models' names.
  let models: [String]
  /// What is known.
  let standings: [Standing]

  /// The scores beside what is published and what is to be reached, then the seconds.
  var text: String {
    let scores = plans.map { plan in
      [plan.summary] + models.map { cell(plan, $0) { $0.shown } }
        + [plan.published, format(plan.goals.reach), format(plan.goals.moonshot)]
    }
    let seconds = plans.map { plan in
      [plan.summary] + models.map { cell(plan, $0) { String(format: "%.1f", $0.seconds) } }
    }
    return table(["set"] + models + ["published", "reach", "moonshot"], scores) + "\nSeconds a seed:\n\n"
      + table(["set"] + models, seconds)
  }

  private func cell(_ plan: AccuracyProtocol, _ model: String, _ text: (Standing) -> String) -> String {
    standings.first { $0.plan == plan.name && $0.model == model }.map(text) ?? ""
  }

  private func format(_ number: Double) -> String { String(format: "%.3f", number) }

  private func table(_ header: [String], _ rows: [[String]]) -> String {
    ([header, header.map { _ in "---" }] + rows)
      .map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
  }
}

extension Standing {
  /// The headline, and its spread over several seeds.
  var shown: String {
    let mean = String(format: "%.4f", headlines.mean)
    return headlines.count > 1 ? mean + String(format: " ± %.4f", headlines.spread) : mean
  }

  /// The standing as a line of its own.
  var line: String {
    let parts = trials.count > 1 ? trials.map { "\($0.name) " + String(format: "%.4f", $0.score) } : []
    return ([plan, model, shown, String(format: "%.1f s", seconds)] + parts).joined(separator: "  ")
  }
}
