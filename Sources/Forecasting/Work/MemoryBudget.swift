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
    guard let memory else { return mostThreads }
    let others = Self.programBytes + panel.heldBytes
    func needed(_ threads: Int) -> Int {
      others + Trainer<N>.heldBytes(network, options: options, threads: threads)
    }
    if let most = (1...mostThreads).last(where: { needed($0) <= memory }) { return most }
    let megabytes = needed(1) / 1_000_000 + 1
    throw Failure(
      .limit, "training \(name) takes \(megabytes) MB, and it may take \(memory / 1_000_000) MB",
      fix: "--memory \(megabytes), or a smaller --batch, --hidden or --lookback")
  }
}

extension Panel {
  /// The bytes of all values, times, and the targets as they are transformed.
  fileprivate var heldBytes: Int {
    series.reduce(0) { bytes, series in
      let columns = 2 + series.past.count
      let ahead = 1 + series.future.count
      return bytes + 8 * (series.target.count * columns + series.times.count * ahead)
    }
  }
}
