import Forecasting

/// How often an event happened where its probability was forecast to be so and so much: a table of
/// reliability.
///
/// Source: Murphy and Winkler (1977), doi:10.2307/2346866.
public struct EventReliability: Sendable, Equatable, Codable {
  /// Forecasts of a tenth of the probabilities.
  public struct Bin: Sendable, Equatable, Codable {
    /// The least probability of the bin, in 0...0.9.
    public var from: Double
    /// The forecasts in it.
    public var count: Int
    /// Their mean probability.
    public var forecast: Double
    /// The share of them after which the event happened.
    public var happened: Double
  }

  /// The event, as it was asked for.
  public var event: String
  /// The bins that have forecasts, from the least probability on.
  public var bins: [Bin]

  /// The reliability of a model's probabilities, which are its column at `place` among those asked for.
  init(_ predictions: Predictions, model: Int, _ event: Event, at place: Int) {
    self.event = event.text
    var row = ScoredRow(of: predictions, model: model)
    var sums = Array(repeating: (count: 0, forecast: 0.0, happened: 0.0), count: 10)
    for position in predictions.rows.indices {
      row.position = position
      let (probability, outcome) = (row.spread(place), row.outcome(of: event))
      guard !probability.isNaN, !outcome.isNaN else { continue }
      let bin = min(9, Int(probability * 10))
      sums[bin].count += 1
      sums[bin].forecast += probability
      sums[bin].happened += outcome
    }
    bins = sums.enumerated().filter { $0.element.count > 0 }.map { place, sum in
      Bin(
        from: Double(place) / 10, count: sum.count, forecast: sum.forecast / Double(sum.count),
        happened: sum.happened / Double(sum.count))
    }
  }

  /// That of each event that a model was asked for.
  package static func all(of predictions: Predictions, model: Int) -> [EventReliability] {
    predictions.asked.columns.enumerated().compactMap { place, column in
      guard case .probability(let event) = column else { return nil }
      return EventReliability(predictions, model: model, event, at: place)
    }
  }
}
