import ArgumentParser
import Backtesting
import Files
import Forecasting
import TimeSeries

/// Between which values forecasts are kept.
struct BoundOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Bounds that no forecast, interval or quantile leaves, as 0.. for counts or 40..400; of several targets as HR=20..250,SpO2=0..100.",
      valueName: "bounds"))
  var bounds: String?
}

extension BoundOptions {
  /// The bounds given here or in the configuration file; `nil` where nobody gives any.
  func list(_ settings: inout Settings) throws(Failure) -> [TargetBounds]? {
    guard let text = try settings.text("bounds", option: bounds) else { return nil }
    var list: [TargetBounds] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      list.append(try Self.bounds(String(part)))
    }
    return list
  }

  private static func bounds(_ text: String) throws(Failure) -> TargetBounds {
    guard let range = NamedRange(text) else { throw refusal(text) }
    return TargetBounds(column: range.column, lower: range.lower, upper: range.upper)
  }

  private static func refusal(_ text: String) -> Failure {
    Failure(
      .arguments,
      "--bounds has \(ShownText.quoted(text)), expected the least value, two dots and the largest, one of which may be left out",
      fix: "for instance --bounds 0.. or --bounds 40..400")
  }
}

extension [TargetBounds] {
  /// Refuses bounds of a column that `panel` has no target of, and bounds that leave values of it out.
  func requireHolding(_ panel: Panel) throws(Failure) {
    for bounds in self {
      let concerned = panel.series.filter { bounds.concerns(column: $0.column) }
      guard panel.kinds.contains(where: { bounds.concerns(column: $0.column) }) else {
        throw Failure(
          .arguments, "--bounds names \(ShownText.quoted(bounds.column ?? "")), which is no target",
          fix: "--bounds without a column, or with one of --target")
      }
      let outside = concerned.map { series in
        series.target.indices.filter { !bounds.holds(series.target[$0]) }
      }
      let count = outside.reduce(0) { $0 + $1.count }
      guard count > 0, let place = outside.firstIndex(where: { !$0.isEmpty }) else { continue }
      let (series, row) = (concerned[place], outside[place][0])
      let time = TimeText(kind: panel.timeKind, times: series.times, unit: panel.elapsedUnit)
        .text(of: series.times[row])
      throw Failure(
        .data,
        "--bounds leaves \(count) known values out, first \(series.target[row]) of \(series.id) at \(time)",
        fix: fix(bounds, for: concerned))
    }
  }

  /// The bounds without the side that known values lie beyond: the values that came are no bounds of those to
  /// come.
  private func fix(_ bounds: TargetBounds, for series: [Series]) -> String {
    let values = series.lazy.flatMap(\.target).filter { !$0.isNaN }
    let lower = bounds.lower.flatMap { lower in values.allSatisfy { $0 >= lower } ? lower : nil }
    let upper = bounds.upper.flatMap { upper in values.allSatisfy { $0 <= upper } ? upper : nil }
    let wider = map { own in
      own == bounds ? TargetBounds(column: own.column, lower: lower, upper: upper) : own
    }.filter { $0.lower != nil || $0.upper != nil }
    guard !wider.isEmpty else { return "leave --bounds out" }
    let texts = wider.map { own in
      (own.column.map { "\($0)=" } ?? "") + "\(Self.text(own.lower))..\(Self.text(own.upper))"
    }
    return "--bounds \(ShellWord.quoted(texts.joined(separator: ",")))"
  }

  private static func text(_ value: Double?) -> String { value.map { SpreadColumn.text($0) } ?? "" }
}

extension Predictions {
  /// Says which models fall below zero, with a point or an interval, where no value known of `panel` does.
  func noteNegative(of panel: Panel, bounds: [TargetBounds]?) {
    guard bounds == nil, panel.series.allSatisfy({ $0.target.allSatisfy { $0.isNaN || $0 >= 0 } }) else {
      return
    }
    let names = models.filter { ([$0.values] + $0.spread).contains { $0.contains { $0 < 0 } } }.map(\.name)
    guard !names.isEmpty else { return }
    Console.note(
      "forecasts of \(names.joined(separator: ", ")) fall below 0, and no value does: --bounds 0.. keeps them from it"
    )
  }
}
