public import Files

/// Reads files without the series that have faults of their own, as if the files had never held them.
///
/// What is read in the end is what ``PanelReader`` makes of files that lack the lines of these series: the
/// form of times and numbers, the spacing, the season and everything else is inferred from the others alone.
public struct FaultTolerantReader: Sendable {
  /// Whether series with faults are left out; otherwise the first fault is thrown.
  public let leavesOut: Bool
  /// Whether files without a row of data give a panel without series, instead of a failure.
  public var allowsEmpty = false
  private var reader: PanelReader
  private let paths: [String]
  private var versions: [FileVersion?] = []
  private var search: FaultSearch?
  private var faults: [Failure] = []
  private var emptySeries: [EmptySeries] = []
  private var targets: [String] = []

  /// Creates a reader that reads `paths` as `reader` does.
  ///
  /// - Parameters:
  ///   - reader: The reader of the files, with its options.
  ///   - paths: The files, in order.
  ///   - leavesOut: Whether series with faults are left out; otherwise the first fault is thrown.
  public init(_ reader: PanelReader, _ paths: [String], leavesOut: Bool) {
    self.reader = reader
    self.paths = paths
    self.leavesOut = leavesOut
  }

  /// Reads the files, without the series that are found to have faults.
  ///
  /// - Throws: `Failure` for a fault that concerns more than one series, and where no series is left.
  public mutating func read() throws(Failure) -> ReadResult {
    if leavesOut || allowsEmpty && paths.count > 1 { try keepInputs() }
    while true {
      let failure: Failure
      do throws(Failure) {
        let result = try readFilesWithRows()
        guard leavesOut else { return result }
        guard let found = Self.failure(of: result.emptySeries) else {
          (emptySeries, targets) = (result.emptySeries, result.targets)
          return result
        }
        failure = found
      } catch {
        failure = error
      }
      try leaveOut(explaining: failure)
    }
  }

  /// Reads the files; where that is allowed, without those that have no row.
  private mutating func readFilesWithRows() throws(Failure) -> ReadResult {
    while true {
      do throws(Failure) {
        return try reader.read(paths)
      } catch {
        let path = paths.first {
          Self.name(of: $0) == error.place?.file && !reader.leftOut.files.contains($0)
        }
        guard allowsEmpty, error.isOfEmptyInput, faults.isEmpty, let path else { throw error }
        reader.leftOut.files.insert(path)
        guard !paths.allSatisfy({ reader.leftOut.files.contains($0) }) else { return .empty }
      }
    }
  }

  private static func name(of path: String) -> String { path == "-" ? "<stdin>" : path }

  /// Leaves out the series that a model, or whatever else works on `panel`, failed for.
  ///
  /// - Throws: `failure`, if it concerns more than single series or none are to be left out, and where none
  ///   would be left.
  public mutating func leaveOut(for failure: Failure, of panel: Panel) throws(Failure) {
    guard leavesOut, !failure.ofSeries.isEmpty else { throw failure }
    let names = Dictionary(
      panel.series.map { ($0.id, $0.recording.isEmpty ? $0.id : $0.recording) },
      uniquingKeysWith: { name, _ in name })
    var found = failure
    found.series = failure.series.flatMap { names[$0] ?? $0 }
    found.others = failure.others.map { $0.concerning($0.series.flatMap { names[$0] ?? $0 } ?? "") }
    try leaveOut(explaining: found)
  }

  /// Reads what can be read only once, and finds series that make others look like something else than they
  /// are.
  private mutating func keepInputs() throws(Failure) {
    guard versions.isEmpty else { return }
    for path in allPaths { try KeptInputs.keep(path) }
    versions = allPaths.map { FileVersion(of: $0) }
    guard leavesOut, FaultSearch.areMisleading(paths, to: reader),
      let search = try? FaultSearch(reader, paths),
      let first = search.faults.first
    else { return }
    try leaveOut(search.faults, found: search, because: first)
  }

  /// A search that knows what `failure` concerns: the last one, if that is known already and only lines are
  /// asked for.
  private func search(explaining failure: Failure) throws(Failure) -> FaultSearch {
    if let search, !failure.ofSeries.isEmpty { return search }
    do throws(Failure) {
      return try FaultSearch(reader, paths)
    } catch {
      throw error.cause == .data ? failure : error
    }
  }

  private mutating func leaveOut(explaining failure: Failure) throws(Failure) {
    guard leavesOut, failure.cause == .data || !failure.ofSeries.isEmpty else { throw failure }
    guard versions == allPaths.map({ FileVersion(of: $0) }) else {
      throw Failure(
        .changed, at: Failure.Place(file: paths[0]), "a file was written to while being read",
        fix: "read it again when nothing writes to it")
    }
    let search = try search(explaining: failure)
    try leaveOut(search.failures(explaining: failure), found: search, because: failure)
  }

  private mutating func leaveOut(
    _ found: [Failure], found search: FaultSearch, because failure: Failure
  ) throws(Failure) {
    var names = Set(faults.compactMap(\.series))
    for var fault in found {
      guard let name = fault.series, names.insert(name).inserted else { continue }
      fault.place = fault.place ?? search.place(of: name)
      faults.append(fault)
    }
    guard search.leaveOut(names, of: &reader.leftOut) else { throw failure }
    self.search = search
    if search.names.allSatisfy({ names.contains($0) }) { throw nothingLeft }
  }

  /// The failure of files of which no series is left.
  private var nothingLeft: Failure {
    let first = faults[0]
    let all = faults.count == 1 ? "the only series has a fault" : "all \(faults.count) series have faults"
    return Failure(
      first.cause, at: first.place,
      "no series is left: \(all), the first \(ShownText.quoted(first.series ?? "")): \(first.message)",
      fix: first.fix)
  }

  private var allPaths: [String] { paths + (reader.futureFile.map { [$0] } ?? []) }
}

// MARK: - What is left out

extension FaultTolerantReader {
  /// The series that are left out, in the order of the files.
  public var leftOut: [LeftOutSeries] {
    var found = faults.flatMap { fault in
      ids(of: fault.series ?? "").map { LeftOutSeries(id: $0, place: fault.place, reason: reason(of: fault)) }
    }
    found += emptySeries.map { LeftOutSeries(id: $0.id, place: $0.place, reason: Self.withoutValue) }
    let files = allPaths.map(Self.name)
    let order = { (series: LeftOutSeries) in
      (files.firstIndex(of: series.place?.file ?? "") ?? files.count, series.place?.line ?? 0)
    }
    return found.enumerated().sorted { left, right in
      let (first, second) = (order(left.element), order(right.element))
      return first == second ? left.offset < right.offset : first < second
    }.map(\.element)
  }

  private static let withoutValue = "no row has a value"

  /// The names of the series that rows of one name have, one a target.
  private func ids(of name: String) -> [String] {
    guard targets.count > 1, !reader.leftOut.columns.contains(name) else { return [name] }
    return targets.map { "\(name)/\($0)" }
  }

  /// What is wrong; where there are several files, with the one that it is in.
  private func reason(of fault: Failure) -> String {
    guard allPaths.count > 1, let file = fault.place?.file else { return fault.message }
    return "\(file): \(fault.message)"
  }

  /// The failure of series without any value, whose rows are of no other series; `nil` where there are none.
  private static func failure(of empty: [EmptySeries]) -> Failure? {
    Failure.joining(
      empty.compactMap { series in
        series.recording.map { Failure(.data, at: series.place, withoutValue, series: $0) }
      })
  }
}
