import LinearAlgebra
import Training

/// Windows that are computed beforehand, so that filling a batch with them is a copy.
struct PreparedWindows: BatchSource {
  let count: Int
  private let steps: Int
  private let features: Int
  private let inputs: [Float]  // [count, steps, features]

  init(count: Int, steps: Int, features: Int) {
    self.count = count
    self.steps = steps
    self.features = features
    inputs = (0..<count * steps * features).map { Float($0 * 31 % 97) / 48 - 1 }
  }

  func weight(of item: Int) -> Double { 1 }

  func fill(_ row: Int, of batch: borrowing BatchBuffer, with item: Int) {
    var index = item * steps * features
    for step in 0..<steps {
      for feature in 0..<features {
        batch[step, row, feature] = inputs[index]
        index += 1
      }
    }
    for lead in 0..<batch.leads {
      batch.setTarget(row: row, lead: lead, to: Float((item + lead) % 11) / 5 - 1, weight: 1)
    }
    batch.setStart(row: row, to: 0)
  }
}
