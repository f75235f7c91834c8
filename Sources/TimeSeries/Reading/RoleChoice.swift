import Files

/// Chooses the roles of columns: those that options name, and those that can be recognised in one way only.
struct RoleChoice {
  let columns: ColumnNames
  let sample: OpeningSample
  let options: ReadOptions
  /// The series that the header tells apart.
  var entities: HeaderEntities?
  /// The units of the columns, where the header has them.
  var units: [String] = []
  /// Whether semicolons part the fields.
  var hasSemicolons = false
  /// Columns that are series, and series that the header tells apart, which are left out.
  var leftOut: Set<String> = []
  /// Whether faults are searched for: a column is then what most of its series say it is.
  var isSearch = false
  var roles = ColumnRoles()

  /// Names of columns that name series, in lower case.
  static let idNames: Set<String> = [
    "unique_id", "id", "item_id", "series_id", "series", "patient_id", "patient", "subject_id", "subject",
    "ticker",
    "symbol", "stock", "stay_id", "hadm_id", "patientunitstayid", "permno", "series_name", "sensor_id",
    "device_id",
  ]
  /// Names of columns with times, in lower case.
  static let timeNames: Set<String> = [
    "ds", "date", "datetime", "time", "timestamp", "date_time", "year", "month", "week", "day", "quarter",
    "period",
  ]

  /// Whether a column with this name is likely to name series: a usual name, or one that ends with `id` or
  /// `code`.
  static func namesSeries(_ name: String) -> Bool {
    let name = name.lowercased()
    return idNames.contains(name) || name.hasSuffix("id") || name.hasSuffix("code") || name.hasSuffix("type")
      || name.hasSuffix("symbol") || name.hasSuffix("ticker")
  }

  /// Creates a choice among the columns of a header.
  init(columns: ColumnNames, sample: OpeningSample, options: ReadOptions) {
    self.columns = columns
    self.sample = sample
    self.options = options
  }

  /// Chooses the role of every column.
  ///
  /// - Parameters:
  ///   - recognising: Whether columns that no option names are recognised.
  ///   - guessing: Whether of several possible targets a likely one is taken, with a notice, instead of a
  ///     question to the user.
  /// - Returns: The columns of each role.
  /// - Throws: `Failure` for a column that does not exist or has two roles, and where an option must say the
  ///   role.
  mutating func roles(recognising: Bool, guessing: Bool = false) throws(Failure) -> ColumnRoles {
    try refuseDataAsHeader()
    try chooseNamed()
    if recognising { chooseID() }
    try refuseTwoRoles()
    if roles.time == nil, recognising { try chooseTime() }
    noteForm()
    try checkUnnamed()
    if let volatility = options.volatility {
      if roles.targets.isEmpty { try choosePrices(of: volatility, guessing: guessing) }
      try refuseOtherPrices(than: volatility)
    } else if roles.targets.isEmpty {
      try chooseTargets(guessing: guessing)
    }
    try refuseTwoRoles()
    roles.entities = entities?.without(leftOut)
    try noteNumberForms(guessing: guessing)
    return roles
  }

  private mutating func chooseNamed() throws(Failure) {
    func positions(_ names: [String]) throws(Failure) -> [Int] {
      var positions: [Int] = []
      for name in names { positions.append(try columns.position(of: name)) }
      return positions
    }
    if let id = options.id { roles.ids = try columns.positions(of: id) }
    if let time = options.time { try nameTime(time) }
    roles.targets = try positions(options.targets).filter { !leftOut.contains(columns.names[$0]) }
    roles.past = try positions(options.past)
    roles.future = try positions(options.future)
    roles.statics = try positions(options.statics)
    try refuseColumnsOfOthers()
  }

  /// Refuses a named column that is one series' of several that the header tells apart: it would be taken for
  /// every one's.
  private func refuseColumnsOfOthers() throws(Failure) {
    guard let entities, let index = roles.valueColumns.first(where: { entities.others.contains($0) }),
      let entity = entities.columns.firstIndex(where: { $0.contains(index) }),
      let place = entities.columns[entity].firstIndex(of: index)
    else { return }
    let shared = columns.names[entities.columns[0][place]]
    throw Failure(
      .data, at: columns.place,
      "column \(ShownText.quoted(columns.names[index])) is that of the series \(ShownText.quoted(entities.names[entity])) alone, and the header names \(entities.names.count)",
      fix: "name the column that all of them have: \(ColumnNames.word(shared))")
  }

  /// Takes a column with a usual name whose values repeat for the name of the series.
  mutating func chooseID() {
    guard roles.ids.isEmpty, options.layout != .wide else { return }
    let named = columns.names.indices.filter { index in
      let isFraction = sample.columns[index].kind == .number && !sample.columns[index].numbers.areWhole
      return Self.idNames.contains(columns.names[index].lowercased()) && !isTaken(index) && !isFraction
    }
    if let unique = named.first(where: { columns.names[$0] == "unique_id" }) {
      roles.ids = [unique]
    } else if let only = named.first, named.count == 1, sample.columns[only].isRepeating {
      roles.ids = [only]
      roles.notices.append("series are named by column \(ShownText.quoted(columns.names[only]))")
    }
  }

