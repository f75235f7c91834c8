import Files
import Forecasting
import TimeSeries
import Windowing

/// A forecaster that knows how uncertain it is: split conformal prediction around the points of any other.
///
/// The errors are those of fits that had not learnt from the rows they forecast: the ones that the base made
/// on its way, where they suffice, and else one more fit without the last rows. They are signed, taken by
/// lead, and divided by a scale that is known at the cutoff (see ``ErrorScale``), so that an interval widens
/// with volatility, and none needs to be centred on its point. Where errors and those to come are
/// exchangeable, an interval holds about the share it says: the scale is chosen by the same errors. Series
/// that change their ways are not, and a backtest shows what held.
/// - Source: Lei et al. (2018), doi:10.1080/01621459.2017.1307116, on scaled errors; Vovk, Gammerman and
///   Shafer (2005), doi:10.1007/b106715.
package struct ConformalForecaster: Forecaster {
  /// What forecasts the points.
  package let base: any Forecaster
  private let options: ForecasterOptions
  private let intervals: IntervalOptions

  package var name: String { base.name }

  /// Wraps a forecaster with the given options.
  package init(_ base: any Forecaster, options: ForecasterOptions, intervals: IntervalOptions) {
    self.base = base
    self.options = options
    self.intervals = intervals
  }

  package func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    let (fitted, heldOut) = try base.fitHoldingOut(data, session: session)
    return try calibrated(fitted, heldOut, data, session)
  }

  private func calibrated(
    _ fitted: any FittedForecaster, _ heldOut: [HeldOutFit], _ data: TrainingData, _ session: Session
  ) throws -> FittedConformalForecaster {
    let calibration = try calibration(heldOut, data, session)
    if let lead = calibration.firstLeadWithoutSupport(of: intervals.quantileLevels) {
      let remark =
        "from lead \(lead) on intervals end at the largest errors known, and may hold less than they say: so few "
        + "forecasts do not overlap"
      session.note?(FitNote(.remark(remark), of: name))
    }
    return FittedConformalForecaster(base: fitted, options: options, calibration: calibration)
  }

  /// The fewest horizons, over all series, of rows that decided which fit it is and are trusted alone all the
  /// same: they flatter it the more the fewer they are.
  private static let fewestHorizons = 20

  /// The errors of the fits that were made anyway, or where they are too few or flatter, of one more without
  /// the last rows.
  private func calibration(
    _ heldOut: [HeldOutFit], _ data: TrainingData, _ session: Session
  ) throws -> Calibration {
    let rows = heldOut.flatMap(\.rows).map(\.count).reduce(0, +)
    let isTrusted = rows >= Self.fewestHorizons * options.horizon || heldOut.allSatisfy { !$0.isChosenByThem }
    if isTrusted, let found = try known(heldOut, data, session) { return found }
    do {
      return try calibration(of: [try fitWithoutTail(data, session)], data, session)
    } catch let few as TooFewErrors {
      if !isTrusted, let found = try known(heldOut, data, session) { return found }
      throw refusal(few, data)
    }
  }

  /// What the fits that were made anyway tell; `nil` where that is too little.
  private func known(
    _ heldOut: [HeldOutFit], _ data: TrainingData, _ session: Session
  ) throws -> Calibration? {
    guard !heldOut.isEmpty else { return nil }
    do { return try calibration(of: heldOut, data, session) } catch is TooFewErrors { return nil }
  }

  private func calibration(
    of heldOut: [HeldOutFit], _ data: TrainingData, _ session: Session
  ) throws -> Calibration {
    let errors = try HeldOutErrors(
      of: heldOut, in: data.panel, horizon: options.horizon, session: session)
    let calibration = try Calibration(
      errors, of: data, horizon: options.horizon, needed: intervals.neededErrors)
    return switch intervals.method {
    case .conformal, .model: calibration
    case .adaptive: calibration.adapted(to: errors, of: data, levels: intervals.quantileLevels)
    }
  }

  /// The share of the rows that a fit of its own leaves out, and the most of them, which few rows need.
  private static let (tailShare, mostShare) = (1.0 / 3, 0.5)

  /// A fit without the last rows of each series.
  private func fitWithoutTail(_ data: TrainingData, _ session: Session) throws -> HeldOutFit {
    let needed = intervals.neededErrors + options.horizon - 1
    let tails = data.rows.map { rows in
      let share = Int(Double(rows.count) * Self.tailShare)
      let count = min(max(share, needed), Int(Double(rows.count) * Self.mostShare))
      return rows.upperBound - count..<rows.upperBound
    }
    let head = TrainingData(
      panel: data.panel, rows: zip(data.rows, tails).map { $0.lowerBound..<$1.lowerBound })
    var quiet = session
    (quiet.note, quiet.log) = (nil, nil)
    do {
      return HeldOutFit(try base.fit(head, session: quiet), without: tails)
    } catch let failure as Failure where failure.cause == .data {
      throw TooFewErrors(count: 0, needed: intervals.neededErrors, column: nil, failure: failure)
    }
  }

  private func refusal(_ few: TooFewErrors, _ data: TrainingData) -> Failure {
    let rows = data.rows.map(\.count).max() ?? 0
    let column = few.column.map { " of \($0)" } ?? ""
    let level = 100 * (1 - 2 / Double(few.count + 1))
    let fix =
      few.count >= IntervalOptions.leastErrors
      ? "levels up to \(Int(level)), as --level \(Int(level)), or more rows"
      : "more rows, or leave --level, --quantiles and --event out"
    var refusal = Failure(
      .data,
      "the levels asked for take the errors of \(few.needed) forecasts of rows that \(name) did not learn from, and "
        + "\(rows) training rows\(column) leave \(few.count)"
        + (few.failure.map { ": a fit without the last of them failed, because \($0.message)" } ?? ""),
      fix: fix)
    refusal.others = few.failure?.ofSeries ?? []
    return refusal
  }
}

