import Files
import Forecasting
import TimeSeries

extension NetworkScaling {
  /// The names of the tensors in a model file, with the scaler that each holds.
  private var named: [(String, FittedScaler)] {
    [("scaler.target", target)]
      + covariates.enumerated().map { ("scaler.covariate.\($0.offset)", $0.element) }
      + [("scaler.static", statics)]
  }

  /// The centres and the scales of all scalers as named tensors.
  package var tensors: [NamedTensor] {
    named.flatMap { name, scaler in
      [
        NamedTensor(name: "\(name).center", shape: [scaler.center.count], elements: .double(scaler.center)),
        NamedTensor(name: "\(name).scale", shape: [scaler.scale.count], elements: .double(scaler.scale)),
      ]
    }
  }

  /// Reads the centres and the scales from a stored model.
  ///
  /// - Throws: `Failure` (model file) where a scale is not positive, a tensor is missing or has another
  ///   shape, or an id is repeated.
  package init(
    _ record: ModelRecord, ids: [String], kind: ScalerKind, covariates: Int, statics: Int
  ) throws(Failure) {
    func scaler(_ name: String, _ kind: ScalerKind, count: Int) throws(Failure) -> FittedScaler {
      let scale = try record.doubles("\(name).scale", shape: [count])
      guard scale.allSatisfy({ $0 > 0 }) else {
        throw Failure(.modelFile, "tensor \(name).scale holds a scale that is not positive")
      }
      return FittedScaler(
        kind: kind, center: try record.doubles("\(name).center", shape: [count]), scale: scale)
    }
    guard Set(ids).count == ids.count else {
      throw Failure(.modelFile, "the configuration repeats a series id")
    }
    self.ids = ids
    target = try scaler("scaler.target", kind, count: ids.count)
    var all: [FittedScaler] = []
    for index in 0..<covariates {
      all.append(try scaler("scaler.covariate.\(index)", .standard, count: ids.count))
    }
    self.covariates = all
    self.statics = try scaler("scaler.static", .standard, count: statics)
  }
}
