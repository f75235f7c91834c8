import Files
import TimeSeries

/// A weighted mean of fitted forecasters.
struct FittedBlend: FittedForecaster {
  let options: ForecasterOptions
  /// The parts; the weights' sum is 1.
  let members: [(weight: Double, forecaster: any FittedForecaster)]

  var name: String { Blend.name }
  var horizon: Int { options.horizon }

  func forecast(_ panel: Panel, at cutoffs: [Cutoff], session: Session) throws -> [Forecast] {
    let parts = try members.map { try $0.forecaster.forecast(panel, at: cutoffs, session: session) }
    return cutoffs.indices.map { cutoff in
      Forecast(
        point: (0..<horizon).map { lead in
          // Measured from the first part, forecasts that agree are their mean to the last bit.
          let first = parts[0][cutoff].point[lead]
          return zip(members, parts).reduce(first) { sum, part in
            sum + part.0.weight * (part.1[cutoff].point[lead] - first)
          }
        })
    }
  }
}

/// What a model file says about a blend besides the tensors of its parts.
private struct BlendConfiguration: Codable {
  struct Member: Codable {
    var model: String
    var weight: Double
    var configuration: String
  }
  var options: ForecasterOptions
  var members: [Member]
}

extension FittedBlend {
  /// The most parts that a model file may have.
  private static let mostMembers = 64

  /// A record with the parts' tensors under `0.`, `1.`, ….
  func record() throws -> ModelRecord {
    let records = try members.map { try $0.forecaster.record() }
    let configuration = BlendConfiguration(
      options: options,
      members: zip(members, records).map {
        BlendConfiguration.Member(model: $1.model, weight: $0.weight, configuration: $1.configuration)
      })
    let tensors = records.enumerated().flatMap { index, record in
      record.tensors.map {
        NamedTensor(name: "\(index).\($0.name)", shape: $0.shape, elements: $0.elements)
      }
    }
    return try ModelRecord(model: name, encoding: configuration, tensors: tensors)
  }

  /// Restores the blend that `record` was made of.
  ///
  /// - Throws: `Failure` (model file) when a part cannot be restored or the weights are not a mean's.
  init(record: ModelRecord) throws(Failure) {
    let configuration: BlendConfiguration = try record.decodedConfiguration()
    let weights = configuration.members.map(\.weight)
    guard !weights.isEmpty, weights.count <= Self.mostMembers, weights.allSatisfy({ $0 >= 0 && $0 <= 1 }),
      abs(weights.reduce(0, +) - 1) < 1e-9
    else { throw Failure(.modelFile, "the weights of \(record.model) are not those of a mean") }
    var members: [(weight: Double, forecaster: any FittedForecaster)] = []
    for (index, member) in configuration.members.enumerated() {
      let part = try Self.part(index, member, of: record)
      guard part.horizon == configuration.options.horizon else {
        throw Failure(.modelFile, "part \(index) of \(record.model) has a horizon of \(part.horizon)")
      }
      members.append((member.weight, part))
    }
    options = configuration.options
    self.members = members
  }

  private static func part(
    _ index: Int, _ member: BlendConfiguration.Member, of record: ModelRecord
  ) throws(Failure) -> any FittedForecaster {
    guard member.model != Blend.name else {
      throw Failure(.modelFile, "a part of \(record.model) is a \(record.model) itself")
    }
    let prefix = "\(index)."
    let tensors = record.tensors.filter { $0.name.hasPrefix(prefix) }.map {
      NamedTensor(name: String($0.name.dropFirst(prefix.count)), shape: $0.shape, elements: $0.elements)
    }
    return try Zoo.restore(
      ModelRecord(model: member.model, configuration: member.configuration, tensors: tensors))
  }
}
