/// The activations of one pass and their gradients, owned by one worker and used again for every pass.
public final class Workspace<Scalar: BLASScalar>: @unchecked Sendable {
  let activations: Arena<Scalar>
  let gradients: Arena<Scalar>
  let starts: UnsafeMutablePointer<Int32>
  /// Batch rows of a pass.
  public let rows: Int

  /// Allocates the memory that `plan` claimed.
  public init(_ plan: ActivationPlan) {
    activations = Arena(zeros: plan.count)
    gradients = Arena(zeros: plan.count)
    rows = plan.rows
    starts = UnsafeMutablePointer.allocate(capacity: max(1, rows))
    starts.initialize(repeating: 0, count: max(1, rows))
  }

  deinit { starts.deallocate() }
}

/// Where the random masks of a training pass come from.
public struct DropoutKey: Sendable, Hashable {
  /// The generator's key.
  public var key: UInt64
  /// Distinguishes the passes under one key: the step and the shard.
  public var pass: UInt64

  /// Creates the key of one pass.
  public init(key: UInt64, pass: UInt64) {
    self.key = key
    self.pass = pass
  }
}

/// One forward and backward pass of a network over a shard of a batch: the memory it runs on.
///
/// Parameters are shared and only read; their gradients and the workspace belong to this pass alone.
public struct Pass<Scalar: BLASScalar>: ~Copyable {
  let parameters: Arena<Scalar>
  let parameterGradients: Arena<Scalar>?
  let workspace: Workspace<Scalar>
  /// Random masks for dropout; `nil` when the network is not being trained.
  public let dropout: DropoutKey?
  /// Whether some row is padded, so that steps before a row's start must be masked.
  public let isPadded: Bool

  /// Creates a pass; without `gradients` only its forward half may run.
  public init(
    parameters: Arena<Scalar>, gradients: Arena<Scalar>? = nil, workspace: Workspace<Scalar>,
    dropout: DropoutKey? = nil
  ) {
    self.parameters = parameters
    self.parameterGradients = gradients
    self.workspace = workspace
    self.dropout = dropout
    isPadded = UnsafeBufferPointer(start: workspace.starts, count: workspace.rows).contains { $0 > 0 }
  }

  /// The first element of `slot` in the arena it names.
  func pointer(_ slot: Slot) -> UnsafeMutablePointer<Scalar> {
    switch slot.arena {
    case .parameters: parameters.pointer(to: slot)
    case .activations: workspace.activations.pointer(to: slot)
    case .activationGradients: workspace.gradients.pointer(to: slot)
    case .parameterGradients: gradientArena.pointer(to: slot)
    }
  }

  private var gradientArena: Arena<Scalar> {
    guard let parameterGradients else { preconditionFailure("a pass without gradients runs forward only") }
    return parameterGradients
  }

  /// The first step of each row that has data, or `nil` when no row is padded.
  var starts: UnsafePointer<Int32>? { isPadded ? UnsafePointer(workspace.starts) : nil }

  /// Overwrites `slot` with `elements`, row-major.
  public mutating func set(_ slot: Slot, to elements: [Scalar]) {
    precondition(elements.count == slot.count, "\(elements.count) elements for a slot of \(slot.count)")
    pointer(slot).update(from: elements, count: elements.count)
  }

  /// The elements of `slot`, row-major.
  public func elements(of slot: Slot) -> [Scalar] {
    Array(UnsafeBufferPointer(start: pointer(slot), count: slot.count))
  }
}
