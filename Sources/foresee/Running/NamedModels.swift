import Files
import Forecasting
import Registry
import TimeSeries

/// The models that a command names, of which those in files are read.
struct NamedModels {
  /// The models, in the order of their names.
  private(set) var models: [Job.Model] = []
  /// What the models from files know of data, by the paths of the files.
  private(set) var familiarities: [(path: String, Familiarity)] = []
  /// The first of the files, and the leads that its model forecasts; `nil` without a file.
  private(set) var first: (path: String, horizon: Int)?
  /// How the rows were read that the model in the first file was fitted to; the defaults without a file.
  private(set) var reading = ReadOptions()

  /// Finds the models called `names`, and reads those that are files.
  ///
  /// - Parameters:
  ///   - names: Names and paths with commas between them.
  ///   - horizon: The number of leads that is asked for; `nil` for that of the files.
  /// - Throws: `Failure` where there is no such model, where a file cannot be read, and where two models
  ///   forecast different targets or leads.
  init(_ names: String, horizon: Int?) throws(Failure) {
    for reference in try ModelReference.list(names) {
      switch reference {
      case .entry(let entry): models.append(.entry(entry))
      case .file(let path):
        let (file, fitted) = try Self.read(path)
        try requireAgreement(path, file, fitted.horizon, horizon)
        if first == nil { (first, reading) = ((path, fitted.horizon), file.reading) }
        models.append(.fitted(fitted, path: path))
        familiarities.append((path, file.familiarity))
      }
    }
  }

  /// How inputs are read: as the first file says, except for what the command line says.
  ///
  /// - Throws: `Failure` (arguments) where an option has no such value, or makes another target than a model
  ///   was fitted to.
  func reading(with given: ReadingOptions, _ columns: ColumnOptions) throws(Failure) -> ReadOptions {
    var reading = reading
    try given.apply(to: &reading)
    columns.apply(to: &reading)
    if let first, reading.volatility != self.reading.volatility {
      throw Failure(
        .arguments, at: Failure.Place(file: first.path),
        "--volatility makes another target than the model was fitted to", fix: "leave --volatility out")
    }
    return reading
  }

  /// Reads the model file at `path`, which every failure names.
  private static func read(_ path: String) throws(Failure) -> (ModelFile, any FittedForecaster) {
    let file = try ModelFile(path: path)
    do throws(Failure) {
      return (file, try file.forecaster())
    } catch {
      var failure = error
      failure.place = failure.place ?? Failure.Place(file: path)
      throw failure
    }
  }

  /// Checks that a model file forecasts as many steps, of the same targets, as the others and as asked for.
  private func requireAgreement(
    _ path: String, _ file: ModelFile, _ leads: Int, _ horizon: Int?
  ) throws(Failure) {
    guard leads == horizon ?? first?.horizon ?? leads else {
      let fix = horizon == nil ? "forecast with each model on its own" : "--horizon \(leads)"
      throw Failure(
        .arguments, at: Failure.Place(file: path),
        "the model forecasts \(leads) steps, not \(horizon ?? first?.horizon ?? leads)", fix: fix)
    }
    if let first, file.reading.targets != reading.targets || file.reading.volatility != reading.volatility {
      throw Failure(
        .arguments, at: Failure.Place(file: path), "the model forecasts other columns than \(first.path)",
        fix: "forecast with each model on its own")
    }
  }
}
