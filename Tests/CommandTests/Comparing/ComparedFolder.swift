import TestSupport

/// A folder for `foresee compare`, and what is read of its outputs.
enum ComparedFolder {
  /// A folder with a truth of two series, of 24 days each, and with `files`.
  static func make(_ files: [String: String] = [:]) throws -> TemporaryDirectory {
    let folder = try TemporaryDirectory()
    var text = "item,when,value\n"
    for (id, size) in [("A", 1), ("B", 10)] {
      for day in 1...24 { text += "\(id),\(date(day)),\(value(day, size))\n" }
    }
    try folder.write(text, to: "truth.csv")
    for (name, text) in files { try folder.write(text, to: name) }
    return folder
  }

  /// The options that read the truth.
  static let truth = ["--truth", "truth.csv", "--id", "item", "--target", "value", "--season", "1"]

  /// A day of January 2024.
  static func date(_ day: Int) -> String { "2024-01-" + (day < 10 ? "0" : "") + String(day) }

  private static func value(_ day: Int, _ size: Int) -> Int { size * (10 + day * day * 7 % 5) }

  /// A truth of one series whose value is the day.
  static let days = "when,value\n" + (1...24).map { "\(date($0)),\($0)\n" }.joined()

  /// The value of a metric over all, by the names of model and metric.
  static func metrics(_ text: String?) -> [String: String] {
    var values: [String: String] = [:]
    for line in (text ?? "").split(separator: "\n") {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      if cells.count == 5, cells[2].isEmpty, cells[3].isEmpty {
        values["\(cells[0]) \(cells[1])"] = String(cells[4])
      }
    }
    return values
  }
}
