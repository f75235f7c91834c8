import ArgumentParser
import Files
import TimeSeries

/// A chart of one series, in the terminal or in a file.
struct PlotOptions: ParsableArguments {
  @Flag(
    inversion: .prefixedNo,
    help:
      "Draw one series on standard output, or on standard error where a file or JSON goes to standard output. NO_COLOR is heeded. (default: where forecast prints to a terminal)"
  )
  var plot: Bool?

  @Option(help: ArgumentHelp("Where to draw one series, as SVG.", valueName: "file"))
  var svg: String?

  @Option(help: ArgumentHelp("The series to draw, by its id. (default: the first)", valueName: "id"))
  var plotSeries: String?

  /// Refuses the choice of a series where none is drawn.
  ///
  /// - Parameter isPlotted: Whether a chart is drawn in the terminal.
  /// - Throws: `Failure` (arguments).
  func requireUse(isPlotted: Bool) throws(Failure) {
    guard plotSeries != nil, !isPlotted, svg == nil else { return }
    throw Failure(
      .arguments, "--plot-series chooses the series of a chart, and none is drawn",
      fix: "add --plot, or --svg with a file")
  }

  /// The position of the series to draw; `nil` where `panel` has no series at all.
  ///
  /// - Throws: `Failure` (arguments) where `panel` has none of the id asked for.
  func series(of panel: Panel) throws(Failure) -> Int? {
    if panel.series.isEmpty { return nil }
    guard let plotSeries else { return panel.series.firstIndex { $0.count > 0 } ?? 0 }
    if let place = panel.series.firstIndex(where: { $0.id == plotSeries }) { return place }
    let ids = panel.series.map(\.id)
    throw Failure(
      .arguments, "there is no series \(ShownText.quoted(plotSeries)) to draw",
      fix: SimilarNames.likely(for: plotSeries, among: ids).map { "--plot-series \(ShellWord.quoted($0))" }
        ?? "one of the series \(ShownText.some(ids))")
  }
}
