import Charts
import Testing

/// Charts of every kind of mark, and of values that nothing can be drawn of.
enum ChartCases {
  /// A chart by name.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let chart: Chart
    var testDescription: String { name }
  }

  static func chart(
    _ marks: [Mark], x: Axis = Axis("lead"), y: Axis = Axis("value"), title: String = "A title"
  ) -> Chart {
    Chart(title: title, alternative: "A sentence about it.", x: x, y: y, marks: marks)
  }

  static func line(_ values: [Double], from start: Double = 0, step: Double = 1) -> Mark {
    .line(
      Mark.Line(
        "name", ink: .series(1),
        points: values.enumerated().map { Point(start + Double($0) * step, $1) }))
  }

  private static let rows = (0..<20).map { Mark.Band.Row(Double($0), Double($0) - 3, Double($0) + 3) }
  private static let points = (0..<50).map { Point(Double($0 % 7), Double($0 * $0 % 11)) }

  static let everyMark: [Case] = [
    Case(name: "line", chart: chart([line([1, 3, 2, 5])])),
    Case(name: "band", chart: chart([.band(Mark.Band("80 %", ink: .series(2), rows: rows))])),
    Case(name: "points", chart: chart([.points(Mark.Points("dots", ink: .alarm, points: points))])),
    Case(
      name: "intervals", chart: chart([.intervals(Mark.Intervals("errors", ink: .series(3), rows: rows))])),
    Case(
      name: "bars",
      chart: chart([
        .bars(
          Mark.Bars(
            "share", ink: .series(4), bars: (0..<10).map { .init(from: Double($0), to: Double($0) + 1, 0.1) })
        )
      ])),
    Case(
      name: "rules",
      chart: chart([
        line([1, 4, 9]), .rule(Mark.Rule(.horizontal(4), label: "limit")),
        .rule(Mark.Rule(.vertical(1), label: "cutoff")), .rule(Mark.Rule(.diagonal, label: "perfect")),
      ])),
    Case(
      name: "cells",
      chart: chart(
        [.cells(Mark.Cells("error", values: [[1, 2, .nan], [4, 5, 6]]))],
        x: Axis("hour", scale: .categories(["a", "b", "c"])),
        y: Axis("day", scale: .categories(["Mon", "Tue"])))),
    Case(
      name: "zones",
      chart: chart(
        Mark.Zone.Grade.allCases.enumerated().map { index, grade in
          let low = Double(index) * 50
          return .zone(
            Mark.Zone(
              "zone \(grade)", grade: grade,
              corners: [Point(low, 0), Point(low + 50, 0), Point(low + 50, 400), Point(low, 400)]))
        } + [.label(Mark.Label("A", at: Point(25, 200)))],
        x: Axis("reference", range: 0...250), y: Axis("forecast", range: 0...250))),
  ]

  static let hostile: [Case] = [
    ("no mark", []), ("an empty line", [line([])]), ("no number at all", [line([.nan, .nan])]),
    ("infinities alone", [line([.infinity, -.infinity])]), ("one point", [line([5])]),
    ("one zero", [line([0])]), ("a constant", [line([7, 7, 7, 7])]),
    ("gaps", [line([1, .nan, 2, .nan, .nan, 4, 5])]),
    ("an infinity among numbers", [line([1, .infinity, 3, -.infinity, 2])]),
    ("huge", [line([-1e300, 1e300])]),
    ("the greatest", [line([-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude])]),
    ("tiny", [line([1e-300, 2e-300])]), ("the least", [line([0, Double.leastNonzeroMagnitude])]),
    ("huge and tiny", [line([1e300, 1e-300, -1e300])]),
    ("neighbouring numbers", [line([1e15, (1e15).nextUp])]),
    ("huge positions", [line([1, 2], from: -1e300, step: 1e300)]),
    ("positions out of order", [line([1, 2, 3], from: 0, step: -1)]),
    ("positions that are no numbers", [line([1, 2], from: .nan)]),
    ("an empty band", [.band(Mark.Band(ink: .observed, rows: []))]),
    ("a band of one row", [.band(Mark.Band(ink: .observed, rows: [.init(1, 2, 3)]))]),
    (
      "a band without a number",
      [.band(Mark.Band(ink: .observed, rows: [.init(1, .nan, 3), .init(2, 1, .infinity)]))]
    ),
    ("bars without width", [.bars(Mark.Bars(ink: .observed, bars: [.init(from: 1, to: 1, 3)]))]),
    ("no cells", [.cells(Mark.Cells("none", values: []))]),
    ("cells without a number", [.cells(Mark.Cells("none", values: [[.nan]]))]),
    ("equal cells", [.cells(Mark.Cells("same", values: [[2, 2], [2, 2]]))]),
    ("a rule alone", [.rule(Mark.Rule(.horizontal(3), label: "alone"))]),
    ("a zone of two corners", [.zone(Mark.Zone(grade: .e, corners: [Point(0, 0), Point(1, 1)]))]),
    ("a label alone", [.label(Mark.Label("x", at: Point(0, 0)))]),
    (
      "a series beyond the last colour",
      [.line(Mark.Line("n", ink: .series(-7), points: [Point(0, 0), Point(1, 1)]))]
    ),
  ].map { Case(name: $0, chart: chart($1)) }

  static let scales: [(String, Axis.Scale)] = [
    ("numbers", .numbers), ("whole numbers", .wholeNumbers), ("shares", .shares), ("calendar", .calendar),
    ("time of day", .timeOfDay), ("categories", .categories(["a", "b"])), ("no categories", .categories([])),
  ]

  /// The hostile charts on axes of every scale.
  static let all: [Case] =
    everyMark
    + hostile.flatMap { hostile in
      scales.map { name, scale in
        var chart = hostile.chart
        chart.x.scale = scale
        chart.y.scale = scale
        return Case(name: "\(hostile.name), \(name)", chart: chart)
      }
    }
}
