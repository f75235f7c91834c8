import Files
import Forecasting
import Models
import TimeSeries
import Windowing

/// A forecaster that is fitted to each of several target columns on its own.
///
/// A price and a volume, or a pulse and a saturation, have little to tell each other's forecasts, and one fit
/// of both is a compromise. The columns of a wide file are series of one quantity, and stay together.
package struct PerTarget<Base: Forecaster>: Forecaster {
  /// The forecaster of each target.
  package let base: Base

  package var name: String { base.name }
  package var learnsQuantiles: Bool { base.learnsQuantiles }

  package init(_ base: Base) { self.base = base }

  package func fit(_ data: TrainingData, session: Session) throws -> any FittedForecaster {
    try fit(data, session: session) { _, part, session in try base.fit(part, session: session) }
  }

  private func fit(
    _ data: TrainingData, session: Session,
    _ fit: @escaping @Sendable (_ target: String, TrainingData, Session) throws -> any FittedForecaster
  ) throws -> any FittedForecaster {
    let targets = data.targetsLearntApart
    guard !targets.isEmpty else { return try fit("", data, session) }
    do {
      let fits = try SideBySide.run(targets.count, session: session) { index, session in
        try fit(targets[index], data.ofTarget(targets[index]), session.ofTarget(targets[index]))
      }
      return FittedPerTarget(
        parts: zip(targets, fits).map { FittedPerTarget.Part(target: $0, forecaster: $1) })
    } catch let failure as Failure where failure.cause == .data {
      // Short series of one target are padded or left out beside the long ones of another.
      let remark = "\(targets.joined(separator: ", ")) learnt together: \(failure.message)"
      session.note?(FitNote(.remark(remark), of: name))
      return try fit("", data, session)
    }
  }
}

extension PerTarget: WarmStartable where Base: WarmStartable {
  package var startsWarm: Bool { base.startsWarm }

  package func fit(
    _ data: TrainingData, from previous: any FittedForecaster, session: Session
  ) throws -> any FittedForecaster {
    let parts = (previous as? FittedPerTarget)?.parts
    return try fit(data, session: session) { target, part, session in
      let previous = parts.map { $0.first { $0.target == target }?.forecaster } ?? previous
      guard let previous else { return try base.fit(part, session: session) }
      return try base.fit(part, from: previous, session: session)
    }
  }
}

/// Fitted forecasters of several targets: each series is forecast by that of its column.
package struct FittedPerTarget: FittedForecaster {
  /// The forecaster of one target.
  struct Part: Sendable {
    /// The name of the target's column.
    let target: String
    let forecaster: any FittedForecaster
  }

  /// What its records are called, which is no model's name.
  package static let recordName = "per-target"

  /// The parts, at least one, of one model and one horizon.
  let parts: [Part]

  package var name: String { parts[0].forecaster.name }
  package var horizon: Int { parts[0].forecaster.horizon }

  /// Forecasts each cutoff with the part that was fitted to the column of its series.
  ///
  /// - Throws: `Failure` (data) when a cutoff is in a series of another column, besides what the parts throw.
  package func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    try forecast(panel, at: cutoffs, asking: .none, session: session)
  }

  package func forecast(
    _ panel: Panel, at cutoffs: [Cutoff], asking asked: SpreadRequest, session: Session
  ) throws -> [Forecast] {
    let targets = parts.map(\.target)
    if let other = cutoffs.first(where: { !targets.contains(panel.series[$0.series].column) }) {
      let series = panel.series[other.series]
      throw Failure(
        .data, "\(name) was fitted to \(targets.joined(separator: ", ")), and not to \"\(series.column)\"",
        fix: "--target with columns that it was fitted to")
    }
    let places = targets.map { target in
      cutoffs.indices.filter { panel.series[cutoffs[$0].series].column == target }
    }
    let positions = panel.positionsInTargets
    let needed = parts.indices.filter { !places[$0].isEmpty }
    let found = try SideBySide.run(needed.count, session: session) { index, session in
      let index = needed[index]
      let own = places[index].map {
        Cutoff(series: positions[cutoffs[$0].series], index: cutoffs[$0].index)
      }
      return try parts[index].forecaster.forecast(
        panel.ofTarget(targets[index]), at: own, asking: asked, session: session)
    }
    var forecasts = cutoffs.map { _ in Forecast(point: []) }
    for (index, found) in zip(needed, found) {
      for (place, forecast) in zip(places[index], found) { forecasts[place] = forecast }
    }
    return forecasts
  }
}

