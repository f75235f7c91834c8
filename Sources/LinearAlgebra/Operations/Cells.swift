/// The element-wise operations of one step of each recurrent cell, whose matrix products are made by
/// `multiply`, and the attention of queries to a sequence of states, with its own products.
///
/// The backward operations of the cells overwrite what the forward pass stored with its gradient, in place:
/// the gates of a sequence are the largest block of a pass, and a second block for their gradients would not
/// fit into the cache.
extension Pass {
  /// One step of a vanilla cell: `hidden` = act(`gates`).
  ///
  /// - Shapes: gates and hidden `[rows, units]`.
  public mutating func rnnForward(
    gates: Slot, hidden: Slot, activation: RecurrentActivation, step: Int
  ) {
    Scalar.kernels.table.rnnForward(
      pointer(gates), pointer(hidden), hidden.rows, hidden.columns, activation == .relu ? 1 : 0, starts,
      Int32(step))
  }

  /// Overwrites `gates` with its gradient, given that of `hidden`.
  public mutating func rnnBackward(
    gates: Slot, hidden: Slot, activation: RecurrentActivation, step: Int
  ) {
    Scalar.kernels.table.rnnBackward(
      pointer(gates), pointer(hidden), pointer(hidden.gradient), hidden.rows, hidden.columns,
      activation == .relu ? 1 : 0, starts, Int32(step))
  }

  /// One LSTM step; `gates` turns from pre-activations into i, f, g, o.
  ///
  /// - Shapes: gates `[rows, 4 · units]`; cells, tanhCell and hidden `[rows, units]`.
  public mutating func lstmForward(
    gates: Slot, cellBefore: Slot, cell: Slot, tanhCell: Slot, hidden: Slot, step: Int
  ) {
    Scalar.kernels.table.lstmForward(
      pointer(gates), pointer(cellBefore), pointer(cell), pointer(tanhCell), pointer(hidden), hidden.rows,
      hidden.columns, starts, Int32(step))
  }

  /// Overwrites `gates` with the gradient of its pre-activations, and `cellGradient` (∂c′) with ∂c.
  public mutating func lstmBackward(
    gates: Slot, cellBefore: Slot, tanhCell: Slot, hidden: Slot, cellGradient: Slot, step: Int
  ) {
    Scalar.kernels.table.lstmBackward(
      pointer(gates), pointer(cellBefore), pointer(tanhCell), pointer(hidden.gradient), pointer(cellGradient),
      hidden.rows, hidden.columns, starts, Int32(step))
  }

  /// Computes one GRU step, where `gates` is W x + b before and r, z, n after, and `products` is U h + b′.
  ///
  /// - Shapes: gates and products `[rows, 3 · units]`; hidden states `[rows, units]`.
  public mutating func gruForward(gates: Slot, products: Slot, hiddenBefore: Slot, hidden: Slot, step: Int) {
    Scalar.kernels.table.gruForward(
      pointer(gates), pointer(products), pointer(hiddenBefore), pointer(hidden), hidden.rows, hidden.columns,
      starts, Int32(step))
  }

  /// Overwrites `gates` and `products` with their gradients and adds ∂h′ ∘ z to the gradient of
  /// `hiddenBefore`.
  public mutating func gruBackward(gates: Slot, products: Slot, hiddenBefore: Slot, hidden: Slot, step: Int) {
    Scalar.kernels.table.gruBackward(
      pointer(gates), pointer(products), pointer(hiddenBefore), pointer(hidden.gradient),
      pointer(hiddenBefore.gradient), hidden.rows, hidden.columns, starts, Int32(step))
  }

  /// Attention of the queries of each row to its own states: `output` holds the states, mixed by `weights`,
  /// the softmax of `scale` · query · state.
  ///
  /// Vaswani et al. (2017), arXiv:1706.03762, section 3.2. Padded steps get weight 0.
  /// - Shapes: queries and output `[heads · rows · leads, units]`, row-major in that order; states
  ///   `[steps, rows, units]`; weights `[heads · rows · leads, steps]`; scratch as
  ///   ``ActivationPlan/reserveAttentionScratch(queries:steps:units:)``.
  /// - Complexity: O(queries · steps · units).
  public mutating func attend(
    _ queries: Slot, to states: SequenceSlot, heads: Int, scale: Double, weights: Slot, scratch: Slot,
    into output: Slot
  ) {
    let leads = checkedLeads(queries, states, heads, weights, scratch, output)
    Scalar.kernels.table.attentionForward(
      pointer(queries), pointer(states.flattened), pointer(weights), pointer(output), pointer(scratch),
      Scalar(scale), heads, states.rows, leads, states.steps, states.columns, starts)
  }

  /// Given the gradient of `output`, overwrites that of `queries` and adds that of `states`.
  ///
  /// - Shapes: as in the forward half.
  public mutating func attendBackward(
    _ queries: Slot, to states: SequenceSlot, heads: Int, scale: Double, weights: Slot, scratch: Slot,
    from output: Slot
  ) {
    let leads = checkedLeads(queries, states, heads, weights, scratch, output)
    Scalar.kernels.table.attentionBackward(
      pointer(queries), pointer(states.flattened), pointer(weights), pointer(output.gradient),
      pointer(queries.gradient), pointer(states.flattened.gradient), pointer(scratch), Scalar(scale), heads,
      states.rows, leads, states.steps, states.columns, starts)
  }

  private func checkedLeads(
    _ queries: Slot, _ states: SequenceSlot, _ heads: Int, _ weights: Slot, _ scratch: Slot, _ output: Slot
  ) -> Int {
    let leads = queries.rows / (heads * states.rows)
    precondition(
      queries.rows == heads * states.rows * leads && queries.columns == states.columns,
      "[\(queries.rows), \(queries.columns)] queries to [\(states.rows), \(states.columns)] states")
    precondition(queries.count == output.count, "queries and output differ")
    precondition(weights.count == queries.rows * states.steps, "one weight a query and step")
    precondition(
      scratch.count >= attentionScratchCount(heads * leads, states.steps, states.columns),
      "\(scratch.count) elements of scratch")
    return leads
  }
}

/// The elements that the kernels of attention work on: the states of a row as they are, packed, and their
/// gradient; its queries and weights, and the gradients of both.
private func attentionScratchCount(_ queries: Int, _ steps: Int, _ units: Int) -> Int {
  let (columns, rows) = (
    Float.kernels.table.packedCount(units, steps), Float.kernels.table.packedCount(steps, units)
  )
  return steps * units + columns + 2 * rows + 2 * queries * (units + steps)
}

extension ActivationPlan {
  /// Claims the work space of ``Pass/attend(_:to:heads:scale:weights:scratch:into:)`` and its adjoint.
  ///
  /// - Parameters:
  ///   - queries: The number of queries of one row, of all heads.
  ///   - steps: The number of steps that are attended to.
  ///   - units: The number of units of a step, of all heads.
  /// - Returns: The slot, of one row.
  public mutating func reserveAttentionScratch(queries: Int, steps: Int, units: Int) -> Slot {
    reserve(1, attentionScratchCount(queries, steps, units))
  }
}
