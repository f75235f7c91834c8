import Files
import TimeSeries

extension [ImplausibleValue] {
  /// Writes them as CSV, one a line.
  func write(to file: OutputFile) throws(Failure) {
    try file.write("file,line,column,value,reason\n")
    for value in self {
      let fields = [
        CSVField.quoted(value.place?.file ?? ""), value.place?.line.map { String($0) } ?? "",
        CSVField.quoted(value.column), CSVField.number(value.value), CSVField.quoted(value.reason.text),
      ]
      try file.write(fields.joined(separator: ",") + "\n")
    }
  }
}
