import ArgumentParser
import Backtesting
import Files
import Forecasting
import Registry
import Sharding
import TimeSeries

extension Job {
  /// Refuses models whose forecasts of a series depend on others: each process would have to train them on
  /// all series.
  ///
  /// - Parameters:
  ///   - inputs: The files that are read, for the command that helps.
  ///   - baselines: Models that are fitted to all series in any case.
  ///   - calibrates: Whether intervals of models by name may be made of the errors of all series.
  /// - Throws: `Failure` (arguments) with the command that makes a file of the model.
  func requirePerSeries(
    _ inputs: [String], exempting baselines: [String] = [], calibrates: Bool = false
  ) throws(Failure) {
    let entries = models.compactMap { if case .entry(let entry) = $0 { entry } else { nil } }
    for entry in entries where !baselines.contains(entry.name) {
      let isCalibrated = !calibrates && !spread.isEmpty
      guard !entry.isPerSeries || isCalibrated else { continue }
      throw Failure(
        .arguments,
        entry.isPerSeries
          ? "intervals and probabilities of \(entry.name) are made of its errors in all series, and --shard does a part of them"
          : "\(entry.name) learns from all series together, and --shard does a part of them",
        fix:
          "\(fitting(entry, inputs)) once, with the other options of this command, then --model \(entry.name).foresee here"
      )
    }
  }

  /// The command that makes a file of a model.
  private func fitting(_ entry: ModelEntry, _ inputs: [String]) -> String {
    var words = ["foresee", "fit"] + inputs + ["--model", entry.name, "--horizon", "\(options.horizon)"]
    let levels = spread.levels.map { SpreadColumn.text($0) }.joined(separator: ",")
    let quantiles = spread.quantiles.map { SpreadColumn.text($0) }.joined(separator: ",")
    let events = spread.events.map(\.text).joined(separator: ",")
    for (option, value) in [("--level", levels), ("--quantiles", quantiles), ("--event", events)]
    where !value.isEmpty {
      words += [option, value]
    }
    return (words + ["-o", "\(entry.name).foresee"]).map { ShellWord.quoted($0) }.joined(separator: " ")
  }

  /// Describes what the parts of an output have in common.
  ///
  /// - Parameters:
  ///   - command: The command that makes them.
  ///   - shard: The shard, of which the number of shards is common.
  ///   - files: The files that hold data.
  ///   - others: Options that the job does not know, by name.
  ///   - columns: The columns of the parts.
  ///   - seriesCount: The number of series in the input.
  /// - Returns: The description, with the fingerprints of files and fitted models.
  /// - Throws: `Failure` where a file cannot be read again.
  func partOrigin(
    _ command: String, _ shard: Shard, files: [String], others: [String: String], columns: [String],
    seriesCount: Int
  ) throws(Failure) -> PartManifest.Origin {
    var models: [PartManifest.Model] = []
    for model in self.models {
      switch model {
      case .entry(let entry): models.append(PartManifest.Model(name: entry.name))
      case .fitted(let fitted, let path):
        models.append(PartManifest.Model(name: fitted.name, sha256: try FileFingerprint(of: path).sha256))
      }
    }
    return PartManifest.Origin(
      version: Foresee.configuration.version, command: command, shards: shard.count,
      inputs: try files.map { path throws(Failure) in PartManifest.Source(try FileFingerprint(of: path)) },
      models: models, options: try partOptions.merging(others) { $1 }, columns: columns,
      seriesOfInput: seriesCount)
  }

  /// Everything that is known of how series are read and forecast, whether it was asked for or is the
  /// default.
  private var partOptions: [String: String] {
    get throws(Failure) {
      var found: [String: String] = [:]
      try JSONParser.parse(Array(try jsonText(options).utf8), file: "", cause: .internalFault).addLeaves(
        to: &found)
      try JSONParser.parse(Array(try jsonText(reading).utf8), file: "", cause: .internalFault)
        .addLeaves(to: &found, under: "reading")
      // It changes no result.
      found.removeValue(forKey: "reading.readSize")
      found["beside"] = spread.columns.map(\.suffix).joined(separator: ",")
      found["clock"] = clock?.rawValue
      return found
    }
  }
}

extension JSONValue {
  /// Adds the values inside that hold no others to `leaves`, each under the names that lead to it.
  fileprivate func addLeaves(to leaves: inout [String: String], under name: String = "") {
    switch content {
    case .null: break
    case .boolean(let value): leaves[name] = "\(value)"
    case .number(let text), .string(let text): leaves[name] = text
    case .array(let values):
      leaves[name] = values.isEmpty ? "none" : nil
      for (place, value) in values.enumerated() {
        value.addLeaves(to: &leaves, under: "\(name).\(place + 1)")
      }
    case .object(let members):
      for member in members {
        member.value.addLeaves(to: &leaves, under: name.isEmpty ? member.name : "\(name).\(member.name)")
      }
    }
  }
}