// MARK: - Model files

/// What a model file says about forecasters of several targets.
private struct PerTargetConfiguration: StoredConfiguration {
  var targets: [String]

  var storedOptions: ForecasterOptions? { nil }
}

extension FittedPerTarget {
  package func record() throws -> ModelRecord {
    let configuration = PerTargetConfiguration(targets: parts.map(\.target))
    var record = try ModelRecord(model: Self.recordName, encoding: configuration, tensors: [])
    record.members = try parts.map { try $0.forecaster.record() }
    return record
  }

  /// Restores the forecasters that `record` was made of.
  ///
  /// - Throws: `Failure` (model file) when one cannot be restored or they are not one model's of one horizon.
  package init(record: ModelRecord, restoring restore: ModelRecord.Restorer) throws(Failure) {
    let configuration: PerTargetConfiguration = try record.decodedConfiguration()
    let targets = configuration.targets
    guard !targets.isEmpty, targets.count == record.members.count, Set(targets).count == targets.count else {
      throw Failure(.modelFile, "the file does not say which target each of its forecasters is for")
    }
    var parts: [Part] = []
    for (target, member) in zip(targets, record.members) {
      guard member.model != Self.recordName else {
        throw Failure(.modelFile, "the forecaster of \(target) is divided by targets itself")
      }
      parts.append(Part(target: target, forecaster: try restore(member)))
    }
    let first = parts[0].forecaster
    guard parts.allSatisfy({ $0.forecaster.name == first.name && $0.forecaster.horizon == first.horizon })
    else {
      throw Failure(.modelFile, "the forecasters of the targets are not of one model and one horizon")
    }
    self.init(parts: parts)
  }
}

// MARK: - Division

extension TrainingData {
  /// Targets that are learnt apart at most: each costs a fit.
  private static let mostTargets = 64

  /// The targets that are learnt apart, in the order of the series; empty where all are learnt together.
  package var targetsLearntApart: [String] {
    var names: [String] = []
    var counts: [String: Int] = [:]
    for (series, rows) in zip(panel.series, rows) {
      if counts[series.column] == nil { names.append(series.column) }
      // One of which nothing may be read yet may be asked for later.
      counts[series.column, default: 0] += rows.isEmpty ? 0 : 1
    }
    return (2...Self.mostTargets).contains(names.count)
      && counts[""] == nil && counts.values.allSatisfy { $0 > 0 } ? names : []
  }

  /// The part with the series of one target.
  package func ofTarget(_ target: String) -> TrainingData {
    let rows = zip(panel.series, rows).filter { $0.0.column == target }.map(\.1)
    return TrainingData(panel: panel.ofTarget(target), rows: rows)
  }
}

extension Panel {
  /// The panel of the series of one target.
  package func ofTarget(_ target: String) -> Panel {
    var part = self
    part.series = series.filter { $0.column == target }
    return part
  }

  /// For each series its position in the panel of its target.
  fileprivate var positionsInTargets: [Int] {
    var counts: [String: Int] = [:]
    return series.map { series in
      defer { counts[series.column, default: 0] += 1 }
      return counts[series.column, default: 0]
    }
  }
}

extension Session {
  /// The session of one target's fit: its notes and its epochs tell the target.
  package func ofTarget(_ target: String) -> Self {
    var session = ofPart(target)
    if let note { session.note = { note($0.within(target)) } }
    return session
  }
}
