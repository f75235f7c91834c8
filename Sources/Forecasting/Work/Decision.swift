/// A choice that a fit makes by itself, with the reason for it.
public struct Decision: Sendable, Hashable {
  /// What is chosen.
  public enum Choice: Sendable, Hashable {
    /// Whether something is done.
    case flag(Bool)
    /// One of several possibilities, in words.
    case text(String)
    /// Weights that sum to 1.
    case weights([Figure])
    /// Errors relative to that of one of the candidates, by which a choice is made.
    case relativeErrors([Figure])
  }

  /// A number that belongs to a candidate.
  public struct Figure: Sendable, Hashable {
    /// The candidate's name.
    public var name: String
    /// The number; `nil` where there is none that is finite, as of an error relative to 0.
    public var value: Double?

    /// Creates a figure.
    public init(name: String, value: Double?) {
      self.name = name
      self.value = value.flatMap { $0.isFinite ? $0 : nil }
    }
  }

  /// What is decided, as in "the logarithm".
  public var subject: String
  /// What was chosen.
  public var choice: Choice
  /// The reason, or where there is a change, the criterion that it is a change of; `nil` where the choice says
  /// everything.
  public var reason: String?
  /// The relative change of the criterion by what was tried, so that -0.1 is a tenth less; `nil` where the
  /// choice was not made by a criterion that is finite.
  public var change: Double?

  /// Creates a decision.
  public init(_ subject: String, _ choice: Choice, reason: String? = nil, change: Double? = nil) {
    self.subject = subject
    self.choice = choice
    self.reason = reason
    self.change = change.flatMap { $0.isFinite ? $0 : nil }
  }

  /// The figures of the candidates; `nil` where the choice is not about candidates.
  public var figures: [Figure]? {
    switch choice {
    case .weights(let figures), .relativeErrors(let figures): figures
    case .flag, .text: nil
    }
  }

  /// The reason in words, with the change of the criterion; `nil` without a reason.
  public var reasonText: String? {
    guard let change else { return reason }
    let percent = (1000 * min(max(change, -1), 9.99)).rounded() / 10 + 0
    return "\(reason ?? "the criterion") changes by \(percent > 0 ? "+" : "")\(percent) %"
  }
}

extension Decision.Choice {
  /// The choice in words.
  public var text: String {
    switch self {
    case .flag(let isChosen): isChosen ? "yes" : "no"
    case .text(let text): text
    case .weights(let figures): Self.list(figures) { "\((1000 * $0).rounded() / 10) %" }
    case .relativeErrors(let figures): Self.list(figures) { "\((1000 * $0).rounded() / 1000)" }
    }
  }

  private static func list(_ figures: [Decision.Figure], _ text: (Double) -> String) -> String {
    figures.map { "\($0.name) \($0.value.map(text) ?? "-")" }.joined(separator: ", ")
  }
}

extension Decision.Choice: Encodable {
  /// Encodes a flag as a Boolean, words as a string, and figures as an object of numbers by name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .flag(let isChosen): try container.encode(isChosen)
    case .text(let text): try container.encode(text)
    case .weights(let figures), .relativeErrors(let figures):
      try container.encode(Dictionary(figures.map { ($0.name, $0.value) }) { first, _ in first })
    }
  }
}
