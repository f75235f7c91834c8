import ArgumentParser
import Files
import Sharding

/// Which part of the series a process does.
struct ShardOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Do one of several parts of the series, as 2/4, chosen by their names: -o is a folder then, and 'foresee merge' joins what all parts have written there. auto takes the part from the variables of a Slurm array, an Indexed Job of Kubernetes, AWS Batch and others; auto/4 also says of how many.",
      valueName: "part"))
  var shard: String?

  /// The part that is asked for; `nil` for all series.
  ///
  /// - Throws: `Failure` (arguments) where there is no such part, or no variable tells it.
  func choice() throws(Failure) -> Shard? { try shard.map { text throws(Failure) in try Shard.of(text) } }

  /// Refuses options that concern all series, which a process with a part of them does not know.
  ///
  /// - Parameters:
  ///   - options: The names of such options, each with whether it is given.
  ///   - identity: The options of pseudonyms, which are refused too.
  ///   - fix: The fix that is suggested.
  /// - Throws: `Failure` (arguments) for the first option that is given.
  func refuse(
    _ options: [(name: String, isGiven: Bool)], hiding identity: IdentityOptions, fix: String
  ) throws(Failure) {
    if identity.deidentify != nil {
      throw Failure(
        .arguments,
        "--deidentify hides the names of series, by which --shard divides them and which stand in manifests",
        fix: "leave --deidentify out, or do all series in one process")
    }
    guard let option = options.first(where: \.isGiven) else { return }
    throw Failure(
      .arguments, "\(option.name) is of all series, and --shard does a part of them",
      fix: "leave \(option.name) out; \(fix)")
  }
}
