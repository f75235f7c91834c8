public import Layers
public import LinearAlgebra
import Randomness

/// Runs a network forward over many items in batches of a few fixed shapes.
///
/// Rows do not mix, so an item's output is the same to the last bit whichever items it is computed with. Few
/// items are cut into small batches: one window does not pay for a full batch, and a batch of windows
/// occupies two threads.
public final class Inference<N: Network>: Sendable {
  private let network: N
  private let batches: [Batch]
  private let team: WorkerTeam

  /// The slots of a number of rows, with a workspace for each thread.
  ///
  /// A workspace that is never used costs no memory.
  private struct Batch: Sendable {
    let rows: Int
    let activations: N.Activations
    let workspaces: [Workspace<Float>]
  }

  /// Allocates workspaces for the threads of `team`.
  ///
  /// - Parameters:
  ///   - network: The network.
  ///   - team: The threads that share a batch.
  ///   - shapes: The numbers of rows that batches may have, at least one; fewer take less memory.
  public init(_ network: N, team: WorkerTeam, shapes: [Int] = Shards.inferenceRows) {
    precondition(!shapes.isEmpty, "a batch has rows")
    self.network = network
    self.team = team
    batches = shapes.map { rows in
      var plan = ActivationPlan(rows: rows, isDifferentiable: false)
      let activations = network.reserve(in: &plan)
      return Batch(
        rows: rows, activations: activations, workspaces: (0..<team.threads).map { _ in Workspace(plan) })
    }
  }

  /// The one shape that `count` items are computed in, and the largest bytes of its workspaces on some
  /// threads that are not more than `bytes`, or else the least there are.
  public static func shape(
    of network: N, for count: Int, threads: Int, within bytes: Int
  ) -> (rows: Int, threads: Int, bytes: Int) {
    let usual = Shards.inferenceRows.first { count <= 2 * $0 } ?? Shards.inferenceRows.last ?? 1
    var least = (rows: 1, threads: 1, bytes: Int.max)
    for rows in Shards.inferenceRows.reversed() where rows <= usual {
      var plan = ActivationPlan(rows: rows, isDifferentiable: false)
      _ = network.reserve(in: &plan)
      let each = MemoryLayout<Float>.stride * plan.count
      let most = min(threads, bytes / max(1, each))
      if most > 0 { return (rows, most, each * most) }
      least = (rows, 1, each)
    }
    return least
  }

  /// The shape for `count` items: it depends on nothing else, so that sums over shards do not either.
  private func batch(for count: Int) -> Batch {
    batches.first { count <= 2 * $0.rows } ?? batches[batches.count - 1]
  }

  /// The outputs for every item of `source`, `[items, leads · outputs]` row-major.
  ///
  /// - Complexity: A forward pass over all items, rounded up to whole batches.
  public func outputs(_ source: any BatchSource, weights: Arena<Float>) -> [Float] {
    let outputs = network.shape.leads * network.shape.outputs
    let results = Arena<Float>(zeros: source.count * outputs)
    run(source, weights: weights) { pass, ports, items, _ in
      let output = pass.elements(of: ports.output)
      for index in 0..<items.count * outputs {
        results[items.lowerBound * outputs + index] = output[index]
      }
    }
    return results.elements
  }

  /// Computes the mean loss over every item of `source`.
  ///
  /// - Parameters:
  ///   - loss: The loss of a cell.
  ///   - levels: The levels of the quantiles that the outputs are, where the loss is of quantiles.
  ///   - source: The items.
  ///   - weights: The weights of the network.
  /// - Returns: The sum of the weighted losses over the sum of the weights, or `nil` when no item has a
  ///   target.
  /// - Complexity: A forward pass over all items, rounded up to whole batches.
  public func meanLoss(
    _ loss: Loss, levels: [Double] = [], _ source: any BatchSource, weights: Arena<Float>
  ) -> Double? {
    let rows = batch(for: source.count).rows
    let shards = (source.count + rows - 1) / rows
    let sums = Arena<Double>(zeros: shards)
    run(source, weights: weights) { pass, ports, _, shard in
      sums[shard] = pass.loss(
        loss, of: ports.output, target: ports.target, weight: ports.weight, levels: levels, scale: 0)
    }
    let weight = (0..<source.count).reduce(0.0) { $0 + source.weight(of: $1) }
    return weight > 0 ? sums.elements.reduce(0, +) / weight : nil
  }

  private typealias Body =
    @Sendable (_ pass: inout Pass<Float>, _ ports: NetworkPorts, _ items: Range<Int>, _ shard: Int) -> Void

  private func run(_ source: any BatchSource, weights: Arena<Float>, _ body: @escaping Body) {
    let batch = batch(for: source.count)
    let job = Job(network: network, batch: batch, source: source, weights: weights, body: body)
    team.run((source.count + batch.rows - 1) / batch.rows, of: job)
  }

  private final class Job: ParallelWork {
    let network: N
    let batch: Batch
    let source: any BatchSource
    let items: [Int]
    let weights: Arena<Float>
    let body: Body

    init(
      network: N, batch: Batch, source: any BatchSource, weights: Arena<Float>, body: @escaping Body
    ) {
      self.network = network
      self.batch = batch
      self.source = source
      items = Array(0..<source.count)
      self.weights = weights
      self.body = body
    }

    func run(item shard: Int, worker: Int) {
      flushingSubnormals { forecast(shard, worker: worker) }
    }

    private func forecast(_ shard: Int, worker: Int) {
      let ports = network.ports(batch.activations)
      let workspace = batch.workspaces[worker]
      let first = shard * batch.rows
      let items = first..<min(source.count, first + batch.rows)
      let buffer = BatchBuffer(workspace, ports)
      source.fill(buffer, with: self.items[items])
      for row in items.count..<batch.rows { buffer.clear(row: row) }
      var pass = Pass(parameters: weights, workspace: workspace)
      network.forward(batch.activations, in: &pass)
      body(&pass, ports, items, shard)
    }
  }
}

extension BatchBuffer {
  /// Opens the ports of a network for writing.
  init(_ workspace: Workspace<Float>, _ ports: NetworkPorts) {
    self.init(
      workspace, input: ports.input, patch: ports.patch, known: ports.known, target: ports.target,
      weight: ports.weight)
  }
}

extension ParameterPlan {
  /// Initial values of all parameters, drawn from `seed`: the same for every run and every machine.
  ///
  /// - Complexity: O(parameters).
  public func initialValues(seed: UInt64) -> [Float] {
    var values = [Float](repeating: 0, count: count)
    for (index, parameter) in parameters.enumerated() {
      var random = RandomStream(seed: seed, stream: UInt64(index))
      for element in 0..<parameter.slot.count {
        let value: Double =
          switch parameter.initializer {
          case .constant(let constant): constant
          case .uniform(let bound): bound * (2 * random.nextUniform() - 1)
          case .normal(let deviation): deviation * random.nextGaussian()
          }
        values[parameter.slot.offset + element] = Float(value)
      }
    }
    return values
  }
}
