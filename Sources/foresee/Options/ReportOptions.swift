import ArgumentParser
import Files
import Reports

/// The report of a command as a page.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where to write a report with charts, as one HTML file that opens without a network.", valueName: "file"
    ))
  var report: String?

  /// Describes the origin of the figures, with which a report ends.
  ///
  /// - Parameters:
  ///   - files: The paths of the files that were read.
  ///   - hidesNames: Whether the command and the names of files are left out.
  /// - Returns: The version, the arguments and the fingerprints of the files.
  /// - Throws: `Failure` where a file cannot be read again.
  func origin(of files: [String], hidesNames: Bool = false) throws(Failure) -> ReportOrigin {
    ReportOrigin(
      version: Foresee.configuration.version,
      arguments: hidesNames ? nil : Array(SystemPath.arguments.dropFirst()),
      files: try FileFingerprint.all(of: files))
  }

  /// Writes the page.
  func write(_ report: Report, to file: OutputFile) throws(Failure) {
    try file.write(ReportPage(report).source)
  }
}
