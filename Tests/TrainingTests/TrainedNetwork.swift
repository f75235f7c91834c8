import Layers
import LinearAlgebra
import TestSupport
import Testing

/// Small networks that training is tried on: each recurrent cell with and without attention, and a network of
/// patches.
struct TrainedNetwork: Sendable, CustomTestStringConvertible {
  let cell: String
  let attends: Bool
  let network: any Network

  var testDescription: String { cell + (attends ? "-attention" : "") }

  static func all(_ shape: NetworkShape, _ sizes: LayerSizes) -> [Self] {
    var rectified = sizes
    rectified.activation = .relu
    return pair("rnn", RNNCell.self, shape, sizes) + pair("rnn-relu", RNNCell.self, shape, rectified)
      + pair("lstm", LSTMCell.self, shape, sizes) + pair("gru", GRUCell.self, shape, sizes)
  }

  private static func pair<Cell: RecurrentCell>(
    _ name: String, _: Cell.Type, _ shape: NetworkShape, _ sizes: LayerSizes
  ) -> [Self] {
    [
      Self(cell: name, attends: false, network: RecurrentNetwork<Cell>(shape: shape, sizes: sizes)),
      Self(cell: name, attends: true, network: AttentionNetwork<Cell>(shape: shape, sizes: sizes, heads: 2)),
    ]
  }

  /// Small networks with two layers, dropout and a head: each recurrent cell with and without attention, and
  /// a network of patches, which has dropout alone.
  static let dropping =
    all(WaveSource.shape, LayerSizes(units: [4, 4], dropout: [0.2, 0.1], head: [3])) + [
      Self(
        cell: "patches", attends: false,
        network: PatchNetwork(
          shape: WaveSource.shape, sizes: PatchSizes(patch: 1, units: 4, dropout: 0.2)))
    ]

  /// The smallest network, for what does not depend on which it is.
  static let small = RecurrentNetwork<RNNCell>(shape: WaveSource.shape, sizes: LayerSizes(units: [3]))
}

extension Network {
  /// Parameter k with the values 0.5 cos(1.7 i + k).
  var closedFormWeights: [Float] {
    var weights = [Float](repeating: 0, count: parameters.count)
    for (index, parameter) in parameters.parameters.enumerated() {
      let values = ClosedForm.cosines(parameter.slot.count, phase: Double(index), scale: 0.5)
      parameter.slot.copy(values.map { Float($0) }, into: &weights)
    }
    return weights
  }
}
