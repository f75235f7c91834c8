import ArgumentParser
import Forecasting
import Foundation
import Registry
import TimeSeries

/// Measures how cost grows with the size of the work, and what a second thread brings.
struct ScalingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scaling",
    abstract: "Cost against windows, lookback, series and horizon; two threads against one.",
    discussion: """
      A fit of one epoch is timed at five sizes, each twice the one before. The slope is that of a line through \
      the logarithms of sizes and seconds: 1 is linear.
      """)

  @OptionGroup var networks: NetworkArguments
  @Option(help: "How often each is timed.")
  var repetitions = 3
  @Option(help: "Seconds of a turn of a network.")
  var seconds = 0.5
  @Flag(help: "Print lines of JSON.")
  var json = false

  func run() throws {
    var report = Report(json: json)
    let factors = (0...4).map { 1 << $0 }
    try report.add(cost("windows", factors) { (1, 2_000 * $0, 32, 4) })
    try report.add(cost("lookback", factors) { (1, 4_000 + 32 * $0, 32 * $0, 4) })
    try report.add(cost("series", factors) { (4 * $0, 600, 32, 4) })
    try report.add(cost("horizon", factors) { (1, 4_000 + 16 * $0, 32, 16 * $0) })
    var ratios: [Double] = []
    for kind in networks.networks {
      for shape in networks.shapes where kind.admits(shape) && shape.units >= 64 {
        let ratio = try speedUp(kind, shape)
        ratios.append(ratio)
        report.add([
          ("network", .text(kind.rawValue)), ("shape", .text(shape.text)),
          ("2 threads against 1", .number(ratio, decimals: 2)),
        ])
      }
    }
    report.add([
      ("geometric mean", .number(ratios.geometricMean, decimals: 2)),
      ("least", .number(ratios.min() ?? .nan, decimals: 2)),
    ])
  }

  private typealias Size = (series: Int, rows: Int, lookback: Int, horizon: Int)

  /// The seconds of a fit at each factor, and their slope.
  private func cost(_ what: String, _ factors: [Int], _ size: (Int) -> Size) throws -> [Field] {
    let times = try factors.map { factor in
      let size = size(factor)
      let data = TrainingData(panel: Waves.panel(series: size.series, rows: size.rows))
      var options = ForecasterOptions(horizon: size.horizon, lookback: size.lookback)
      options.network.layers = [NetworkOptions.Layer(units: 32)]
      options.training.patience = 0
      options.training.maxEpochs = 1
      let forecaster = try ModelRegistry.entry(named: "gru").make(options)
      let session = Session(threads: networks.threads)
      return try (0..<repetitions).map { _ in
        try bench.seconds { _ = try forecaster.fit(data, session: session) }
      }.min() ?? .nan
    }
    return [("what", .text("cost against \(what)")), ("slope", .number(slope(factors, times), decimals: 2))]
      + zip(factors, times).map { (name: "x\($0) s", value: .number($1, decimals: 3)) }
  }

  /// The slope of the least-squares line through the logarithms.
  private func slope(_ sizes: [Int], _ times: [Double]) -> Double {
    let points = zip(sizes, times).map { (x: log(Double($0)), y: log($1)) }
    let meanX = points.reduce(0) { $0 + $1.x } / Double(points.count)
    let meanY = points.reduce(0) { $0 + $1.y } / Double(points.count)
    let covariance = points.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
    return covariance / points.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
  }

  /// How many times faster training steps are with two threads: the median of some turns.
  private func speedUp(_ kind: NetworkKind, _ shape: Shape) throws -> Double {
    let one = try NetworkTrial(kind, shape, horizon: networks.horizon, threads: 1)
    let two = try NetworkTrial(kind, shape, horizon: networks.horizon, threads: 2)
    return try (0..<repetitions).map { _ in
      try two.trainingRate(seconds: seconds) / one.trainingRate(seconds: seconds)
    }.median
  }
}
