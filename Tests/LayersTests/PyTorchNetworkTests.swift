import Layers
import TestSupport
import Testing

@testable import LinearAlgebra

/// Whole networks against the same wiring in PyTorch: `write_networks` and `write_patch_networks` in
/// `Tests/Fixtures/generate.py`, where padding is simply left out.
@Suite("Networks agree with PyTorch's")
struct PyTorchNetworkTests {
  private struct Reference: Decodable {
    struct Network: Decodable {
      let cell: String
      let attends: Bool
      let output: [Double]
      let loss: Double
      let gradients: [Fixture.Gradient]
    }
    let starts: [Int32]
    let networks: [Network]
  }

  private struct PatchReference: Decodable {
    struct Network: Decodable {
      let leads, known, traits: Int
      let output: [Double]
      let loss: Double
      let gradients: [Fixture.Gradient]
    }
    let networks: [Network]
  }

  private let reference: Reference
  private let patchReference: PatchReference

  init() throws {
    reference = try Fixture.load("networks.json")
    patchReference = try Fixture.load("patches.json")
  }

  @Test("output, loss and every gradient, in double precision")
  func doublePrecision() throws {
    // Some hundred roundings of 2⁻⁵³ on either side.
    try check(Double.self, forward: 1e-13, gradient: 1e-12)
  }

  @Test("output, loss and every gradient, in single precision")
  func singlePrecision() throws {
    // The same some hundred roundings, of 2⁻²⁴.
    try check(Float.self, forward: 1e-5, gradient: 2e-5)
  }

  private func check<S: BLASScalar>(_: S.Type, forward: Double, gradient: Double) throws {
    #expect(reference.networks.count == 8)
    for item in reference.networks {
      let cell = try #require(NetworkCase.Cell(rawValue: item.cell))
      let network = NetworkCase(
        cell: cell, attends: item.attends,
        shape: NetworkShape(steps: 5, features: 2, knownFeatures: 1, leads: 3),
        sizes: LayerSizes(units: [4, 4], head: [5])
      ).network
      check(
        network, item.cell, starts: reference.starts, item.output, item.loss, item.gradients, S.self,
        forward: forward, gradient: gradient)
    }
    #expect(patchReference.networks.count == 5)
    for item in patchReference.networks {
      let network = PatchNetwork(
        shape: NetworkShape(
          steps: 8, features: 2, knownFeatures: item.known, leads: item.leads, traits: item.traits),
        sizes: PatchSizes(patch: 2, units: 4))
      check(
        network, "patches to \(item.leads) leads", starts: [], item.output, item.loss, item.gradients,
        S.self,
        forward: forward, gradient: gradient)
    }
  }

  private func check<S: BLASScalar>(
    _ network: some Network, _ name: String, starts: [Int32], _ output: [Double], _ loss: Double,
    _ expected: [Fixture.Gradient], _: S.Type, forward: Double, gradient: Double
  ) {
    let run = NetworkRun(network, rows: 3, starts: starts, S.self)
    #expect(Distance.relative(run.output(), output) < forward, "\(name)")
    #expect(abs(run.loss() - loss) < forward * loss, "\(name)")
    let gradients = run.gradient()
    let parameters = network.parameters.parameters
    #expect(parameters.map(\.name) == expected.map(\.name))
    for (parameter, expected) in zip(parameters, expected) {
      let found = Array(parameter.slot.elements(in: gradients))
      #expect(
        Distance.relative(found, expected.values, floor: 1e-2) < gradient, "\(parameter.name) of \(name)")
    }
  }
}
