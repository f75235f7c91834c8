import Files
import Layers
package import LinearAlgebra
import Training

/// The circumstances of a fit or a forecast: its share of the machine, and the functions that receive its
/// progress.
///
/// None of them changes a result.
public struct Session: Sendable {
  /// Threads to use, at least 1; never changes a byte of the result.
  ///
  /// In a piece of work that runs beside others, the number of threads whose share of the memory it has.
  public var threads: Int
  /// The bytes that training may take, data included; `nil` for no bound.
  ///
  /// Fewer threads are used where more would take too much; a network that is too large for one is refused.
  public var memory: Int?
  /// Called now and then, from any thread, with how far a fit has come; `nil` for nobody.
  public var progress: (@Sendable (FitProgress) -> Void)?
  /// Called for every epoch: at its end, or, where fits run side by side, after them, fit by fit.
  public var log: (@Sendable (EpochRecord) -> Void)?
  /// Called with each decision that a fit makes by itself, and with each remark on the rows it is given.
  public var note: (@Sendable (FitNote) -> Void)?
  /// Whether work goes on after a failure of a single series, so that all of them are thrown together.
  public var gathersFailures = false
  /// The parts of the work that it is for, such as a target and a member, from the outermost on.
  package var path: [String] = []
  /// Whether it is for a network that is trained again on all rows.
  package var isRefit = false
  /// The team of threads of whose items the work is a part; `nil` where nothing runs beside.
  package var team: WorkerTeam?
  /// The most pieces that a piece may run at a time; `nil` where its pieces may use the threads of all.
  var mostPieces: Int?

  /// Creates a session.
  public init(
    threads: Int = 1, memory: Int? = nil, progress: (@Sendable (FitProgress) -> Void)? = nil,
    log: (@Sendable (EpochRecord) -> Void)? = nil, note: (@Sendable (FitNote) -> Void)? = nil
  ) {
    self.threads = threads
    self.memory = memory
    self.progress = progress
    self.log = log
    self.note = note
  }

  /// The threads that may ever be used: those of other pieces as they end, too.
  var allThreads: Int { team?.allThreads ?? threads }

  /// A team of up to `threads` threads for a part of the work.
  package func team(threads: Int) -> WorkerTeam { WorkerTeam(threads: threads, within: team) }

  /// What `body` makes of each of `items`, each of which is of one series.
  ///
  /// - Throws: the first failure; where failures are gathered and it concerns one series, with those of all
  ///   others.
  package func eachOfSeries<Items: Sequence, Result>(
    _ items: Items, _ body: (Items.Element) throws -> Result
  ) throws -> [Result] {
    var failures = SeriesFailures(gathers: gathersFailures)
    let results = try items.compactMap { item in try failures.attempt { try body(item) } }
    try failures.finish()
    return results
  }

  /// What `network` makes of every item of `source`, `[items, leads · outputs]` row-major, on no more threads
  /// than there is work for.
  ///
  /// The shape of batches and the number of threads are what the memory has room for.
  package func outputs<N: Network>(of network: N, _ source: any BatchSource, weights: [Float]) -> [Float] {
    let workers = min(allThreads, max(1, source.count / 32))
    let shape = Inference<N>.shape(of: network, for: source.count, threads: workers, within: memory ?? .max)
    return Inference(network, team: team(threads: shape.threads), shapes: [shape.rows])
      .outputs(source, weights: Arena(weights))
  }
}

/// How far a fit has come.
public struct FitProgress: Sendable {
  /// The model's name.
  public var model: String
  /// The epoch under way, from 1.
  public var epoch: Int
  /// The most epochs there can be.
  public var maxEpochs: Int
  /// The share of the largest possible number of steps that is done, in 0...1.
  public var fraction: Double
  /// The training loss so far this epoch, in the loss' own units.
  public var loss: Double
  /// The validation loss of the last epoch, on the same scale; `nil` before the first or without validation.
  public var validationLoss: Double?
  /// Windows trained a second.
  public var windowsPerSecond: Double
  /// Which of several fits it is, from 1.
  public var fit = 1
  /// The number of fits.
  public var fits = 1
  /// The share of the largest possible number of steps of all fits that is done, in 0...1.
  public var totalFraction: Double

  /// Creates a progress report of the only fit.
  public init(
    model: String, epoch: Int, maxEpochs: Int, fraction: Double, loss: Double, validationLoss: Double?,
    windowsPerSecond: Double
  ) {
    self.model = model
    self.epoch = epoch
    self.maxEpochs = maxEpochs
    self.fraction = fraction
    self.loss = loss
    self.validationLoss = validationLoss
    self.windowsPerSecond = windowsPerSecond
    totalFraction = fraction
  }
}
