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
        let found = Self.found(own, positions, Self.numbers(names))
        let count = zip(own, found).count { $1 != nil && positions[$0] == nil }
        if count > 0 {
          notices.append("\(file.name): the truth spells the numbers that name \(count) series otherwise")
        }
        ofFiles.append(found)
      }
    }
    (self.names, self.ofFiles, self.notices) = (names, ofFiles, notices)
  }

  /// The series of each of a file's names: the one with that name, or the one with the same number; none
  /// where two names of the file would be one series.
  private static func found(_ own: [String], _ positions: [String: Int], _ numbers: [String: Int?]) -> [Int?]
  {
    let taken = Set(own.compactMap { positions[$0] })
    let numbered = own.map { positions[$0] == nil ? digits(of: $0) : nil }
    var counts: [String: Int] = [:]
    for digits in numbered.compactMap(\.self) { counts[digits, default: 0] += 1 }
    return zip(own, numbered).map { name, digits in
      if let place = positions[name] { return place }
      guard let digits, counts[digits] == 1, let place = numbers[digits] ?? nil, !taken.contains(place)
      else { return nil }
      return place
    }
  }

  /// The series whose names are whole numbers, by their digits, as 007 and 7.0 are one; `nil` for a number
  /// that several are.
  private static func numbers(_ names: [String]) -> [String: Int?] {
    Dictionary(
      names.enumerated().compactMap { index, name in digits(of: name).map { ($0, .some(index)) } }
    ) { _, _ in .none }
  }

  /// The digits of a whole number without leading zeros, as texts hold it exactly; `nil` for other names.
  private static func digits(of name: String) -> String? {
    let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, !whole.isEmpty, whole.utf8.allSatisfy({ (48...57).contains($0) }),
      parts.count == 1 || parts[1].utf8.allSatisfy({ $0 == 48 })
    else { return nil }
    return String(whole.drop { $0 == "0" })
  }

  private static func requireOne(_ names: [String], _ file: ComparedFile) throws(Failure) {
    guard names.count > 1 else { return }
    throw Failure(
      .data, at: Failure.Place(file: file.name),
      "no column names the series of its rows, and there are \(names.count): \(ShownText.some(names))",
      fix: "--id with the name of the column that does")
  }
}
