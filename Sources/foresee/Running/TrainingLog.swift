import Files
import Forecasting
import Synchronization

/// Collects the history of training and writes it as CSV.
final class TrainingLog: Sendable {
  private let records = Mutex<[EpochRecord]>([])

  /// Adds one epoch.
  func append(_ record: EpochRecord) { records.withLock { $0.append(record) } }

  /// Forgets all epochs, as those of a fit that is begun again.
  func removeAll() { records.withLock { $0.removeAll() } }

  /// The epochs so far, in the order in which they ended.
  var history: [EpochRecord] { records.withLock { $0 } }

  /// Writes the history: `model,epoch,step,loss,validation_loss,learning_rate,best`.
  func write(to file: OutputFile) throws(Failure) {
    try file.write("model,epoch,step,loss,validation_loss,learning_rate,best\n")
    for record in history {
      let fields = [
        CSVField.quoted(record.isRefit ? record.name + " refit" : record.name), String(record.epoch),
        String(record.step),
        CSVField.number(record.loss), record.validationLoss.map(CSVField.number) ?? "",
        CSVField.number(record.learningRate), record.isBest ? "1" : "0",
      ]
      try file.write(fields.joined(separator: ",") + "\n")
    }
  }
}
