import Files

/// Looks for columns that tell series apart: by them, rows that are in no order, or have one time several
/// times, fall into series that are in order.
struct SeparatingColumns {
  /// What to do about rows in no order; `nil` where no column tells them apart.
  private(set) var advice: String?

  private let header: [String]
  private let given: [Int]
  private var instants: [Instant] = []
  private var numbers: [[Int32]] = []
  private var candidates: [Candidate] = []

  /// A column that may name series.
  private struct Candidate {
    var column: Int
    var names = NameTable()
    var hasEmpty = false
  }

  /// Columns that divide the rows in order.
  private struct Division {
    var columns: [Int]
    var groupCount: Int
    var isNamed: Bool
    var hasEmpty: Bool
    var isOfOneColumn: Bool
    var first: String
  }

  private static let mostRows = 200_000
  private static let mostPairs = 8

  /// Reads `paths` once more; `nil` where that cannot be done.
  init?(_ paths: [String], options: ReadOptions) {
    guard paths.count == 1, paths[0] != "-", options.layout == nil || options.layout == .long,
      let reader = try? CSVReader(path: paths[0], options: options), options.time != nil,
      let sample = try? OpeningSample(of: reader, options: options)
    else { return nil }
    let columns = ColumnNames(names: reader.header, place: reader.headerPlace)
    var choice = RoleChoice(columns: columns, sample: sample, options: options)
    guard let roles = try? choice.roles(recognising: false), roles.time != nil else { return nil }
    header = reader.header
    given = roles.ids
    candidates = header.indices.compactMap { index in
      guard !roles.timeColumns.contains(index), !roles.valueColumns.contains(index), !header[index].isEmpty,
        sample.columns[index].canNameSeries, !roles.ids.contains(index)
      else { return nil }
      return Candidate(column: index)
    }
    candidates = roles.ids.map { Candidate(column: $0) } + candidates
    guard readRows(reader, roles: roles, options: options) else { return nil }
    advice = best.map(words)
  }

  private mutating func readRows(_ reader: CSVReader, roles: ColumnRoles, options: ReadOptions) -> Bool {
    guard let time = roles.time,
      var times = try? TimeColumnParser(
        format: options.timeFormat ?? roles.timeFormat,
        unit: options.timeUnit ?? roles.timeUnit ?? roles.elapsedUnit, zone: options.timeZone,
        elapsed: roles.elapsedUnit != nil && options.timeUnit == nil, date: options.date)
    else { return false }
    numbers = candidates.map { _ in [] }
    var count = 0
    while count < Self.mostRows, (try? reader.next()) == true {
      if options.selection?.leavesOutWithoutTime == true, reader.lacksTime(time) { continue }
      guard (try? times.append(reader.timeCell(roles).span, line: reader.line, column: 1)) != nil else {
        return false
      }
      count += 1
      for index in candidates.indices {
        let bytes = reader.bytes(candidates[index].column)
        if bytes.isEmpty { candidates[index].hasEmpty = true }
        let known = candidates[index].names.number(of: bytes.span)
        let number =
          known
          ?? candidates[index].names.add(bytes.span, text: String(decoding: bytes, as: UTF8.self))
        numbers[index].append(Int32(truncatingIfNeeded: number))
      }
    }
    guard let column = try? times.finish(), column.instants.count == count else { return false }
    instants = column.instants
    return count > 0
  }

  /// The columns that divide the rows into the fewest series in order.
  private var best: Division? {
    let own = Array(given.indices)
    let others = candidates.indices.filter {
      $0 >= given.count && candidates[$0].names.names.count > 1
    }
    let all = others.compactMap { division(own + [$0]) }
    // A name that is missing in some rows is no id, but may tell kinds of rows apart.
    var divisions = all.contains { !$0.hasEmpty } ? all.filter { !$0.hasEmpty } : all
    if divisions.isEmpty {
      let few = others.filter {
        !candidates[$0].hasEmpty && candidates[$0].names.names.count * 3 <= instants.count
      }.prefix(
        Self.mostPairs)
      for (position, first) in few.enumerated() {
        divisions += few.dropFirst(position + 1).compactMap { division(own + [first, $0]) }
      }
    }
    return divisions.min { first, second in
      if first.isNamed != second.isNamed, first.groupCount <= 3 * second.groupCount,
        second.groupCount <= 3 * first.groupCount
      {
        return first.isNamed
      }
      return first.groupCount < second.groupCount
    }
  }

  /// The division by the candidates at `positions`; `nil` where it leaves rows in no order, or hardly any
  /// together.
  private func division(_ positions: [Int]) -> Division? {
    var last: [[Int32]: Instant] = [:]
    var (later, earlier) = (0, 0)
    for row in instants.indices {
      let key = positions.map { numbers[$0][row] }
      if let before = last.updateValue(instants[row], forKey: key) {
        if before == instants[row] { return nil }
        if before < instants[row] { later += 1 } else { earlier += 1 }
        if later > 0 && earlier > 0 { return nil }
      }
    }
    guard last.count > 1, last.count * 2 <= instants.count else { return nil }
    let columns = positions.map { candidates[$0].column }
    let added = positions.last.map { candidates[$0] }
    return Division(
      columns: columns, groupCount: last.count,
      isNamed: added.map { RoleChoice.namesSeries(header[$0.column]) } ?? false,
      hasEmpty: positions.contains { candidates[$0].hasEmpty },
      isOfOneColumn: positions.count == given.count + 1,
      first: added.flatMap(\.names.names.first) ?? "")
  }

  private func words(_ division: Division) -> String {
    let names = division.columns.map { header[$0] }
    let list = ColumnNames.word(ColumnNames.joined(names))
    let condition = ColumnNames.word("\(names[names.count - 1])=\(division.first)")
    if division.hasEmpty {
      return "if the rows are of several kinds, keep those of one with --where \(condition)"
    }
    let others = division.isOfOneColumn ? ", or keep those of one kind with --where \(condition)" : ""
    return
      "if the rows belong to several series, add --id \(list) (\(division.groupCount) series)\(others)"
  }
}

extension OpeningSample.Column {
  /// Whether the cells may name series: texts or whole numbers, some of them several times, and no decimals.
  var canNameSeries: Bool {
    guard isRepeating, form == nil else { return false }
    return kind == .text || kind == .number && numbers.areWhole
  }
}
