import Files

/// A row that cannot be parted into the header's fields, as its one line has it.
struct BrokenRow {
  /// The fields that the line seems to have.
  let fields: [String]
  /// The line.
  let line: Int
  /// Why it cannot be read.
  let failure: Failure

  /// The series that the row is of, as far as that can be told: by the fields counted from the beginning of
  /// the line, or from its end, because one is missing or too much between.
  ///
  /// A name is believed if other rows have it, or if it comes first; and if the time stands where it belongs,
  /// or the line ends before it. Otherwise the name itself may be what is missing, and the row another
  /// series'.
  ///
  /// - Parameters:
  ///   - ids: The columns that name the series.
  ///   - time: The column with the time.
  ///   - count: The number of columns.
  ///   - known: The names that whole rows have.
  ///   - isTime: Whether a cell can be a time of a series.
  /// - Returns: The name of the series; `nil` where none is certain.
  func series(
    ids: [Int], time: Int?, fieldCount count: Int, known: Set<String>,
    isTime: (_ cell: [UInt8], _ series: String) -> Bool
  ) -> String? {
    var found: Set<String> = []
    for shift in Set([0, fields.count - count]) {
      let places = ids.map { $0 + shift }
      guard places.allSatisfy({ fields.indices.contains($0) }) else { continue }
      let name = places.map { fields[$0] }.filter { !$0.isEmpty }.joined(separator: "/")
      // Behind a name at the beginning, what is missing or too much can only come later.
      let isFirst = shift == 0 && ids == Array(ids.indices) && fields.count > ids.count
      let isKnown = known.contains(name)
      guard !name.isEmpty, isKnown || isFirst else { continue }
      if let time {
        let isCutOff = shift == 0 && time >= fields.count - 1
        let isInPlace = Set([time, time + shift]).contains { place in
          fields.indices.contains(place) && isTime(Array(fields[place].utf8), name)
        }
        guard isInPlace || isKnown && (isFirst || isCutOff || fields.count == count) else { continue }
      }
      found.insert(name)
    }
    return found.count == 1 ? found.first : nil
  }
}
