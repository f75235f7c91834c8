public import Files
import Forecasting
public import TimeSeries

/// A split of the series of a panel: models learn from some, and forecast the others without having seen
/// them.
///
/// What is split are recordings, so that all targets of one patient are on one side; a column of a wide file
/// is a recording.
public struct SeriesSplit: Sendable, Equatable {
  /// The names of the recordings that nothing is learnt from.
  public let unseen: Set<String>

  /// Leaves the recordings called `names` unseen; a name may also be that of a series, whose whole recording
  /// it is then.
  ///
  /// - Throws: `Failure` where a name is none of `panel`, or no series is left to learn from.
  public init(leavingOut names: [String], of panel: Panel) throws(Failure) {
    var unseen: Set<String> = []
    for name in names {
      let found = panel.series.filter { Self.unit(of: $0) == name || $0.id == name }
      guard !found.isEmpty else {
        let nearest = SimilarNames.likely(for: name, among: Self.units(of: panel))
        throw Failure(
          .data, "there is no series \(ShownText.quoted(name)) to leave unseen",
          fix: nearest.map { "did you mean \(ShownText.quoted($0))?" }
            ?? "the series are \(Self.units(of: panel).prefix(8).map { ShownText.quoted($0) }.joined(separator: ", "))"
        )
      }
      unseen.formUnion(found.map { Self.unit(of: $0) })
    }
    guard unseen.count < Self.units(of: panel).count else {
      throw Failure(
        .data, "all \(unseen.count) series are to be unseen, and none is left to learn from",
        fix: "leave some of them out of --unseen")
    }
    self.unseen = unseen
  }

  /// Leaves a share of the recordings of `panel` unseen, drawn by `seed`; at least one, and not all.
  ///
  /// Whether one is drawn rather than another depends on their names and the seed alone.
  /// - Throws: `Failure` where there is only one.
  public init(share: Double, of panel: Panel, seed: UInt64) throws(Failure) {
    let units = Self.units(of: panel)
    guard units.count > 1 else {
      throw Failure(
        .data, "a split by series needs two at least, and there is 1",
        fix: "name the column that tells series apart with --id, or leave --split-by out")
    }
    let draws = units.map { unit in
      var hash = SHA256()
      hash.update(Array("\(seed) \(unit)".utf8))
      return (unit: unit, draw: SHA256.hexadecimal(of: hash.digest()))
    }
    let count = min(units.count - 1, max(1, Int((share * Double(units.count)).rounded())))
    unseen = Set(draws.sorted { ($0.draw, $0.unit) < ($1.draw, $1.unit) }.prefix(count).map(\.unit))
  }

  /// The recordings of `panel`, in order.
  ///
  /// - Complexity: O(series).
  public static func units(of panel: Panel) -> [String] {
    var seen: Set<String> = []
    return panel.series.map { unit(of: $0) }.filter { seen.insert($0).inserted }
  }

  /// The name of the recording that a series is of; its own where it is of none.
  public static func unit(of series: Series) -> String {
    series.recording.isEmpty ? series.id : series.recording
  }

  /// Whether nothing is learnt from `series`.
  ///
  /// - Complexity: O(1).
  public func isUnseen(_ series: Series) -> Bool { unseen.contains(Self.unit(of: series)) }

  /// `panel` without the series that nothing is learnt from: what a model is fitted to.
  ///
  /// - Complexity: O(series).
  public func seen(of panel: Panel) -> Panel {
    var seen = panel
    seen.series.removeAll { isUnseen($0) }
    return seen
  }
}

extension Backtest {
  /// What a model that is fitted at `fold` learns from; series that are unseen are not even shown to it.
  func trainingData(of panel: Panel, at fold: Fold) -> TrainingData {
    guard let split else { return TrainingData(panel: panel, rows: fold.trainingRows) }
    let rows = zip(panel.series, fold.trainingRows).filter { !split.isUnseen($0.0) }.map(\.1)
    return TrainingData(panel: split.seen(of: panel), rows: rows)
  }
}
