import Charts
import Forecasting

/// How the networks of a report were trained: the losses of each one's last fit, epoch by epoch.
struct TrainingSection {
  /// The networks that are shown at most.
  private static let mostModels = 8

  private let epochs: [EpochRecord]

  init(_ epochs: [EpochRecord]) { self.epochs = epochs }

  /// The section; `nil` where nothing was trained by epochs.
  var section: Report.Section? {
    let charts = fits.prefix(Self.mostModels).map(chart)
    guard !charts.isEmpty else { return nil }
    return Report.Section(
      heading: "Training",
      blocks: [
        .paragraph(
          "The charts show the last fit of each network. Training stops after some epochs without a lower loss on the validation rows, "
            + "which come after those that are learnt from and before the cutoff; the weights of the best epoch are kept."
        )
      ] + charts)
  }

  /// The epochs of each network's last fit with validation, by the network's name.
  private var fits: [(model: String, epochs: [EpochRecord])] {
    var found: [(model: String, epochs: [EpochRecord])] = []
    for epoch in epochs where !epoch.isRefit {
      guard let place = found.firstIndex(where: { $0.model == epoch.name }) else {
        found.append((epoch.name, [epoch]))
        continue
      }
      if let last = found[place].epochs.last, epoch.epoch <= last.epoch { found[place].epochs = [] }
      found[place].epochs.append(epoch)
    }
    return found
  }

  private func chart(model: String, epochs: [EpochRecord]) -> Report.Block {
    func line(_ name: String, _ ink: Ink, _ value: (EpochRecord) -> Double) -> Mark {
      .line(.init(name, ink: ink, points: epochs.map { Point(Double($0.epoch), value($0)) }))
    }
    let best = epochs.last { $0.isBest }.map { Double($0.epoch) }
    var marks = [
      line("training", .series(1)) { $0.loss }, line("validation", .series(2)) { $0.validationLoss ?? .nan },
    ]
    if let best { marks.append(.rule(.init(.vertical(best), label: "kept"))) }
    return .chart(
      Chart(
        title: "Loss of \(model) by epoch",
        alternative: "The training and the validation loss of \(model) after each of \(epochs.count) epochs.",
        x: Axis("epoch", scale: .wholeNumbers), y: Axis(), marks: marks),
      reading: "Losses are in the units of the loss that was minimised, on scaled targets.")
  }
}
