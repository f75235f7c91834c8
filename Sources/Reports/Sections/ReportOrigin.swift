public import Files

/// Where the figures of a report come from, so that somebody can make them again.
public struct ReportOrigin: Sendable {
  /// The version of the program.
  public var version: String
  /// The arguments that it was called with; `nil` where they must not be shown, as they may name whom the
  /// data are of.
  public var arguments: [String]?
  /// The files that were read.
  public var files: [FileFingerprint]

  /// Creates an origin.
  public init(version: String, arguments: [String]?, files: [FileFingerprint]) {
    (self.version, self.arguments, self.files) = (version, arguments, files)
  }

  /// The command and the files.
  var section: Report.Section {
    var blocks = madeBy
    // Sizes and hashes would tell whoever has the files which they are.
    if !files.isEmpty, arguments != nil {
      blocks.append(
        .table(
          ReportTable(
            caption: "The files that were read", header: ["file", "bytes", "SHA-256"],
            rows: files.map { file in
              [
                .name(file.path), .count(file.byteCount),
                .words(file.sha256),
              ]
            })))
    }
    blocks.append(
      .paragraph(
        "Forecasts are for research and information. They are no advice to trade, and Foresee is not a medical device."
      ))
    return Report.Section(heading: "How this was made", blocks: blocks)
  }

  /// The program, and the command where it may be shown.
  private var madeBy: [Report.Block] {
    let program = "Foresee \(version) made this report"
    guard let arguments else {
      return [
        .paragraph(
          program
            + ". Names of recordings are pseudonyms, and the dates of each are shifted by a number of weeks or years of its own. The command and the files "
            + "are left out.")
      ]
    }
    let source =
      arguments.contains("-")
      ? ", from what came through a pipe:" : ". The same command forecasts the same from the same files:"
    let command = (["foresee"] + arguments.map { ShellWord.quoted($0) }).joined(separator: " ")
    return [.paragraph(program + source), .command(command)]
  }
}
