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

  /// Takes over the cutoffs of a file that was read.
  mutating func finishCutoffs(of reader: CSVReader) throws(Failure) {
    do throws(Failure) {
      table.cutoffs += try cutoffs?.finish().instants ?? []
    } catch {
      var failure = error
      failure.place?.file = reader.name
      throw failure
    }
  }
}
