/// A simple forecaster that is told of holidays as the networks are: it learns ordinary days and forecasts them, and what
/// holidays add is put on top.
///
/// Beside simple forecasts that know nothing of holidays, networks would have to prove themselves on a few days a year.
struct HolidayCorrected: Forecaster {
  /// The forecaster of ordinary days.
  let base: any Forecaster
  let options: ForecasterOptions

  var name: String { base.name }

  func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    let ordinary = OrdinaryDays(data.panel, before: data.rows.map(\.upperBound), horizon: options.horizon)
    let fitted = try base.fit(TrainingData(panel: ordinary.panel, rows: data.rows), session: session)
    return FittedCombination(
      name: name, options: options,
      members: [FittedCombination.Member(weight: 1, forecaster: fitted, isOfOrdinaryDays: true)])
  }
}
