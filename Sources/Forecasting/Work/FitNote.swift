/// What a fit tells those who run it: a decision that it made, or a remark about the rows that it was given.
public struct FitNote: Sendable, Hashable {
  /// What is told.
  public enum Content: Sendable, Hashable {
    /// A choice that the fit made by itself.
    case decision(Decision)
    /// A sentence about the rows, or about what the forecasts can be relied on for.
    case remark(String)
  }

  /// Which fit tells it, from the outermost name to the innermost: the cutoff where the fits of a backtest
  /// differ, the target where each target has a fit of its own, and the model.
  public var source: [String]
  /// What is told.
  public var content: Content

  /// Creates a note of the model called `model`.
  public init(_ content: Content, of model: String) {
    source = [model]
    self.content = content
  }

  /// The decision; `nil` for a remark.
  public var decision: Decision? {
    guard case .decision(let decision) = content else { return nil }
    return decision
  }

  /// The note in one line, after the names of the fit.
  public var text: String {
    let told =
      switch content {
      case .remark(let text): text
      case .decision(let decision):
        "\(decision.subject): "
          + [decision.choice.text, decision.reasonText].compactMap(\.self).joined(separator: ", ")
      }
    return (source + [told]).joined(separator: ": ")
  }

  /// The note as told by a part of `outer`.
  public func within(_ outer: String) -> Self {
    var note = self
    note.source.insert(outer, at: 0)
    return note
  }
}

extension FitNote: Encodable {
  private enum CodingKeys: String, CodingKey { case source, subject, choice, reason, change, remark }

  /// Encodes the source, and the parts of the decision or the remark.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(source, forKey: .source)
    switch content {
    case .remark(let text): try container.encode(text, forKey: .remark)
    case .decision(let decision):
      try container.encode(decision.subject, forKey: .subject)
      try container.encode(decision.choice, forKey: .choice)
      try container.encodeIfPresent(decision.reason, forKey: .reason)
      try container.encodeIfPresent(decision.change, forKey: .change)
    }
  }
}
