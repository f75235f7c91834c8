import Files
import Forecasting
import Platform
import Layers
import LinearAlgebra
import TimeSeries
import Training
import Windowing

/// A frame chosen by how well a ridge forecasts blocks of windows under it that it was not fitted to, and by what tells most
/// of the targets before anything is learnt.
///
/// Closed form makes a trial cheap. Every choice starts from the default, and another must lower the error by a hundredth over nine horizons, by
/// more over fewer: a handful of horizons would otherwise choose by chance.
package struct FrameChoice {
  /// The chosen frame, with the windows it was chosen on.
  package private(set) var framed: FramedWindows
  /// The ridge under it.
  private(set) var fit: RidgeFit
  /// What was chosen and why, a line each.
  package private(set) var notes: [String] = []

  /// By how much the logarithm lowers the ridge's error, relative to it; 0 where it was not tried.
  package private(set) var logarithmGain = 0.0

  /// The loss that networks are trained with.
  package private(set) var loss: Loss
  /// The sizes of networks.
  package let sizes: SegmentSizes

  private let data: TrainingData
  private let split: TrainingSplit
  private let blocks: WindowBlocks?
  private let asked: SegmentOptions
  /// Horizons in the rows that choose, at least 1.
  private let horizons: Double

  /// The share of the distance that another normalisation must come below.
  private static let leastApproach = 0.99

  /// By how much medians may raise the squared error to pass for means.
  private static let mostCostOfMedians = 0.01

  /// The share of the error that a larger model must come below.
  private var margin: Double { 1 - TrainingSplit.tolerance(horizons: horizons) }

  /// Tries the choices on the training windows of `split`, and reads none that validates; where blocks are too few the
  /// defaults stay, but for the loss.
  ///
  /// - Throws: `Failure` when the transform the user asked for does not admit a value, or the rows do not have what else was
  ///   asked for.
  package init(
    _ data: TrainingData, split: TrainingSplit, options: ForecasterOptions, lookback: Int
  ) throws(Failure) {
    self.data = data
    self.split = split
    loss = options.training.loss
    sizes = options.segments.sizes(lookback: lookback)
    let head = split.head
    blocks = WindowBlocks(head, horizon: options.horizon)
    horizons = Double(head.rows.map(\.count).max() ?? 0) / Double(options.horizon)
    asked = options.segments
    let frame = try Self.frame(askedFor: options, data, lookback: lookback)
    framed = try Self.framed(frame, data, split, lookback: lookback, horizon: options.horizon)
    fit = RidgeFit(framed, split.training, blocks: blocks)
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
    if asked.anchor == .season {
      guard let season = season(of: data, lookback: lookback) else {
        throw Failure(
          .data,
          "the centre of windows is to be the mean of a season, and none is shorter than the lookback of \(lookback)",
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
    if options.transform == nil, split.head.hasNonnegativeSeries {
      let plain = fit.loss
      // Forecasts of variances must be positive.
      let mustBePositive = options.objective == .qlike && split.head.isPositive
      let logarithmic = try consider("the logarithm", margin: mustBePositive ? .infinity : nil) {
        $0.isLogarithmic = true
      }
      if let logarithmic { logarithmGain = 1 - logarithmic / plain }
    }
    if asked.holidays == nil, options.calendar != false,
      HolidayEffects.admits(data, horizon: options.horizon)
    {
      try consider("holidays as in earlier years") { $0.usesHolidays = true }
    }
    try chooseCentre()
    if options.calendar == nil, CalendarRule.admits(data) {
      notes.append("the calendar beside each lead: yes, the rows see its cycles come back")
      try consider("the calendar in the ridge") { $0.usesCalendar = true }
    }
  }

  /// Whether a mean is wanted of values that are learnt as they are, and the user leaves it to us how. Means of logarithms'
  /// exponentials are made of medians afterwards (see ``MeanCorrection``).
  private func learnsMeans(_ options: ForecasterOptions) -> Bool {
    options.objective.isOfMeans && !framed.frame.isOfLogarithms && options.training.loss == .mae
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

  /// Steps of a season that is shorter than a window.
  private static func season(of data: TrainingData, lookback: Int) -> Int? {
    let season = data.panel.season
    return season > 1 && season < lookback ? season : nil
  }

  /// Centres windows on what is nearest to their targets, their last value or the mean of a season. A mean of more than a
  /// season would not follow a level that moves.
  ///
  /// The distance of the training targets tells it, since nothing is fitted to them: a ridge forecasts about as well either
  /// way, and does not show what is easier to learn for a network.
  private mutating func chooseCentre() throws(Failure) {
    guard asked.anchor == nil, let season = Self.season(of: data, lookback: framed.lookback) else { return }
    var frame = framed.frame
    frame.anchorSteps = season
    let other = try Self.framed(frame, data, split, lookback: framed.lookback, horizon: framed.horizon)
    let (distance, least) = (other.typicalDistance(split.training), framed.typicalDistance(split.training))
    guard least > 0, least.isFinite, distance.isFinite else { return }
    let isBetter = distance < Self.leastApproach * least
    let percent = Int((100 * distance / least).clamped(to: 0...999).rounded())
    notes.append(
      "centred on the mean of a season of \(season): \(isBetter ? "yes" : "no"), targets are \(percent) % as far off"
    )
    guard isBetter else { return }
    framed = other
    fit = RidgeFit(framed, split.training, blocks: blocks)
  }

  /// Takes a change of the frame if it is better.
  ///
  /// - Returns: The loss under it; `nil` where nothing can be compared.
  @discardableResult
  private mutating func consider(
    _ name: String, margin: Double? = nil, _ change: (inout WindowFrame) -> Void
  ) throws(Failure) -> Double? {
    guard fit.loss > 0, fit.loss.isFinite else { return nil }
    var frame = framed.frame
    change(&frame)
    let other = try Self.framed(
      frame, data, split, lookback: framed.lookback, horizon: framed.horizon)
    let otherFit = RidgeFit(other, split.training, blocks: blocks)
    let percent = Int((100 * (otherFit.loss / fit.loss - 1)).clamped(to: -100...999).rounded())
    let margin = margin ?? self.margin
    // Losses that are squares vary by twice as much.
    let isBetter = otherFit.loss < (frame.objective.isOfMeans ? margin * margin : margin) * fit.loss
    notes.append(
      "\(name): \(isBetter ? "yes" : "no"), the error on blocks left out changes by \(percent > 0 ? "+" : "")\(percent) %"
    )
    let loss = otherFit.loss
    if isBetter { (framed, fit) = (other, otherFit) }
    return loss
  }

  private static func framed(
    _ frame: WindowFrame, _ data: TrainingData, _ split: TrainingSplit, lookback: Int, horizon: Int
  ) throws(Failure) -> FramedWindows {
    try FramedWindows(
      frame, data, measured: split.head, training: split.training, lookback: lookback, horizon: horizon)
  }
}

extension FramedWindows {
  /// The distance of targets from the centre, as well as the frame tells it: the geometric mean over windows of their scales,
  /// times the mean distance in them. Its logarithm is the loss of a Laplace distribution with that centre and scale.
  fileprivate func typicalDistance(_ windows: Windows) -> Double {
    var (logarithms, distances, count) = (0.0, 0.0, 0.0)
    for window in EvenlySpacedWindows(windows, atMost: 2_000) {
      let normalisation = normalisation(of: window)
      guard normalisation.scale > 0 else { continue }
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
