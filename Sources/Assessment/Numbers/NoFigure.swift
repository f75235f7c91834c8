/// Why a statistic has no figure for what it was given.
public enum NoFigure: Error, Hashable, Sendable, Codable, CustomStringConvertible {
  /// There are fewer observations than it needs.
  case tooFew(found: Int, needed: Int)
  /// Nothing varies, so that there is nothing to divide by.
  case constant
  /// What it is about never happened: an exceedance, a jump, an episode.
  case noneHappened
  /// A value of the row is infinite or missing, where none may be.
  case notFinite(row: Int)
  /// The value is no probability, or a share that is not between 0 and 1.
  case notAShare(Double)
  /// A number that must be above 0 is not.
  case notPositive(Double)

  /// The reason as a clause that follows "because".
  public var description: String {
    switch self {
    case .tooFew(let found, let needed):
      "it needs \(needed) \(needed == 1 ? "observation" : "observations") and there \(found == 1 ? "is" : "are") \(found)"
    case .constant: "its observations do not vary"
    case .noneHappened: "what it is about never happened"
    case .notFinite(let row): "row \(row + 1) is not a finite number"
    case .notAShare(let value): "\(value) is not between 0 and 1"
    case .notPositive(let value): "\(value) is not above 0"
    }
  }
}
