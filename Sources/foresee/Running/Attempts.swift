import Files
import Forecasting
import TimeSeries

/// Reads the inputs of a command and works on them; where series with faults are left out, again without
/// those that a model fails for.
struct Attempts {
  private let job: Job
  private let watch: Watch
  private var reader: FaultTolerantReader

  /// Creates attempts at the work of `job` on `inputs`.
  ///
  /// - Parameters:
  ///   - job: The job.
  ///   - inputs: The files, and the options of reading.
  ///   - leavingOut: Whether series with faults are left out.
  ///   - allowsEmpty: Whether files without a row of data give a panel without series, instead of a failure.
  ///   - session: The session in which files are read.
  ///   - watch: The watch, which keeps the log of the last attempt only.
  init(
    at job: Job, on inputs: InputArguments, leavingOut: Bool, allowsEmpty: Bool = false, session: Session,
    watch: Watch
  ) {
    self.job = job
    self.watch = watch
    reader = FaultTolerantReader(
      inputs.reader(for: job, session: session), inputs.files, leavesOut: leavingOut)
    reader.allowsEmpty = allowsEmpty
  }

  /// Works on what is read, until `body` fails for no single series.
  mutating func run<Result>(_ body: (ReadResult) throws -> Result) throws -> Result {
    while true {
      let read = job.told(try reader.read())
      do {
        return try body(read)
      } catch let failure as Failure {
        let before = reader.leftOut.count
        try reader.leaveOut(for: failure, of: read.panel)
        watch.beginAgain()
        let count = ShownText.counted(reader.leftOut.count - before, "further series")
        Console.note("beginning again: \(count) with a fault that shows only now", always: true)
      }
    }
  }

  /// The series that are left out; `nil` where a fault would have ended the command.
  var leftOut: [LeftOutSeries]? { reader.leavesOut ? reader.leftOut : nil }

  /// Lists the series that are left out in a file.
  func write(to file: OutputFile, spreadsheetSafe: Bool = false) throws(Failure) {
    try (leftOut ?? []).write(to: file, spreadsheetSafe: spreadsheetSafe)
  }

  /// Says how many series are left out, and the first of them, if any are.
  ///
  /// - Parameter panel: The others.
  func summarise(beside panel: Panel) {
    guard let leftOut, let line = leftOut.summary(among: panel.series.count + leftOut.count) else { return }
    Console.note(line, always: true)
  }
}

extension Panel {
  /// Refuses outputs that would be empty, where the panel has no series.
  ///
  /// - Parameter outputs: The options of these outputs, with their files.
  /// - Throws: `Failure` (data) for the first output that is asked for.
  func requireSeries(for outputs: [(option: String, file: String?)]) throws(Failure) {
    guard series.isEmpty, let output = outputs.first(where: { $0.file != nil }) else { return }
    throw Failure(
      .data, "the input has no row, of which \(output.option) could show anything",
      fix: "leave \(output.option) out where inputs may be empty")
  }
}

extension [LeftOutSeries] {
  private static var shownCount: Int { 3 }

  /// Writes them as CSV, one a line.
  fileprivate func write(to file: OutputFile, spreadsheetSafe: Bool) throws(Failure) {
    try file.write("unique_id,line,reason\n")
    for series in self {
      let fields = [
        CSVField.quoted(series.id, spreadsheetSafe: spreadsheetSafe),
        series.place?.line.map { String($0) } ?? "",
        CSVField.quoted(series.reason, spreadsheetSafe: spreadsheetSafe),
      ]
      try file.write(fields.joined(separator: ",") + "\n")
    }
  }

  /// How many of all series they are, and the first of them; `nil` where there are none.
  fileprivate func summary(among all: Int) -> String? {
    if isEmpty { return nil }
    let shown = prefix(Self.shownCount).map { series in
      let line = series.place?.line.map { "line \($0): " } ?? ""
      return "\(ShownText.quoted(series.id)) (\(line)\(series.reason))"
    }
    let more = count > Self.shownCount ? " and \(count - Self.shownCount) more" : ""
    return "\(count) of \(all) series left out: \(shown.joined(separator: ", "))\(more)"
  }
}
