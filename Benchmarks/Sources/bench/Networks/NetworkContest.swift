/// One network at one shape, ours and the same one written in PyTorch.
struct NetworkContest {
  /// What is done with it.
  enum Work: String, Encodable { case training, inference }

  private struct Request: Encodable {
    let work: Work
    let seconds: Double
    let threads: Int
    let network: String
    let batch: Int
    let steps: Int
    let features: Int
    let units: Int
    let layers: Int
    let horizon: Int
    let heads: Int
    let patch: Int
  }

  private let kind: NetworkKind
  private let shape: Shape
  private let arguments: NetworkArguments
  private let seconds: Double
  private let trial: NetworkTrial

  init(_ kind: NetworkKind, _ shape: Shape, _ arguments: NetworkArguments, seconds: Double) throws {
    self.kind = kind
    self.shape = shape
    self.arguments = arguments
    self.seconds = seconds
    trial = try NetworkTrial(kind, shape, horizon: arguments.horizon, threads: arguments.threads)
  }

  /// The contest in windows a second.
  func contest(_ work: Work, against peer: Peer) -> Contest {
    let request = Request(
      work: work, seconds: seconds, threads: arguments.threads, network: kind.rawValue, batch: shape.batch,
      steps: shape.steps, features: shape.features, units: shape.units, layers: shape.layers,
      horizon: arguments.horizon, heads: NetworkKind.heads, patch: NetworkKind.patch)
    return Contest(
      subject: "\(work.rawValue) \(kind.rawValue) \(shape.text)", unit: "windows/s", prefersLarger: true,
      ours: { [trial, seconds] in
        switch work {
        case .training: try trial.trainingRate(seconds: seconds)
        case .inference: trial.inferenceRate(seconds: seconds)
        }
      },
      peers: [Contest.Contestant(name: peer.name) { try peer.answer(to: request) }])
  }
}
