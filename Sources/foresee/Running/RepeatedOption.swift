import Files

/// Finds an option that is given twice, of which the argument parser would silently keep the last.
enum RepeatedOption {
  /// Checks the arguments up to `--`.
  ///
  /// - Throws: `Failure` (arguments) naming the option.
  static func check(_ arguments: [String]) throws(Failure) {
    var seen: Set<Substring> = []
    for argument in arguments.prefix(while: { $0 != "--" }) where isOption(argument) {
      let name = argument.prefix { $0 != "=" }
      guard seen.insert(name).inserted else {
        throw Failure(.arguments, "the option \(name) is given twice", fix: "give \(name) once")
      }
    }
  }

  private static func isOption(_ argument: String) -> Bool {
    argument.hasPrefix("-") && argument.dropFirst().contains { $0.isLetter }
  }
}
