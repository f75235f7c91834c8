/// Lines of a file that are read as if they had never been in it, by their numbers from 1.
struct LeftOutLines: Sendable, Equatable {
  /// Runs of lines that follow each other, in ascending order; none touches the next.
  private(set) var runs: [ClosedRange<Int>] = []
  /// The byte that ends a line of the file.
  var lineBreak = UInt8(ascii: "\n")

  /// No lines.
  static let none = LeftOutLines()

  /// Whether no line is left out.
  var isEmpty: Bool { runs.isEmpty }

  /// Leaves out further lines.
  mutating func add(_ more: [ClosedRange<Int>]) {
    var joined: [ClosedRange<Int>] = []
    for run in (runs + more).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, run.lowerBound <= last.upperBound + 1 {
        joined[joined.count - 1] = last.lowerBound...max(last.upperBound, run.upperBound)
      } else {
        joined.append(run)
      }
    }
    runs = joined
  }
}

/// Counts the lines of a file of which some are left out: each that is read keeps the number it has in the
/// file.
struct LineCounter {
  /// The number of the last line that was read; 0 before the first.
  private(set) var number = 0
  private let leftOut: LeftOutLines
  private var run = 0

  /// Counts from the first line on.
  init(without leftOut: LeftOutLines) { self.leftOut = leftOut }

  /// The number of the line that comes next.
  var next: Int {
    guard run < leftOut.runs.count, leftOut.runs[run].lowerBound == number + 1 else { return number + 1 }
    return leftOut.runs[run].upperBound + 1
  }

  /// How many of the lines that come next follow each other in the file.
  var consecutiveCount: Int {
    let run = next == number + 1 ? run : run + 1
    return run < leftOut.runs.count ? leftOut.runs[run].lowerBound - next : .max
  }

  /// Moves behind the next `count` lines, which follow each other in the file.
  mutating func advance(by count: Int = 1) {
    guard count > 0 else { return }
    let first = next
    if first != number + 1 { run += 1 }
    number = first + count - 1
  }
}

/// Takes lines out of the bytes of a file as they are read, piece by piece.
struct LineRemoval {
  private let leftOut: LeftOutLines
  private var line = 1
  private var run = 0

  /// Takes `leftOut` out of a file that is read from its beginning.
  init?(of leftOut: LeftOutLines) {
    if leftOut.isEmpty { return nil }
    self.leftOut = leftOut
  }

  /// Whether bytes from here on may be left out.
  var isPending: Bool { run < leftOut.runs.count }

  /// Moves the bytes that stay, of those that come next in the file, to the beginning of `bytes`; returns how
  /// many stay.
  mutating func compact(_ bytes: UnsafeMutableRawBufferPointer) -> Int {
    var (read, kept) = (0, 0)
    while read < bytes.count, isPending {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[read...])
      let found = rest.position(of: leftOut.lineBreak)
      let length = found.map { $0 + 1 } ?? rest.count
      if !leftOut.runs[run].contains(line) {
        move(bytes, from: read, to: kept, count: length)
        kept += length
      }
      read += length
      guard found != nil else { continue }
      line += 1
      if line > leftOut.runs[run].upperBound { run += 1 }
    }
    move(bytes, from: read, to: kept, count: bytes.count - read)
    return kept + bytes.count - read
  }

  private func move(_ bytes: UnsafeMutableRawBufferPointer, from start: Int, to place: Int, count: Int) {
    guard start != place, count > 0 else { return }
    let target = UnsafeMutableRawBufferPointer(rebasing: bytes[place..<place + count])
    target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]))
  }
}
