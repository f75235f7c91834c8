import Testing

@testable import Forecasting
@testable import Models

@Suite("Quasi-Newton descent")
struct QuasiNewtonTests {
  /// (1 − x)² + 100 (y − x²)², whose valley is curved and flat.
  private struct Rosenbrock: SmoothFunction {
    var point = [0.0, 0.0]

    mutating func value(at point: [Double]) -> Double {
      self.point = point
      return (1 - point[0]) * (1 - point[0]) + 100 * square(point[1] - point[0] * point[0])
    }

    func gradient() -> [Double] {
      let across = point[1] - point[0] * point[0]
      return [-2 * (1 - point[0]) - 400 * point[0] * across, 200 * across]
    }

    private func square(_ value: Double) -> Double { value * value }
  }

  /// x − log x, not defined for x ≤ 0.
  private struct Barrier: SmoothFunction {
    var point = 0.0

    mutating func value(at point: [Double]) -> Double {
      self.point = point[0]
      return self.point > 0 ? self.point * self.point - 2 * self.point : .infinity
    }

    func gradient() -> [Double] { [2 * point - 2] }
  }

  @Test("finds the end of a curved valley")
  func valley() throws {
    var function = Rosenbrock()
    let found = try #require(QuasiNewton(tolerance: 1e-12).minimise(&function, from: [-1.2, 1]))
    #expect(abs(found.point[0] - 1) < 1e-4 && abs(found.point[1] - 1) < 1e-4)
  }

  @Test("does not step where the function is not defined, and does not start there")
  func barrier() throws {
    var function = Barrier()
    let found = try #require(QuasiNewton(tolerance: 1e-12).minimise(&function, from: [9]))
    #expect(abs(found.point[0] - 1) < 1e-5)
    #expect(QuasiNewton().minimise(&function, from: [-1]) == nil)
  }
}
