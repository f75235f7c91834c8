import Files
import Forecasting
public import TimeSeries

/// The least and the greatest value of each column that a model was trained on, so that others can be told
/// from them.
struct KnownRanges: Codable, Equatable, Sendable {
  /// Values from the least to the greatest.
  struct Extent: Codable, Equatable, Sendable {
    /// The least value.
    var least: Double
    /// The greatest one.
    var greatest: Double

    /// The largest value, whatever its sign.
    var size: Double { max(abs(least), abs(greatest)) }

    /// Widens it to hold `value`; missing ones are none.
    fileprivate mutating func include(_ value: Double) {
      if value < least { least = value }
      if value > greatest { greatest = value }
    }

    /// Whether values like `other` are of another kind: beyond by more than twice the width, or a hundred
    /// times smaller.
    fileprivate func isFar(from other: Extent) -> Bool {
      let width = max(greatest - least, size / 10)
      return max(other.greatest - greatest, least - other.least) > 2 * width
        || other.size > 0 && other.size * 100 < size
    }
  }

  /// The targets, by the names of their columns; of a file whose columns are series of one quantity, all
  /// under no name.
  var targets: [String: Extent]
  /// The covariates, by name.
  var covariates: [String: Extent]

  /// The ranges in `panel`.
  init(_ panel: Panel) {
    targets = [:]
    covariates = [:]
    for series in panel.series {
      Self.include(series.target, under: series.column, in: &targets)
      for (name, values) in zip(panel.covariates.past, series.past) {
        Self.include(values, under: name, in: &covariates)
      }
      for (name, values) in zip(panel.covariates.future, series.future) {
        Self.include(values, under: name, in: &covariates)
      }
      for (name, value) in zip(panel.covariates.statics, series.statics) {
        Self.include([value], under: name, in: &covariates)
      }
    }
  }

  private static func include(_ values: [Double], under name: String, in extents: inout [String: Extent]) {
    guard let first = values.first(where: { !$0.isNaN }) else { return }
    var extent = extents[name] ?? Extent(least: first, greatest: first)
    for value in values { extent.include(value) }
    extents[name] = extent
  }

  /// Refuses what no values have.
  ///
  /// - Throws: `Failure` (model file).
  func checkLimits() throws(Failure) {
    for (name, extent) in targets.merging(covariates, uniquingKeysWith: { first, _ in first })
    where !extent.least.isFinite || !extent.greatest.isFinite || extent.least > extent.greatest {
      throw Failure(.modelFile, "the range of \(ShownText.quoted(name)) in the file is none")
    }
  }

  /// A sentence for each column of `panel` whose values are far from those that were trained on.
  func notices(on panel: Panel) -> [String] {
    let found = KnownRanges(panel)
    let pairs = [(targets, found.targets), (covariates, found.covariates)]
    return pairs.flatMap { known, found in
      found.sorted { $0.key < $1.key }.compactMap { name, extent in
        guard let own = known[name], own.isFar(from: extent) else { return nil }
        let subject = name.isEmpty ? "the values" : "the values of \(ShownText.quoted(name))"
        return
          "\(subject) are from \(extent.text), and those it learnt from were from \(own.text): are they in the same unit?"
      }
    }
  }
}

extension KnownRanges.Extent {
  fileprivate var text: String { "\(CSVField.number(least)) to \(CSVField.number(greatest))" }
}

/// What a fitted model knows of data, to be compared with others.
public struct Familiarity: Sendable {
  private let ranges: KnownRanges?
  /// The series that a part of the model tells apart; `nil` where none does.
  private let ids: Set<String>?

  init(_ ranges: KnownRanges?, _ record: ModelRecord) {
    self.ranges = ranges
    ids = record.seriesToldApart
  }

  /// What is unlike the data that the model was trained on, a sentence each.
  public func notices(on panel: Panel) -> [String] {
    var notices = ranges?.notices(on: panel) ?? []
    if let ids {
      let others = panel.series.map(\.id).filter { !ids.contains($0) }
      if let first = others.first {
        notices.append(
          "\(others.count) of \(panel.series.count) series \(others.count == 1 ? "was" : "were") not learnt, first "
            + "\(ShownText.quoted(first)): they are forecast without what is learnt of each series")
      }
    }
    return notices
  }
}
