import Files
import TestSupport
import Testing

@testable import TimeSeries

/// A panel read in parts, each with some of the series, is the panel read whole.
@Suite("A part of the series of an input")
struct PartReadingTests {
  private static let horizon = 3
  private static let plain = PartReadingCase.plain

  private static func date(_ day: Int) -> String { PartReadingCase.date(day) }

  @Test(
    "is what it is in the whole, with all that is recognised of the whole", arguments: PartReadingCase.cases)
  func parts(_ item: PartReadingCase) throws {
    let folder = try TemporaryDirectory()
    let paths = item.files.indices.map { folder.file("f\($0).csv") }
    for (index, text) in item.files.enumerated() { try folder.write(text, to: "f\(index).csv") }
    var reader = PanelReader(item.options, threads: 2)
    if let future = item.future {
      try folder.write(future, to: "future.csv")
      reader.futureFile = folder.file("future.csv")
    }
    let whole = try reader.read(paths).panel
    #expect(whole.part == nil)
    #expect(whole.series.count > 1)
    for count in [1, 2, 3, 50] {
      var found: [Int] = []
      for number in 0..<count {
        reader.choice = SeriesChoice(horizon: Self.horizon) { Self.number($0) % count == number }
        let panel = try reader.read(paths).panel
        let part = try #require(panel.part)
        #expect(part.ordinals.count == panel.series.count)
        // Missing cells are not equal to themselves, but their text is.
        for (series, ordinal) in zip(panel.series, part.ordinals) {
          #expect("\(series)" == "\(whole.series[ordinal])")
        }
        found += part.ordinals
        var rest = panel
        (rest.series, rest.part) = (whole.series, nil)
        #expect(rest == whole)
        #expect(part.seriesCount == whole.series.count)
        #expect(part.mostObserved == whole.series.map { $0.target.count { !$0.isNaN } }.max())
        #expect(part.times == Self.times(of: whole))
        #expect(Set(part.kinds.map(\.column)) == Set(whole.series.map(\.column)))
      }
      #expect(found.sorted() == Array(whole.series.indices))
    }
  }

  /// A number of a name, which decides its part.
  private static func number(_ name: String) -> Int { name.utf8.reduce(7) { ($0 * 31 + Int($1)) % 1_009 } }

  /// The form of the times of all forecasts.
  private static func times(of panel: Panel) -> TimeText {
    TimeText(
      kind: panel.timeKind,
      times: panel.series.flatMap { series in
        [series.times[series.count - 1]]
          + series.timesAhead(Self.horizon, at: panel.spacing, kind: panel.timeKind)
      }, unit: panel.elapsedUnit)
  }

  @Test(
    "refuses what the whole refuses",
    arguments: [
      ("a time that is none", plain.replacing(date(7) + ",", with: "yesterday,")),
      ("a number that is none", plain.replacing(",41\n", with: ",4i1\n")),
      ("a time that comes twice", plain.replacing(date(7) + ",", with: date(6) + ",")),
      ("a time that goes back", plain.replacing(date(7) + ",", with: date(3) + ",")),
      ("a row without a name", plain.replacing("bb,", with: ",")),
      ("a field too many", plain.replacing("bb," + date(5), with: "bb,1," + date(5))),
    ])
  func refusals(_ name: String, _ text: String) throws {
    let folder = try TemporaryDirectory()
    try folder.write(text, to: "f.csv")
    var options = ReadOptions()
    options.targets = ["y"]
    var reader = PanelReader(options, threads: 1)
    let whole = #expect(throws: Failure.self) { try reader.read([folder.file("f.csv")]) }
    for isKept in [true, false] {
      reader.choice = SeriesChoice(horizon: 1) { _ in isKept }
      let part = #expect(throws: Failure.self) { try reader.read([folder.file("f.csv")]) }
      #expect(part?.cause == whole?.cause)
      if isKept { #expect(part == whole) }
    }
  }
}
