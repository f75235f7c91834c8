/// When a backtest trains again.
public enum Refit: Sendable, Equatable {
  /// Once, before the first cutoff.
  case never
  /// At every fold.
  case everyFold
  /// At every so many folds, the first included.
  case every(Int)

  /// Folds from one fit to the next, of `folds` in all.
  package func period(of folds: Int) -> Int {
    switch self {
    case .never: folds
    case .everyFold: 1
    case .every(let count): count
    }
  }
}
