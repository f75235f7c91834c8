import Files
import TimeSeries

/// A frame chosen by how well a ridge forecasts the validation windows under it.
///
/// Closed form makes a trial cheap. Every choice starts from the default, and another must be better by a hundredth:
/// a handful of validation windows would otherwise choose by chance. Only the logarithm of positive values is taken unless
/// it is clearly worse.
struct FrameChoice {
  /// The chosen frame, fitted.
  private(set) var framed: FramedWindows
  /// The ridge under it.
  private(set) var fit: RidgeFit
  /// What was chosen and why, a line each.
  private(set) var notes: [String] = []

  /// By how much the logarithm lowers the ridge's validation error, relative to it; 0 where it was not tried.
  private(set) var logarithmGain = 0.0

  private let data: TrainingData
  private let split: TrainingSplit

  /// How much smaller the error of another choice must be.
  private static let margin = 0.99

  /// Tries the choices on the windows of `split`; without validation windows the defaults stay.
  ///
  /// - Throws: `Failure` when the transform the user asked for does not admit a value.
  init(
    _ data: TrainingData, split: TrainingSplit, options: ForecasterOptions, lookback: Int
  ) throws(Failure) {
    self.data = data
    self.split = split
    var frame = WindowFrame(transform: options.transform, objective: options.objective)
    frame.usesCalendar = options.calendar ?? false
    framed = try Self.framed(frame, data, split, lookback: lookback, horizon: options.horizon)
    fit = RidgeFit(framed, training: split.training, validation: split.validation)
    guard split.validation != nil else { return }
    notes += [SeriesEmbedding(data, options).note].compactMap { $0 }
    if options.transform == .none, LevelStatistics.admitsLogarithm(data) {
      let plain = fit.loss
      let logarithmic = try consider("the logarithm", margin: logarithmMargin(options)) {
        $0.isLogarithmic = true
      }
      if let logarithmic { logarithmGain = 1 - logarithmic / plain }
    }
    let season = data.panel.season
    if season > 1, season < lookback {
      try consider("measured from the mean of a season of \(season)") { $0.anchorSteps = season }
    }
    if lookback > 1 {
      try consider("measured from the mean of all \(lookback) values") { $0.anchorSteps = lookback }
    }
    try consider("one scale for all windows of a series") { $0.hasOwnScale = false }
    if options.calendar == nil, CalendarRule.admits(data) {
      try consider("the calendar") { $0.usesCalendar = true }
      // What a cycle adds is of the size of the series' swings, whatever window it is seen in, and shows best from a level
      // that does not depend on the place in the cycle.
      try consider("the calendar, on one scale and from the mean of a season") {
        $0.usesCalendar = true
        $0.hasOwnScale = false
        if season > 1, season < lookback { $0.anchorSteps = season }
      }
    }
  }

  /// What is always positive mostly grows and swings in proportion to its level: there the logarithm is the default, unless
  /// more is against it than a few horizons show by chance. Forecasts of variances must be positive, whatever is.
  private func logarithmMargin(_ options: ForecasterOptions) -> Double {
    guard LevelStatistics.isPositive(data) else { return Self.margin }
    return options.objective == .qlike ? .infinity : 1 + 0.2 / horizons(options).squareRoot()
  }

  /// Horizons in the validation tail of the longest series, at least 1.
  private func horizons(_ options: ForecasterOptions) -> Double {
    let tails = zip(data.rows, split.headRows).map { $0.upperBound - $1.upperBound }
    return max(1, Double(tails.max() ?? 0) / Double(options.horizon))
  }

  /// Takes a change of the frame if it is better.
  ///
  /// - Returns: The loss under it; `nil` where nothing can be compared.
  @discardableResult
  private mutating func consider(
    _ name: String, margin: Double = Self.margin, _ change: (inout WindowFrame) -> Void
  ) throws(Failure) -> Double? {
    guard fit.loss > 0, fit.loss.isFinite else { return nil }
    var frame = framed.levels.frame
    change(&frame)
    let other = try Self.framed(
      frame, data, split, lookback: framed.lookback, horizon: framed.horizon)
    let otherFit = RidgeFit(other, training: split.training, validation: split.validation)
    let percent = Int((100 * (otherFit.loss / fit.loss - 1)).clamped(to: -100...999).rounded())
    // Losses that are squares vary by twice as much.
    let isBetter = otherFit.loss < (frame.objective.isOfMeans ? margin * margin : margin) * fit.loss
    notes.append(
      "\(name): \(isBetter ? "yes" : "no"), the validation error changes by \(percent > 0 ? "+" : "")\(percent) %"
    )
    let loss = otherFit.loss
    if isBetter { (framed, fit) = (other, otherFit) }
    return loss
  }

  private static func framed(
    _ frame: WindowFrame, _ data: TrainingData, _ split: TrainingSplit, lookback: Int, horizon: Int
  ) throws(Failure) -> FramedWindows {
    try FramedWindows(frame, data, training: split.training, lookback: lookback, horizon: horizon)
  }
}

extension FramedWindows {
  /// The windows of `data` under `frame`, fitted on its rows.
  init(
    _ frame: WindowFrame, _ data: TrainingData, training: Windows, lookback: Int, horizon: Int
  ) throws(Failure) {
    let levels = try WindowLevels(frame, data)
    self.init(
      panel: data.panel, levels: levels, values: try levels.values(of: data), lookback: lookback,
      horizon: horizon)
    findTypicalImportance(training)
  }
}

extension Comparable {
  fileprivate func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
