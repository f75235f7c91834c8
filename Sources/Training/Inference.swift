public import Layers
public import LinearAlgebra
import Randomness

/// Runs a network forward over many items in batches of a fixed shape.
///
/// The shape does not depend on how many items there are, and rows do not mix, so an item's output is the same to
/// the last bit whichever items it is computed with.
public final class Inference<N: Network>: Sendable {
  private let network: N
  private let activations: N.Activations
  private let workspaces: [Workspace<Float>]
  private let pool: WorkerPool

  /// Allocates workspaces for the threads of `pool`.
  public init(_ network: N, pool: WorkerPool) {
    var plan = ActivationPlan(rows: Shards.inferenceRows, isDifferentiable: false)
    self.network = network
    self.pool = pool
    activations = network.reserve(in: &plan)
    workspaces = (0..<pool.threads).map { _ in Workspace(plan) }
  }

  /// The outputs for every item of `source`, `[items, leads]` row-major.
  public func outputs(_ source: any BatchSource, weights: Arena<Float>) -> [Float] {
    let leads = network.shape.leads
    let results = Arena<Float>(zeros: source.count * leads)
    run(source, weights: weights) { pass, ports, items, _ in
      let output = pass.elements(of: ports.output)
      for index in 0..<items.count * leads { results[items.lowerBound * leads + index] = output[index] }
    }
    return results.elements
  }

  /// The mean loss over every item of `source`, or `nil` when no item has a target.
  public func meanLoss(_ loss: Loss, _ source: any BatchSource, weights: Arena<Float>) -> Double? {
    let shards = (source.count + Shards.inferenceRows - 1) / Shards.inferenceRows
    let sums = Arena<Double>(zeros: shards)
    run(source, weights: weights) { pass, ports, _, shard in
      sums[shard] = pass.loss(loss, of: ports.output, target: ports.target, weight: ports.weight, scale: 0)
    }
    let weight = (0..<source.count).reduce(0.0) { $0 + source.weight(of: $1) }
    return weight > 0 ? sums.elements.reduce(0, +) / weight : nil
  }

  private typealias Body =
    @Sendable (_ pass: inout Pass<Float>, _ ports: NetworkPorts, _ items: Range<Int>, _ shard: Int) -> Void

  private func run(_ source: any BatchSource, weights: Arena<Float>, _ body: @escaping Body) {
    let job = Job(
      network: network, activations: activations, workspaces: workspaces, source: source, weights: weights,
      body: body)
    pool.run((source.count + Shards.inferenceRows - 1) / Shards.inferenceRows, of: job)
  }

  private final class Job: ParallelWork {
    let network: N
    let activations: N.Activations
    let workspaces: [Workspace<Float>]
    let source: any BatchSource
    let weights: Arena<Float>
    let body: Body

    init(
      network: N, activations: N.Activations, workspaces: [Workspace<Float>], source: any BatchSource,
      weights: Arena<Float>, body: @escaping Body
    ) {
      self.network = network
      self.activations = activations
      self.workspaces = workspaces
      self.source = source
      self.weights = weights
      self.body = body
    }

    func run(item shard: Int, worker: Int) {
      flushingSubnormals { forecast(shard, worker: worker) }
    }

    private func forecast(_ shard: Int, worker: Int) {
      let ports = network.ports(activations)
      let first = shard * Shards.inferenceRows
      let items = first..<min(source.count, first + Shards.inferenceRows)
      let batch = BatchBuffer(workspaces[worker], ports)
      for row in 0..<Shards.inferenceRows {
        if row < items.count {
          source.fill(row, of: batch, with: first + row)
        } else {
          batch.clear(row: row)
        }
      }
      var pass = Pass(parameters: weights, workspace: workspaces[worker])
      network.forward(activations, in: &pass)
      body(&pass, ports, items, shard)
    }
  }
}

extension BatchBuffer {
  /// Opens the ports of a network for writing.
  init(_ workspace: Workspace<Float>, _ ports: NetworkPorts) {
    self.init(
      workspace, input: ports.input, segment: ports.segment, known: ports.known, target: ports.target,
      weight: ports.weight)
  }
}

extension ParameterPlan {
  /// Initial values of all parameters, drawn from `seed`: the same for every run and every machine.
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