extension ConformalForecaster: WarmStartable {
  package var startsWarm: Bool { base.canStartWarm }

  /// Goes on from the weights before; the errors are those of one more fit, which begins anew without the
  /// last rows.
  package func fit(
    _ data: TrainingData, from previous: any FittedForecaster, session: Session
  ) throws -> any FittedForecaster {
    guard let warm = base as? any WarmStartable else { return try fit(data, session: session) }
    let previous = (previous as? FittedConformalForecaster)?.base ?? previous
    return try calibrated(try warm.fit(data, from: previous, session: session), [], data, session)
  }
}

/// A fitted forecaster with samples of its errors.
package struct FittedConformalForecaster: FittedForecaster {
  /// What its records are called, which is no model's name.
  package static let recordName = "conformal"

  /// What forecasts the points.
  package let base: any FittedForecaster
  let options: ForecasterOptions
  let calibration: Calibration

  package var name: String { base.name }
  package var horizon: Int { base.horizon }

  package func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    try base.forecast(panel, at: cutoffs, session: session)
  }

  package func forecast(
    _ panel: Panel, at cutoffs: [Cutoff], asking asked: SpreadRequest, session: Session
  ) throws -> [Forecast] {
    let forecasts = try base.forecast(panel, at: cutoffs, session: session)
    guard !asked.isEmpty else { return forecasts }
    try requireSupport(of: asked)
    if let column = calibration.unknownColumn(panel, cutoffs) {
      throw Failure(
        .data,
        "\(name) knows no errors of \(ShownText.quoted(column)), of which there was no row to learn from",
        fix: "a later first cutoff by fewer --folds, or --target without \(ShownText.quoted(column))")
    }
    let levels = try calibration.levels(panel, at: cutoffs, of: base, session: session)
    let spreads = calibration.spreads(of: forecasts, panel, at: cutoffs, asking: asked, adapted: levels)
    return zip(forecasts, spreads).map { Forecast(point: $0.point, spread: $1) }
  }

  /// Refuses levels that the samples do not reach: those of a model file may be asked for others than it was
  /// fitted for.
  private func requireSupport(of asked: SpreadRequest) throws(Failure) {
    let levels = asked.quantileLevels
    guard !levels.isEmpty else { return }
    let needed = IntervalOptions(quantileLevels: levels).neededErrors
    let least = calibration.groups.flatMap { $0.pooled.samples.map(\.errors.count) }.min() ?? 0
    guard least < needed else { return }
    throw Failure(
      .arguments, "the levels asked for take \(needed) errors, and \(name) was fitted with \(least)",
      fix: "--level \(Int(100 * (1 - 2 / Double(least + 1)))), or fit it with these levels")
  }
}
