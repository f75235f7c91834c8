import Forecasting
import TimeSeries

/// The statistics a network's inputs are normalised by, fitted on training rows only.
package struct NetworkScaling: Sendable, Equatable {
  /// The series the statistics belong to, in their order: those with training rows. One that only comes later is like any
  /// that was never seen.
  package var ids: [String]
  /// Of the (transformed) target, by series.
  package var target: FittedScaler
  /// Of each covariate, past before future, by series.
  package var covariates: [FittedScaler]
  /// Of each static covariate, over the series.
  package var statics: FittedScaler

  /// Where each of the series called `ids` is among those trained on; `nil` for one that is not.
  package func positions(of ids: [String]) -> [Int?] {
    let positions = Dictionary(uniqueKeysWithValues: zip(self.ids, self.ids.indices))
    return ids.map { positions[$0] }
  }

  /// The statistics of the series called `ids`; a series that was not trained on gets the mean of all.
  package func resolved(for ids: [String]) -> NetworkScaling {
    let chosen = positions(of: ids)
    return NetworkScaling(
      ids: ids, target: target.resolved(chosen), covariates: covariates.map { $0.resolved(chosen) },
      statics: statics)
  }
}

extension NetworkScaling {
  /// Fits the other statistics on the rows that `data` allows.
  ///
  /// - Parameter target: Those of the (transformed) target, fitted on the same rows.
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
  /// A covariate of series `index` as a network reads it: scaled, and at its centre where it is missing.
  package func input(_ value: Double, series index: Int) -> Float {
    value.isNaN ? 0 : Float((value - center[index]) / scale[index])
  }
}
