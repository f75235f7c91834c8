/// Hands out activation slots before any memory exists.
///
/// Offsets only grow, so two slots overlap only if one was derived from the other. Every slot starts on a
/// 64-byte boundary (16 elements of single precision).
public struct ActivationPlan: Sendable {
  /// Batch rows of the pass that is planned.
  public let rows: Int
  /// Whether the pass may run backward, and so what every step computed is kept.
  public let isDifferentiable: Bool
  /// Elements claimed so far.
  public private(set) var count = 0

  /// Starts a plan for a pass over `rows` batch rows.
  public init(rows: Int, isDifferentiable: Bool = true) {
    self.rows = rows
    self.isDifferentiable = isDifferentiable
  }

  /// Claims a `[rows, columns]` matrix.
  public mutating func reserve(_ rows: Int, _ columns: Int) -> Slot {
    let slot = Slot(arena: .activations, offset: count, rows: rows, columns: columns)
    count += (rows * columns + 15) / 16 * 16
    return slot
  }

  /// Claims a `[steps, rows, columns]` sequence.
  public mutating func reserveSequence(steps: Int, columns: Int) -> SequenceSlot {
    SequenceSlot(reserve(steps * rows, columns), steps: steps)
  }

  /// Claims the *steps* + 1 states around the steps of a sequence.
  public mutating func reserveStates(steps: Int, columns: Int) -> StateSlots {
    StateSlots(reserveSequence(steps: steps + 1, columns: columns))
  }

  /// Claims a sequence that later steps do not read, and only the way back reads as a whole.
  public mutating func reserveRecord(steps: Int, columns: Int) -> SequenceSlot {
    reserve(steps: steps, kept: 1, columns: columns)
  }

  /// Claims states of which each is read by the step after it, and only the way back reads all.
  ///
  /// Without that way, the state before step 0 is overwritten by the second state: clear it before a pass.
  public mutating func reserveStateRecord(steps: Int, columns: Int) -> StateSlots {
    StateSlots(reserve(steps: steps + 1, kept: 2, columns: columns))
  }

  private mutating func reserve(steps: Int, kept: Int, columns: Int) -> SequenceSlot {
    let count = isDifferentiable ? steps : min(steps, kept)
    return SequenceSlot(reserve(count * rows, columns), steps: steps, kept: count)
  }
}

/// Hands out parameter slots with their names, shapes and initial values.
public struct ParameterPlan: Sendable {
  /// A parameter: its name as PyTorch has it, its place and how it starts.
  public struct Parameter: Sendable, Hashable {
    /// The name, as in a PyTorch `state_dict`.
    public let name: String
    /// The place of its elements; a vector is one row.
    public let slot: Slot
    /// The length along each dimension, as PyTorch has it.
    public let shape: [Int]
    /// How it starts.
    public let initializer: Initializer
  }

  /// The parameters, in the order in which they were reserved.
  public private(set) var parameters: [Parameter] = []
  /// Elements claimed so far.
  public private(set) var count = 0

  /// Starts an empty plan.
  public init() {}

  /// Claims a `[rows, columns]` matrix.
  public mutating func reserve(_ name: String, _ rows: Int, _ columns: Int, _ initializer: Initializer)
    -> Slot
  {
    claim(name, shape: [rows, columns], rows: rows, columns: columns, initializer)
  }

  /// Claims a vector of `count` elements.
  public mutating func reserve(_ name: String, _ count: Int, _ initializer: Initializer) -> Slot {
    claim(name, shape: [count], rows: 1, columns: count, initializer)
  }

  private mutating func claim(
    _ name: String, shape: [Int], rows: Int, columns: Int, _ initializer: Initializer
  ) -> Slot {
    let slot = Slot(arena: .parameters, offset: count, rows: rows, columns: columns)
    parameters.append(Parameter(name: name, slot: slot, shape: shape, initializer: initializer))
    count += (rows * columns + 15) / 16 * 16
    return slot
  }
}

/// How a parameter starts.
public enum Initializer: Sendable, Hashable {
  /// All elements equal.
  case constant(Double)
  /// Uniform on (−bound, bound), as PyTorch starts its recurrent and linear layers with bound = 1/√fan-in.
  case uniform(bound: Double)
  /// Normal with mean 0.
  case normal(deviation: Double)
}
