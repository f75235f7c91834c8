import Files

/// The whole numbers an option accepts.
struct Bounds {
  /// Lines of a file.
  static let lines = Bounds(0...Int(Int32.max))
  /// Time steps.
  static let steps = Bounds(1...1_000_000)
  /// Something there must be at least one of.
  static let count = Bounds(1...1_000_000_000)
  /// Something there may be none of.
  static let countOrNone = Bounds(0...1_000_000_000)
  /// Units of a layer.
  static let units = Bounds(1...16_384)
  /// Units of a layer that may be left out.
  static let unitsOrNone = Bounds(0...16_384)
  /// Layers of a stack.
  static let layers = Bounds(1...64)
  /// Windows a step.
  static let batch = Bounds(1...65_536)
  /// Networks of an ensemble.
  static let members = Bounds(1...100)
  /// Memory in MB.
  static let megabytes = Bounds(1...1_000_000_000)
  /// Threads.
  static let threads = Bounds(1...1024)

  private let range: ClosedRange<Int>

  private init(_ range: ClosedRange<Int>) { self.range = range }

  /// Checks the value of an option or key called `name`.
  ///
  /// - Throws: `Failure` (arguments) when it is out of range.
  func check(_ value: Int?, _ name: String, at place: Failure.Place? = nil) throws(Failure) -> Int? {
    guard let value, !range.contains(value) else { return value }
    throw Failure(
      .arguments, at: place,
      "\(name) is \(value), expected a whole number from \(range.lowerBound) to \(range.upperBound)")
  }
}

/// The numbers an option accepts.
struct NumberBounds {
  /// Numbers above 0.
  static let positive = NumberBounds("a number above 0") { $0 > 0 }
  /// Numbers from 0 on.
  static let notNegative = NumberBounds("a number of at least 0") { $0 >= 0 }
  /// Probabilities below 1.
  static let probability = NumberBounds("a number from 0 up to, but not, 1") { $0 >= 0 && $0 < 1 }
  /// Proper shares.
  static let share = NumberBounds("a number between 0 and 1") { $0 > 0 && $0 < 1 }

  private let words: String
  private let accepts: @Sendable (Double) -> Bool

  private init(_ words: String, _ accepts: @escaping @Sendable (Double) -> Bool) {
    self.words = words
    self.accepts = accepts
  }

  /// Checks the value of an option or key called `name`.
  ///
  /// - Throws: `Failure` (arguments) when it is not finite or out of range.
  func check(_ value: Double?, _ name: String, at place: Failure.Place? = nil) throws(Failure) -> Double? {
    guard let value, !(value.isFinite && accepts(value)) else { return value }
    throw Failure(.arguments, at: place, "\(name) is \(value), expected \(words)")
  }
}
