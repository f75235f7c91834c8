public import Files

/// All parts of one output: whole, alike and undamaged.
public struct PartSet {
  /// A part.
  struct Part {
    let files: PartFiles
    let manifest: PartManifest

    /// The shard that its files are named by.
    var shard: Shard { files.shard }
    /// The file with the rows.
    var path: String { files.rowsPath }
  }

  /// The folder.
  private let folder: String
  /// The parts, in the order of their numbers.
  let parts: [Part]

  /// What the parts have in common.
  public var origin: PartManifest.Origin { parts[0].manifest.origin }
  /// The series of all parts.
  public var seriesCount: Int { parts.reduce(0) { $0 + $1.manifest.series.count } }
  /// The rows of all parts.
  public var rowCount: Int { parts.reduce(0) { $0 &+ $1.manifest.rows } }
  /// The files that are read.
  public var files: [String] { parts.flatMap { [$0.path, $0.files.manifestPath] } }

  /// Reads the parts in `folder`, and checks that they are one output.
  ///
  /// - Throws: `Failure` (data) that names the first part which is missing, not finished, damaged, or no part
  ///   of the same output; (input/output) where one cannot be read.
  public init(in folder: String) throws(Failure) {
    let folder = PartFiles.folder(folder)
    self.folder = folder
    let found = try PartFiles.found(in: folder)
    try Self.requireOneDivision(found.map(\.files), folder)
    var parts: [Part] = []
    var damaged: PartFiles?
    for (files, kinds) in found where kinds.contains(.manifest) {
      if let part = try Self.part(files) { parts.append(part) } else { damaged = damaged ?? files }
    }
    self.parts = parts
    // What is said to be made again is made as most parts were: that they agree comes first.
    try requireOneOrigin()
    if let damaged {
      throw Failure(
        .data, at: Failure.Place(file: damaged.manifestPath),
        "it is not the manifest of a part, or not whole", fix: again([damaged.shard]))
    }
    try requireAll(found)
    try requireOwnSeries()
    try requireEverySeries()
    for part in parts { try requireUndamaged(part) }
  }

  /// The part of these files; `nil` where its manifest is none.
  private static func part(_ files: PartFiles) throws(Failure) -> Part? {
    let path = files.manifestPath
    for file in [path, files.rowsPath]
    where FileIdentity(path: file) != nil && !InputFile.isRegular(file) {
      throw Failure(
        .data, at: Failure.Place(file: file), "it is no file, and so no part",
        fix: "remove it, and do \(files.shard.words) again, with --shard \(files.shard)")
    }
    guard let manifest = PartManifest(try InputFile.contents(of: path, limit: 1 << 31)) else { return nil }
    guard manifest.shard == files.shard.number, manifest.origin.shards == files.shard.count else {
      throw Failure(
        .data, at: Failure.Place(file: path),
        "it is the manifest of shard \(manifest.shard) of \(manifest.origin.shards), under the name of another: a part is there twice",
        fix: "remove it with its rows, and do \(files.shard.words) with --shard \(files.shard)")
    }
    return Part(files: files, manifest: manifest)
  }

  private static func requireOneDivision(_ files: [PartFiles], _ folder: String) throws(Failure) {
    guard let first = files.first else {
      throw Failure(
        .data, at: Failure.Place(file: folder), "it holds no part, as part-1-of-4.csv with part-1-of-4.json",
        fix: "name the folder that forecast or backtest wrote to with --shard")
    }
    guard let other = files.first(where: { $0.shard.count != first.shard.count }) else { return }
    let (one, two) = (
      files.filter { $0.shard.count == first.shard.count },
      files.filter { $0.shard.count == other.shard.count }
    )
    let rest = one.count <= two.count ? one : two
    throw Failure(
      .data, at: Failure.Place(file: folder),
      "\(first.rows) and \(other.rows) are of different divisions of the series, into \(first.shard.count) and into \(other.shard.count)",
      fix:
        "remove the files of part-*-of-\(rest[0].shard.count), or keep each division in a folder of its own")
  }

  /// Refuses parts that are missing, and those that have one of their two files.
  private func requireAll(_ found: [(files: PartFiles, kinds: Set<PartFiles.Kind>)]) throws(Failure) {
    let count = found[0].files.shard.count
    if let lone = found.first(where: { $0.kinds.count == 1 }) {
      let isUnfinished = lone.kinds.contains(.rows)
      throw Failure(
        .data, at: Failure.Place(file: isUnfinished ? lone.files.rowsPath : lone.files.manifestPath),
        isUnfinished
          ? "it has no manifest \(lone.files.manifest): \(lone.files.shard.words) was not finished"
          : "its rows \(lone.files.rows) are missing",
        fix: again([lone.files.shard]))
    }
    let numbers = Set(found.map(\.files.shard.number))
    let missing = (1...count).filter { !numbers.contains($0) }.compactMap { Shard($0, of: count) }
    guard let shard = missing.first else { return }
    let shown = missing.prefix(10).map { "\($0.number)" }.joined(separator: ", ")
    let more = missing.count > 10 ? " and \(missing.count - 10) more" : ""
    throw Failure(
      .data, at: Failure.Place(file: folder),
      missing.count == 1
        ? "\(PartFiles(of: shard, in: folder).rows) is missing"
        : "\(missing.count) of \(count) parts are missing: \(shown)\(more)",
      fix: again(missing))
  }

