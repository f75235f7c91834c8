import ArgumentParser
import Backtesting
import Files
import TimeSeries

/// The files a command reads.
struct InputArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "CSV files, or - for standard input. Several files are one series each, named by the file.",
      valueName: "file"))
  var files: [String]

  /// Reads the files as the panel of `job`, and tells the user what the reader wants known.
  func panel(of job: Job, threads: Int) throws(Failure) -> Panel {
    let result = try PanelReader(job.reading, threads: threads).read(files)
    result.notices.forEach(Console.note)
    var panel = result.panel
    if job.clock == .own { panel.hasOwnClocks = true }
    return panel
  }
}
