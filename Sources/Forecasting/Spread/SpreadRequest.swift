/// What a forecast is asked to say about its uncertainty beside its points.
public struct SpreadRequest: Sendable, Hashable {
  /// Central intervals, by the probability inside in percent, in (0, 100).
  public var levels: [Double]
  /// Quantiles by their level, in (0, 1).
  public var quantiles: [Double]
  /// Events whose probabilities are asked for.
  public var events: [Event]

  /// Asks for intervals, quantiles and events; for nothing by default.
  public init(levels: [Double] = [], quantiles: [Double] = [], events: [Event] = []) {
    precondition(levels.allSatisfy { $0 > 0 && $0 < 100 }, "an interval holds a part of the probability")
    precondition(quantiles.allSatisfy { $0 > 0 && $0 < 1 }, "the level of a quantile is a proper share")
    self.levels = levels
    self.quantiles = quantiles
    self.events = events
  }

  /// Asks for nothing.
  public static let none = SpreadRequest()

  /// Whether nothing is asked for.
  public var isEmpty: Bool { self == .none }

  /// The levels of all quantiles that are needed, each once, rising.
  public var quantileLevels: [Double] {
    Set(quantiles + levels.flatMap { [Self.lower($0), Self.upper($0)] }).sorted()
  }

  /// The level of the quantile at the lower end of an interval.
  public static func lower(_ level: Double) -> Double { (100 - level) / 200 }

  /// The level of the quantile at the upper end of an interval.
  public static func upper(_ level: Double) -> Double { (100 + level) / 200 }
}

/// What a forecast says about its uncertainty, as far as it was asked.
public struct Spread: Sendable, Equatable {
  /// For each of ``SpreadRequest/quantileLevels`` one value a lead, in the target's units, never falling from
  /// level to level.
  public var quantiles: [[Double]]
  /// For each of ``SpreadRequest/events`` its probability at each lead; empty where it is one of another
  /// target.
  public var probabilities: [[Double]]

  /// Creates a spread.
  public init(quantiles: [[Double]] = [], probabilities: [[Double]] = []) {
    self.quantiles = quantiles
    self.probabilities = probabilities
  }
}

/// One column that a model has in a predictions file beside its points.
public enum SpreadColumn: Sendable, Hashable {
  /// The lower end of an interval.
  case lower(level: Double)
  /// The upper end of an interval.
  case upper(level: Double)
  /// A quantile.
  case quantile(Double)
  /// The probability of an event.
  case probability(Event)

  /// Whether it is a probability, instead of a number in the target's units.
  public var isProbability: Bool { if case .probability = self { true } else { false } }

  /// What follows the model's name in the column's.
  public var suffix: String {
    switch self {
    case .lower(let level): "lo-\(Self.text(level))"
    case .upper(let level): "hi-\(Self.text(level))"
    case .quantile(let level): "q-\(Self.text(level))"
    case .probability(let event): "p-\(event.text)"
    }
  }

  /// A number without a point where it has no decimals, and without digits that are rounding.
  public static func text(_ number: Double) -> String {
    let rounded = (number * 1e9).rounded() / 1e9
    return Int(exactly: rounded).map(\.description) ?? rounded.description
  }
}

extension SpreadRequest {
  /// The columns of a model: intervals by level, then quantiles, then events, as asked for.
  public var columns: [SpreadColumn] {
    levels.flatMap { [.lower(level: $0), .upper(level: $0)] } + quantiles.map { .quantile($0) }
      + events.map { .probability($0) }
  }

  /// The values of each column, by lead, of which there are `horizon`; `.nan` for an event of another target.
  public func values(of spread: Spread, horizon: Int) -> [[Double]] {
    let unknown = Array(repeating: Double.nan, count: horizon)
    let places = quantileLevels
    func quantile(_ level: Double) -> [Double] {
      places.firstIndex(of: level).map { spread.quantiles[$0] } ?? []
    }
    return levels.flatMap { [quantile(Self.lower($0)), quantile(Self.upper($0))] }
      + quantiles.map(quantile) + spread.probabilities.map { $0.isEmpty ? unknown : $0 }
  }
}
