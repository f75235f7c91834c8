import Files
import Testing
import TimeSeries

@testable import Registry

@Suite("The ranges that a model has learnt from")
struct KnownRangesTests {
  private static func panel(_ targets: [[Double]], column: String = "y") -> Panel {
    var panel = ClosedFormPanel.make(targets)
    for index in panel.series.indices { panel.series[index].column = column }
    return panel
  }

  private static func notices(_ known: [Double], _ new: [Double]) -> [String] {
    KnownRanges(panel([known])).notices(on: panel([new]))
  }

  @Test("are from the least to the greatest value of each column over all series, without missing ones")
  func extents() {
    var panel = Self.panel([[.nan, 3, -2], [8, .nan, 1]])
    panel.covariates = Panel.Covariates(past: ["p"], future: ["f"], statics: ["s"])
    panel.series[0].past = [[.nan, .nan, .nan]]
    panel.series[1].past = [[4, 5, 4]]
    panel.series[0].future = [[0, 1, 2]]
    panel.series[1].future = [[-1, 1, .nan]]
    (panel.series[0].statics, panel.series[1].statics) = ([7], [6])
    let found = KnownRanges(panel)
    #expect(found.targets == ["y": .init(least: -2, greatest: 8)])
    #expect(
      found.covariates == [
        "p": .init(least: 4, greatest: 5), "f": .init(least: -1, greatest: 2),
        "s": .init(least: 6, greatest: 7),
      ])
    #expect(KnownRanges(Self.panel([[.nan]])).targets.isEmpty)
  }

  @Test(
    "tell values of another unit, beyond twice the width or a hundred times smaller",
    arguments: [
      // From 10 to 20 the width is 10: up to 40 and down to −10 are near.
      ([10, 20], [10, 40], false), ([10, 20], [10, 40.1], true), ([10, 20], [-10, 15], false),
      ([10, 20], [-10.1, 15], true), ([10, 20], [12, 13], false),
      // A width below a tenth of the size is taken for a tenth.
      ([100, 100], [119, 120], false), ([100, 100], [100, 120.1], true),
      ([-100, -100], [-120.1, -100], true),
      // Kilograms and grams, shares and percents.
      ([60, 90], [0.6, 0.9], false), ([60, 90], [0.06, 0.09], true), ([0.1, 0.9], [10, 90], true),
      // Zeros are of every unit, and nothing is far from nothing known.
      ([60, 90], [0, 0], false), ([0, 0], [0, 0], false), ([.nan], [5, 6], false), ([5, 6], [.nan], false),
    ] as [([Double], [Double], Bool)])
  func far(known: [Double], new: [Double], isFar: Bool) {
    #expect(Self.notices(known, new).isEmpty != isFar)
  }

  @Test("are named with both ranges, columns in the order of their names")
  func words() {
    #expect(
      Self.notices([10, 20], [1_000, 2_000])
        == [
          "the values of \"y\" are from 1000 to 2000, and those it learnt from were from 10 to 20: are they in the same unit?"
        ])
    // Columns that are series of one quantity have no name.
    let unnamed = KnownRanges(Self.panel([[1, 2]], column: "")).notices(on: Self.panel([[500]], column: ""))
    #expect(unnamed.count == 1 && unnamed[0].hasPrefix("the values are from 500 to 500, "))
    let other = KnownRanges(Self.panel([[1, 2]], column: "x")).notices(on: Self.panel([[500]]))
    #expect(other.isEmpty, "a column that was not learnt from has no range")
    var (known, new) = (Self.panel([[1, 2]]), Self.panel([[500, 600]]))
    for name in ["b", "a"] {
      known.covariates.past.append(name)
      known.series[0].past.append([1, 2])
      new.covariates.past.append(name)
      new.series[0].past.append([500, 600])
    }
    let notices = KnownRanges(known).notices(on: new)
    #expect(
      notices.map { $0.prefix(17) } == ["the values of \"y\"", "the values of \"a\"", "the values of \"b\""])
  }

  @Test("in a file that no values have are refused")
  func limits() throws {
    var ranges = KnownRanges(Self.panel([[1, 2]]))
    try ranges.checkLimits()
    for extent in [
      KnownRanges.Extent(least: 2, greatest: 1), .init(least: -.infinity, greatest: 0),
      .init(least: 0, greatest: .infinity), .init(least: .nan, greatest: 1),
    ] {
      ranges.covariates = ["c": extent]
      let failure = #expect(throws: Failure.self) { try ranges.checkLimits() }
      #expect(failure?.cause == .modelFile && failure?.message == "the range of \"c\" in the file is none")
    }
  }
}
