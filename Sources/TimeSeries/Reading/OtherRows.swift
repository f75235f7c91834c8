/// The rows of series that are not kept, as far as what is recognised of an input needs them: their times,
/// and which of their cells are missing.
///
/// Series that have rows at the same times, up to where one of them ends, share these in memory. So a panel
/// whose series go by one axis costs next to nothing here, however many rows it has; a series with times of
/// its own costs those.
struct OtherRows {
  /// Whether values of the series called so are needed.
  private let needsValues: (String) -> Bool

  /// What is known of one series.
  private struct Member {
    /// Its axis, of which it has the first ``count`` times; `nil` before its first row.
    var axis: Int?
    var count = 0
    /// Whether its rows are taken here: it is none that is needed, and none whose rows went into the table
    /// before.
    var isOpen: Bool
  }

  private var members: [Member?] = []
  private var axes: [[Instant]] = []
  /// The axis that begins at an instant.
  private var starts: [Instant: Int] = [:]
  /// The positions of missing cells, by column and series.
  private var missing: [Cell: [Int32]] = [:]

  private struct Cell: Hashable {
    let column: Int
    let number: Int
  }

  init(needsValues: @escaping (String) -> Bool) { self.needsValues = needsValues }

  /// Whether rows of the series at `number`, which is called `name`, are taken here.
  mutating func takes(_ number: Int, named name: @autoclosure () -> String) -> Bool {
    while members.count <= number { members.append(nil) }
    if let member = members[number] { return member.isOpen }
    let member = Member(isOpen: !needsValues(name()))
    members[number] = member
    return member.isOpen
  }

  /// Leaves all later rows of the series at `number` to the table, as those of a series must be of which the
  /// table has a row: the rows that are here come before those of the table.
  mutating func close(_ number: Int) {
    while members.count <= number { members.append(nil) }
    if members[number] == nil { members[number] = Member(isOpen: false) }
    members[number]?.isOpen = false
  }

  /// Takes the next row of the series at `number`.
  mutating func append(_ time: Instant, to number: Int) {
    guard var member = members[number] else { return }
    member.count += 1
    if let axis = member.axis {
      if member.count > axes[axis].count {
        axes[axis].append(time)
      } else if axes[axis][member.count - 1] != time {
        member.axis = newAxis(axes[axis][..<(member.count - 1)] + [time])
      }
    } else {
      member.axis = starts[time] ?? newAxis([time])
    }
    members[number] = member
  }

  /// Notes that the cell of `column` in the last row of the series at `number` is missing.
  mutating func noteMissing(_ column: Int, of number: Int) {
    let position = count(of: number) - 1
    missing[Cell(column: column, number: number), default: []].append(Int32(truncatingIfNeeded: position))
  }

  private mutating func newAxis(_ times: some Sequence<Instant>) -> Int {
    axes.append(Array(times))
    if let start = axes[axes.count - 1].first, starts[start] == nil { starts[start] = axes.count - 1 }
    return axes.count - 1
  }
}

extension OtherRows {
  /// The number of rows of the series at `number`.
  func count(of number: Int) -> Int { members.indices.contains(number) ? members[number]?.count ?? 0 : 0 }

  /// The times of the rows of the series at `number`.
  func times(of number: Int) -> [Instant] {
    guard let axis = members[number]?.axis else { return [] }
    let count = count(of: number)
    return count == axes[axis].count ? axes[axis] : Array(axes[axis][..<count])
  }

  /// The marks of the cells of `column` in the rows of the series at `number`.
  func marks(_ column: Int, of number: Int, sharing marks: inout CellMarks) -> [Double] {
    var cells = marks.whole(count(of: number))
    for position in missing[Cell(column: column, number: number)] ?? [] { cells[Int(position)] = .nan }
    return cells
  }
}
