import Foundation

/// One value of a result.
enum Value {
  case text(String)
  case integer(Int)
  /// A number shown with some decimals; JSON has all of them.
  case number(Double, decimals: Int)

  /// The value in a table.
  var shown: String {
    switch self {
    case .text(let text): text
    case .integer(let integer): String(integer)
    case .number(let number, let decimals): String(format: "%.\(decimals)f", number)
    }
  }

  /// The value in JSON; a number that is not finite has none.
  var json: String {
    switch self {
    case .text(let text): "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    case .integer(let integer): String(integer)
    case .number(let number, _): number.isFinite ? String(number) : "null"
    }
  }
}

/// A named value of a result.
typealias Field = (name: String, value: Value)

/// Prints results one by one as they are measured: as lines of a table, or as lines of JSON.
struct Report {
  private let isJSON: Bool
  private var header: [String] = []

  init(json: Bool) { isJSON = json }

  /// Prints one result, below a header whenever the fields change.
  mutating func add(_ fields: [Field]) {
    if isJSON {
      print("{" + fields.map { "\"\($0.name)\": \($0.value.json)" }.joined(separator: ", ") + "}")
    } else {
      let names = fields.map(\.name)
      if names != header {
        print((header.isEmpty ? "" : "\n") + line(names, fields))
        header = names
      }
      print(line(fields.map(\.value.shown), fields))
    }
    // Results of long runs are read while they come.
    fflush(nil)
  }

  private func line(_ cells: [String], _ fields: [Field]) -> String {
    zip(cells, fields).map { cell, field in
      if case .text = field.value { return padding(cell, field.name == "what" ? 38 : 16).after }
      return padding(cell, max(field.name.count, 8)).before
    }.joined(separator: "  ")
  }

  private func padding(_ cell: String, _ width: Int) -> (before: String, after: String) {
    let space = String(repeating: " ", count: max(0, width - cell.count))
    return (space + cell, cell + space)
  }
}
