import Algorithms
import Files
import TimeSeries

/// Why a row of a file is not scored.
enum LeftOut: String, CaseIterable, Codable {
  /// Its series is not in the truth.
  case unknownSeries
  /// It is no forecast: its time is not after the cutoff.
  case beforeCutoff
  /// No file says at which cutoff it was made, or several do.
  case unknownCutoff
  /// The truth has no row at its time.
  case unknownTime
  /// What was observed is missing.
  case noActual
  /// A forecast is missing.
  case noForecast
  /// Another file has no such row, or no forecast in it.
  case missingElsewhere
  /// The truth has no value before the cutoff, from which a floor could forecast.
  case noHistory

  /// The reason as it is told.
  var text: String {
    switch self {
    case .unknownSeries: "the truth has no series of that name"
    case .beforeCutoff: "the time is not after the cutoff"
    case .unknownCutoff: "the cutoff is not known, or not the only one of other files"
    case .unknownTime: "the truth has no row at that time"
    case .noActual: "what was observed is missing"
    case .noForecast: "a forecast is missing"
    case .missingElsewhere: "another file has no forecast for it"
    case .noHistory: "the truth has no value before the cutoff"
    }
  }
}

/// The rows that all files have in common, with what was observed.
struct JoinedRows {
  /// One row of all files.
  struct Row {
    let series: Int
    let cutoff: Instant
    let time: Instant
    var actual: Double
    /// The position of the row in the series of the truth.
    var target = 0
    /// The number of rows of the truth up to the cutoff.
    var known = 0
    var lead: Int
    /// The row in each file.
    let sources: [Int]
  }

  /// Rows that were left out of a file for one reason.
  struct Omission {
    var count = 0
    /// The earliest of them.
    var first = Int.max
  }

  let series: ComparedSeries
  /// The rows, ordered by series, cutoff and time.
  private(set) var rows: [Row] = []
  /// What was left out of each file.
  private(set) var omissions: [[LeftOut: Omission]]
  /// What a user should be told.
  var notices: [String] = []

  let files: [ComparedFile]
  let truth: Panel?
  /// Rows whose observed value one file has otherwise than the truth or another file.
  private var otherActuals: [Omission]

  /// Joins the rows of `files`.
  ///
  /// - Throws: `Failure` for repeated rows, and where no row joins.
  init(_ files: [ComparedFile], truth: Panel?, options: ComparisonOptions) throws(Failure) {
    (self.files, self.truth) = (files, truth)
    try Self.requireSameTimes(files, truth, &notices)
    series = try ComparedSeries(files, truth: truth)
    let cutoffs = try ComparedCutoffs(files, series, truth: truth)
    notices += series.notices + cutoffs.notices
    omissions = files.map { _ in [:] }
    otherActuals = files.map { _ in Omission() }
    var keyed = try keyedRows(cutoffs, keepsFirst: options.reading.keepFirstDuplicate)
    keyed.sort(by: KeyedRow.precedes)
    try join(keyed)
    if truth != nil { leaveOutWithoutHistory() }
    for index in files.indices { noteOtherActuals(of: index) }
    guard !rows.isEmpty else { throw nothingJoined() }
  }

  /// Whether the truth holds values before the cutoffs.
  var hasHistory: Bool { truth != nil && rows.contains { $0.known > 0 } }

  /// Counts a row that is left out of a file.
  mutating func omit(_ file: Int, _ row: Int, _ reason: LeftOut) {
    omissions[file][reason, default: Omission()].count += 1
    let first = omissions[file][reason]?.first ?? row
    omissions[file][reason]?.first = min(first, row)
  }

  // MARK: Rows

  private mutating func join(_ keyed: [KeyedRow]) throws(Failure) {
    var start = 0
    // The rank of a time among those of the forecast, for files without leads.
    var rank = 0
    while start < keyed.count {
      let first = keyed[start]
      var end = start + 1
      while end < keyed.count, keyed[end].isAbout(first) { end += 1 }
      let isNext =
        start > 0 && keyed[start - 1].series == first.series && keyed[start - 1].cutoff == first.cutoff
      rank = isNext ? rank + 1 : 1
      try join(keyed[start..<end], rank: rank)
      start = end
    }
  }

