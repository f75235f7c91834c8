/// The element-wise half of one step of each recurrent cell; the products around it are `multiply`.
///
/// Backward kernels overwrite what the forward pass stored with its gradient, in place: a sequence of gates is
/// the largest block of a pass, and a second one for gradients would not fit the cache.
extension Pass {
  /// One step of a vanilla cell: `hidden` = act(`gates`).
  ///
  /// - Shapes: gates and hidden `[rows, units]`.
  public mutating func rnnForward(
    gates: Slot, hidden: Slot, activation: RecurrentActivation, step: Int
  ) {
    Scalar.kernels.rnnForward(
      pointer(gates), pointer(hidden), hidden.rows, hidden.columns, activation == .relu ? 1 : 0, starts,
      Int32(step))
  }

  /// Overwrites `gates` with its gradient, given that of `hidden`.
  public mutating func rnnBackward(
    gates: Slot, hidden: Slot, activation: RecurrentActivation, step: Int
  ) {
    Scalar.kernels.rnnBackward(
      pointer(gates), pointer(hidden), pointer(hidden.gradient), hidden.rows, hidden.columns,
      activation == .relu ? 1 : 0, starts, Int32(step))
  }

  /// One LSTM step; `gates` turns from pre-activations into i, f, g, o.
  ///
  /// - Shapes: gates `[rows, 4 · units]`; cells, tanhCell and hidden `[rows, units]`.
  public mutating func lstmForward(
    gates: Slot, cellBefore: Slot, cell: Slot, tanhCell: Slot, hidden: Slot, step: Int
  ) {
    Scalar.kernels.lstmForward(
      pointer(gates), pointer(cellBefore), pointer(cell), pointer(tanhCell), pointer(hidden), hidden.rows,
      hidden.columns, starts, Int32(step))
  }

  /// Overwrites `gates` with the gradient of its pre-activations, and `cellGradient` (∂c′) with ∂c.
  public mutating func lstmBackward(
    gates: Slot, cellBefore: Slot, tanhCell: Slot, hidden: Slot, cellGradient: Slot, step: Int
  ) {
    Scalar.kernels.lstmBackward(
      pointer(gates), pointer(cellBefore), pointer(tanhCell), pointer(hidden.gradient), pointer(cellGradient),
      hidden.rows, hidden.columns, starts, Int32(step))
  }

  /// One GRU step; `gates` turns from W x + b into r, z, n. `products` holds U h + b′.
  ///
  /// - Shapes: gates and products `[rows, 3 · units]`; hidden states `[rows, units]`.
  public mutating func gruForward(gates: Slot, products: Slot, hiddenBefore: Slot, hidden: Slot, step: Int) {
    Scalar.kernels.gruForward(
      pointer(gates), pointer(products), pointer(hiddenBefore), pointer(hidden), hidden.rows, hidden.columns,
      starts, Int32(step))
  }

  /// Overwrites `gates` and `products` with their gradients and adds ∂h′ ∘ z to the gradient of `hiddenBefore`.
  public mutating func gruBackward(gates: Slot, products: Slot, hiddenBefore: Slot, hidden: Slot, step: Int) {
    Scalar.kernels.gruBackward(
      pointer(gates), pointer(products), pointer(hiddenBefore), pointer(hidden.gradient),
      pointer(hiddenBefore.gradient), hidden.rows, hidden.columns, starts, Int32(step))
  }

  /// Scaled dot-product attention of each row's queries over its own time steps, by heads.
  ///
  /// Vaswani et al. (2017), arXiv:1706.03762, section 3.2. Padded steps get weight 0.
  /// - Shapes: queries and output `[rows · leads, units]`, row-major in that order; keys and values
  ///   `[steps, rows, units]`; weights `[rows · heads · leads, steps]`.
  public mutating func attend(
    queries: Slot, keys: SequenceSlot, values: SequenceSlot, heads: Int, weights: Slot, into output: Slot
  ) {
    let leads = checkedLeads(queries, keys, values, heads, weights, output)
    Scalar.kernels.attentionForward(
      pointer(queries), pointer(keys.flattened), pointer(values.flattened), pointer(weights), pointer(output),
      keys.rows, leads, keys.steps, keys.columns, heads, starts)
  }

  /// Overwrites the gradients of `queries`, `keys` and `values`, given that of `output`.
  ///
  /// - Shapes: as in the forward half; scratch holds one element a step.
  public mutating func attendBackward(
    queries: Slot, keys: SequenceSlot, values: SequenceSlot, heads: Int, weights: Slot, from output: Slot,
    scratch: Slot
  ) {
    let leads = checkedLeads(queries, keys, values, heads, weights, output)
    precondition(scratch.count >= keys.steps, "scratch of \(scratch.count) for \(keys.steps) steps")
    Scalar.kernels.attentionBackward(
      pointer(queries), pointer(keys.flattened), pointer(values.flattened), pointer(weights),
      pointer(output.gradient), pointer(queries.gradient), pointer(keys.flattened.gradient),
      pointer(values.flattened.gradient), pointer(scratch), keys.rows, leads, keys.steps, keys.columns, heads,
      starts)
  }

  private func checkedLeads(
    _ queries: Slot, _ keys: SequenceSlot, _ values: SequenceSlot, _ heads: Int, _ weights: Slot,
    _ output: Slot
  ) -> Int {
    let leads = queries.rows / keys.rows
    precondition(
      queries.rows == leads * keys.rows && queries.count == output.count, "queries and output differ")
    precondition(
      keys.columns == queries.columns && keys.columns % heads == 0, "\(keys.columns) units in \(heads) heads")
    precondition(values.flattened.count == keys.flattened.count, "keys and values differ")
    precondition(weights.count == queries.rows * heads * keys.steps, "one weight a query, head and step")
    return leads
  }
}
