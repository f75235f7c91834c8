import Files
import Glibc
import Layers
import LinearAlgebra
import TimeSeries
import Training

/// A frame chosen by how well a ridge forecasts the validation windows under it, and by what tells most of the training
/// windows' targets before anything is learnt.
///
/// Closed form makes a trial cheap. Every choice starts from the default. By validation another must be better by a hundredth
/// over nine horizons, by more over fewer: a handful of validation windows would otherwise choose by chance. Only the logarithm of positive values is taken unless
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

  /// The loss that networks are trained with.
  private(set) var loss: Loss
  /// The sizes of networks.
  let sizes: SegmentSizes

  private let data: TrainingData
  private let split: TrainingSplit
  private let asked: SegmentOptions
  /// Horizons in the validation tail of the longest series, at least 1.
  private let horizons: Double

  /// The share of the distance that another normalisation must come below.
  private static let leastApproach = 0.99

  /// By how much medians may raise the squared error to pass for means.
  private static let mostCostOfMedians = 0.01

  /// The share of the error that another choice must come below.
  private var margin: Double { 1 - tolerance }

  /// The share by which errors on the tail may differ without meaning anything: a hundredth over nine horizons, more over
  /// fewer.
  var tolerance: Double { 0.03 / horizons.squareRoot() }

  /// Tries the choices on the windows of `split`; without validation windows the defaults stay, but for the loss, which
  /// training windows choose.
  ///
  /// - Throws: `Failure` when the transform the user asked for does not admit a value, or the rows do not have what else was
  ///   asked for.
  init(
    _ data: TrainingData, split: TrainingSplit, options: ForecasterOptions, lookback: Int
  ) throws(Failure) {
    self.data = data
    self.split = split
    loss = options.training.loss
    sizes = options.segments.sizes(lookback: lookback)
    let tails = zip(data.rows, split.headRows).map { $0.upperBound - $1.upperBound }
    horizons = max(1, Double(tails.max() ?? 0) / Double(options.horizon))
    asked = options.segments
    let frame = try Self.frame(askedFor: options, data, lookback: lookback)
    framed = try Self.framed(frame, data, split, lookback: lookback, horizon: options.horizon)
    fit = RidgeFit(framed, training: split.training, validation: split.validation)
    if split.validation != nil { try chooseByValidation(options) }
    if learnsMeans(options) { chooseLoss() }
    notes.append(
      "networks of \(sizes.units) units read \(sizes.segment) steps at once, \(asked.length(lookback: lookback).reason): "
        + "\(split.training.count) training windows of \(lookback)")
  }

  /// The default frame, with what the user asked for.
  ///
  /// - Throws: `Failure` (data) when the rows do not have it.
  private static func frame(
    askedFor options: ForecasterOptions, _ data: TrainingData, lookback: Int
  ) throws(Failure) -> WindowFrame {
    let asked = options.segments
    var frame = WindowFrame(transform: options.givenTransform, objective: options.objective)
    frame.usesCalendar = options.calendar ?? false
    frame.hasOwnScale = asked.scale != .series
    if asked.anchor == .season {
      guard let season = season(of: data, lookback: lookback) else {
        throw Failure(
          .data,
          "windows are to be measured from a season, and none is shorter than the lookback of \(lookback)",
          fix: "--season with its steps, a longer --lookback, or --anchor last")
      }
      frame.anchorSteps = season
    }
    if asked.holidays == true {
      guard HolidayEffects.admits(data, horizon: options.horizon) else {
        throw Failure(
          .data,
          "holidays are found in daily rows of three years or more, for horizons of less than 330 days, and these are not",
          fix: "leave --holidays out")
      }
      frame.usesHolidays = true
    }
    return frame
  }

  private mutating func chooseByValidation(_ options: ForecasterOptions) throws(Failure) {
    notes += [SeriesEmbedding(data, options).note].compactMap { $0 }
    if options.transform == nil, LevelStatistics.admitsLogarithm(data) {
      let plain = fit.loss
      let logarithmic = try consider("the logarithm", margin: logarithmMargin(options)) {
        $0.isLogarithmic = true
      }
      if let logarithmic { logarithmGain = 1 - logarithmic / plain }
    }
    if asked.holidays == nil, options.calendar != false,
      HolidayEffects.admits(data, horizon: options.horizon)
    {
      try consider("holidays as in earlier years") { $0.usesHolidays = true }
    }
    try chooseNormalisation()
    if options.calendar == nil, CalendarRule.admits(data) {
      notes.append("the calendar beside each lead: yes, the rows see its cycles come back")
      try consider("the calendar in the ridge") { $0.usesCalendar = true }
    }
  }

  /// Whether a mean is wanted of values that are learnt as they are, and the user leaves it to us how. Means of logarithms'
  /// exponentials are made of medians afterwards (see ``MeanCorrection``).
  private func learnsMeans(_ options: ForecasterOptions) -> Bool {
    options.objective.isOfMeans && !framed.levels.frame.isOfLogarithms && options.training.loss == .mae
  }

  /// Medians, to which absolute errors lead, are learnt with less noise where errors are now and then large. Where the ridge's
  /// lie as much above as below they are the means too; elsewhere, and where nothing tells, means need squares, of all but
  /// large errors.
  private mutating func chooseLoss() {
    let cost = fit.costOfMedians(framed, split.training)
    let isCheap = cost.map { abs($0) < Self.mostCostOfMedians } ?? false
    if !isCheap { loss = .huber }
    let reason =
      cost.map { "the squared error of medians is larger by about \((1000 * $0).rounded() / 10) %" }
      ?? "the windows are too few to tell"
    notes.append("means learnt as medians: \(isCheap ? "yes" : "no"), \(reason)")
  }

  /// What is always positive mostly grows and swings in proportion to its level: there the logarithm is the default, unless
  /// more is against it than a few horizons show by chance. Forecasts of variances must be positive, whatever is.
  private func logarithmMargin(_ options: ForecasterOptions) -> Double {
    guard LevelStatistics.isPositive(data) else { return margin }
    return options.objective == .qlike ? .infinity : 1 + 0.2 / horizons.squareRoot()
  }

  /// Steps of a season that is shorter than a window.
  private static func season(of data: TrainingData, lookback: Int) -> Int? {
    let season = data.panel.season
    return season > 1 && season < lookback ? season : nil
  }

  /// Measures windows from what is nearest to what comes, their last value or the mean of a season, and in what tells best how
  /// far off it is, their own deviation or their series'. A mean of more than a season would not follow a level that moves.
  ///
  /// Training windows are asked, since nothing is fitted to them. A ridge forecasts about as well either way, and does not show
  /// what is easier to learn for a network.
  private mutating func chooseNormalisation() throws(Failure) {
    let lookback = framed.lookback
    var changes: [(name: String, change: (inout WindowFrame) -> Void)] = []
    if asked.anchor == nil, let season = Self.season(of: data, lookback: lookback) {
      changes.append(("measured from the mean of a season of \(season)", { $0.anchorSteps = season }))
    }
    if asked.scale == nil {
      changes.append(("one scale for all windows of a series", { $0.hasOwnScale = false }))
    }
    let unchanged = framed.levels.frame
    var best = framed.typicalDistance(split.training)
    for (name, change) in changes where best > 0 && best.isFinite {
      var frame = framed.levels.frame
      change(&frame)
      let other = try Self.framed(frame, data, split, lookback: lookback, horizon: framed.horizon)
      let distance = other.typicalDistance(split.training)
      guard distance.isFinite else { continue }
      let isBetter = distance < Self.leastApproach * best
      let percent = Int((100 * distance / best).clamped(to: 0...999).rounded())
      notes.append("\(name): \(isBetter ? "yes" : "no"), what comes is \(percent) % as far off")
      if isBetter { (framed, best) = (other, distance) }
    }
    guard framed.levels.frame != unchanged else { return }
    fit = RidgeFit(framed, training: split.training, validation: split.validation)
  }

  /// Takes a change of the frame if it is better.
  ///
  /// - Returns: The loss under it; `nil` where nothing can be compared.
  @discardableResult
  private mutating func consider(
    _ name: String, margin: Double? = nil, _ change: (inout WindowFrame) -> Void
  ) throws(Failure) -> Double? {
    guard fit.loss > 0, fit.loss.isFinite else { return nil }
    var frame = framed.levels.frame
    change(&frame)
    let other = try Self.framed(
      frame, data, split, lookback: framed.lookback, horizon: framed.horizon)
    let otherFit = RidgeFit(other, training: split.training, validation: split.validation)
    let percent = Int((100 * (otherFit.loss / fit.loss - 1)).clamped(to: -100...999).rounded())
    let margin = margin ?? self.margin
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
    try FramedWindows(
      frame, data, measured: split.measured, training: split.training, lookback: lookback, horizon: horizon)
  }
}

