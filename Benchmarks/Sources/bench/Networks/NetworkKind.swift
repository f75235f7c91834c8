import ArgumentParser
import Layers

/// The networks that are measured, under the names Foresee has for them.
enum NetworkKind: String, CaseIterable, ExpressibleByArgument {
  case rnn
  case lstm
  case gru
  case rnnAttention = "rnn-attention"
  case lstmAttention = "lstm-attention"
  case gruAttention = "gru-attention"
  case patchGRU = "segment-gru"

  /// Attention heads of the hybrids.
  static let heads = 4
  /// Steps of a patch.
  static let patch = 8

  /// The network of the given shape, with a linear head.
  func network(_ shape: Shape, horizon: Int) -> any Network {
    let ports = NetworkShape(
      steps: shape.steps, features: shape.features, knownFeatures: 0, leads: horizon)
    let sizes = LayerSizes(units: Array(repeating: shape.units, count: shape.layers))
    return switch self {
    case .rnn: RecurrentNetwork<RNNCell>(shape: ports, sizes: sizes)
    case .lstm: RecurrentNetwork<LSTMCell>(shape: ports, sizes: sizes)
    case .gru: RecurrentNetwork<GRUCell>(shape: ports, sizes: sizes)
    case .rnnAttention: AttentionNetwork<RNNCell>(shape: ports, sizes: sizes, heads: Self.heads)
    case .lstmAttention: AttentionNetwork<LSTMCell>(shape: ports, sizes: sizes, heads: Self.heads)
    case .gruAttention: AttentionNetwork<GRUCell>(shape: ports, sizes: sizes, heads: Self.heads)
    case .patchGRU:
      PatchNetwork(shape: ports, sizes: PatchSizes(patch: Self.patch, units: shape.units))
    }
  }

  /// Whether there is a network of that shape: one of patches has a single layer, and reads whole ones.
  func admits(_ shape: Shape) -> Bool {
    self != .patchGRU || shape.layers == 1 && shape.steps % Self.patch == 0
  }

  private var gates: Int {
    switch self {
    case .rnn, .rnnAttention: 1
    case .gru, .gruAttention, .patchGRU: 3
    case .lstm, .lstmAttention: 4
    }
  }

  private var hasAttention: Bool {
    switch self {
    case .rnn, .lstm, .gru, .patchGRU: false
    case .rnnAttention, .lstmAttention, .gruAttention: true
    }
  }

  /// Floating-point operations of the forward products of one window; a training step does three times as
  /// many.
  func operations(_ shape: Shape, horizon: Int) -> Double {
    let (steps, units) = (shape.steps, shape.units)
    if self == .patchGRU {
      let (read, written) = (steps / Self.patch, (horizon + Self.patch - 1) / Self.patch)
      let ends = read * Self.patch * shape.features * units + written * Self.patch * units
      return Double(2 * ends + 2 * (read + written) * gates * units * 2 * units)
    }
    let recurrent = (0..<shape.layers).reduce(0) { sum, layer in
      sum + 2 * steps * gates * units * ((layer == 0 ? shape.features : units) + units)
    }
    // Attention projects queries and what they mix, never the steps.
    let projections = 8 * units * units * horizon
    let mixing = 4 * Self.heads * horizon * steps * units
    return Double(recurrent + (hasAttention ? projections + mixing : 0))
  }
}
