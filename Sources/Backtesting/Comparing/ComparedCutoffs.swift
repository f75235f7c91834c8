import Algorithms
import Files
import TimeSeries

/// The cutoffs of forecasts whose files do not have them.
struct ComparedCutoffs {
  /// A row's series and time.
  private struct Key: Hashable {
    let series: Int
    let time: Instant
  }

  /// The cutoffs that other files have at a time; `nil` where they have several.
  private var known: [Key: Instant?] = [:]
  /// The cutoff of each series where no file has any.
  private var ofSeries: [Int: Instant] = [:]
  /// What a user should be told.
  private(set) var notices: [String] = []

  /// Finds what stands in for cutoffs: those of other files, or else the last time of the truth before the
  /// first forecast.
  ///
  /// - Throws: `Failure` (data) for a file that may begin with fitted values, where nothing tells them from
  ///   forecasts.
  init(_ files: [ComparedFile], _ series: ComparedSeries, truth: Panel?) throws(Failure) {
    let without = files.filter { !$0.hasCutoffs && $0.cutoff == nil }
    guard !without.isEmpty else { return }
    try Self.refusePast(without)
    for (file, places) in zip(files, series.ofFiles) where !file.hasCutoffs && file.cutoff == nil {
      try Self.refuseRepeatedLeads(file, places)
    }
    if without.count < files.count {
      for (file, places) in zip(files, series.ofFiles) where file.hasCutoffs || file.cutoff != nil {
        file.forEachRow(places) { row, series in
          let cutoff = file.cutoff ?? file.rows.cutoffs[row]
          let key = Key(series: series, time: file.rows.times[row])
          if let other = known[key] {
            known[key] = other == cutoff ? cutoff : .some(nil)
          } else {
            known[key] = cutoff
          }
        }
      }
      notices.append("\(Self.names(without)): without cutoffs, its rows have those of the other files")
      return
    }
    try Self.requireSameStart(files, series)
    findFirst(files, series, truth)
    guard let first = ofSeries.values.min(), let last = ofSeries.values.max() else { return }
    let kind = files[0].rows.timeKind
    let text = TimeText(kind: kind, times: [first, last], unit: files[0].rows.elapsedUnit)
    let cutoff = text.text(of: first) + (first == last ? "" : " to \(text.text(of: last)), by series")
    notices.append(
      "\(Self.names(without)): without cutoffs, all rows are taken for forecasts made at \(cutoff) (--cutoff names a column or a time)"
    )
  }

  private static func names(_ files: [ComparedFile]) -> String { files.map(\.name).joined(separator: ", ") }

  /// Takes for the cutoff of each series the last time of the truth before its first forecast, or one step
  /// before that.
  private mutating func findFirst(_ files: [ComparedFile], _ series: ComparedSeries, _ truth: Panel?) {
    var first: [Int: (time: Instant, next: Instant?)] = [:]
    for (file, places) in zip(files, series.ofFiles) {
      file.forEachRow(places) { row, series in
        let time = file.rows.times[row]
        guard let known = first[series] else {
          first[series] = (time, nil)
          return
        }
        if time < known.time {
          first[series] = (time, known.time)
        } else if time > known.time, known.next.map({ time < $0 }) ?? true {
          first[series] = (known.time, time)
        }
      }
    }
    let step =
      first.values.compactMap { known in known.next.map { $0.seconds - known.time.seconds } }.min() ?? 1
    for (index, known) in first {
      let times = truth?.series[index].knownTimes ?? TimeAxis([])[...]
      let earlier = times.partitioningIndex { $0 >= known.time }
      ofSeries[index] =
        earlier > 0
        ? times[earlier - 1]
        : Instant(seconds: known.time.seconds - max(1, step), nanoseconds: known.time.nanoseconds)
    }
  }

  /// Refuses files that may begin with fitted values: scored as forecasts, they would beat every forecast.
  private static func refusePast(_ files: [ComparedFile]) throws(Failure) {
    guard let file = files.first(where: \.mayHoldPast) else { return }
    throw Failure(
      .data, at: file.rows.place(of: 0),
      "the file seems to begin with fitted values of the past, and nothing says where its forecasts begin",
      fix: "--cutoff with the last time that the model knew, as --cutoff 2024-01-31")
  }

  /// Refuses a file whose leads come back within a series: its rows are several forecasts, and nothing says
  /// when each was made.
  private static func refuseRepeatedLeads(_ file: ComparedFile, _ places: [Int?]) throws(Failure) {
    guard let lead = file.lead else { return }
    var seen: Set<[Double]> = []
    var repeated: Int?
    file.forEachRow(places) { row, series in
      let isNew = seen.insert([Double(series), file.rows.values[lead][row]]).inserted
      if !isNew, repeated == nil { repeated = row }
    }
    guard let row = repeated else { return }
    throw Failure(
      .data, at: file.rows.place(of: row),
      "the lead comes back within a series, and nothing says when each of its forecasts was made",
      fix: "--cutoff with the name of a column that does")
  }

  /// Refuses files whose forecasts of a series begin at different times: what was made later knows more.
  private static func requireSameStart(_ files: [ComparedFile], _ series: ComparedSeries) throws(Failure) {
    var known: [Int: (time: Instant, file: String)] = [:]
    for (file, places) in zip(files, series.ofFiles) {
      var first: [Int: (time: Instant, row: Int)] = [:]
      file.forEachRow(places) { row, series in
        let time = file.rows.times[row]
        if first[series].map({ time < $0.time }) ?? true { first[series] = (time, row) }
      }
      for (index, start) in first.sorted(by: { $0.value.row < $1.value.row }) {
        guard let other = known[index] else {
          known[index] = (start.time, file.name)
          continue
        }
        guard start.time != other.time else { continue }
        throw Failure(
          .data, at: file.rows.place(of: start.row),
          "the forecasts of this file and of \(ShownText.escaped(other.file)) begin at different times, and nothing says when they were made",
          fix:
            "--cutoff with the last time that the models knew, as --cutoff 2024-01-31, or with a column of cutoffs"
        )
      }
    }
  }

  /// The cutoff of a row of a file; `nil` where it is not known.
  func cutoff(_ file: ComparedFile, row: Int, series: Int) -> Instant? {
    if file.hasCutoffs { return file.rows.cutoffs[row] }
    if let cutoff = file.cutoff ?? ofSeries[series] { return cutoff }
    return known[Key(series: series, time: file.rows.times[row])] ?? nil
  }
}

extension ComparedFile {
  /// Calls `body` with each row and its series, which `places` tells, where that is known.
  func forEachRow(_ places: [Int?], _ body: (_ row: Int, _ series: Int) -> Void) {
    for row in rows.times.indices {
      guard let series = places[rows.series.isEmpty ? 0 : Int(rows.series[row])] else { continue }
      body(row, series)
    }
  }
}
