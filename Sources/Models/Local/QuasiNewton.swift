import Forecasting
import Windowing

/// A smooth function of several coordinates, and its gradient.
protocol SmoothFunction {
  /// The value at `point`; infinity where it is not defined.
  mutating func value(at point: [Double]) -> Double

  /// The gradient at the point whose value was asked for last.
  mutating func gradient() -> [Double]
}

/// Minimises a smooth function by the quasi-Newton method with limited memory (L-BFGS).
///
/// - Source: Nocedal and Wright, Numerical Optimization (2006), algorithms 7.4 and 3.1,
///   doi:10.1007/978-0-387-40065-5.
struct QuasiNewton {
  /// Steps at most.
  var steps = 200
  /// It ends when this many steps together improve the value by less than ``tolerance``.
  var patience = 5
  /// The improvement, in the function's units, that is not worth more steps.
  var tolerance = 1e-2

  /// Pairs of steps and gradient changes that are remembered.
  private static let memory = 20
  /// The longest first step, in the units of the coordinates.
  private static let firstStep = 0.5

  private struct Pair {
    var step: [Double]
    var change: [Double]
    /// Their product, positive.
    var curvature: Double
  }

  /// Descends from `start`.
  ///
  /// - Returns: The best point found and its value; `nil` where the function is not defined at `start`.
  func minimise(_ function: inout some SmoothFunction, from start: [Double]) -> (
    point: [Double], value: Double
  )? {
    var point = start
    var value = function.value(at: point)
    guard value.isFinite else { return nil }
    var gradient = function.gradient()
    var pairs: [Pair] = []
    var values = [value]
    for _ in 0..<steps {
      let direction = direction(gradient, pairs)
      let slope = dot(direction, gradient)
      guard slope < 0, let length = length(&function, point, value, direction, slope) else {
        // With a poor memory the direction may not descend; without one the point is the best there is.
        if pairs.isEmpty { break }
        pairs.removeAll()
        continue
      }
      let step = direction.map { length.step * $0 }
      for index in point.indices { point[index] += step[index] }
      value = length.value
      let next = function.gradient()
      let change = zip(next, gradient).map { $0 - $1 }
      gradient = next
      let curvature = dot(step, change)
      if curvature > 1e-10 * dot(change, change).squareRoot() * dot(step, step).squareRoot() {
        if pairs.count == Self.memory { pairs.removeFirst() }
        pairs.append(Pair(step: step, change: change, curvature: curvature))
      }
      values.append(value)
      if values.count > patience, values[values.count - 1 - patience] - value < tolerance { break }
    }
    return (point, value)
  }

  /// The direction of descent: the gradient times an estimate of the inverse Hessian.
  private func direction(_ gradient: [Double], _ pairs: [Pair]) -> [Double] {
    var direction = gradient.map { -$0 }
    guard let last = pairs.last else {
      let norm = dot(gradient, gradient).squareRoot()
      return direction.map { $0 * min(1, Self.firstStep / max(norm, .leastNormalMagnitude)) }
    }
    var shares = Array(repeating: 0.0, count: pairs.count)
    for (index, pair) in pairs.enumerated().reversed() {
      shares[index] = dot(pair.step, direction) / pair.curvature
      for place in direction.indices { direction[place] -= shares[index] * pair.change[place] }
    }
    let scale = last.curvature / dot(last.change, last.change)
    for place in direction.indices { direction[place] *= scale }
    for (index, pair) in pairs.enumerated() {
      let share = shares[index] - dot(pair.change, direction) / pair.curvature
      for place in direction.indices { direction[place] += share * pair.step[place] }
    }
    return direction
  }

  /// A length along `direction` that lowers the value enough (Armijo), by halving or by a parabola; its value
  /// was asked last.
  private func length(
    _ function: inout some SmoothFunction, _ point: [Double], _ value: Double, _ direction: [Double],
    _ slope: Double
  ) -> (step: Double, value: Double)? {
    var step = 1.0
    for _ in 0..<30 {
      let next = function.value(at: zip(point, direction).map { $0 + step * $1 })
      if next <= value + 1e-4 * step * slope { return (step, next) }
      let parabola = -slope * step * step / (2 * (next - value - slope * step))
      step = parabola.isFinite ? min(max(parabola, 0.1 * step), 0.5 * step) : 0.1 * step
    }
    return nil
  }

  private func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }
}
