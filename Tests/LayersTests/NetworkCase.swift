import Layers
import LinearAlgebra
import Testing

/// One network under one wiring, for which every law must hold.
struct NetworkCase: Sendable, CustomTestStringConvertible {
  enum Cell: String, Sendable, CaseIterable { case rnn, rnnReLU = "rnn-relu", lstm, gru, patches }

  var cell: Cell
  var attends: Bool
  var shape: NetworkShape
  var sizes: LayerSizes
  /// Rows of the batch.
  var rows = 3
  /// The first step of each row that has data.
  var starts: [Int32] = []
  /// The levels of the quantiles that are its outputs; none where it forecasts points.
  var levels: [Double] = []

  var testDescription: String {
    "\(cell.rawValue)\(attends ? "-attention" : ""), units \(sizes.units), head \(sizes.head), \(shape.steps) steps, "
      + "\(shape.knownFeatures) known, dropout \(sizes.dropout), starts \(starts)"
      + (levels.isEmpty ? "" : ", quantiles \(levels)")
  }

  var network: any Network {
    func quantiles(of network: some Network) -> any Network { QuantileNetwork(network, levels: levels) }
    return levels.isEmpty ? plain : quantiles(of: plain)
  }

  private var plain: any Network {
    switch cell {
    case .rnn, .rnnReLU: wired(RNNCell.self)
    case .lstm: wired(LSTMCell.self)
    case .gru: wired(GRUCell.self)
    case .patches: patched
    }
  }

  private func wired<Cell: RecurrentCell>(_: Cell.Type) -> any Network {
    var sizes = sizes
    sizes.activation = cell == .rnnReLU ? .relu : .tanh
    return attends
      ? AttentionNetwork<Cell>(shape: shape, sizes: sizes, heads: sizes.units.last == 4 ? 2 : 1)
      : RecurrentNetwork<Cell>(shape: shape, sizes: sizes)
  }

  /// A network of patches of two steps, with as many of them as the shape has steps, and from none to two
  /// traits.
  private var patched: any Network {
    var shape = shape
    shape.steps *= 2
    shape.traits = sizes.units.count - 1
    return PatchNetwork(
      shape: shape, sizes: PatchSizes(patch: 2, units: sizes.units[0], dropout: sizes.dropout[0]))
  }

  /// Every cell, with and without attention, and a network of patches, under every wiring.
  static let all = points + quantiles

  /// Quantiles of every network that can tell them, about a median in the middle and at an end, under two
  /// wirings.
  private static let quantiles = points.filter { $0.cell != .patches && $0.shape.knownFeatures > 0 }.map {
    var item = $0
    item.levels = item.sizes.units.count == 2 ? [0.1, 0.25, 0.5, 0.9] : [0.5, 0.8]
    item.shape.outputs = item.levels.count
    return item
  }

  private static let points = Cell.allCases.flatMap { cell in
    (cell == .patches ? [false] : [false, true]).flatMap { attends in
      wirings.map { shape, sizes, rows, starts in
        Self(cell: cell, attends: attends, shape: shape, sizes: sizes, rows: rows, starts: starts)
      }
    }
  }

  private static let wirings: [(NetworkShape, LayerSizes, Int, [Int32])] = [
    (NetworkShape(steps: 1, features: 1, knownFeatures: 0, leads: 1), LayerSizes(units: [3]), 3, []),
    (
      NetworkShape(steps: 2, features: 3, knownFeatures: 1, leads: 2),
      LayerSizes(units: [4, 4], head: [5]), 5, [1, 0, 0, 2, 1]
    ),
    (
      NetworkShape(steps: 7, features: 2, knownFeatures: 0, leads: 3),
      LayerSizes(units: [5, 4], dropout: [0.3, 0.2], head: [4, 3]), 3, []
    ),
    (
      NetworkShape(steps: 7, features: 2, knownFeatures: 2, leads: 3),
      LayerSizes(units: [3, 4, 3], dropout: [0.4, 0, 0], head: [4]), 3, [0, 6, 3]
    ),
  ]

  /// The deepest wiring without dropout, for each network.
  static let deep = all.filter { $0.shape.knownFeatures == 1 }
}
