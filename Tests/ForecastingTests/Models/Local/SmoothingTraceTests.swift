import TestSupport
import Testing

@testable import Forecasting
@testable import Models

@Suite("The likelihood of exponential smoothing")
struct SmoothingTraceTests {
  static let forms = SmoothingForm.candidates(positive: true, seasonal: true)

  private func coordinates(_ form: SmoothingForm, _ values: [Double]) -> SmoothingCoordinates {
    let kind: SeasonalDecomposition.Kind = form.season == .multiplicative ? .multiplicative : .additive
    let decomposition =
      form.season == .none ? nil : SeasonalDecomposition(values[...], season: 4, kind: kind)
    let start = SmoothingTrace.Start(form, values, decomposition, follow: 0.3)
    return SmoothingCoordinates(form: form, start: start, size: 5)
  }

  @Test("has the gradient that differences show, with rows missing", arguments: forms)
  func gradient(_ form: SmoothingForm) {
    var values = ClassicalSeries.seasonal(4, rows: 40)
    values[7] = .nan
    values[20] = .nan
    let coordinates = coordinates(form, values)
    let origin = coordinates.origin
    let point = origin.indices.map { origin[$0] + 0.1 * ClosedForm.cosine($0) }
    var trace = SmoothingTrace(form: form, values: values, start: coordinates.start(at: point))
    _ = trace.likelihood(from: coordinates.start(at: point))
    let found = coordinates.gradient(trace.gradient(), at: point)
    let step = 1e-5
    let expected = point.indices.map { index in
      let sides = [1.0, -1.0].map { sign in
        var moved = point
        moved[index] += sign * step
        return trace.likelihood(from: coordinates.start(at: moved))
      }
      return (sides[0] - sides[1]) / (2 * step)
    }
    // Central differences of a function of size 500: their error is a few 1e-7 of the largest derivative.
    #expect(Distance.relative(found, expected) < 1e-6)
  }

  @Test("keeps parameters in the usual region, however far the coordinates are", arguments: forms)
  func region(_ form: SmoothingForm) {
    let coordinates = coordinates(form, ClassicalSeries.seasonal(4, rows: 40))
    for far in [-1e3, -5, 5, 1e3] {
      let parameters = coordinates.start(at: coordinates.origin.map { _ in far }).parameters
      #expect((1e-4...0.9999).contains(parameters.level))
      #expect(parameters.trend <= parameters.level && parameters.season <= 1 - parameters.level)
      #expect(form.trend != .damped || (0.8...0.98).contains(parameters.damping))
    }
  }

  @Test("is infinite where a multiplicative form expects what is not positive")
  func notAdmitted() {
    let form = SmoothingForm(error: .multiplicative, trend: .none, season: .none)
    let start = SmoothingTrace.Start(
      parameters: SmoothingParameters(level: 0.1), level: -1, slope: 0, seasons: [0])
    var trace = SmoothingTrace(form: form, values: [1, 2, 3], start: start)
    #expect(trace.likelihood(from: start) == .infinity)
  }

  @Test("the state after it is the one of observing row by row", arguments: forms)
  func state(_ form: SmoothingForm) {
    let values = ClassicalSeries.seasonal(4, rows: 42)
    let coordinates = coordinates(form, values)
    let start = coordinates.start(at: coordinates.origin)
    var trace = SmoothingTrace(form: form, values: values, start: start)
    _ = trace.likelihood(from: start)
    var state = SmoothingState(
      form: form, parameters: start.parameters, level: start.level, slope: start.slope, seasons: start.seasons
    )
    for value in values { state.observe(value) }
    #expect(state.point(horizon: 9) == trace.state.point(horizon: 9))
  }
}
