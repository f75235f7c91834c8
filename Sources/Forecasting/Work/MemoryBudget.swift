import Files
import Layers
import TimeSeries
import Training

extension Session {
  /// What the program itself takes before it reads anything.
  private static var programBytes: Int { 20_000_000 }

  /// The most of its threads on which `network` can be trained within the memory it may take.
  ///
  /// - Throws: `Failure` (limit) when even one thread takes too much.
  package func threads<N: Network>(
    toTrain network: N, _ options: TrainingOptions, on panel: Panel, as name: String
  ) throws(Failure) -> Int {
    guard let memory else { return allThreads }
    let others = Self.programBytes + panel.heldBytes
    func needed(_ threads: Int) -> Int {
      others + Trainer<N>.heldBytes(network, options: options, threads: threads)
    }
    if let most = (1...allThreads).last(where: { needed($0) <= memory }) { return most }
    let megabytes = needed(1) / 1_000_000 + 1
    throw Failure(
      .limit, "training \(name) takes \(megabytes) MB, and it may take \(memory / 1_000_000) MB",
      fix: "--memory \(megabytes), or a smaller --batch, --hidden or --lookback")
  }

  /// Refuses to run `network` where even its smallest batch takes more than the memory it may take.
  ///
  /// - Throws: `Failure` (limit).
  package func requireRoom<N: Network>(toRun network: N, on panel: Panel, as name: String) throws(Failure) {
    guard let memory else { return }
    let least = Inference<N>.shape(of: network, for: 1, threads: 1, within: 0).bytes
    try requireRoom(
      for: Double(least), of: memory, "forecasting with \(name)", on: panel, fix: "a smaller --lookback")
  }

  /// Refuses a regression whose sums of products take more than the memory it may take.
  ///
  /// - Parameters:
  ///   - inputs: The number of inputs of the regression.
  ///   - outputs: The number of outputs.
  ///   - copies: The number of copies of the sums that are held.
  ///   - isAskedFor: Whether the user asked for as many inputs; those that follow from the data may take more
  ///     memory.
  ///   - panel: The panel, whose values take memory too.
  ///   - name: The name of the model in the message.
  /// - Throws: `Failure` (limit).
  package func requireRoom(
    forRegressionOf inputs: Int, outputs: Int, copies: Int, isAskedFor: Bool, on panel: Panel, as name: String
  ) throws(Failure) {
    guard let memory else { return }
    let (inputs, outputs) = (Double(inputs), Double(outputs))
    // The sums, a factor, a solution for each penalty, and rows that wait or validate.
    let numbers =
      Double(copies) * inputs * (inputs + outputs) + inputs * inputs + 7 * inputs * outputs
      + 2_500 * (inputs + outputs)
    try requireRoom(
      for: 8 * numbers, of: isAskedFor ? memory : max(memory, Self.usualRegressionBytes), "fitting \(name)",
      on: panel, fix: "a smaller --lookback or --horizon")
  }

  /// What regressions take on the longest windows that the data alone ask for.
  private static var usualRegressionBytes: Int { 600_000_000 }

  /// Refuses to make more forecasts than the memory has room for.
  ///
  /// A kilobyte for each cutoff is what series themselves take.
  ///
  /// - Throws: `Failure` (limit).
  public func requireRoom(
    forForecastsAt cutoffs: Int, horizon: Int, models: Int, on panel: Panel
  ) throws(Failure) {
    guard let memory else { return }
    let bytes = Double(cutoffs) * Double(horizon) * Double(64 + 24 * models)
    guard bytes > 1_024 * Double(cutoffs) else { return }
    try requireRoom(
      for: bytes, of: memory, "making \(cutoffs) forecasts of \(horizon) steps", on: panel,
      fix: "a smaller --horizon")
  }

  private func requireRoom(
    for bytes: Double, of memory: Int, _ work: String, on panel: Panel, fix: String
  ) throws(Failure) {
    let needed = bytes + Double(Self.programBytes + panel.heldBytes)
    guard needed > Double(memory) else { return }
    let megabytes = (needed / 1_000_000).rounded(.up)
    // More memory is an answer where there may be such a machine.
    let number = megabytes < 1e9 ? "\(Int(megabytes))" : "\(megabytes)"
    throw Failure(
      .limit, "\(work) takes \(number) MB, and it may take \(memory / 1_000_000) MB",
      fix: (megabytes < 1e9 ? "--memory \(number), or " : "") + fix)
  }
}

extension Panel {
  /// The bytes of all series, and of their targets as they are transformed.
  fileprivate var heldBytes: Int {
    series.reduce(0) { $0 + $1.heldBytes + MemoryLayout<Double>.stride * $1.target.count }
  }
}
