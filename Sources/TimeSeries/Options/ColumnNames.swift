import Files

/// Finds columns by name and shows their names to people.
struct ColumnNames {
  /// The names, in the file's order.
  let names: [String]
  /// The header, for messages.
  let place: Failure.Place

  /// The position of the column `name`, which an option asks for, in whatever Unicode form.
  ///
  /// - Throws: `Failure` (data) with the names there are, and the one that was probably meant.
  func position(of name: String) throws(Failure) -> Int {
    if let position = names.firstIndex(of: name.trimmed) ?? names.firstIndex(of: name.trimmed.unwrapped) {
      return position
    }
    let named = names.filter { !$0.isEmpty }
    let shown = "no column \(ShownText.quoted(name))"
    let guess = SimilarNames.likely(for: name, among: named)
    throw Failure(
      .data, at: place, "\(shown)\(guess.map { "; did you mean \(ShownText.quoted($0))?" } ?? "")",
      fix: "the columns are \(Self.list(named))")
  }

  /// The positions of the columns that an option names: one, or several with commas between them; a name in
  /// double quotes may hold commas itself.
  ///
  /// - Throws: `Failure` (data) for one that does not exist.
  func positions(of list: String) throws(Failure) -> [Int] {
    if names.contains(list.trimmed) || !list.contains(",") { return [try position(of: list)] }
    var positions: [Int] = []
    for name in LineFields.split(Array(list.utf8), delimiter: UInt8(ascii: ",")) {
      positions.append(try position(of: name))
    }
    return positions
  }

  /// The names as one text that ``positions(of:)`` takes.
  static func joined(_ names: [String]) -> String {
    if names.count == 1 { return names[0] }
    return names.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",")
  }

  /// Names as a sentence lists them, the first eight of them.
  static func list(_ names: [String]) -> String {
    if names.count > 8 { return ShownText.some(names) }
    return names.isEmpty ? "none" : names.map { ShownText.quoted($0) }.listed
  }

  /// The name as one word of a command line.
  static func word(_ name: String) -> String { ShellWord.quoted(name) }
}
