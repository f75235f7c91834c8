import Files

/// What the columns of a file hold, as most of its series say, and which series say something else.
///
/// One cell among the first rows that is no number makes a column of numbers one of texts, and its whole file
/// another. Here each series has one voice for what a column holds, and those that are outvoted are not
/// heard.
struct UsualSample {
  /// A series that says something else of a column than most.
  struct Outlier {
    /// The series' name.
    let series: String
    /// The column.
    let column: Int
    /// The first line of the series.
    let line: Int
  }

  /// What most series say.
  let sample: OpeningSample
  /// Those that say something else.
  let outliers: [Outlier]
  /// The columns that name the series; none where each row speaks for itself.
  let ids: [Int]

  /// A row of the file's beginning.
  fileprivate struct Row {
    let line: Int
    let cells: [[UInt8]]
  }

  /// What the cells that one series has in a column are.
  private struct Voice: Hashable {
    var kind: ColumnKind
    /// What stands around numbers, or how times are written.
    var form = ""
  }

  /// Looks at the first rows of `reader`'s file, and passes over those that cannot be read.
  init(of reader: CSVReader, options: ReadOptions) throws(Failure) {
    let rows = try Self.rows(of: reader)
    let (unread, numbers) = (try ColumnState(options), try NumberParser(options))
    func column(_ cells: [[UInt8]]) -> ColumnState {
      var (state, numbers) = (unread, numbers)
      for cell in cells { state.add(cell, numbers.parse(cell.span), &numbers) }
      return state
    }
    let whole = OpeningSample(
      columns: reader.header.indices.map { index in
        column(rows.map { $0.cells[index] }).column(rowCount: rows.count)
      }, rowCount: rows.count)
    let ids = try Self.ids(reader, whole, options)
    let groups = Self.groups(rows, ids)
    var columns: [OpeningSample.Column] = []
    var outliers: [Outlier] = []
    for index in reader.header.indices {
      let name = TimeName(reader.header[index])
      let voices = groups.map { group in
        Self.voice(column(group.rows.map { $0.cells[index] }), rows: group.rows.count, name: name)
      }
      guard let most = Self.most(voices), most.kind != .text else {
        columns.append(whole.columns[index])
        continue
      }
      let others = voices.indices.filter { voices[$0].map { $0 != most } ?? false }
      outliers += others.map {
        Outlier(series: groups[$0].name, column: index, line: groups[$0].rows[0].line)
      }
      let silent = Set(others)
      let heard = Set(groups.indices.filter { !silent.contains($0) }.flatMap { groups[$0].rows.map(\.line) })
      let cells = rows.filter { heard.contains($0.line) }.map { $0.cells[index] }
      columns.append(others.isEmpty ? whole.columns[index] : column(cells).column(rowCount: cells.count))
    }
    self.sample = OpeningSample(columns: columns, rowCount: rows.count)
    self.outliers = outliers
    self.ids = ids
  }

  private static func rows(of reader: CSVReader) throws(Failure) -> [Row] {
    let opening = try reader.openingReader()
    let most = OpeningSample.mostRows(ofColumns: reader.header.count)
    var rows: [Row] = []
    while rows.count < most {
      do throws(Failure) {
        guard try opening.next() else { break }
      } catch {
        guard error.cause == .data else { throw error }
        continue
      }
      if opening.repeatsHeader { continue }
      let cells = reader.header.indices.map { $0 < opening.fieldCount ? opening.bytes($0) : [] }
      rows.append(Row(line: opening.line, cells: cells))
    }
    return rows
  }

  /// The columns that name the series, by options or by their own names.
  private static func ids(
    _ reader: CSVReader, _ sample: OpeningSample, _ options: ReadOptions
  ) throws(Failure) -> [Int] {
    let columns = ColumnNames(names: reader.header, place: reader.headerPlace)
    if let id = options.id { return try columns.positions(of: id) }
    guard options.layout != .rows else { return [] }
    var choice = RoleChoice(columns: columns, sample: sample, options: options)
    choice.chooseID()
    return choice.roles.ids
  }

  /// The rows of each series; where nothing names them each row by itself.
  private static func groups(_ rows: [Row], _ ids: [Int]) -> [(name: String, rows: [Row])] {
    guard !ids.isEmpty else { return rows.map { ("", [$0]) } }
    var places: [[[UInt8]]: Int] = [:]
    var groups: [(name: String, rows: [Row])] = []
    for row in rows {
      let key = ids.map { row.cells[$0] }
      if let place = places[key] {
        groups[place].rows.append(row)
      } else {
        places[key] = groups.count
        let parts = key.map { String(decoding: $0, as: UTF8.self).trimmed }
        groups.append((parts.filter { !$0.isEmpty }.joined(separator: "/"), [row]))
      }
    }
    return groups
  }

  /// What a series says of a column; `nil` where it has no value.
  private static func voice(_ state: ColumnState, rows: Int, name: TimeName) -> Voice? {
    let column = state.column(rowCount: rows)
    switch column.kind {
    case .empty: return nil
    case .text: return Voice(kind: .text)
    case .time: return Voice(kind: .time, form: state.timeForm?.name ?? "")
    case .number:
      let texts = column.form.map { $0.prefixes.union($0.suffixes).sorted() } ?? []
      let time = name.isTime ? column.time?.numbers?.time(named: name) : nil
      return Voice(kind: .number, form: texts.joined(separator: " ") + (time.map { "\($0)" } ?? ""))
    }
  }

  /// What most say; of several the first that does not make texts of all.
  private static func most(_ voices: [Voice?]) -> Voice? {
    let spoken = voices.compactMap(\.self)
    let most = Tally(spoken).most
    guard most?.kind == .text else { return most }
    let others = Tally(spoken.filter { $0.kind != .text }).most
    let count = { (voice: Voice?) in spoken.count { $0 == voice } }
    return others != nil && count(others) == count(most) ? others : most
  }
}
