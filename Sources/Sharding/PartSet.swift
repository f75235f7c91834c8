public import Files

/// All parts of one output: whole, alike and undamaged.
public struct PartSet {
  /// A part.
  struct Part {
    /// The shard that its files are named by.
    let shard: Shard
    /// The file with the rows.
    let path: String
    let manifest: PartManifest
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
  public var files: [String] { parts.map(\.path) }

  /// Reads the parts in `folder`, and checks that they are one output.
  ///
  /// - Throws: `Failure` (data) that names the first part which is missing, not finished, damaged, or no part of the same output;
  ///   (input/output) where one cannot be read.
  public init(in folder: String) throws(Failure) {
    self.folder = folder
    let found = try PartFiles.found(in: folder)
    try Self.requireOneDivision(found.map(\.files), folder)
    var parts: [Part] = []
    for (files, kinds) in found where kinds.contains(.manifest) {
      parts.append(try Self.part(files, folder))
    }
    self.parts = parts
    try requireAll(found)
    try requireOneOrigin()
    try requireOwnSeries()
    try requireEverySeries()
    for part in parts { try requireUndamaged(part) }
  }

  private static func part(_ files: PartFiles, _ folder: String) throws(Failure) -> Part {
    let path = folder + "/" + files.manifest
    let bytes = try InputFile.contents(of: path, limit: 1 << 31)
    guard let manifest = PartManifest(bytes) else {
      throw Failure(
        .data, at: Failure.Place(file: path), "it is not the manifest of a part, or not whole",
        fix: "do \(files.shard.words) again, with --shard \(files.shard)")
    }
    guard manifest.shard == files.shard.number, manifest.origin.shards == files.shard.count else {
      throw Failure(
        .data, at: Failure.Place(file: path),
        "it is the manifest of shard \(manifest.shard) of \(manifest.origin.shards), under the name of another: a part is there twice",
        fix: "remove it with its rows, and do \(files.shard.words) with --shard \(files.shard)")
    }
    return Part(shard: files.shard, path: folder + "/" + files.rows, manifest: manifest)
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
        .data, at: Failure.Place(file: folder + "/" + (isUnfinished ? lone.files.rows : lone.files.manifest)),
        isUnfinished
          ? "it has no manifest \(lone.files.manifest): \(lone.files.shard.words) was not finished"
          : "its rows \(lone.files.rows) are missing",
        fix: again(lone.files.shard))
    }
    let numbers = Set(found.map(\.files.shard.number))
    let missing = (1...count).filter { !numbers.contains($0) }
    guard let first = missing.first, let shard = Shard(first, of: count) else { return }
    let shown = missing.prefix(10).map(String.init).joined(separator: ", ")
    let more = missing.count > 10 ? " and \(missing.count - 10) more" : ""
    throw Failure(
      .data, at: Failure.Place(file: folder),
      missing.count == 1
        ? "\(PartFiles(of: shard).rows) is missing"
        : "\(missing.count) of \(count) parts are missing: \(shown)\(more)",
      fix: again(shard))
  }

  /// Refuses a part that was made otherwise than most.
  private func requireOneOrigin() throws(Failure) {
    guard parts.contains(where: { $0.manifest.origin != self.origin }) else { return }
    let counts = parts.map { part in parts.count { $0.manifest.origin == part.manifest.origin } }
    let usual = counts.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0
    let origin = parts[usual].manifest.origin
    guard let other = parts.first(where: { $0.manifest.origin != origin }) else { return }
    throw Failure(
      .data, at: Failure.Place(file: other.path),
      "it is not of one output with \(parts[usual].path): it was made \(other.manifest.origin.difference(from: origin) ?? "otherwise")",
      fix: again(other.shard, like: parts[usual]))
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
          fix: again(part.shard))
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
          fix: again(part.shard))
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
      .data, at: Failure.Place(file: part.path), "it is damaged: \(what)", fix: again(part.shard))
  }

  /// The command that does a shard again, as another part says that it was done.
  private func again(_ shard: Shard, like other: Part? = nil) -> String {
    guard let arguments = (other ?? parts.first)?.manifest.arguments, !arguments.isEmpty else {
      return "do \(shard.words) again, with --shard \(shard)"
    }
    var words: [String] = []
    var isShard = false
    for argument in arguments {
      words.append(
        isShard ? shard.description : argument.hasPrefix("--shard=") ? "--shard=\(shard)" : argument)
      isShard = argument == "--shard"
    }
    return (["foresee"] + words.map { ShellWord.quoted($0) }).joined(separator: " ")
  }
}
