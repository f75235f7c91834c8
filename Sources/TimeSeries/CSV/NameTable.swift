/// Numbers names in the order in which they first appear, without making a string of every one that is looked
/// up.
struct NameTable {
  /// The names, by number.
  private(set) var names: [String] = []
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var slots: [Int32] = Array(repeating: -1, count: 64)
  private var last = -1

  /// The number of the name written as `name`; `nil` for one that was not seen before.
  mutating func number(of name: Span<UInt8>) -> Int? {
    // Rows of a series usually follow each other.
    if last >= 0, isEqual(last, name) { return last }
    let found = slots[slot(of: name)]
    if found < 0 { return nil }
    last = Int(found)
    return last
  }

  /// Gives `name`, which is new and reads `text`, the next number.
  mutating func add(_ name: Span<UInt8>, text: String) -> Int {
    if names.count * 2 >= slots.count { grow() }
    slots[slot(of: name)] = Int32(truncatingIfNeeded: names.count)
    for index in name.indices { bytes.append(name[index]) }
    ends.append(bytes.count)
    names.append(text)
    last = names.count - 1
    return last
  }

  /// The slot that holds `name`, or the free one it belongs in.
  private func slot(of name: Span<UInt8>) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: Self.hash(name)) & mask
    while slots[slot] >= 0, !isEqual(Int(slots[slot]), name) { slot = (slot + 1) & mask }
    return slot
  }

  private func isEqual(_ number: Int, _ name: Span<UInt8>) -> Bool {
    let start = number == 0 ? 0 : ends[number - 1]
    guard ends[number] - start == name.count else { return false }
    for index in name.indices where bytes[start + index] != name[index] { return false }
    return true
  }

  private mutating func grow() {
    slots = Array(repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for number in names.indices {
      let start = number == 0 ? 0 : ends[number - 1]
      var slot = Int(truncatingIfNeeded: Self.hash(bytes.span.extracting(start..<ends[number]))) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: number)
    }
  }

  /// FNV-1a, whose low bits are mixed once more.
  private static func hash(_ name: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in name.indices { hash = (hash ^ UInt64(name[index])) &* 0x0000_0100_0000_01b3 }
    return hash ^ (hash >> 29)
  }
}