  /// Joins the rows of all files about the same, if it can be scored.
  private mutating func join(_ group: ArraySlice<KeyedRow>, rank: Int) throws(Failure) {
    guard let first = group.first else { return }
    func omitAll(_ reason: LeftOut) { for row in group { omit(Int(row.file), Int(row.row), reason) } }
    var row = Row(
      series: Int(first.series), cutoff: first.cutoff, time: first.time, actual: .nan, lead: rank,
      sources: group.map { Int($0.row) })
    if let series = truth?.series[row.series] {
      let times = series.times[..<series.count]
      row.target = times.partitioningIndex { $0 >= row.time }
      row.known = times.partitioningIndex { $0 > row.cutoff }
      guard row.target < times.count, times[row.target] == row.time else { return omitAll(.unknownTime) }
      row.actual = series.target[row.target]
      row.lead = row.target - row.known + 1
    }
    try takeLead(of: group, to: &row)
    takeActual(of: group, to: &row)
    guard !row.actual.isNaN else { return omitAll(.noActual) }
    let lacking = group.filter { !isForecast($0) }.map(\.file)
    for source in group where group.count < files.count || !lacking.isEmpty {
      omit(Int(source.file), Int(source.row), lacking.contains(source.file) ? .noForecast : .missingElsewhere)
    }
    if group.count == files.count, lacking.isEmpty { rows.append(row) }
  }

  /// Whether all models of a file have a forecast in a row.
  private func isForecast(_ row: KeyedRow) -> Bool {
    let file = files[Int(row.file)]
    return file.models.allSatisfy { model in
      !file.rows.values[model.point][Int(row.row)].isNaN
        && model.quantiles.allSatisfy { !file.rows.values[$0.column][Int(row.row)].isNaN }
    }
  }

  /// The most leads that are told apart.
  private static let mostLeads = 1_000_000

  private func takeLead(of group: ArraySlice<KeyedRow>, to row: inout Row) throws(Failure) {
    for source in group {
      let file = files[Int(source.file)]
      guard let column = file.lead else { continue }
      let value = file.rows.values[column][Int(source.row)]
      guard let lead = Int(exactly: value), (1...Self.mostLeads).contains(lead) else {
        throw Failure(
          .data, at: file.rows.place(of: Int(source.row)),
          "the lead is \(value.isNaN ? "missing" : value.description), expected a whole number from 1 on",
          fix: "--lead with another column, or leave the column out of the file: leads are counted then")
      }
      row.lead = lead
      return
    }
    guard row.lead > Self.mostLeads, let source = group.first else { return }
    throw Failure(
      .limit, at: files[Int(source.file)].rows.place(of: Int(source.row)),
      "the row is \(row.lead) steps after its cutoff, more than the \(Self.mostLeads) that are told apart",
      fix: "--cutoff with the column of the cutoffs")
  }

  /// Takes what was observed from the files where the truth has none of its own, and counts what differs.
  private mutating func takeActual(of group: ArraySlice<KeyedRow>, to row: inout Row) {
    for source in group {
      let file = files[Int(source.file)]
      guard let column = file.actual else { continue }
      let value = file.rows.values[column][Int(source.row)]
      if row.actual.isNaN, truth == nil { row.actual = value }
      // Other programs keep values in single precision.
      guard !value.isNaN, !row.actual.isNaN, abs(value - row.actual) > 1e-6 * abs(row.actual) else {
        continue
      }
      otherActuals[Int(source.file)].count += 1
      otherActuals[Int(source.file)].first = min(otherActuals[Int(source.file)].first, Int(source.row))
    }
  }

  private mutating func noteOtherActuals(of index: Int) {
    let (file, other) = (files[index], otherActuals[index])
    guard other.count > 0, let name = file.actualName else { return }
    let line = file.rows.place(of: other.first)?.line.map { ", first in line \($0)" } ?? ""
    notices.append(
      "\(file.name): \(ShownText.quoted(name)) is not what \(truth == nil ? "the first file" : "the truth") holds in \(other.count == 1 ? "1 row" : "\(other.count) rows")\(line); \(truth == nil ? "that of the first file" : "the truth") is scored"
    )
  }

  /// Leaves rows out before which the truth has no value, where others have some.
  private mutating func leaveOutWithoutHistory() {
    guard let truth else { return }
    let first = truth.series.map { series in series.target.firstIndex { !$0.isNaN } ?? series.count }
    let isKnown = rows.map { $0.known > first[$0.series] }
    guard isKnown.contains(true) else {
      for index in rows.indices { rows[index].known = 0 }
      return
    }
    for (row, isKnown) in zip(rows, isKnown) where !isKnown {
      for (file, source) in row.sources.enumerated() { omit(file, source, .noHistory) }
    }
    rows = zip(rows, isKnown).filter(\.1).map(\.0)
  }
}
