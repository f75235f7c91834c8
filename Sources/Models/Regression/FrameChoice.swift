import Files
import Forecasting
import Layers
import LinearAlgebra
import Platform
import TimeSeries
import Training
import Windowing

/// The choice of the ``WindowFrame``, that is of how windows are normalised, by blocked cross-validation of a
/// ridge regression on the training windows.
///
/// Goals, in order:
///
/// 1. No row of the validation tail is read.
/// 2. A choice is not made by chance: the default is kept unless a change lowers the error by more than its
///    sampling error.
/// 3. A trial is cheap: the ridge has a closed form, and one trial costs one solution of the normal equations
///    for each block and penalty.
///
/// The logarithm, the removal of holiday effects and the calendar are each tried as one change of the frame
/// chosen so far; a change is kept where the cross-validated loss of the ridge falls by more than the
/// relative tolerance 0.03 / √n, with n the number of horizons in the training rows (see
/// `TrainingSplit.tolerance(horizons:)`). The centre of windows is chosen without a fit (see
/// `chooseCentre()`), and the loss of the networks by the errors of the fitted ridge (see `chooseLoss()`).
/// - Source: Bergmeir and Benítez (2012), doi:10.1016/j.ins.2011.12.028, on cross-validation by blocks.
package struct FrameChoice {
  /// The windows of the panel under the chosen frame.
  package private(set) var framed: FramedWindows
  /// The ridge regression on these windows.
  private(set) var fit: RidgeFit
  /// The choices with their reasons, in the order in which they were made.
  package private(set) var decisions: [Decision] = []

  /// The relative decrease 1 − L_log / L of the ridge's cross-validated loss L by the logarithm; 0 where the
  /// logarithm was not tried.
  package private(set) var logarithmGain = 0.0

  /// The loss that networks are trained with.
  package private(set) var loss: Loss
  /// The sizes of networks.
  package let sizes: PatchSizes

  private let data: TrainingData
  private let split: TrainingSplit
  private let blocks: WindowBlocks?
  private let asked: PatchOptions
  /// The number of horizons in the longest series of training rows before the validation tail.
  private let horizons: Double

  /// The ratio of typical distances (see `typicalDistance`) below which the mean of a season replaces the
  /// last value as the centre.
  private static let leastApproach = 0.99

  /// The relative increase of the mean squared error up to which conditional medians are taken for
  /// conditional means.
  private static let mostCostOfMedians = 0.01

  /// The ratio of cross-validated errors below which a change of the frame is kept, 1 − 0.03 / √n for n
  /// horizons.
  private var margin: Double { 1 - TrainingSplit.tolerance(horizons: horizons) }

  /// Chooses the frame on the training windows of `split`; windows of the validation tail are not read.
  ///
  /// Where the rows are too few to make two blocks, only the centre of windows and the loss of the networks
  /// are chosen; without a validation tail, only the loss is.
  ///
  /// - Throws: `Failure` (data) where the transform that the user asked for is not defined for a value, or
  ///   where the rows do not allow the centre or the holiday effects that the user asked for.
  package init(
    _ data: TrainingData, split: TrainingSplit, options: ForecasterOptions, lookback: Int
  ) throws(Failure) {
    self.data = data
    self.split = split
    loss = options.training.loss
    sizes = options.patches.sizes(lookback: lookback)
    let head = split.head
    blocks = WindowBlocks(head, horizon: options.horizon)
    horizons = Double(head.rows.map(\.count).max() ?? 0) / Double(options.horizon)
    asked = options.patches
    let frame = try Self.frame(askedFor: options, data, lookback: lookback)
    framed = try Self.framed(frame, data, split, lookback: lookback, horizon: options.horizon)
    fit = RidgeFit(framed, split.training, blocks: blocks)
    if split.validation != nil { try chooseByValidation(options) }
    if learnsMeans(options) { chooseLoss() }
    decisions.append(
      Decision(
        "patches", .text("\(sizes.patch) of \(lookback) steps, read by networks of \(sizes.units) units"),
        reason: "\(asked.length(lookback: lookback).reason); \(split.training.count) training windows"))
  }

  /// The default frame with the transform, the objective, the calendar, the centre and the holiday effects
  /// that the user asked for.
  ///
  /// - Throws: `Failure` (data) where the rows do not allow one of them.
  private static func frame(
    askedFor options: ForecasterOptions, _ data: TrainingData, lookback: Int
  ) throws(Failure) -> WindowFrame {
    let asked = options.patches
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
    decisions += [SeriesEmbedding(data, options).decision].compactMap(\.self)
    if options.transform == nil, split.head.hasNonnegativeSeries {
      let plain = fit.loss
      // Forecasts of variances must be positive, and exponentials of forecast logarithms are.
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
      decisions.append(
        Decision("the calendar of each lead", .flag(true), reason: "the rows hold its cycles more than once"))
      try consider("the calendar in the ridge") { $0.usesCalendar = true }
    }
  }

  /// Whether networks have to learn conditional means without a logarithm, and the loss is the default one.
  ///
  /// Under a logarithm, networks learn medians, from which ``MeanCorrection`` computes means.
  private func learnsMeans(_ options: ForecasterOptions) -> Bool {
    options.objective.isOfMeans && !framed.frame.isOfLogarithms && options.training.loss == .mae
  }

  /// Chooses the loss of networks that forecast conditional means: the absolute error, or Huber's loss.
  ///
  /// The absolute error is minimised by the conditional median, which heavy-tailed errors disturb less in
  /// training. Where the errors of the ridge are symmetric the median is the mean too, and the absolute error
  /// is kept: `RidgeFit.costOfMedians` estimates what the difference would cost. Where they are not, or where
  /// the windows are too few to estimate it, Huber's loss is chosen, which is quadratic for all but large
  /// errors.
  private mutating func chooseLoss() {
    let cost = fit.costOfMedians(framed, split.training)
    let isCheap = cost.map { abs($0) < Self.mostCostOfMedians } ?? false
    if !isCheap { loss = .huber }
    decisions.append(
      Decision(
        "means learnt as medians", .flag(isCheap),
        reason: cost == nil ? "the windows are too few to estimate the cost" : "the squared error",
        change: cost))
  }

  /// The number of steps of the season, where it is shorter than the lookback; `nil` otherwise.
  private static func season(of data: TrainingData, lookback: Int) -> Int? {
    let season = data.panel.season
    return season > 1 && season < lookback ? season : nil
  }

  /// Chooses the centre of windows: the last value, or the mean of the last season, whichever is nearer to
  /// the targets of the training windows by `typicalDistance`.
  ///
  /// The mean of more than one season is not tried, since it would follow a change of the level too slowly.
  ///
  /// The cross-validated error of the ridge is no criterion here: the ridge forecasts about equally well from
  /// either centre, but a network learns targets near zero more easily.
  private mutating func chooseCentre() throws(Failure) {
    guard asked.anchor == nil, let season = Self.season(of: data, lookback: framed.lookback) else { return }
    var frame = framed.frame
    frame.anchorSteps = season
    let other = try Self.framed(frame, data, split, lookback: framed.lookback, horizon: framed.horizon)
    let (distance, least) = (other.typicalDistance(split.training), framed.typicalDistance(split.training))
    guard least > 0, least.isFinite, distance.isFinite else { return }
    let isBetter = distance < Self.leastApproach * least
    decisions.append(
      Decision(
        "centre of windows on the mean of a season of \(season)", .flag(isBetter),
        reason: "the typical distance of targets", change: distance / least - 1))
    guard isBetter else { return }
    framed = other
    fit = RidgeFit(framed, split.training, blocks: blocks)
  }

  /// Applies `change` to the frame, and keeps it where the cross-validated loss of the ridge falls below the
  /// margin.
  ///
  /// - Parameters:
  ///   - name: The name of the change, which is the subject of the decision.
  ///   - margin: The ratio of losses below which the change is kept; `nil` for the usual one, which depends
  ///     on the number of horizons.
  ///   - change: The change of the frame.
  /// - Returns: The loss of the ridge under the change; `nil` where the loss before it is not positive or not
  ///   finite.
  /// - Throws: `Failure` where no window fits under the changed frame.
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
    let margin = margin ?? self.margin
    // The relative sampling error of a squared loss is twice that of an absolute one.
    let isBetter = otherFit.loss < (frame.objective.isOfMeans ? margin * margin : margin) * fit.loss
    let change = otherFit.loss / fit.loss - 1
    decisions.append(
      Decision(
        name, .flag(isBetter),
        reason: change.isFinite
          ? "the error on blocks left out" : "the error on blocks left out is not finite",
        change: change))
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
  /// The typical distance D of targets from the centre of their window: D = exp(mean log s) · mean |z|, over
  /// the observed leads of at most 2,000 windows, with the scale s of the window and the normalised target z.
  ///
  /// For targets with Laplace distributions around the centres, whose scales are proportional to s, log D is
  /// the least mean negative log-likelihood, but for a constant.
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
