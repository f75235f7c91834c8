import Platform

/// One flat, 64-byte-aligned allocation of zeros, owned by one object and freed with it.
///
/// A pass resolves slots to addresses in it; whole-arena sweeps (optimiser, clipping, snapshots) see one
/// array. Two threads may use one arena only for reading, or on disjoint slots.
public final class Arena<Scalar: BLASScalar>: @unchecked Sendable {
  let base: UnsafeMutablePointer<Scalar>
  private let allocation: UnsafeMutableRawPointer
  private static var alignment: Int { 64 }
  /// The number of elements.
  public let count: Int

  /// Allocates `count` zeros.
  ///
  /// The operating system provides a page of memory only when it is touched.
  public init(zeros count: Int) {
    self.count = count
    // calloc takes large blocks from the system, which gives a page only when it is touched.
    guard let bytes = calloc(max(1, count) * MemoryLayout<Scalar>.stride + Self.alignment, 1) else {
      // As the language ends where there is no memory.
      abort()
    }
    allocation = bytes
    base = bytes.alignedUp(toMultipleOf: Self.alignment).bindMemory(to: Scalar.self, capacity: max(1, count))
  }

  /// Allocates a copy of `elements`.
  public convenience init(_ elements: [Scalar]) {
    self.init(zeros: elements.count)
    copy(from: elements)
  }

  deinit { free(allocation) }

  /// The elements, as an array of their own.
  public var elements: [Scalar] { Array(UnsafeBufferPointer(start: base, count: count)) }

  /// Overwrites the elements with as many others, without an allocation.
  public func copy(from elements: [Scalar]) {
    precondition(elements.count == count, "\(elements.count) elements for an arena of \(count)")
    elements.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { base.update(from: start, count: count) }
    }
  }

  /// Overwrites the elements with those of `other`, of the same count, without an allocation.
  public func copy(from other: Arena) {
    precondition(other.count == count, "arenas of \(other.count) and \(count) elements")
    base.update(from: other.base, count: count)
  }

  /// The element at `index`.
  public subscript(_ index: Int) -> Scalar {
    get {
      precondition(index >= 0 && index < count, "element \(index) of an arena of \(count)")
      return base[index]
    }
    set {
      precondition(index >= 0 && index < count, "element \(index) of an arena of \(count)")
      base[index] = newValue
    }
  }

  /// The elements of `slot`, row-major.
  public func elements(of slot: Slot) -> [Scalar] {
    Array(UnsafeBufferPointer(start: pointer(to: slot), count: slot.count))
  }

  /// Overwrites the elements of `slot`, row-major.
  public func set(_ slot: Slot, to elements: [Scalar]) {
    precondition(elements.count == slot.count, "\(elements.count) elements for a slot of \(slot.count)")
    let start = pointer(to: slot)
    for (index, element) in elements.enumerated() { start[index] = element }
  }

  /// The first element of `slot`, after checking the whole slot against the arena's bounds.
  func pointer(to slot: Slot) -> UnsafeMutablePointer<Scalar> {
    precondition(
      slot.offset >= 0 && slot.offset + slot.count <= count,
      "slot \(slot.offset)..<\(slot.offset + slot.count) of an arena of \(count)")
    return base + slot.offset
  }
}
