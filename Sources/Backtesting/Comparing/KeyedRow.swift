import Files
import TimeSeries

/// A row of a file, by what it is about.
struct KeyedRow {
  let series: Int32
  let file: Int32
  let row: Int32
  let cutoff: Instant
  let time: Instant

  /// Whether another row is about the same.
  func isAbout(_ other: Self) -> Bool {
    series == other.series && cutoff == other.cutoff && time == other.time
  }

  /// The order of rows: by series, cutoff and time, then as they stand in the files.
  static func precedes(_ left: Self, _ right: Self) -> Bool {
    if left.series != right.series { return left.series < right.series }
    if left.cutoff != right.cutoff { return left.cutoff < right.cutoff }
    if left.time != right.time { return left.time < right.time }
    return (left.file, left.row) < (right.file, right.row)
  }
}

extension JoinedRows {
  /// The rows of all files by what they are about, without those of which that is not known.
  ///
  /// - Throws: `Failure` (data) for a row that repeats another of its file.
  mutating func keyedRows(
    _ cutoffs: ComparedCutoffs, keepsFirst: Bool
  ) throws(Failure) -> [KeyedRow] {
    var keyed: [KeyedRow] = []
    for (index, file) in files.enumerated() {
      let start = keyed.count
      for row in file.rows.times.indices {
        let own = file.rows.series.isEmpty ? 0 : Int(file.rows.series[row])
        guard let series = series.ofFiles[index][own] else {
          omit(index, row, .unknownSeries)
          continue
        }
        guard let cutoff = cutoffs.cutoff(file, row: row, series: series) else {
          omit(index, row, .unknownCutoff)
          continue
        }
        guard file.rows.times[row] > cutoff else {
          omit(index, row, .beforeCutoff)
          continue
        }
        keyed.append(
          KeyedRow(
            series: Int32(series), file: Int32(index), row: Int32(row), cutoff: cutoff,
            time: file.rows.times[row]))
      }
      let own = try withoutRepetitions(Array(keyed[start...]), of: index, keepsFirst: keepsFirst)
      keyed.replaceSubrange(start..., with: own)
    }
    return keyed
  }

  /// Refuses rows of one file about the same, or leaves all but the first out where that is asked for.
  private mutating func withoutRepetitions(
    _ rows: [KeyedRow], of index: Int, keepsFirst: Bool
  ) throws(Failure) -> [KeyedRow] {
    let sorted = rows.sorted(by: KeyedRow.precedes)
    var kept: [KeyedRow] = []
    var repeated = 0
    for row in sorted {
      guard let last = kept.last, last.isAbout(row) else {
        kept.append(row)
        continue
      }
      guard keepsFirst else { throw repetition(last, row, files[index]) }
      repeated += 1
    }
    if repeated > 0 {
      notices.append(
        "\(files[index].name): \(repeated == 1 ? "1 row" : "\(repeated) rows") left out, repeating others, as --duplicates first says"
      )
    }
    return kept
  }

  private func repetition(_ first: KeyedRow, _ second: KeyedRow, _ file: ComparedFile) -> Failure {
    let text = TimeText(
      kind: file.rows.timeKind, times: [first.time, first.cutoff], unit: file.rows.elapsedUnit)
    let cutoff = file.hasCutoffs ? " at the cutoff \(text.text(of: first.cutoff))" : ""
    let line = file.rows.place(of: Int(first.row))?.line ?? 0
    let name =
      file.rows.seriesNames.isEmpty ? "" : " for series \(ShownText.quoted(series.names[Int(first.series)]))"
    return Failure(
      .data, at: file.rows.place(of: Int(second.row)),
      "the time \(text.text(of: first.time)) is forecast twice\(name)\(cutoff): here and in line \(line)",
      fix: file.hasCutoffs
        ? "--id with all columns that tell series apart, or --duplicates first to keep the first"
        : "--cutoff with the column of the cutoffs, --id with all columns that tell series apart, or --duplicates first to keep the first"
    )
  }
}