  /// Refuses a part that was made otherwise than most.
  private func requireOneOrigin() throws(Failure) {
    var kinds: [(first: Part, count: Int)] = []
    for part in parts {
      if let kind = kinds.firstIndex(where: { $0.first.manifest.origin == part.manifest.origin }) {
        kinds[kind].count += 1
      } else {
        kinds.append((part, 1))
        // That there are many kinds is enough to know.
        if kinds.count > Self.mostKinds { break }
      }
    }
    let most = kinds.map(\.count).max() ?? 0
    guard kinds.count > 1, let usual = kinds.first(where: { $0.count == most })?.first,
      let other = kinds.first(where: { $0.first.shard != usual.shard })?.first
    else { return }
    throw Failure(
      .data, at: Failure.Place(file: other.path),
      "it is not of one output with \(usual.path): it was made \(other.manifest.origin.difference(from: usual.manifest.origin) ?? "otherwise")",
      fix: mending(other, usual, isTie: kinds.count { $0.count == most } > 1))
  }

  /// The most kinds of parts that are told apart.
  private static let mostKinds = 20

  /// What helps where a part was made otherwise than most, or than as many others.
  private func mending(_ other: Part, _ usual: Part, isTie: Bool) -> String {
    let (found, expected) = (other.manifest.origin, usual.manifest.origin)
    if found.inputs != expected.inputs || found.models.map(\.sha256) != expected.models.map(\.sha256) {
      return
        "if it changed between the parts, do all \(expected.shards) shards again, into an empty folder; to do this one again with the old: \(again([other.shard], like: usual))"
    }
    let command = again([other.shard], like: usual)
    return isTie ? "\(command); or, if the other is wrong, \(again([usual.shard], like: other))" : command
  }

  /// Refuses a part with a series that belongs to another, and one that is there twice.
  private func requireOwnSeries() throws(Failure) {
    var holders: [String: Int] = [:]
    for (index, part) in parts.enumerated() {
      for series in part.manifest.series {
        var problem: String?
        if let earlier = holders.updateValue(index, forKey: series.id) {
          problem = "is also in \(parts[earlier].path)"
        } else if !part.shard.holds(series.id) {
          problem = "is none of \(part.shard.words)"
        }
        guard let problem else { continue }
        throw Failure(
          .data, at: Failure.Place(file: part.path), "the series \(ShownText.quoted(series.id)) \(problem)",
          fix: again([part.shard]))
      }
    }
  }

  /// Refuses parts that do not have every series of the input once.
  private func requireEverySeries() throws(Failure) {
    var places: Set<Int> = []
    for part in parts {
      for series in part.manifest.series
      where series.ordinal > origin.seriesOfInput || !places.insert(series.ordinal).inserted {
        throw Failure(
          .data, at: Failure.Place(file: part.path),
          "its series \(ShownText.quoted(series.id)) is said to be number \(series.ordinal) of the \(origin.seriesOfInput) of the input, which is another",
          fix: again([part.shard]))
      }
    }
    guard places.count < origin.seriesOfInput,
      let place = (1...origin.seriesOfInput).first(where: { !places.contains($0) })
    else { return }
    throw Failure(
      .data, at: Failure.Place(file: folder),
      "series number \(place) of the \(origin.seriesOfInput) of the input is in no part",
      fix: "do all \(origin.shards) shards again, into an empty folder")
  }

  /// Refuses rows that are not those that were written.
  private func requireUndamaged(_ part: Part) throws(Failure) {
    let found = try FileFingerprint(of: part.path)
    let manifest = part.manifest
    guard found.byteCount != manifest.bytes || found.sha256 != manifest.sha256 else { return }
    let what =
      found.byteCount == manifest.bytes
      ? "its bytes are not those that were written"
      : "it has \(found.byteCount) bytes, and \(manifest.bytes) were written"
    throw Failure(
      .data, at: Failure.Place(file: part.path), "it is damaged: \(what)", fix: again([part.shard]))
  }

  /// The command that does shards again, as another part says that it was done, and writes them to this
  /// folder.
  private func again(_ shards: [Shard], like other: Part? = nil) -> String {
    guard let first = shards.first else { return "" }
    guard let arguments = (other ?? parts.first)?.manifest.arguments, !arguments.isEmpty else {
      return "do \(first.words) again, with --shard \(first)"
    }
    let shard = shards.count > 1 ? "$k/\(first.count)" : first.description
    var words: [String] = []
    var option = ""
    for argument in arguments {
      let name = argument.prefix { $0 != "=" }
      switch (option, name) {
      case ("--shard", _): words.append(shard)
      case ("-o", _), ("--output", _): words.append(ShellWord.quoted(folder))
      case (_, "--shard") where name != argument: words.append("--shard=\(shard)")
      case (_, "--output") where name != argument: words.append("--output=\(ShellWord.quoted(folder))")
      default: words.append(ShellWord.quoted(argument))
      }
      option = argument
    }
    let command = (["foresee"] + words).joined(separator: " ")
    guard shards.count > 1 else { return command }
    return "for k in \(shards.map { "\($0.number)" }.joined(separator: " ")); do \(command); done"
  }
}
