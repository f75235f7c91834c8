import ArgumentParser

/// A time to spend, as `90s`, `10m` or `2h`.
struct Budget: ExpressibleByArgument {
  private static let units: [Character: Int] = ["s": 1, "m": 60, "h": 3_600]
  private static let mostSeconds = 366 * 86_400

  /// Whole seconds.
  let seconds: Int

  init(seconds: Int) { self.seconds = seconds }

  init?(argument: String) {
    guard let unit = argument.last.flatMap({ Self.units[$0] }), let count = Int(argument.dropLast()),
      count >= 0, count <= Self.mostSeconds / unit
    else { return nil }
    seconds = count * unit
  }

  var defaultValueDescription: String {
    seconds % 3_600 == 0 ? "\(seconds / 3_600)h" : seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
  }
}
