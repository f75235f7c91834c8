import Files

/// Where the rows of each series stand in the files.
struct SeriesLines {
  /// The lines of one file, for each series the runs that follow each other.
  private struct File {
    let path: String
    let name: String
    let lineBreak: UInt8
    var runs: [[ClosedRange<Int>]] = []
  }

  private var files: [File] = []

  /// Begins with the lines of another file.
  mutating func begin(_ reader: CSVReader, path: String) {
    files.append(File(path: path, name: reader.name, lineBreak: reader.lineBreak))
  }

  /// Notes that `lines` of the last file hold a row of the series with a number.
  mutating func note(_ series: Int, _ lines: ClosedRange<Int>) {
    let file = files.count - 1
    while files[file].runs.count <= series { files[file].runs.append([]) }
    if let last = files[file].runs[series].last, last.upperBound + 1 == lines.lowerBound {
      files[file].runs[series][files[file].runs[series].count - 1] = last.lowerBound...lines.upperBound
    } else {
      files[file].runs[series].append(lines)
    }
  }

  /// The place of the first row of a series.
  func first(of series: Int) -> Failure.Place? {
    for file in files where series < file.runs.count {
      if let run = file.runs[series].min(by: { $0.lowerBound < $1.lowerBound }) {
        return Failure.Place(file: file.name, line: run.lowerBound)
      }
    }
    return nil
  }

  /// Leaves the lines of some series out.
  func leaveOut(_ series: [Int], of input: inout LeftOutInput) {
    for file in files {
      var lines = input.lines(of: file.path)
      lines.lineBreak = file.lineBreak
      lines.add(series.flatMap { $0 < file.runs.count ? file.runs[$0] : [] })
      input.lines[file.path] = lines
    }
  }
}
