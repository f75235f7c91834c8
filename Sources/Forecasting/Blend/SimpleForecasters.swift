import TimeSeries

/// The simple forecasts that a blend is measured against and may use.
struct SimpleForecasters {
  /// The forecasters; the first is the one that others must prove to be better than: the naive forecast, for which random
  /// walks ask, or log-har for variances, which return to their mean.
  let all: [any Forecaster]

  /// The longest season whose forms of exponential smoothing are all tried: the cost of each grows with it, and of a long
  /// season there are too few to tell the forms apart.
  private static let longestSmoothedSeason = 12
  /// The longest season that theta is asked for: its test for seasons costs the square of their length.
  private static let longestTestedSeason = 1_000
  /// The most leads of a heterogeneous autoregression: its longest mean is of as many values.
  private static let mostVarianceLeads = 22

  /// How much the logarithm must lower the error of a ridge for values to be taken for variances.
  private static let leastLogarithmGain = 0.02

  /// Chooses the forecasts that apply to `data`.
  init(_ options: ForecasterOptions, _ data: TrainingData, _ choice: FrameChoice) {
    let season = data.panel.season
    // Linear learns values as they are, and hedges networks that learn logarithms.
    var all: [any Forecaster] = [RuleForecaster<Naive>(options), Linear(options)]
    if season > 1 {
      all += [RuleForecaster<SeasonalNaive>(options), RuleForecaster<SeasonalMedian>(options)]
      // Without a season, smoothing is a mean of nearly all there was: it looks best on a level that has never moved, and
      // does not follow when it does.
      if season <= Self.longestTestedSeason { all.append(LocalForecaster<Theta>(options: options)) }
      if season <= Self.longestSmoothedSeason {
        all.append(LocalForecaster<ExponentialSmoothing<AutomaticSmoothing>>(options: options))
      }
    }
    if options.horizon <= Self.mostVarianceLeads, LevelStatistics.isPositive(data) {
      let variances = LocalForecaster<LogHAR>(options: options)
      if options.objective == .qlike {
        all.insert(variances, at: 0)
      } else if choice.logarithmGain > Self.leastLogarithmGain {
        all.append(variances)
      }
    }
    // Effects that are taken off could leave variances below zero.
    self.all =
      choice.framed.levels.frame.usesHolidays
      ? all.map { $0.name == LogHAR.name ? $0 : HolidayCorrected(base: $0, options: options) } : all
  }
}
