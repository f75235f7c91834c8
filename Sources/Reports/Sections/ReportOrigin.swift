public import Files

/// Where the figures of a report come from, so that somebody can make them again.
public struct ReportOrigin: Sendable {
  /// The version of the program.
  public var version: String
  /// The arguments that it was called with.
  public var arguments: [String]
  /// The files that were read.
  public var files: [FileFingerprint]

  /// Creates an origin.
  public init(version: String, arguments: [String], files: [FileFingerprint]) {
    (self.version, self.arguments, self.files) = (version, arguments, files)
  }

  /// The command and the files.
  var section: Report.Section {
    let command = (["foresee"] + arguments.map { ShellWord.quoted($0) }).joined(separator: " ")
    var blocks: [Report.Block] = [
      .paragraph(
        "Foresee \(version) made this report"
          + (arguments.contains("-")
            ? ", from what came through a pipe:"
            : ". The same command forecasts the same from the same files:")),
      .command(command),
    ]
    if !files.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            caption: "The files that were read", header: ["file", "bytes", "SHA-256"],
            rows: files.map {
              [.name($0.path), .count($0.byteCount), .words($0.sha256)]
            })))
    }
    blocks.append(
      .paragraph(
        "Forecasts are for research and information. They are no advice to trade, and Foresee is not a medical device."
      ))
    return Report.Section(heading: "How this was made", blocks: blocks)
  }
}
