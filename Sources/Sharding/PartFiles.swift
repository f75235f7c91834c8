import Files

/// The two files of a part in a folder: `part-2-of-4.csv` with its rows, and `part-2-of-4.json` with its
/// manifest.
public struct PartFiles: Sendable, Hashable {
  /// The shard that the part is of.
  public let shard: Shard
  /// The path of the folder, without a slash at its end.
  public let folder: String

  /// The files of the part of `shard` in `folder`.
  public init(of shard: Shard, in folder: String) {
    self.shard = shard
    self.folder = Self.folder(folder)
  }

  /// The path of a folder without a slash at its end.
  static func folder(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// The path of the file with the rows.
  public var rowsPath: String { folder + "/" + rows }
  /// The path of the file with the manifest.
  public var manifestPath: String { folder + "/" + manifest }

  /// The kinds of files.
  enum Kind: String, CaseIterable {
    case rows = "csv"
    case manifest = "json"
  }

  /// The name of the file with the rows.
  var rows: String { name(.rows) }
  /// The name of the file with the manifest.
  var manifest: String { name(.manifest) }

  func name(_ kind: Kind) -> String { "part-\(shard.number)-of-\(shard.count).\(kind.rawValue)" }

  /// The part and the kind of the file called `name` in `folder`; `nil` of another file.
  static func parse(_ name: String, in folder: String) -> (files: PartFiles, kind: Kind)? {
    let halves = name.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count == 2, let kind = Kind(rawValue: String(halves[1])) else { return nil }
    let words = halves[0].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 4, words[0] == "part", words[2] == "of", let number = Shard.number(words[1]),
      let count = Shard.number(words[3]), let shard = Shard(number, of: count)
    else { return nil }
    let files = PartFiles(of: shard, in: folder)
    // Zeros before a number would name another file.
    return files.name(kind) == name ? (files, kind) : nil
  }

  /// The parts in the folder at `path`, in the order of their numbers, with the kinds of files that each has.
  ///
  /// - Throws: `Failure` (input/output) where it is no folder that can be read.
  static func found(in path: String) throws(Failure) -> [(files: PartFiles, kinds: Set<Kind>)] {
    var kinds: [PartFiles: Set<Kind>] = [:]
    for name in try Folder.names(in: path) {
      guard let (files, kind) = parse(name, in: path) else { continue }
      kinds[files, default: []].insert(kind)
    }
    return kinds.map { (files: $0.key, kinds: $0.value) }.sorted {
      ($0.files.shard.count, $0.files.shard.number) < ($1.files.shard.count, $1.files.shard.number)
    }
  }

  /// Refuses a folder that holds parts of another count, which could not be merged with those of this one.
  ///
  /// - Throws: `Failure` (arguments) that names one of them, or (input/output).
  public func requireAlike() throws(Failure) {
    guard let other = try Self.found(in: folder).first(where: { $0.files.shard.count != shard.count }) else {
      return
    }
    throw Failure(
      .arguments,
      "\(ShownText.escaped(folder)) holds \(other.files.shard.words), and this is \(shard.words): they are no parts of one output",
      fix: "another folder with -o"
    )
  }
}
