import Forecasting
import Models
import TimeSeries
import Windowing

/// The simple forecasters among the candidates of a blend.
struct SimpleForecasters {
  /// The forecasters.
  ///
  /// The first is the reference that the others are compared with: the naive forecast, or log-har for
  /// variances, which revert to their mean.
  let all: [any Forecaster]
  private let options: ForecasterOptions
  /// The scale of holiday effects; `nil` where none are estimated.
  private let ordinaryDays: HolidayScale?

  /// The longest season for which exponential smoothing is a candidate: the cost of each of its forms grows
  /// with the season, and of a long season there are too few periods to choose between the forms.
  private static let longestSmoothedSeason = 12
  /// The longest season for which theta is a candidate: its test for seasonality takes a time that grows with
  /// the square of the season.
  private static let longestTestedSeason = 1_000
  /// The largest horizon for which log-har is a candidate: the longest mean that it reads is over 22 values.
  private static let mostVarianceLeads = 22

  /// Creates the collection from given forecasters.
  init(_ all: [any Forecaster], _ options: ForecasterOptions, ordinaryDays: HolidayScale? = nil) {
    self.all = all
    self.options = options
    self.ordinaryDays = ordinaryDays
  }

  /// Chooses the forecasters that apply to `data`.
  init(_ options: ForecasterOptions, _ data: TrainingData, _ choice: FrameChoice) {
    let season = data.panel.season
    // `linear` is fitted to values without a logarithm, and so complements networks that are fitted to
    // logarithms.
    var all: [any Forecaster] = [RuleForecaster<Naive>(options), Linear(options)]
    // Returns have a mean and no season.
    if season == 1 || data.panel.spacing == .businessDays {
      all.append(RuleForecaster<HistoricMean>(options))
    }
    if season > 1 {
      all += [RuleForecaster<SeasonalNaive>(options), RuleForecaster<SeasonalMedian>(options)]
      // Without a season theta is nearly the historic mean: it has a small error while the level stays
      // constant, and a large one after the level changes.
      if season <= Self.longestTestedSeason { all.append(LocalForecaster<Theta>(options: options)) }
    }
    if season <= Self.longestSmoothedSeason {
      all.append(LocalForecaster<ExponentialSmoothing<ResponsiveSmoothing>>(options: options))
    }
    if options.horizon <= Self.mostVarianceLeads, data.isPositive {
      let variances = LocalForecaster<LogHAR>(options: options)
      if options.objective == .qlike {
        all.insert(variances, at: 0)
      } else if choice.framed.frame.isLogarithmic {
        all.append(variances)
      }
    }
    let frame = choice.framed.frame
    self.init(all, options, ordinaryDays: frame.usesHolidays ? HolidayScale(frame) : nil)
  }

  /// The rows that simple forecasters are fitted to.
  ///
  /// Where networks read holiday effects, these effects are removed for the simple forecasters too, and added
  /// to their forecasts: otherwise networks and simple forecasters would differ on the holidays alone, which
  /// are too few for a comparison.
  func training(_ data: TrainingData) -> TrainingData {
    guard let ordinaryDays else { return data }
    return OrdinaryDays.training(data, scale: ordinaryDays, horizon: options.horizon)
  }

  /// Fits the forecaster at `index` to `training`, the result of ``training(_:)``; its forecasts have the
  /// holiday effects added.
  func fit(_ index: Int, training: TrainingData, session: Session) throws -> any FittedForecaster {
    let fitted = try all[index].fit(training, session: session)
    guard let ordinaryDays else { return fitted }
    return FittedCombination(
      name: fitted.name, options: options,
      members: [FittedCombination.Member(weight: 1, forecaster: fitted, ordinaryDays: ordinaryDays)])
  }
}
