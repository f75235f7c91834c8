import Files

/// Where a series comes from, for messages.
struct SeriesOrigin {
  /// The name of the series.
  var id: String
  /// The name that its rows have; `nil` where all rows are of one recording.
  var name: String?
  /// The column of its target; `nil` where there is only one.
  var target: String?
  /// Its first row.
  var place: Failure.Place?

  /// Says that two origins give series of one name.
  static func collision(of first: SeriesOrigin, and second: SeriesOrigin, as id: String) -> Failure {
    let isOtherFile = first.place?.file != second.place?.file
    let fix: String
    if let target = first.target, let other = second.target, target != other {
      let options = [target, other].map { "--target \(ColumnNames.word($0))" }
      fix =
        "forecast the columns apart, with \(options[0]) and \(options[1]) in two runs, or rename one of them"
    } else {
      fix = "write the name with the same characters in all rows"
    }
    return Failure(
      .data, at: second.place,
      "\(first.words(namingFile: isOtherFile)) and \(second.words(namingFile: false)) would both be the series "
        + ShownText.quoted(id), fix: fix)
  }

  /// The origin as in `the target "HR" of series "p1" (line 2)`.
  private func words(namingFile: Bool) -> String {
    let series = name.map { "series \(ShownText.quoted($0))" }
    let line = place.map { " (line \($0.line ?? 1)\(namingFile ? " of \($0.file)" : ""))" } ?? ""
    guard let target else { return "the \(series ?? "series")\(line)" }
    return "the target \(ShownText.quoted(target))\(series.map { " of \($0)" } ?? "")\(line)"
  }
}
