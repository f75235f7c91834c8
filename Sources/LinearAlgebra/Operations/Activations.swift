/// The activation of a vanilla recurrent cell.
public enum RecurrentActivation: String, Sendable, Codable, CaseIterable {
  /// The hyperbolic tangent.
  case tanh
  /// The rectifier max(0, x).
  case relu
}

/// The loss that training minimises, averaged over the cells that have a target.
public enum Loss: String, Sendable, Codable, CaseIterable {
  /// The squared error.
  case mse
  /// The absolute error.
  case mae
  /// Squared below an error of 1, linear above (Huber 1964, doi:10.1214/aoms/1177703732).
  case huber
  /// The mean pinball loss of quantiles, at levels given with them (Koenker and Bassett 1978,
  /// doi:10.2307/1913643).
  case quantile

  var code: Int32 {
    switch self {
    case .mse: 0
    case .mae: 1
    case .huber: 2
    case .quantile: 3
    }
  }
}

extension Pass {
  /// Overwrites `slot` with max(0, `slot`).
  public mutating func relu(_ slot: Slot) { Scalar.kernels.table.relu(pointer(slot), slot.count) }

  /// Clears the gradient of `slot` where its value is not positive.
  public mutating func reluBackward(_ slot: Slot) {
    Scalar.kernels.table.reluBackward(pointer(slot), pointer(slot.gradient), slot.count)
  }

  /// Overwrites `result` with `input` under inverted dropout: elements are zeroed with `probability` and the
  /// others divided by 1 − `probability`.
  ///
  /// Outside training the elements are copied unchanged.
  ///
  /// Srivastava et al. (2014), JMLR 15:1929.
  public mutating func dropOut(_ input: Slot, into result: Slot, probability: Double, layer: Int) {
    mask(input, into: result, probability: probability, layer: layer)
  }

  /// Overwrites the gradient of `input` with that of `result` under the same mask.
  public mutating func dropOutBackward(_ input: Slot, from result: Slot, probability: Double, layer: Int) {
    mask(result.gradient, into: input.gradient, probability: probability, layer: layer)
  }

  private mutating func mask(_ source: Slot, into destination: Slot, probability: Double, layer: Int) {
    precondition(source.count == destination.count, "\(source.count) elements to \(destination.count)")
    guard let dropout else { return copy(source, to: destination) }
    let stream = dropout.pass &* 256 &+ UInt64(layer)
    Scalar.kernels.table.dropout(
      pointer(source), pointer(destination), source.count, probability, dropout.key, stream)
  }

  /// Computes Σ weight · loss(`output` − `target`) and overwrites the gradient of `output` with `scale` times
  /// its derivative.
  ///
  /// A cell with weight 0 is ignored, whatever its target holds.
  ///
  /// - Parameters:
  ///   - loss: The loss of a cell.
  ///   - output: The forecasts, one a cell, or one a cell and level.
  ///   - target: The observed values, one a cell.
  ///   - weight: The weight of each cell.
  ///   - levels: The levels of the quantiles that a cell's outputs are, where the loss is of quantiles; of
  ///     any other loss a cell has one output.
  ///   - scale: The factor of the derivatives.
  /// - Returns: The sum over all cells, without `scale`.
  public mutating func loss(
    _ loss: Loss, of output: Slot, target: Slot, weight: Slot, levels: [Double] = [0.5], scale: Double
  ) -> Double {
    precondition(target.count == weight.count, "one weight for each target")
    if loss == .quantile {
      precondition(output.count == levels.count * target.count, "one output for each target and level")
      return Scalar.kernels.table.pinball(
        pointer(output), pointer(target), pointer(weight), pointer(output.gradient), target.count, levels,
        levels.count, scale)
    }
    precondition(output.count == target.count, "one target for each output")
    return Scalar.kernels.table.loss(
      pointer(output), pointer(target), pointer(weight), pointer(output.gradient), output.count, loss.code,
      scale)
  }

  /// Overwrites `output` with quantiles that cannot cross, cell by cell: the one at `median` as it is in
  /// `raw`, and from there up and down by softplus(`raw` + `offsets`).
  ///
  /// - Shapes: raw and output `[cells, offsets.count]`.
  public mutating func quantiles(_ raw: Slot, offsets: [Double], median: Int, into output: Slot) {
    precondition(raw.count == output.count && raw.count % offsets.count == 0, "one offset for each level")
    precondition(offsets.indices.contains(median), "the median is one of the levels")
    Scalar.kernels.table.quantilesForward(
      pointer(raw), offsets, median, pointer(output), raw.count / offsets.count, offsets.count)
  }

  /// Overwrites the gradient of `raw`, given that of `output`.
  public mutating func quantilesBackward(_ raw: Slot, offsets: [Double], median: Int, from output: Slot) {
    Scalar.kernels.table.quantilesBackward(
      pointer(raw), offsets, median, pointer(output.gradient), pointer(raw.gradient),
      raw.count / offsets.count, offsets.count)
  }

  /// Overwrites `output` with the layer normalisation of each row of `input`, keeping mean and 1/deviation in
  /// `statistics`.
  ///
  /// Ba, Kiros, Hinton (2016), arXiv:1607.06450, with ε = 1e-5 as in `torch.nn.LayerNorm`.
  /// - Shapes: input and output `[m, n]`; gain and bias `[1, n]`; statistics `[m, 2]`.
  public mutating func normalize(
    _ input: Slot, gain: Slot, bias: Slot, into output: Slot, statistics: Slot
  ) {
    precondition(input.count == output.count && gain.count == input.columns, "shapes of a layer norm differ")
    precondition(
      bias.count == input.columns && statistics.count == 2 * input.rows, "shapes of a layer norm differ")
    Scalar.kernels.table.normForward(
      pointer(input), pointer(gain), pointer(bias), pointer(output), pointer(statistics), input.rows,
      input.columns)
  }

  /// Overwrites the gradient of `input`, and adds to those of `gain` and `bias`, given that of `output`.
  public mutating func normalizeBackward(
    _ input: Slot, gain: Slot, bias: Slot, from output: Slot, statistics: Slot
  ) {
    Scalar.kernels.table.normBackward(
      pointer(input), pointer(gain), pointer(statistics), pointer(output.gradient), pointer(input.gradient),
      pointer(gain.gradient), pointer(bias.gradient), input.rows, input.columns)
  }
}
