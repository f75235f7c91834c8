import Testing

@testable import TimeSeries

@Suite("Rows of other series")
struct OtherRowsTests {
  private func instant(_ second: Int) -> Instant { Instant(seconds: Int64(second)) }

  @Test("keep their times, whether axes are shared, go on, part or begin anew")
  func times() throws {
    let axes = [
      [1, 2, 3, 4], [1, 2, 3], [1, 2, 3, 4, 5], [1, 2, 4, 5], [2, 3], [1], [9, 8, 7], [9, 8, 7, 6],
      [1, 2, 3, 4, 6], [5, 5],
    ]
    // Series by series, and in turns.
    for isInTurns in [false, true] {
      var rows = OtherRows { $0 == "needed" }
      for number in axes.indices {
        let isTaken = rows.takes(number, named: "\(number)")
        #expect(isTaken)
      }
      let takesNeeded = rows.takes(axes.count, named: "needed")
      #expect(!takesNeeded)
      if isInTurns {
        for place in 0..<5 {
          for (number, axis) in axes.enumerated() where place < axis.count {
            rows.append(instant(axis[place]), to: number)
          }
        }
      } else {
        for (number, axis) in axes.enumerated() {
          for time in axis { rows.append(instant(time), to: number) }
        }
      }
      for (number, axis) in axes.enumerated() {
        #expect(rows.count(of: number) == axis.count)
        #expect(rows.times(of: number) == axis.map { instant($0) })
      }
      #expect(rows.count(of: axes.count) == 0)
      #expect(rows.count(of: 99) == 0)
    }
  }

  @Test("know their missing cells, and end where a row goes elsewhere")
  func marks() {
    var rows = OtherRows { _ in false }
    var marks = CellMarks()
    let isTaken = rows.takes(3, named: "a")
    #expect(isTaken)
    for time in 0..<4 {
      rows.append(instant(time), to: 3)
      if time == 2 { rows.noteMissing(1, of: 3) }
    }
    #expect(rows.marks(0, of: 3, sharing: &marks) == [1, 1, 1, 1])
    let found = rows.marks(1, of: 3, sharing: &marks)
    #expect(found.map(\.isNaN) == [false, false, true, false])
    rows.close(3)
    let isTakenAgain = rows.takes(3, named: "a")
    #expect(!isTakenAgain)
    #expect(rows.count(of: 3) == 4)
  }
}
