import ArgumentParser
import Backtesting
import Files
import Forecasting
import TimeSeries

/// What forecasts may be at least.
struct BoundOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The least that a forecast may be, as 0 for counts.", valueName: "number"))
  var floor: Double?

  /// The forecaster, bounded if that is asked for.
  func bounded(_ forecaster: any Forecaster) -> any Forecaster {
    floor.map { FlooredForecaster(forecaster, floor: $0) } ?? forecaster
  }

  /// The fitted forecaster, bounded if that is asked for.
  func bounded(_ fitted: any FittedForecaster) -> any FittedForecaster {
    floor.map { FittedFlooredForecaster(fitted, floor: $0) } ?? fitted
  }

  /// Says of forecasts that fall below zero where no known value does.
  func noteNegative(_ columns: [(name: String, forecasts: [Forecast])], of panel: Panel) {
    guard floor == nil, panel.series.allSatisfy({ $0.target.allSatisfy { $0.isNaN || $0 >= 0 } }) else {
      return
    }
    let names = columns.filter { $0.forecasts.contains { $0.point.contains { $0 < 0 } } }.map(\.name)
    guard !names.isEmpty else { return }
    Console.note(
      "forecasts of \(names.joined(separator: ", ")) fall below 0, and no value does: --floor 0 keeps them from it"
    )
  }
}
