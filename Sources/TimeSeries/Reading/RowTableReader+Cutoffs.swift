import Files

extension RowTableReader {
  /// Reads the cutoff of the current record, in the column at `index`.
  mutating func appendCutoff(_ reader: CSVReader, _ index: Int) throws(Failure) {
    let field = reader.bytes(index)
    do throws(Failure) {
      try cutoffs?.append(field.span, line: reader.line, column: 1)
    } catch {
      var failure = reader.repeatedHeader() ?? error
      failure.place = reader.place(ofField: index)
      failure.message = "column \(index + 1) \(ShownText.quoted(reader.header[index])): \(failure.message)"
      failure.fix = failure.fix?.replacing("--time with", with: "--cutoff with")
      throw failure
    }
  }

  /// Takes over the cutoffs of a file that was read, whose times are those of `times`: dates with the day and
  /// the month in the same order, and offsets in both or in none.
  mutating func finishCutoffs(of reader: CSVReader, like times: TimeColumnParser) throws(Failure) {
    guard var parser = cutoffs else { return }
    parser.convention.isDayFirstElsewhere = times.isDayFirst
    let column: TimeColumn
    do throws(Failure) {
      column = try parser.finish()
    } catch {
      var failure = error
      failure.place?.file = reader.name
      throw failure
    }
    if let dayFirst = times.isDayFirst, let other = parser.isDayFirst, dayFirst != other {
      throw Failure(
        .data, at: Failure.Place(file: reader.name),
        "the times have the \(dayFirst ? "day" : "month") first, and the cutoffs the \(other ? "day" : "month")",
        fix: "--time-format with the form of both, once they are written alike")
    }
    if let timeKind, [timeKind, column.kind].contains(.utc), [timeKind, column.kind].contains(.local) {
      let (with, without) = timeKind == .utc ? ("times", "cutoffs") : ("cutoffs", "times")
      throw Failure(
        .data, at: Failure.Place(file: reader.name),
        "the \(with) have offsets, and the \(without) have none",
        fix: "--timezone with the zone of the \(without), as --timezone Europe/Berlin")
    }
    table.cutoffs += column.instants
  }
}