extension FramedWindows {
  /// The windows of `data` under `frame`, fitted on its rows, or on those of `measured` where series are left out.
  init(
    _ frame: WindowFrame, _ data: TrainingData, measured: TrainingData? = nil, training: Windows,
    lookback: Int, horizon: Int
  ) throws(Failure) {
    let levels = try WindowLevels(frame, data, measured: measured)
    self.init(
      panel: data.panel, levels: levels, values: try levels.values(of: data), lookback: lookback,
      horizon: horizon)
    findTypicalImportance(training)
  }

  /// How far what comes is off, as well as the frame tells it: the geometric mean over windows of their scales, times the mean
  /// distance in them. Its logarithm is the loss of a Laplace distribution with that centre and scale.
  fileprivate func typicalDistance(_ windows: Windows) -> Double {
    var (logarithms, distances, count) = (0.0, 0.0, 0.0)
    for window in EvenlySpacedWindows(windows, atMost: 2_000) {
      let normalisation = normalisation(of: window)
      for lead in 0..<horizon {
        let target = target(of: window, lead: lead, normalisation)
        guard !target.isNaN else { continue }
        logarithms += log(normalisation.scale)
        distances += abs(target)
        count += 1
      }
    }
    return count > 0 ? exp(logarithms / count) * distances / count : 0
  }
}

extension Comparable {
  fileprivate func clamped(to range: ClosedRange<Self>) -> Self {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
