import Files

/// Finds out which series keep files from being read, and where their rows are.
///
/// Reading itself stops at the first fault, and takes the rows before it for right. The search goes on behind
/// each fault, reads the times of each series by themselves, and lets most series say what columns hold. It
/// only tells which series are to be left out: what is left is read once more, as any other input is.
struct FaultSearch {
  /// What tells series apart.
  enum Division {
    /// Columns of their rows.
    case ids
    /// Each file is one.
    case files
    /// Each column is one, or the columns of one name in the header.
    case columns
    /// Each row is one.
    case rows
  }

  /// What tells series apart; `nil` where all is one series.
  var division: Division?
  /// The names of the series, by number.
  var names: [String] = []
  /// The first fault of each series, in the order in which they were found.
  private(set) var faults: [Failure] = []
  /// Where the rows of the series are.
  var lines = SeriesLines()

  let reader: PanelReader
  let paths: [String]
  private var faulty: Set<String> = []
  private var outliers: [UsualSample.Outlier] = []
  private var withoutEnd: [Failure] = []
  private var kinds: [(series: String, kind: TimeKind, file: String)] = []

  /// Searches the files at `paths`, which `reader` reads.
  ///
  /// - Throws: `Failure` for what concerns no single series, so that nothing can be told about others.
  init(_ reader: PanelReader, _ paths: [String]) throws(Failure) {
    self.reader = reader
    self.paths = paths
    if reader.options.layout == .rows { try searchRowsLayout() } else { try searchColumns() }
  }

  /// Notes a fault of a series, unless it has one already.
  mutating func note(_ failure: Failure, of series: String) {
    guard faulty.insert(series).inserted else { return }
    faults.append(failure.concerning(series))
  }

  /// Whether a series has a fault.
  func isFaulty(_ series: String) -> Bool { faulty.contains(series) }

  // MARK: Files

  private mutating func searchColumns() throws(Failure) {
    let stems = try reader.names(of: paths)
    let areFiles = paths.count > 1 && reader.options.id == nil
    let read = zip(paths, stems).filter { !reader.leftOut.files.contains($0.0) }
    if areFiles { (division, names) = (.files, read.map(\.1)) }
    var options = reader.options
    var first: FileSearch?
    for (path, stem) in read {
      do throws(Failure) {
        var file = try FileSearch(path, reader, options, isFirst: first == nil)
        let isNamedByFile = paths.count > 1 && file.roles.ids.isEmpty
        if first == nil { begin(with: file) }
        guard division != nil else { return }
        file.rows = first?.rows ?? file.rows
        try file.search(series: isNamedByFile ? stem : nil, in: &self)
        options.name(file.roles, in: file.reader.header)
        first = file
      } catch {
        guard division == .files, error.cause == .data else { throw error }
        note(error, of: stem)
      }
    }
    voteOnKinds()
    try searchFuture(after: first, options: options)
  }

  private mutating func begin(with file: FileSearch) {
    let roles = file.roles
    if !roles.ids.isEmpty {
      (division, names) = (.ids, [])
    } else if division == .files {
      return
    } else if let entities = roles.entities {
      (division, names) = (.columns, entities.names)
    } else if roles.targets.count > 1 {
      (division, names) = (.columns, roles.targets.map { file.reader.header[$0] })
    }
  }

  private mutating func searchFuture(after first: FileSearch?, options: ReadOptions) throws(Failure) {
    guard let path = reader.futureFile, let first, division == .ids else { return }
    let assembly = PanelAssembly(options: reader.options, roles: first.roles, header: first.reader.header)
    var file = try FileSearch(future: path, reader, options, for: assembly)
    file.rows = first.rows
    try file.search(series: nil, in: &self)
  }

  /// Notes what most series contradict in the columns that are used.
  mutating func note(_ found: [UsualSample.Outlier], of columns: [Int]) {
    outliers += found.filter { columns.contains($0.column) }
  }

  /// Notes that the times of a series cannot be read as a whole, while those of others may be.
  mutating func noteWithoutEnd(_ series: String, _ failure: Failure) {
    withoutEnd.append(failure.concerning(series))
  }

  /// Notes what the times of a file mean, which is one series.
  mutating func note(_ kind: TimeKind, ofFile file: String, series: String) {
    kinds.append((series, kind, file))
  }

  /// Lets files that are one series each vote on what times mean.
  private mutating func voteOnKinds() {
    guard let most = Tally(kinds.map(\.kind)).most else { return }
    for other in kinds where other.kind != most {
      note(
        Failure(
          .data, at: Failure.Place(file: other.file), "its times are of another kind than those of most files"
        ),
        of: other.series)
    }
  }
}

// MARK: - Misleading series

extension FaultSearch {
  /// Whether files look like something else to `reader` than most of their series say: a word in one of them
  /// makes texts of a column of numbers, and others may be forecast instead.
  static func areMisleading(_ paths: [String], to reader: PanelReader) -> Bool {
    guard reader.options.layout != .rows,
      let path = paths.first(where: { !reader.leftOut.files.contains($0) }),
      let file = try? CSVReader(path: path, options: reader.options),
      let sample = try? OpeningSample(of: file, options: reader.options)
    else { return false }
    var choice = reader.choice(of: file, sample, options: reader.options)
    guard let found = try? choice.roles(recognising: true),
      let usual = try? FileSearch(path, reader, reader.options, isFirst: true).roles
    else { return false }
    return !found.agree(with: usual)
  }
}

// MARK: - What is to be left out

extension FaultSearch {
  /// The failures of single series that explain `failure`, by which reading ended; none where it concerns
  /// others too.
  func failures(explaining failure: Failure) -> [Failure] {
    if !failure.ofSeries.isEmpty { return failure.ofSeries }
    if !faults.isEmpty { return faults }
    if !outliers.isEmpty {
      return outliers.map { outlier in
        Failure(
          .data, at: failure.place.map { Failure.Place(file: $0.file, line: outlier.line) },
          "its cells of column \(outlier.column + 1) are not written as those of most series",
          series: outlier.series)
      }
    }
    return withoutEnd.count * 2 < names.count ? withoutEnd : []
  }

  /// The place of the first row of a series.
  func place(of name: String) -> Failure.Place? {
    names.firstIndex(of: name).flatMap { lines.first(of: $0) }
  }

  /// Leaves series out of what is read; `false` where their rows are not known.
  func leaveOut(_ series: Set<String>, of input: inout LeftOutInput) -> Bool {
    let before = input
    switch division {
    case .ids, .rows:
      lines.leaveOut(names.indices.filter { series.contains(names[$0]) }, of: &input)
    case .files:
      let stems = (try? reader.names(of: paths)) ?? []
      input.files.formUnion(zip(paths, stems).filter { series.contains($0.1) }.map(\.0))
    case .columns: input.columns.formUnion(series.intersection(names))
    case nil: break
    }
    return input != before
  }
}