  /// The column's name, with the unit that a line of the header gives it.
  func nameWithUnit(_ index: Int) -> String {
    let name = columns.names[index]
    guard units.indices.contains(index), !units[index].unwrapped.isEmpty else { return name }
    return "\(name) [\(units[index].unwrapped)]"
  }

  /// Leaves out a first column without a name, which is a row number, and an empty last one.
  private mutating func checkUnnamed() throws(Failure) {
    for (index, name) in columns.names.enumerated() where name.isEmpty && roles.time != index {
      if index == 0, columns.names.count > 1 {
        roles.notices.append("the first column has no name and is left out (a row number?)")
      } else if isEmptyToTheEnd(index) {
        roles.emptyColumns.append(index)
        if index == columns.names.count - 1 {
          roles.notices.append("the last column has no name and is empty: it is left out")
        }
      } else {
        throw Failure(
          .data, at: columns.place, "column \(index + 1) has no name",
          fix: "give it a name in line \(columns.place.line ?? 1)")
      }
    }
  }

  /// Whether the columns from `index` on have no names and hold nothing.
  private func isEmptyToTheEnd(_ index: Int) -> Bool {
    columns.names.indices[index...].allSatisfy {
      columns.names[$0].isEmpty && sample.columns[$0].kind == .empty
    }
  }

  func isTaken(_ index: Int) -> Bool {
    roles.ids.contains(index) || roles.timeColumns.contains(index) || roles.valueColumns.contains(index)
      || entities?.others.contains(index) == true || leftOut.contains(columns.names[index])
  }
}

// MARK: - Checks

extension RoleChoice {
  /// Refuses a first line that holds numbers and times only, which is data.
  private func refuseDataAsHeader() throws(Failure) {
    guard options.hasHeader, var numbers = try? NumberParser(options) else { return }
    let names = columns.names.filter { !$0.isEmpty }
    let looksLikeData =
      !names.isEmpty
      && names.allSatisfy { name in
        let bytes = Array(name.utf8)
        if numbers.parse(bytes.span) != .unreadable { return true }
        guard var times = try? TimeColumnParser() else { return false }
        return (try? times.append(bytes.span, line: 1, column: 1)) != nil
      }
    if looksLikeData {
      throw Failure(
        .data, at: columns.place, "the first line looks like data, not like names of columns",
        fix: "add --no-header (columns are then c1, c2, …)")
    }
  }

  private func refuseTwoRoles() throws(Failure) {
    var taken: [Int: String] = [:]
    var uses: [(index: Int, role: String)] = []
    uses += roles.ids.map { ($0, "--id") }
    uses += roles.timeColumns.map { ($0, "--time") }
    uses += roles.targets.map { ($0, "--target") } + roles.past.map { ($0, "--past") }
    uses += roles.future.map { ($0, "--future") } + roles.statics.map { ($0, "--static") }
    for (index, role) in uses {
      if let other = taken[index] {
        let twice = other == role ? "named twice in \(role)" : "both \(other) and \(role)"
        throw Failure(
          .arguments, "column \(ShownText.quoted(columns.names[index])) is \(twice)", fix: "name it once")
      }
      taken[index] = role
    }
  }

  /// Whether a column of numbers with this name holds times.
  static func isNumericTimeName(_ name: String) -> Bool {
    ["ds", "date", "datetime", "time", "timestamp", "epoch", "unix", "unixtime", "year"].contains(
      name.lowercased())
  }

  /// The unit in which a column with this name counts elapsed time, as `Time [s]` and `elapsed_ms` say.
  static func elapsedUnit(inName name: String) -> ReadOptions.TimeUnit? {
    let lower = name.lowercased()
    guard !["stamp", "epoch", "unix"].contains(where: { lower.contains($0) }) else { return nil }
    let words = lower.split { !($0.isLetter || $0.isNumber) }
    guard let last = words.last, lower == "seconds" || lower == "elapsed" || words.count > 1,
      ["time", "t", "elapsed", "seconds"].contains(words[0])
    else { return nil }
    switch last {
    case "s", "sec", "secs", "second", "seconds", "elapsed": return .seconds
    case "ms", "msec", "milliseconds": return .milliseconds
    case "us", "µs", "microseconds": return .microseconds
    case "ns", "nanoseconds": return .nanoseconds
    case "m", "min", "mins", "minute", "minutes": return .minutes
    case "h", "hr", "hrs", "hour", "hours": return .hours
    case "d", "day", "days": return .days
    default: return nil
    }
  }
}
