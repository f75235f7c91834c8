import Backtesting
import Charts
import Files

/// The section on the importance of each input for the forecasts of each model.
struct ImportanceSection {
  private let models: [ModelImportance]

  init(_ models: [ModelImportance]) { self.models = models }

  /// The section; `nil` without models.
  var section: Report.Section? {
    guard !models.isEmpty else { return nil }
    let words =
      "Each input is exchanged for what it was at another cutoff of the same series, or in another recording where it is constant over one, and the "
      + "forecasts are made and scored again: the share by which the error rises is how much a model relies on the input here, as far as other "
      + "inputs do not say the same. Values of the target are exchanged in the centre and scale of their surroundings, so that their course "
      + "is exchanged and not their level. A rise near 0, or below it, says that the model makes no use of the input at these cutoffs; a dash, that "
      + "the input was the same at all of them, as what comes back at each cutoff is. The calendar and what a model knows of each series are not "
      + "exchanged. Nothing of this is about causes."
    return Report.Section(
      heading: "What forecasts rest on",
      blocks: [.paragraph(words)]
        + models.enumerated().flatMap {
          [.chart(chart($1, order: $0 + 1), reading: reading($1)), .table(table($1))]
        })
  }

  private func reading(_ model: ModelImportance) -> String {
    "Measured on \(model.explanation). A line through a bar is the interval of 95 % over folds, where there are ten or more; where folds lie close together it is rather too short."
  }

  private func chart(_ model: ModelImportance, order: Int) -> Chart {
    let bars = model.inputs.enumerated().map { place, input in
      Mark.Bars.Bar(from: Double(place) - 0.4, to: Double(place) + 0.4, input.rise ?? .nan)
    }
    let intervals = model.inputs.enumerated().compactMap { place, input in
      input.interval.map { Mark.Band.Row(Double(place), $0.lower, $0.upper) }
    }
    return Chart(
      title: "By how much the \(model.metric) of \(model.model) rises without an input",
      alternative:
        "A bar for each input with the share by which the \(model.metric) of \(model.model) rises where it is exchanged.",
      x: Axis("", scale: .categories(model.inputs.map(\.input))), y: Axis("", scale: .shares, including: [0]),
      marks: [
        .bars(.init(ink: .series(order), bars: bars)), .intervals(.init(ink: .observed, rows: intervals)),
      ])
  }

  private func table(_ model: ModelImportance) -> ReportTable {
    ReportTable(
      caption: "Rises of the \(model.metric) of \(model.model)",
      header: ["input", "kind", "rise", "95 % from", "to"],
      rows: model.inputs.map { input in
        [
          .name(input.input), .words(input.kind), .share(input.rise), .share(input.interval?.lower),
          .share(input.interval?.upper),
        ]
      })
  }
}
