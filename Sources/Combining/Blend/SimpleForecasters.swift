import Forecasting
import Models
import TimeSeries
import Windowing

/// The simple forecasts that a blend is measured against and may use.
struct SimpleForecasters {
  /// The forecasters; the first is the one that others must prove to be better than: the naive forecast, for which random
  /// walks ask, or log-har for variances, which return to their mean.
  let all: [any Forecaster]
  private let options: ForecasterOptions
  /// How effects of holidays are measured; `nil` where they are not looked for.
  private let ordinaryDays: HolidayScale?

  /// The longest season whose forms of exponential smoothing are all tried: the cost of each grows with it, and of a long
  /// season there are too few to tell the forms apart.
  private static let longestSmoothedSeason = 12
  /// The longest season that theta is asked for: its test for seasons costs the square of their length.
  private static let longestTestedSeason = 1_000
  /// The most leads of a heterogeneous autoregression: its longest mean is of as many values.
  private static let mostVarianceLeads = 22

  /// The given ones.
  init(_ all: [any Forecaster], _ options: ForecasterOptions, ordinaryDays: HolidayScale? = nil) {
    self.all = all
    self.options = options
    self.ordinaryDays = ordinaryDays
  }

  /// Chooses the forecasts that apply to `data`.
  init(_ options: ForecasterOptions, _ data: TrainingData, _ choice: FrameChoice) {
    let season = data.panel.season
    // Linear learns values as they are, and hedges networks that learn logarithms.
    var all: [any Forecaster] = [RuleForecaster<Naive>(options), Linear(options)]
    // Returns have a mean, and no season but the calendar's.
    if season == 1 || data.panel.spacing == .businessDays {
      all.append(RuleForecaster<HistoricMean>(options))
    }
    if season > 1 {
      all += [RuleForecaster<SeasonalNaive>(options), RuleForecaster<SeasonalMedian>(options)]
      // Without a season, theta is nearly a mean of all there was: it looks best on a level that has never moved, and does
      // not follow when it does.
      if season <= Self.longestTestedSeason { all.append(LocalForecaster<Theta>(options: options)) }
    }
    if season <= Self.longestSmoothedSeason {
      all.append(LocalForecaster<ExponentialSmoothing<ResponsiveSmoothing>>(options: options))
    }
    if options.horizon <= Self.mostVarianceLeads, data.isPositive {
      let variances = LocalForecaster<LogHAR>(options: options)
      if options.objective == .qlike {
        all.insert(variances, at: 0)
      } else if choice.logarithmGain > 0 {
        all.append(variances)
      }
    }
    let frame = choice.framed.frame
    self.init(all, options, ordinaryDays: frame.usesHolidays ? HolidayScale(frame) : nil)
  }

  /// What the simple forecasts may learn from: ordinary days, where networks are told of holidays. Beside simple forecasts
  /// that know nothing of those, networks would have to prove themselves on a few days a year.
  func training(_ data: TrainingData) -> TrainingData {
    guard let ordinaryDays else { return data }
    return OrdinaryDays.training(data, scale: ordinaryDays, horizon: options.horizon)
  }

  /// The one at `index`, fitted on what ``training(_:)`` makes of data, and told of holidays.
  func fit(_ index: Int, training: TrainingData, session: Session) throws -> any FittedForecaster {
    let fitted = try all[index].fit(training, session: session)
    guard let ordinaryDays else { return fitted }
    return FittedCombination(
      name: fitted.name, options: options,
      members: [FittedCombination.Member(weight: 1, forecaster: fitted, ordinaryDays: ordinaryDays)])
  }
}
