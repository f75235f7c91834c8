import Platform

/// The test of Pesaran and Timmermann: whether a forecast calls the direction of changes better than one that
/// is as often up or down but knows nothing of when.
///
/// The statistic has a standard normal distribution where calls and changes are independent, and grows with
/// the share of right calls. Calls of one series are tested, at a lead at which forecasts share no rows:
/// others are not independent.
///
/// Source: Pesaran and Timmermann (1992), doi:10.1080/07350015.1992.10509922.
public struct PesaranTimmermann: Sendable, Equatable, Codable {
  /// The statistic; positive where more calls are right than by chance.
  public let statistic: Double
  /// The probability of a statistic as large as this where calls and changes are independent.
  public let probability: Double
  /// The share of right calls.
  public let share: Double
  /// The number of calls.
  public let count: Int

  /// The fewest calls that are tested.
  package static let leastCount = 10

  /// Tests calls of up against changes up; `nil` of too few, or where all calls or all changes go the same
  /// way.
  init?(called: [Bool], came: [Bool]) {
    precondition(called.count == came.count, "as many calls as changes")
    let count = Double(called.count)
    guard called.count >= Self.leastCount else { return nil }
    func share(_ values: some Sequence<Bool>) -> Double { Double(values.lazy.filter(\.self).count) / count }
    let (up, calledUp) = (share(came), share(called))
    let right = share(zip(called, came).lazy.map { $0 == $1 })
    let expected = up * calledUp + (1 - up) * (1 - calledUp)
    let (spread, spreadOfCalls) = (up * (1 - up), calledUp * (1 - calledUp))
    guard spread > 0, spreadOfCalls > 0 else { return nil }
    let varianceOfShare = expected * (1 - expected) / count
    let (tilt, tiltOfCalls) = (2 * up - 1, 2 * calledUp - 1)
    let varianceOfExpected =
      (tiltOfCalls * tiltOfCalls * spread + tilt * tilt * spreadOfCalls) / count
      + 4 * spread * spreadOfCalls / (count * count)
    let variance = varianceOfShare - varianceOfExpected
    guard variance > 0 else { return nil }
    statistic = (right - expected) / variance.squareRoot()
    probability = erfc(statistic / 2.0.squareRoot()) / 2
    self.share = right
    self.count = called.count
  }

  /// Tests the calls of a model at the first lead; `nil` of several series, or where forecasts of that lead
  /// share rows.
  init?(_ predictions: Predictions, model: Int, in folds: PredictedFolds) {
    guard Set(predictions.rows.lazy.map(\.series)).count == 1, folds.overlap(atLead: 1) == 1 else {
      return nil
    }
    var row = ScoredRow(of: predictions, model: model)
    var calls: [(called: Bool, came: Bool)] = []
    for position in predictions.rows.indices where predictions.rows[position].lead == 1 {
      row.position = position
      if let direction = row.direction { calls.append(direction) }
    }
    self.init(called: calls.map(\.called), came: calls.map(\.came))
  }
}
