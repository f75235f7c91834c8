import ArgumentParser

/// How much is said beside the results.
struct NoticeOptions: ParsableArguments {
  @Flag(help: "Print all notices of what was recognised and chosen; otherwise at most ten lines of them.")
  var explainChoices = false

  @Flag(help: "Print no notices.")
  var quiet = false
}
