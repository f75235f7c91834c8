import ArgumentParser
import Backtesting
import Files
import Sharding
import TimeSeries

/// How many series a model is fitted to, where there are more than it needs.
struct SampleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Learn from so many of the series alone, chosen by a hash of their names: the same ones in every run and on every machine. (default: all)",
      valueName: "count"))
  var sampleSeries: Int?

  /// The series of `panel` that are learnt from, of which the user is told.
  func sample(of panel: Panel) throws(Failure) -> Panel {
    guard let count = try Bounds.count.check(sampleSeries, "--sample-series") else { return panel }
    let names = SeriesSplit.units(of: panel)
    guard count < names.count else {
      Console.note("--sample-series \(count): there are \(names.count) series, and all are learnt from")
      return panel
    }
    let chosen = SeriesHash.sample(count, of: names).map { names[$0] }
    Console.note(
      "learnt from \(count) of \(names.count) series, those whose names have the least \(SeriesHash.name): "
        + chosen.prefix(10).joined(separator: ", ") + (count > 10 ? " and \(count - 10) more" : ""))
    var sample = panel
    let isChosen = Set(chosen)
    sample.series.removeAll { !isChosen.contains(SeriesSplit.unit(of: $0)) }
    return sample
  }
}
