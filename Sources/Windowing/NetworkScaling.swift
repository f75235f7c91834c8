import Forecasting
import TimeSeries

/// The centre and the scale by which the inputs of a network are normalised, computed from training rows
/// only.
package struct NetworkScaling: Sendable, Equatable {
  /// The names of the series with training rows, in the order of the statistics.
  ///
  /// A series without training rows is treated as one that was never seen.
  package var ids: [String]
  /// The statistics of the target after its transform, by series.
  package var target: FittedScaler
  /// The statistics of each covariate, past before future, by series.
  package var covariates: [FittedScaler]
  /// The statistics of each static covariate over all series.
  package var statics: FittedScaler

  /// The position of each of the series called `ids` among those with training rows; `nil` for one without.
  package func positions(of ids: [String]) -> [Int?] {
    let positions = Dictionary(uniqueKeysWithValues: zip(self.ids, self.ids.indices))
    return ids.map { positions[$0] }
  }

  /// The statistics of the series called `ids`; a series without training rows has the mean of the others.
  package func resolved(for ids: [String]) -> NetworkScaling {
    let chosen = positions(of: ids)
    return NetworkScaling(
      ids: ids, target: target.resolved(chosen), covariates: covariates.map { $0.resolved(chosen) },
      statics: statics)
  }
}

extension NetworkScaling {
  /// Computes the statistics of the covariates from the rows that `data` allows.
  ///
  /// - Parameters:
  ///   - data: The training rows.
  ///   - target: The statistics of the target after its transform, computed from the same rows.
  package init(_ data: TrainingData, target: FittedScaler) {
    let trained = data.rows.indices.filter { !data.rows[$0].isEmpty }
    let known = trained.map { data.panel.series[$0] }
    let rows = trained.map { data.rows[$0] }
    let names = data.panel.covariates
    ids = known.map(\.id)
    self.target = target.resolved(trained.map { $0 })
    covariates =
      names.past.indices.map { column in
        FittedScaler(.standard, fittedTo: known.map { $0.past[column] }, rows: rows)
      }
      + names.future.indices.map { column in
        FittedScaler(.standard, fittedTo: known.map { $0.future[column] }, rows: rows)
      }
    let columns = names.statics.indices.map { column in known.map { $0.statics[column] } }
    statics = FittedScaler(.standard, fittedTo: columns, rows: columns.map { 0..<$0.count })
  }
}

extension FittedScaler {
  /// The normalised value of a covariate of series `index`, (value − centre) / scale; 0 where it is missing.
  package func input(_ value: Double, series index: Int) -> Float {
    value.isNaN ? 0 : Float((value - center[index]) / scale[index])
  }
}
