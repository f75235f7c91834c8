/// Where a row-major matrix lives inside one of a pass's arenas: an address without memory.
///
/// Layers hold slots, never memory, so that they are plain `Sendable` values and cannot allocate in the hot
/// loop.
public struct Slot: Hashable, Sendable {
  /// The arena the matrix lives in.
  package let arena: ArenaKind
  /// The index of its first element in the arena.
  package let offset: Int
  /// The number of rows.
  public let rows: Int
  /// The number of columns, and so the distance between rows.
  public let columns: Int

  package init(arena: ArenaKind, offset: Int, rows: Int, columns: Int) {
    self.arena = arena
    self.offset = offset
    self.rows = rows
    self.columns = columns
  }

  /// The number of elements.
  public var count: Int { rows * columns }

  /// The slot that holds ∂loss/∂`self`: the same place in the matching gradient arena.
  public var gradient: Slot { Slot(arena: arena.gradient, offset: offset, rows: rows, columns: columns) }

  /// The rows in `range`, as a slot of their own.
  public subscript(rows range: Range<Int>) -> Slot {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of a slot with \(rows) rows")
    return Slot(
      arena: arena, offset: offset + range.lowerBound * columns, rows: range.count, columns: columns)
  }

  /// The same elements as a matrix of another shape with as many elements.
  public func reshaped(rows: Int, columns: Int) -> Slot {
    precondition(rows * columns == count, "\(count) elements do not make [\(rows), \(columns)]")
    return Slot(arena: arena, offset: offset, rows: rows, columns: columns)
  }
}

/// The arenas of a pass: parameters and activations, and the gradient of each.
package enum ArenaKind: Hashable, Sendable {
  case parameters, parameterGradients, activations, activationGradients

  /// The arena that holds the gradients of this one.
  var gradient: ArenaKind {
    switch self {
    case .parameters: .parameterGradients
    case .activations: .activationGradients
    case .parameterGradients, .activationGradients:
      preconditionFailure("a gradient has no gradient of its own")
    }
  }
}

/// A `[steps, rows, columns]` block, time-major: one contiguous matrix a step, and one for all steps.
///
/// In a plan that is never run backward, what only the way back reads keeps its newest steps alone.
public struct SequenceSlot: Hashable, Sendable {
  private let block: Slot
  /// The number of time steps.
  public let steps: Int
  /// Steps there is room for: all of them, or as many as a step needs, which then share it in turn.
  private let kept: Int

  package init(_ flattened: Slot, steps: Int) { self.init(flattened, steps: steps, kept: steps) }

  init(_ block: Slot, steps: Int, kept: Int) {
    self.block = block
    self.steps = steps
    self.kept = kept
  }

  /// All steps as one `[steps · rows, columns]` matrix.
  public var flattened: Slot {
    precondition(kept == steps, "only \(kept) of \(steps) steps are kept")
    return block
  }

  /// Batch rows in each step.
  public var rows: Int { block.rows / kept }
  /// Features in each row.
  public var columns: Int { block.columns }

  /// The `[rows, columns]` matrix of step `t`.
  public subscript(_ t: Int) -> Slot {
    precondition(t >= 0 && t < steps, "step \(t) of \(steps)")
    let place = kept == steps ? t : t % kept
    return block[rows: place * rows..<(place + 1) * rows]
  }

  /// The steps in `range` as one `[range.count · rows, columns]` matrix.
  public subscript(steps range: Range<Int>) -> Slot {
    flattened[rows: range.lowerBound * rows..<range.upperBound * rows]
  }
}

/// One state a boundary between time steps: *steps* + 1 slots of shape `[rows, columns]`.
///
/// States sit between steps, so they are addressed as `[before: t]` and `[after: t]`; there is no `t − 1` in
/// a cell. The state before step 0 is zero and has no gradient.
public struct StateSlots: Hashable, Sendable {
  private let boundaries: SequenceSlot

  package init(_ boundaries: SequenceSlot) { self.boundaries = boundaries }

  /// The number of time steps.
  public var steps: Int { boundaries.steps - 1 }
  /// The state before step `t`.
  public subscript(before t: Int) -> Slot { boundaries[t] }
  /// The state after step `t`.
  public subscript(after t: Int) -> Slot { boundaries[t + 1] }
  /// The states after every step, as the sequence the layer above reads.
  public var afterEveryStep: SequenceSlot {
    SequenceSlot(boundaries[steps: 1..<boundaries.steps], steps: steps)
  }
  /// The states before the `steps`, as one `[steps.count · rows, columns]` matrix.
  public subscript(before steps: Range<Int>) -> Slot { boundaries[steps: steps] }
}

// MARK: - Parameters as arrays

extension Slot {
  /// The elements of this parameter in a flat array of all parameters.
  public func elements<Scalar>(in parameters: [Scalar]) -> ArraySlice<Scalar> {
    precondition(arena == .parameters, "only parameters are kept in arrays")
    return parameters[offset..<offset + count]
  }

  /// Writes `elements`, row-major, to this parameter's place in a flat array of all parameters.
  public func copy<Scalar>(_ elements: [Scalar], into parameters: inout [Scalar]) {
    precondition(arena == .parameters && elements.count == count, "\(elements.count) elements for \(count)")
    parameters.replaceSubrange(offset..<offset + count, with: elements)
  }
}
