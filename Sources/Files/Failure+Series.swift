extension Failure {
  /// The failures of single series: it, if it is one, and those found along with it.
  public var ofSeries: [Failure] {
    var own = self
    own.others = []
    return (series == nil ? [] : [own]) + others
  }

  /// The failure as one of `series` alone.
  public func concerning(_ series: String) -> Failure {
    var failure = self
    failure.series = series
    return failure
  }

  /// The first of failures of single series, with all others; `nil` where there are none.
  public static func joining(_ failures: [Failure]) -> Failure? {
    guard var first = failures.first else { return nil }
    first.others = Array(failures.dropFirst())
    return first
  }

  /// The failure as one of a file that holds no row of data, which is no fault where such files are expected.
  public var ofEmptyInput: Failure {
    var failure = self
    failure.isOfEmptyInput = true
    return failure
  }
}

/// Gathers failures that concern a single series each, so that all of them are known when the first is
/// thrown.
public struct SeriesFailures {
  private let gathers: Bool
  private var failures: [Failure] = []

  /// Creates a gathering.
  ///
  /// - Parameter gathers: Whether work goes on after a failure of a single series; otherwise the first one is
  ///   thrown at once.
  public init(gathers: Bool = true) { self.gathers = gathers }

  /// What `body` returns; `nil` where it fails for single series, which is kept in mind.
  ///
  /// - Throws: The error of `body`, if it does not concern single series alone, or if nothing is gathered.
  public mutating func attempt<Result, Problem: Error>(
    _ body: () throws(Problem) -> Result
  ) throws(Problem) -> Result? {
    do throws(Problem) {
      return try body()
    } catch {
      guard gathers, let found = (error as? Failure)?.ofSeries, !found.isEmpty else { throw error }
      failures += found
      return nil
    }
  }

  /// Throws the first failure, with all others, if there is one.
  public func finish() throws(Failure) {
    if let failure = Failure.joining(failures) { throw failure }
  }
}
