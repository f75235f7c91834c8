import ArgumentParser
import Files
import TimeSeries

/// The files a command reads.
struct InputArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "CSV files, or - for standard input. Several files are one series each, named by the file.",
      valueName: "file"))
  var files: [String]

  /// Reads the files as one panel, and tells the user what the reader wants known.
  func panel(_ options: ReadOptions, threads: Int) throws(Failure) -> Panel {
    let result = try PanelReader(options, threads: threads).read(files)
    result.notices.forEach(Console.note)
    return result.panel
  }
}
