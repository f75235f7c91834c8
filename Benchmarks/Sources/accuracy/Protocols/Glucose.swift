import Forecasting
import TimeSeries

/// Blood glucose an hour ahead, of patients some of whose past was learnt and of patients never seen
/// (GlucoBench).
///
/// Of the ten splits each leaves out one patient, some of them the same one. Of every other, the end of the
/// last segment is the test and what comes before it validation; a last segment too short for that is all
/// test, and the end of the one before validates. The squared errors of a split's windows are averaged, then
/// those of the splits.
///
/// - Source: Sergazinov et al. (2024), "GlucoBench", arXiv:2410.05780; rules as in its published code.
struct Glucose: Sendable {
  /// The file.
  let file: String
  /// The longest gap that is interpolated, in minutes.
  let longestGap: Int64
  /// Points of the test of each patient that is seen, and of its validation.
  let testPoints: Int
  /// The patient whom each split leaves out, as the published seeds 10 to 19 draw them.
  let unseen: [String]

  private static let horizon = 12
  /// Points before the first forecast of a test.
  private static let history = 192
  /// Points from one forecast to the next.
  private static let stride = 6

  /// Makes the trial of all splits.
  func trial(_ data: DataFolder) throws -> Trial {
    let raw = try data.panel([file]) {
      $0.id = "id"
      $0.time = "time"
      $0.targets = ["gl"]
    }
    let segments = raw.series.flatMap {
      GlucoseSegment.segments(of: $0, longestGap: longestGap, leastPoints: 240)
    }
    let spacing = Spacing.fixed(nanoseconds: 300_000_000_000)
    let panel = Panel(
      series: segments.map(\.series), timeKind: .local, spacing: spacing,
      season: spacing.defaultSeason(kind: .local))
    let parts = self.parts(segments)
    let patients = segments.map(\.patient)
    let rounds = unseen.map { round(leavingOut: $0, patients, Array(zip(segments.map(\.count), parts))) }
    let known = parts.reduce(0) { $0 + $1.rows.count }
    let toFit = parts.reduce(0) { $0 + $1.rowsToFit.count }
    var options = ForecasterOptions(horizon: Self.horizon)
    options.objective = .mse
    options.training.validation = Double(known - toFit) / Double(known)
    let isSeen = { @Sendable (forecast: ScoredForecast) in
      patients[forecast.series] != unseen[forecast.round]
    }
    return Trial(
      name: "10 splits", panel: panel, rounds: rounds, options: options,
      metrics: [
        .rootMeanSquare("RMSE", where: isSeen), .meanOfRounds("MAE", where: isSeen),
        .rootMeanSquare("RMSE unseen") { !isSeen($0) }, .meanOfRounds("MAE unseen") { !isSeen($0) },
      ])
  }

  /// What a segment is used for when its patient is seen.
  private struct Part {
    /// Rows that a fit may read, and those of them that are not kept for validation.
    var rows: Range<Int>
    var rowsToFit: Range<Int>
    /// The rows of its test.
    var test: Range<Int>

    /// A segment that is learnt as a whole.
    init(learning rows: Range<Int>) {
      self.rows = rows
      rowsToFit = rows
      test = rows.upperBound..<rows.upperBound
    }
  }

  private func parts(_ segments: [GlucoseSegment]) -> [Part] {
    var parts = segments.map { Part(learning: 0..<$0.count) }
    let patients = segments.map(\.patient)
    for last in segments.indices where last + 1 == segments.count || patients[last + 1] != patients[last] {
      let count = segments[last].count
      let hasEarlier = last > 0 && patients[last - 1] == patients[last]
      if count >= Self.history + 2 * testPoints {
        parts[last].rows = 0..<count - testPoints
        parts[last].test = count - testPoints..<count
        let isLong = count >= Self.history + 3 * testPoints
        parts[last].rowsToFit = 0..<(isLong ? count - 2 * testPoints : hasEarlier ? 0 : count - testPoints)
      } else if hasEarlier {
        parts[last].rows = 0..<0
        parts[last].rowsToFit = 0..<0
        parts[last].test = Self.history..<count
        let earlier = segments[last - 1].count
        if earlier >= Self.history + 2 * testPoints { parts[last - 1].rowsToFit = 0..<earlier - testPoints }
      }
    }
    return parts
  }

