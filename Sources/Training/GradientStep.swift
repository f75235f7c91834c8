public import Layers
public import LinearAlgebra

/// One optimiser step of a network on one batch: the loop that everything else waits for.
///
/// A batch is cut into shards of fixed size; each is filled, run forward and backward by whichever thread is
/// free, with a gradient of its own. Shard gradients are added by a fixed binary tree over the shard index,
/// so any number of threads gives the same bits. Nothing here allocates after the initialiser.
public final class GradientStep<N: Network>: ParallelWork, @unchecked Sendable {
  private enum Phase { case differentiate, reduce, update }

  private let network: N
  private let options: TrainingOptions
  private let team: WorkerTeam
  private let levels: [Double]
  private let shards: Shards
  private let activations: N.Activations
  private let workspaces: [Workspace<Float>]
  private let gradients: [Arena<Float>]
  private let losses: Arena<Double>
  private let squares: Arena<Double>
  /// The weights being trained.
  public let weights: Arena<Float>

  // The batch under way; written by the caller while no thread runs.
  private var optimizer: Optimizer
  private var average: WeightAverage?
  private var phase = Phase.differentiate
  private var source: any BatchSource
  private var items: [Int]
  private var itemCount = 0
  private var shardCount = 0
  private var lossScale = 0.0
  private var rate = 0.0
  private var clip = 1.0

  /// Elements of the flat parameter array that one thread sweeps at a time.
  private static var chunk: Int { 8_192 }

  /// Allocates all memory of training `network` on `source`.
  public init(
    _ network: N, options: TrainingOptions, source: any BatchSource, weights: [Float], team: WorkerTeam
  ) {
    self.network = network
    self.options = options
    self.team = team
    self.source = source
    levels = options.learntLevels
    shards = Shards(batch: options.batch)
    var plan = ActivationPlan(rows: shards.rows)
    activations = network.reserve(in: &plan)
    workspaces = (0..<min(team.threads, shards.count)).map { _ in Workspace(plan) }
    let count = network.parameters.count
    gradients = (0..<shards.count).map { _ in Arena(zeros: count) }
    losses = Arena(zeros: shards.count)
    squares = Arena(zeros: (count + Self.chunk - 1) / Self.chunk)
    self.weights = Arena(weights)
    optimizer = Optimizer(options, count: count)
    average = options.averaging > 0 ? WeightAverage(weights, memory: options.averaging) : nil
    items = [Int](repeating: 0, count: options.batch)
  }

  /// The average of the weights over the steps, or the weights themselves where none is taken.
  public var averagedWeights: Arena<Float> { average?.weights ?? weights }

  /// Forgets the optimiser's state and the average, and continues from `weights`.
  ///
  /// - Complexity: O(parameters).
  public func restart(from weights: Arena<Float>) {
    self.weights.copy(from: weights)
    optimizer.reset()
    average?.restart(from: weights)
  }

  /// Does one step on the items given by `item` for 0..<`count`, at most a batch of them.
  ///
  /// - Returns: the sum of the weighted losses before the step and the sum of the weights, or `nil` when the
  ///   loss or the gradient is not finite; the weights are then unchanged. A batch without targets changes
  ///   nothing.
  /// - Complexity: A forward and a backward pass over `count` rows, rounded up to whole shards, and
  ///   O(shards · parameters) for the sum of their gradients.
  public func run(count: Int, rate: Double, key: DropoutKey, item: (Int) -> Int) -> (
    loss: Double, weight: Double
  )? {
    precondition(count <= items.count, "\(count) items in a batch of \(items.count)")
    var weight = 0.0
    for index in 0..<count {
      items[index] = item(index)
      weight += source.weight(of: items[index])
    }
    guard weight > 0 else { return (0, 0) }
    itemCount = count
    shardCount = (count + shards.rows - 1) / shards.rows
    lossScale = 1 / weight
    dropoutKey = key
    perform(.differentiate, count: shardCount)
    perform(.reduce, count: squares.count)
    let loss = sum(losses, shardCount)
    let norm = sum(squares, squares.count).squareRoot()
    guard loss.isFinite, norm.isFinite else { return nil }
    // As torch.nn.utils.clip_grad_norm_: scaled by max / (norm + 1e-6), never up.
    clip = options.clip > 0 ? min(1, options.clip / (norm + 1e-6)) : 1
    self.rate = rate
    optimizer.beginStep()
    average?.beginStep()
    perform(.update, count: squares.count)
    return (loss, weight)
  }

  private var dropoutKey = DropoutKey(key: 0, pass: 0)

  private func perform(_ phase: Phase, count: Int) {
    self.phase = phase
    team.run(count, of: self)
  }

  private func sum(_ values: Arena<Double>, _ count: Int) -> Double {
    var total = 0.0
    for index in 0..<count { total += values[index] }
    return total
  }

  /// Does one shard or one chunk of the phase under way.
  public func run(item: Int, worker: Int) {
    flushingSubnormals { perform(item: item, worker: worker) }
  }

  private func perform(item: Int, worker: Int) {
    switch phase {
    case .differentiate:
      // With fewer shards than threads, any thread may take one, but no two the same.
      differentiate(shard: item, on: workspaces[shards.count < team.threads ? item : worker])
    case .reduce: reduce(chunk: item)
    case .update:
      let range = range(of: item)
      optimizer.update(range, of: weights, gradient: gradients[0], rate: rate, clip: clip)
      average?.update(range, towards: weights)
    }
  }

  private func range(of chunk: Int) -> Range<Int> {
    chunk * Self.chunk..<min(weights.count, (chunk + 1) * Self.chunk)
  }

  private func differentiate(shard: Int, on workspace: Workspace<Float>) {
    let ports = network.ports(activations)
    let batch = BatchBuffer(workspace, ports)
    let first = shard * shards.rows
    let filled = min(shards.rows, itemCount - first)
    source.fill(batch, with: items[first..<first + filled])
    for row in filled..<shards.rows { batch.clear(row: row) }
    gradients[shard].clear(0..<weights.count)
    let key = DropoutKey(key: dropoutKey.key, pass: dropoutKey.pass &* 1_024 &+ UInt64(shard))
    var pass = Pass(parameters: weights, gradients: gradients[shard], workspace: workspace, dropout: key)
    network.forward(activations, in: &pass)
    losses[shard] = pass.loss(
      options.loss, of: ports.output, target: ports.target, weight: ports.weight, levels: levels,
      scale: lossScale)
    network.backward(activations, in: &pass)
  }

  /// Adds the shards' gradients of one chunk as a binary tree, (0 + 1) + (2 + 3) and so on.
  private func reduce(chunk: Int) {
    let range = range(of: chunk)
    var stride = 1
    while stride < shardCount {
      var left = 0
      while left + stride < shardCount {
        gradients[left].add(gradients[left + stride], range)
        left += 2 * stride
      }
      stride *= 2
    }
    squares[chunk] = gradients[0].squares(range)
  }

  /// The gradient of the last step, before clipping.
  public var gradient: [Float] { gradients[0].elements }
}
