import ArgumentParser
import Files

extension Foresee {
  /// Checks that the first argument, unless it is an option, is the name of a command.
  ///
  /// - Throws: `Failure` (arguments) with the name that was probably meant.
  static func checkCommandName(_ arguments: [String]) throws(Failure) {
    guard let name = arguments.first, !name.hasPrefix("-") else { return }
    let names = configuration.subcommands.map { $0._commandName } + ["help"]
    guard !names.contains(name) else { return }
    let likely = SimilarNames.likely(for: name, among: names).map { "; did you mean \($0)?" } ?? ""
    throw Failure(
      .arguments, "there is no command \"\(name)\"\(likely)", fix: "foresee --help lists the commands")
  }
}
