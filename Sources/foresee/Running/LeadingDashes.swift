/// Values that begin with a dash, which the argument parser would take for options: `--na -` and `--na -999`
/// are read as `--na=-` and `--na=-999`.
enum LeadingDashes {
  private static let options: Set<String> = [
    "--na", "--strip", "--censored", "--where", "--comment", "--delimiter", "--id", "--time", "--target",
  ]

  /// The arguments with such values joined to their options.
  static func joined(_ arguments: [String]) -> [String] {
    var joined: [String] = []
    for argument in arguments {
      if let last = joined.last, options.contains(last), argument.hasPrefix("-"), !isOption(argument) {
        joined[joined.count - 1] = last + "=" + argument
      } else {
        joined.append(argument)
      }
    }
    return joined
  }

  /// Whether `argument` is an option rather than a value.
  private static func isOption(_ argument: String) -> Bool {
    argument.hasPrefix("--") && argument.dropFirst(2).first?.isLetter == true || argument == "-o"
      || argument == "-h"
  }
}
