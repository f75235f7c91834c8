import ArgumentParser
import Files

extension Foresee {
  /// Prints what ended the command, and returns its exit code.
  ///
  /// The help and the version are not errors: they go to standard output and the code is 0.
  static func report(_ error: any Error, arguments: [String]) -> Int32 {
    switch error {
    case is MissingCommand:
      Console.write(helpMessage(columns: 100) + "\n", to: .standardError)
      return Failure.Cause.arguments.rawValue
    case let failure as Failure:
      return report(failure)
    default:
      return exitCode(for: error).isSuccess
        ? printed(fullMessage(for: error))
        : report(parserMessage: message(for: error), fix: helpHint(for: arguments))
    }
  }

  private static func report(_ failure: Failure) -> Int32 {
    if failure.cause != .readerGone { Console.error(failure.description) }
    return failure.cause.rawValue
  }

  /// Reports what the parser of arguments says, which may be several lines.
  private static func report(parserMessage message: String, fix: String) -> Int32 {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    Console.error((lines + ["fix: \(fix)"]).map { ShownText.escaped($0) }.joined(separator: "\n"))
    return Failure.Cause.arguments.rawValue
  }

  /// Prints help, the version or a completion script.
  static func printed(_ message: String) -> Int32 {
    do throws(Failure) {
      let output = try OutputFile(replacing: nil)
      try output.write(message + (message.hasSuffix("\n") ? "" : "\n"))
      try output.flush()
      return 0
    } catch {
      return report(error)
    }
  }

  /// The command that lists the options of the command asked for.
  private static func helpHint(for arguments: [String]) -> String {
    let commands = configuration.subcommands.map { $0._commandName }
    let command = arguments.first { commands.contains($0) }
    return command.map { "foresee \($0) --help lists the options" } ?? "foresee --help lists the commands"
  }
}
