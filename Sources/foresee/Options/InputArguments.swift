import ArgumentParser
import Backtesting
import Files
import Forecasting
import TimeSeries

/// The files a command reads.
struct InputArguments: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "CSV files, or - for standard input. Several files are one series each, named by the file.",
      valueName: "file"))
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "A file with the columns of --future in the rows after the last known ones.", valueName: "file"))
  var futureFile: String?

  /// All files that are read.
  var allFiles: [String] { files + (futureFile.map { [$0] } ?? []) }

  /// Reads the files as the panel of `job`, and prints the notices of the reader.
  ///
  /// - Parameters:
  ///   - job: The job, which has the options of reading.
  ///   - session: The session, with the number of threads.
  ///   - choice: The series that are kept; `nil` for all.
  ///   - log: The file for values that were not plausible; `nil` for none.
  /// - Returns: The panel.
  /// - Throws: `Failure` where a file cannot be read as a panel, or the log cannot be written.
  func panel(
    of job: Job, session: Session, keeping choice: SeriesChoice? = nil, log: OutputFile? = nil
  ) throws(Failure) -> Panel {
    var reader = reader(for: job, session: session)
    reader.choice = choice
    let read = job.told(try reader.read(files))
    if let log { try read.implausible.write(to: log) }
    return read.panel
  }

  /// What reads the files for `job`.
  func reader(for job: Job, session: Session) -> PanelReader {
    var reader = PanelReader(job.reading, threads: session.threads, memory: session.memory)
    reader.futureFile = futureFile
    return reader
  }
}

extension Job {
  /// What was read, as the models of the job see it, after the user was told what the reader wants known.
  func told(_ result: ReadResult) -> ReadResult {
    var result = result
    result.notices.forEach(Console.note)
    noteUnfamiliar(result.panel)
    if clock == .own { result.panel.hasOwnClocks = true }
    return result
  }
}
