import Forecasting
import Layers
import LinearAlgebra
import Windowing

/// Which network a forecaster trains: the recurrent cell, with attention over its states or without.
package struct NetworkArchitecture: Sendable, Hashable {
  /// The recurrent cell.
  package enum Cell: String, Sendable, CaseIterable { case rnn, lstm, gru }

  /// The cell of every recurrent layer.
  package let cell: Cell
  /// Whether leads attend to all states instead of reading the last one.
  package let hasAttention: Bool

  /// All architectures, plain ones first.
  package static let all = [false, true].flatMap { hasAttention in
    Cell.allCases.map { NetworkArchitecture(cell: $0, hasAttention: hasAttention) }
  }

  /// The name in the registry, such as `lstm` or `gru-attention`.
  package var name: String { hasAttention ? "\(cell.rawValue)-attention" : cell.rawValue }

  /// What is wrong with the sizes of a network, in words; `nil` when they can be wired.
  package func problem(with options: NetworkOptions) -> String? {
    guard let last = options.layers.last else { return "a network has at least one layer" }
    guard hasAttention, last.units % options.attentionHeads != 0 else { return nil }
    return "\(last.units) hidden units do not split into \(options.attentionHeads) attention heads"
  }

  /// The network of the given shape, whose outputs are quantiles where there are levels.
  package func network(
    _ shape: NetworkShape, _ options: NetworkOptions, levels: [Double] = []
  ) -> any Network {
    let network = plain(shape, options)
    func quantiles(of network: some Network) -> any Network { QuantileNetwork(network, levels: levels) }
    return levels.isEmpty ? network : quantiles(of: network)
  }

  private func plain(_ shape: NetworkShape, _ options: NetworkOptions) -> any Network {
    let sizes = LayerSizes(
      units: options.layers.map(\.units), dropout: options.layers.map(\.dropout), head: options.head,
      activation: options.activation)
    func wired<Unit: RecurrentCell>(_: Unit.Type) -> any Network {
      hasAttention
        ? AttentionNetwork<Unit>(shape: shape, sizes: sizes, heads: options.attentionHeads)
        : RecurrentNetwork<Unit>(shape: shape, sizes: sizes)
    }
    return switch cell {
    case .rnn: wired(RNNCell.self)
    case .lstm: wired(LSTMCell.self)
    case .gru: wired(GRUCell.self)
    }
  }
}

extension NetworkArchitecture {
  /// What it is, in one line.
  package var summary: String {
    let network =
      switch cell {
      case .rnn: "vanilla recurrent network"
      case .lstm: "long short-term memory network"
      case .gru: "gated recurrent network"
      }
    return hasAttention
      ? "\(network) with attention over all its states" : "\(network), leads decoded from the last state"
  }
}
