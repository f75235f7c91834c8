import Files
import TimeSeries

/// The series that compared files have in common, by their names.
struct ComparedSeries {
  /// The names.
  let names: [String]
  /// For each file the series that its own ones are; `nil` for one that the truth does not know.
  let ofFiles: [[Int?]]
  /// What a user should be told.
  let notices: [String]

  /// Matches the series of `files` with those of the truth, or with each other's where the files hold it.
  ///
  /// - Throws: `Failure` for a file that does not say which of several series it is of.
  init(_ files: [ComparedFile], truth: Panel?) throws(Failure) {
    var names = truth?.series.map(\.id) ?? []
    if truth == nil {
      var seen: Set<String> = []
      for name in files.flatMap(\.rows.seriesNames) where seen.insert(name).inserted { names.append(name) }
      if names.isEmpty { names = [files.lazy.compactMap(\.actualName).first ?? "y"] }
    }
    var notices: [String] = []
    var positions: [String: Int] = [:]
    for (index, name) in names.enumerated() { positions[name] = index }
    var ofFiles: [[Int?]] = []
    for file in files {
      let own = file.rows.seriesNames
      if own.isEmpty {
        try Self.requireOne(names, file)
        ofFiles.append([0])
      } else if own.count == 1, names.count == 1, own != names {
        notices.append(
          "\(file.name): its only series \(ShownText.quoted(own[0])) is taken for \(ShownText.quoted(names[0])), the only one of the truth"
        )
        ofFiles.append([0])
      } else {
        let numbers = Self.numbers(names)
        let found = own.map { positions[$0] ?? Double($0).flatMap { numbers[$0] ?? nil } }
        let count = zip(own, found).count { $1 != nil && positions[$0] == nil }
        if count > 0 {
          notices.append("\(file.name): the truth spells the numbers that name \(count) series otherwise")
        }
        ofFiles.append(found)
      }
    }
    (self.names, self.ofFiles, self.notices) = (names, ofFiles, notices)
  }

  /// The series whose names are numbers, as 007 and 7.0 are one; `nil` for a number that several are.
  private static func numbers(_ names: [String]) -> [Double: Int?] {
    Dictionary(names.enumerated().compactMap { index, name in Double(name).map { ($0, .some(index)) } }) {
      _, _ in
      .none
    }
  }

  private static func requireOne(_ names: [String], _ file: ComparedFile) throws(Failure) {
    guard names.count > 1 else { return }
    throw Failure(
      .data, at: Failure.Place(file: file.name),
      "no column names the series of its rows, and there are \(names.count): \(ForecastColumns.list(names))",
      fix: "--id with the name of the column that does")
  }
}
