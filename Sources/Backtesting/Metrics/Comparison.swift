/// A model's tests of equal accuracy with the reference, all of one metric.
public struct Comparison: Sendable {
  /// What a test found, or why there is none.
  public typealias Outcome = Result<DieboldMariano, DieboldMariano.Untested>

  /// The test over all leads.
  public let overall: Outcome
  /// The tests at leads 1...horizon.
  public let byLead: [Outcome]

  /// Compares the losses of the models at two positions.
  init(_ errors: PairedErrors, of model: Int, against reference: Int, in folds: PredictedFolds) {
    func test(_ losses: [[Double]], overlap: Int) -> Outcome {
      Result { () throws(DieboldMariano.Untested) in
        try DieboldMariano(losses[model], against: losses[reference], overlap: overlap)
      }
    }
    overall = test(errors.losses, overlap: folds.overlap)
    byLead = errors.byLead.indices.map { test(errors.byLead[$0], overlap: folds.overlap(atLead: $0 + 1)) }
  }

  /// The probabilities that are there, adjusted by Holm's method for their number.
  package static func adjusted(_ probabilities: [Double?]) -> [Double?] {
    var adjusted = Holm.adjusted(probabilities.compactMap(\.self)).makeIterator()
    return probabilities.map { $0 == nil ? nil : adjusted.next() }
  }
}
