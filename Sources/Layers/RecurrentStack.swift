public import LinearAlgebra

/// Recurrent layers on top of each other, with dropout after those that ask for it: the last one may, which
/// is the only dropout here that `torch.nn.LSTM` does not have.
///
/// Parameter names: `rnn.weight_ih_l0`, `…_l1` when all layers have the same units, so that a `torch.nn.LSTM`
/// with several layers loads them as they are; `rnn.0.weight_ih_l0`, `rnn.1.…` otherwise.
/// - Shapes: input `[T, B, I]`; output of each layer `[T, B, H]` with its own H, which is the I of the layer
///   above.
public struct RecurrentStack<Cell: RecurrentCell>: Sendable {
  private let cells: [Cell]
  private let dropout: [Double]

  /// Claims the parameters of all layers.
  public init(inputSize: Int, sizes: LayerSizes, in plan: inout ParameterPlan) {
    let isUniform = sizes.units.allSatisfy { $0 == sizes.units[0] }
    var cells: [Cell] = []
    for (index, units) in sizes.units.enumerated() {
      cells.append(
        Cell(
          inputSize: index == 0 ? inputSize : sizes.units[index - 1], hiddenSize: units,
          activation: sizes.activation, prefix: isUniform ? "rnn." : "rnn.\(index).",
          suffix: isUniform ? "_l\(index)" : "_l0", in: &plan))
    }
    self.cells = cells
    dropout = sizes.dropout
  }

  /// What one pass remembers of each layer.
  public struct Activations: Sendable {
    struct Layer: Sendable {
      let cell: Cell.Activations
      let hidden: StateSlots  // [T + 1, B, H]
      let dropped: SequenceSlot?  // [T, B, H], where the layer has dropout
      var output: SequenceSlot { dropped ?? hidden.afterEveryStep }
    }
    let layers: [Layer]

    /// The top layer's output after every step, `[T, B, H]`.
    public var output: SequenceSlot { layers[layers.count - 1].output }
  }

  /// Claims room for one pass over `steps` steps.
  public func reserve(steps: Int, in plan: inout ActivationPlan) -> Activations {
    var layers: [Activations.Layer] = []
    for (cell, probability) in zip(cells, dropout) {
      let activations = cell.reserve(steps: steps, in: &plan)
      layers.append(
        Activations.Layer(
          cell: activations, hidden: activations.hidden,
          dropped: probability > 0 ? plan.reserveSequence(steps: steps, columns: cell.hiddenSize) : nil))
    }
    return Activations(layers: layers)
  }

  /// Runs all layers over `input`.
  ///
  /// - Complexity: The sum over layers of O(T · B · gates · H · (I + H)).
  public func forward<S: BLASScalar>(
    _ input: SequenceSlot, _ activations: Activations, in pass: inout Pass<S>
  ) {
    var source = input
    for index in cells.indices {
      let layer = activations.layers[index]
      cells[index].forward(source, layer.cell, in: &pass)
      if let dropped = layer.dropped {
        pass.dropOut(
          layer.hidden.afterEveryStep.flattened, into: dropped.flattened, probability: dropout[index],
          layer: index)
      }
      source = layer.output
    }
  }

  /// Given the gradient of the output after every step, adds those of the parameters.
  ///
  /// The gradient of `input`, which is data, is not computed.
  ///
  /// - Complexity: The sum over layers of O(T · B · gates · H · (I + H)).
  public func backward<S: BLASScalar>(
    _ input: SequenceSlot, _ activations: Activations, in pass: inout Pass<S>
  ) {
    for index in cells.indices.reversed() {
      let layer = activations.layers[index]
      if let dropped = layer.dropped {
        pass.dropOutBackward(
          layer.hidden.afterEveryStep.flattened, from: dropped.flattened, probability: dropout[index],
          layer: index)
      }
      let source = index == 0 ? input : activations.layers[index - 1].output
      cells[index].backward(source, layer.cell, propagating: index > 0, in: &pass)
    }
  }
}
