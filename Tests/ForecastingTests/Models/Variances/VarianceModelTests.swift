import Files
import Forecasting
import Platform
import Synchronization
import TestSupport
import Testing
import TimeSeries

@testable import Models
@testable import Registry

/// The expected values are of Python's arch 8.0 on the same squares, with r = √h z, z = √2 cos(1.7 t²).
@Suite("ewma and garch")
struct VarianceModelTests {
  /// The squares of a process whose variance follows ω = 0.05, α = 0.1, β = 0.85.
  private static let squares: [Double] = {
    var variance = 1.0
    return (0..<1_000).map { row in
      let square = 2 * variance * ClosedForm.cosine(row * row) * ClosedForm.cosine(row * row)
      variance = 0.05 + 0.1 * square + 0.85 * variance
      return square
    }
  }()

  @Test("the estimate and its likelihood are those of arch")
  func estimate() throws {
    let fit = try #require(GARCHFit(Self.squares[...]))
    let expected = [0.04101197619987897, 0.07810935633955023, 0.8790706903009228]
    let found = [fit.parameters.constant, fit.parameters.reaction, fit.parameters.memory]
    for (value, reference) in zip(found, expected) { #expect(abs(value - reference) < 1e-4) }
    #expect(abs(fit.logLikelihood + 1388.195151216294) < 1e-5)
  }

  @Test("garch forecasts all leads as arch does")
  func leads() throws {
    let expected = [
      0.799224607632749, 0.8060138234100074, 0.8125123252843358, 0.8187325616114987, 0.8246864477092473,
    ]
    #expect(Distance.relative(try ClassicalSeries.point("garch", Self.squares), expected) < 1e-4)
  }

  @Test("ewma forecasts as arch does, the same for all leads")
  func smoothed() throws {
    let point = try ClassicalSeries.point("ewma", Self.squares, horizon: 3)
    #expect(Distance.relative(point, Array(repeating: 0.758240262105548, count: 3)) < 1e-9)
  }

  @Test("the unit of returns changes forecasts by its square alone", arguments: ["ewma", "garch"])
  func units(_ name: String) throws {
    let point = try ClassicalSeries.point(name, Self.squares)
    for unit in [1e-4, 1e-12, 1e8] {
      let scaled = try ClassicalSeries.point(name, Self.squares.map { unit * $0 })
      #expect(Distance.relative(scaled.map { $0 / unit }, point) < 1e-5)
    }
  }

  @Test("estimates are positive and stationary, whatever the history")
  func region() {
    let histories: [[Double]] = [
      (0..<60).map { $0 == 30 ? 1e12 : 0 },
      (0..<60).map { $0 == 0 ? 1 : 0 },
      (0..<60).map { pow(1.3, Double($0)) },
      (0..<60).map { pow(0.7, Double($0)) },
      (0..<60).map { $0 % 2 == 0 ? 0 : 1 },
      (0..<60).map { $0 % 7 == 0 ? .nan : abs(ClosedForm.cosine($0 * $0)) },
      (0..<60).map { 5 + 1e-9 * Double($0 % 3) },
    ]
    for history in histories {
      guard let parameters = GARCHFit(history[...])?.parameters else { continue }
      #expect(parameters.constant > 0 && parameters.reaction >= 0 && parameters.memory >= 0)
      #expect(parameters.reaction + parameters.memory < 1)
    }
    #expect(GARCHFit([Double](repeating: 0, count: 60)[...]) == nil)
  }

  @Test("any history of squares gives finite forecasts from 0 on", arguments: ["ewma", "garch"])
  func anyHistory(_ name: String) throws {
    let histories: [[Double]] = [
      (0..<80).map { Double($0 % 4) },
      (0..<80).map { $0 % 7 == 0 ? 3 : 0 },
      (0..<80).map { Double($0) },
      (0..<80).map { Double($0) * 1e-300 },
      (0..<80).map { 1e300 * (1 + 0.1 * Double($0 % 3)) },
      (0..<80).map { $0 == 40 ? 1e12 : 1 + 0.1 * Double($0 % 3) },
      (0..<80).map { $0 < 40 ? 1e-9 : 1e9 },
      (0..<80).map { $0 < 79 ? 7 : 8 },
      (0..<80).map { $0 < 79 ? 0 : 8 },
    ]
    for history in histories {
      for length in [30, 31, 45, 80] {
        let point = try ClassicalSeries.point(name, Array(history.suffix(length)), horizon: 9)
        #expect(point.allSatisfy { $0.isFinite && $0 >= 0 }, "\(name) after \(history.suffix(length))")
      }
    }
  }

  @Test("garch forecasts a short series among long ones as ewma does")
  func short() throws {
    let short = Array(Self.squares.prefix(29))
    let panel = ClosedFormPanel.make([Self.squares, short])
    func points(_ name: String) throws -> [Forecast] {
      try ModelRegistry.entry(named: name).make(ForecasterOptions(horizon: 4)).fit(
        TrainingData(panel: panel), session: Session()
      ).forecast(panel, at: [Cutoff(series: 1, index: 29)], session: Session())
    }
    #expect(Distance.relative(try points("garch")[0].point, try points("ewma")[0].point) < 1e-12)
  }

  @Test("garch refuses to learn from fewer rows than it needs, and says what does")
  func tooShort() throws {
    let failure = #expect(throws: Failure.self) {
      try ClassicalSeries.point("garch", Array(Self.squares.prefix(29)))
    }
    #expect(
      failure?.message
        == "garch is estimated on 30 rows with a value at least, and no series has more than 29 to learn from"
    )
    #expect(failure?.fix == "--model ewma, which has nothing to estimate")
    #expect(try ClassicalSeries.point("ewma", Array(Self.squares.prefix(2))).allSatisfy(\.isFinite))
  }

  @Test("returns are refused, with the option that squares them", arguments: ["ewma", "garch"])
  func returns(_ name: String) throws {
    let returns = (0..<60).map { 0.01 * ClosedForm.cosine($0 * $0) }
    let failure = #expect(throws: Failure.self) { try ClassicalSeries.point(name, returns) }
    #expect(failure?.message.hasSuffix("and \(name) forecasts variances, which are not negative") == true)
    #expect(failure?.fix?.contains("--volatility of-returns") == true)
  }

  @Test("prices are noted, squares and realised variances are not", arguments: ["ewma", "garch"])
  func prices(_ name: String) throws {
    func notes(_ values: [Double]) throws -> [String] {
      let notes = Mutex<[String]>([])
      _ = try ModelRegistry.entry(named: name).make(ForecasterOptions(horizon: 1)).fit(
        TrainingData(panel: ClosedFormPanel.make([values])),
        session: Session(note: { note in notes.withLock { $0.append(note.text) } }))
      return notes.withLock { $0 }
    }
    let price = (0..<200).map { 100 * exp(0.01 * ClosedForm.cosine($0 * $0)) }
    #expect(try notes(price).contains { $0.contains("--volatility squared") })
    let realised = (0..<200).map { exp(-9 + 0.5 * ClosedForm.cosine($0 * $0)) }
    for values in [Self.squares, realised, Array(repeating: 0.3, count: 200)] {
      #expect(try notes(values).isEmpty)
    }
  }
}
