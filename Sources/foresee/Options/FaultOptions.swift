import ArgumentParser
import Files

/// What is done with series that have faults of their own.
struct FaultOptions: ParsableArguments {
  /// What a fault of one series does.
  enum Answer: String, ExpressibleByArgument, CaseIterable {
    /// It ends the command.
    case stop
    /// The series is left out.
    case skip
  }

  @Option(
    help: ArgumentHelp(
      "What a fault of one series does: stop ends the command; skip leaves the series out, and forecasts the others as if the files had never held it. (default: stop)",
      valueName: "what"))
  var onError: Answer?

  @Option(
    help: ArgumentHelp(
      "Where to list the series that --on-error skip leaves out, as CSV: unique_id, line, reason.",
      valueName: "file"))
  var leftOut: String?

  /// Whether series with faults are left out.
  var leavesOut: Bool { onError == .skip }

  /// Opens the file for the series that are left out.
  ///
  /// - Throws: `Failure` (arguments) for such a file where a fault ends the command.
  func open(in outputs: inout Outputs) throws(Failure) -> OutputFile? {
    guard leftOut == nil || leavesOut else {
      throw Failure(
        .arguments, "--left-out lists series that are left out, and none are", fix: "add --on-error skip")
    }
    return try outputs.openIfGiven(leftOut)
  }

  /// Refuses to leave anything out where a process does a part of the series: each would find other faults,
  /// and infer from other series what all parts must agree on.
  ///
  /// - Throws: `Failure` (arguments) that names the option.
  func refuseShard(allowsEmpty: Bool) throws(Failure) {
    let options = [
      ("--on-error skip", leavesOut), ("--left-out", leftOut != nil), ("--allow-empty", allowsEmpty),
    ]
    guard let option = options.first(where: \.1)?.0 else { return }
    throw Failure(
      .arguments,
      "\(option) is for one process that knows the faults of all series, and --shard does a part of them",
      fix: "leave \(option) out, or do all series in one process, without --shard")
  }
}