  private func round(leavingOut patient: String, _ patients: [String], _ segments: [(count: Int, part: Part)])
    -> Trial.Round
  {
    let cutoffs = segments.indices.flatMap { index in
      let (count, part) = segments[index]
      let first = patients[index] == patient ? Self.history : part.test.lowerBound
      return Swift.stride(from: first, through: count - Self.horizon, by: Self.stride).map {
        Cutoff(series: index, index: $0)
      }
    }
    let learnt = { (rows: KeyPath<Part, Range<Int>>) in
      segments.indices.map { patients[$0] == patient ? 0..<0 : segments[$0].part[keyPath: rows] }
    }
    return Trial.Round(rows: learnt(\.rows), rowsToFit: learnt(\.rowsToFit), cutoffs: cutoffs)
  }
}

extension AccuracyProtocol {
  /// Five patients with diabetes of type 2 (Broll and others, 2021).
  static let broll = Self(
    name: "glucose-broll", summary: "glucose Broll, RMSE", headline: .mean("RMSE"),
    published: "linear 19.43", goals: (18.9, 18.4),
    expectations: Expectation.list(trial: "10 splits", "naive", ["RMSE": "21.39", "MAE": "13.81"])
      + Expectation.list(
        trial: "10 splits", "least-squares-192",
        ["RMSE": "19.43", "MAE": "12.91", "RMSE unseen": "21.00", "MAE unseen": "13.32"]),
    trials: { data in
      let unseen = [3, 3, 1, 2, 2, 3, 1, 5, 5, 2].map { "Subject \($0)" }
      return [
        try Glucose(file: "cgm/ExampleData5Subjects.csv", longestGap: 45, testPoints: 240, unseen: unseen)
          .trial(data)
      ]
    })

  /// Nine patients with diabetes of type 1 (Dubosson and others, 2018).
  static let dubosson = Self(
    name: "glucose-dubosson", summary: "glucose Dubosson, RMSE", headline: .mean("RMSE"),
    published: "linear 24.72", goals: (24.0, 23.2),
    expectations: Expectation.list(trial: "10 splits", "naive", ["RMSE": "32.90", "MAE": "20.12"])
      + Expectation.list(
        trial: "10 splits", "least-squares-12",
        ["RMSE": "24.76", "MAE": "14.17", "RMSE unseen": "26.25", "MAE unseen": "15.92"]),
    trials: { data in
      let unseen = [4, 4, 6, 2, 8, 5, 4, 6, 6, 2].map { "00\($0)" }
      return [
        try Glucose(file: "cgm/Dubosson2018_processed.csv", longestGap: 30, testPoints: 144, unseen: unseen)
          .trial(data)
      ]
    })
}

extension Metric {
  /// The mean over fits of the mean absolute error of each one's windows.
  fileprivate static func meanOfRounds(
    _ name: String, where isWanted: @escaping @Sendable (ScoredForecast) -> Bool
  ) -> Self {
    Self(name: name) { roundMeans($0.filter(isWanted)) { abs($0 - $1) }.mean }
  }

  /// The root of the mean over fits of the mean squared error of each one's windows.
  fileprivate static func rootMeanSquare(
    _ name: String, where isWanted: @escaping @Sendable (ScoredForecast) -> Bool
  ) -> Self {
    Self(name: name) { roundMeans($0.filter(isWanted)) { ($0 - $1) * ($0 - $1) }.mean.squareRoot() }
  }

  private static func roundMeans(
    _ forecasts: [ScoredForecast], _ loss: (Double, Double) -> Double
  ) -> [Double] {
    forecasts.map(\.round).distinct.map { round in
      forecasts.filter { $0.round == round }.compactMap { $0.mean(loss) }.mean
    }
  }
}
