public import Files
import Platform

extension Transform {
  /// Transforms a target, oldest value first; `.nan` stays `.nan`.
  ///
  /// Element `i` depends on `values[...i]` only. Differences are taken from the last observed value before,
  /// however far back, and the first observed value has none, so it becomes `.nan`.
  ///
  /// - Throws: `Failure` (data) for a logarithm of a value that is not positive, with its place in `values`
  ///   from 1.
  public func apply(_ values: [Double]) throws(Failure) -> [Double] { try apply(values[...]) }

  /// Transforms a part of a target, as if nothing came before it.
  ///
  /// - Throws: `Failure` (data) for a logarithm of a value that is not positive, with its place in the whole
  ///   target from 1.
  func apply(_ values: ArraySlice<Double>) throws(Failure) -> [Double] {
    switch self {
    case .none: return Array(values)
    case .log: return try Self.logarithms(of: values)
    case .log1p: return try Self.logarithms(ofOneMoreThan: values)
    case .diff: return Self.differences(of: values)
    case .logReturn: return Self.differences(of: try Self.logarithms(of: values)[...])
    }
  }

  /// Undoes the transform of the values that follow `history`.
  ///
  /// - Parameters:
  ///   - transformed: Transformed values, the first for the row after `history`; `.nan` gives `.nan`.
  ///   - history: The target in its own units up to the cutoff; only its last observed value is read.
  /// - Returns: Values in the target's units; differences from a history without any observed value are
  ///   `.nan`.
  public func invert(_ transformed: [Double], after history: ArraySlice<Double>) -> [Double] {
    switch self {
    case .none: return transformed
    case .log: return transformed.map { exp($0) }
    case .log1p: return transformed.map { $0.isNaN ? .nan : max(0, expm1($0)) }
    case .diff:
      return Self.sums(of: transformed, from: history.last { !$0.isNaN } ?? .nan)
    case .logReturn:
      let last = history.last { !$0.isNaN } ?? .nan
      // Growth factors from the last value, so that a forecast of no change is that value to the last bit.
      return Self.sums(of: transformed, from: 0).map { last * exp($0) }
    }
  }

  /// Inverts the transform where its differences are summed from the last observed value of `history` on.
  ///
  /// - Parameters:
  ///   - sums: For each row after `history` the sum of the transformed values up to it; for a transform
  ///     without differences the transformed value.
  ///   - history: The values before the first of `sums`, not transformed.
  /// - Returns: The values in the target's units, as many as `sums`; `.nan` where differences have no
  ///   observed value before them.
  public func invert(sums: [Double], after history: ArraySlice<Double>) -> [Double] {
    guard isOfDifferences else { return invert(sums, after: history) }
    let last = history.last { !$0.isNaN } ?? .nan
    return sums.map { self == .logReturn ? last * exp($0) : last + $0 }
  }

  private static func logarithms(of values: ArraySlice<Double>) throws(Failure) -> [Double] {
    for index in values.indices where values[index] <= 0 {
      throw Failure(
        .data, "value \(index + 1) of the target is \(values[index]), and a logarithm needs positive values",
        fix: values.contains { $0 < 0 }
          ? "--transform none" : "--transform log1p, which admits zeros and forecasts nothing below zero")
    }
    return values.map { Platform.log($0) }
  }

  private static func logarithms(ofOneMoreThan values: ArraySlice<Double>) throws(Failure) -> [Double] {
    for index in values.indices where values[index] < 0 {
      throw Failure(
        .data,
        "value \(index + 1) of the target is \(values[index]), and a logarithm of 1 more needs values from 0 on",
        fix: "--transform none")
    }
    return values.map { Platform.log1p($0) }
  }

  private static func differences(of values: ArraySlice<Double>) -> [Double] {
    var previous = Double.nan
    return values.map { value in
      guard !value.isNaN else { return .nan }
      defer { previous = value }
      return value - previous
    }
  }

  private static func sums(of differences: [Double], from start: Double) -> [Double] {
    var level = start
    return differences.map { difference in
      guard !difference.isNaN else { return .nan }
      level += difference
      return level
    }
  }
}
