import TestSupport
import Testing

/// A panel of series unlike each other in a folder, and commands on it.
struct ShardedPanel {
  let folder: TemporaryDirectory

  /// What every command on it is told.
  static let reading = ["--id", "store", "--target", "sold", "--horizon", "3"]

  /// Eleven series of 40 to 60 days that end on one day, with missing cells; their names are quoted, hold
  /// delimiters and lines, or are not ASCII.
  init() throws {
    folder = try TemporaryDirectory()
    let names = ["a", "b", "\"c,1\"", "d e", "na\u{EF}ve", "株", "g", "\"h\n2\"", "i", "=j", "k"]
    var rows = "store,day,sold,price\n"
    for (index, name) in names.enumerated() {
      for day in (2 * index)..<60 {
        let sold = day % 17 == 5 ? "" : "\(20 * (index + 1) + day * (index + 3) % 23 + day % 7 * 3)"
        rows += "\(name),\(Self.date(day)),\(sold),\(day % 5).5\n"
      }
    }
    try folder.write(rows, to: "panel.csv")
  }

  /// The day after so many of 2024.
  static func date(_ day: Int) -> String {
    let (month, day) = day < 31 ? (1, day + 1) : day < 60 ? (2, day - 30) : (3, day - 59)
    return "2024-0\(month)-\(day < 10 ? "0" : "")\(day)"
  }

  func run(_ arguments: [String], _ environment: [String] = []) throws -> ForeseeProcess.Outcome {
    var surroundings = ForeseeProcess.Surroundings()
    surroundings.environment = environment
    return try foresee(arguments, in: folder, with: surroundings)
  }

  /// Runs a command that must succeed.
  @discardableResult
  func succeed(_ arguments: [String], _ environment: [String] = []) throws -> ForeseeProcess.Outcome {
    let outcome = try run(arguments, environment)
    #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
    return outcome
  }

  /// Writes the parts of a command to a folder.
  func shard(_ command: [String], into count: Int, folder name: String) throws {
    for shard in 1...count { try succeed(command + ["--shard", "\(shard)/\(count)", "-o", name]) }
  }

  /// Compares the output of a command without shards with that of all shards of each count, merged.
  func requireExact(_ command: [String], counts: [Int] = [2, 5]) throws {
    try succeed(command + ["-o", "whole.csv"])
    let whole = try #require(folder.text(of: "whole.csv"))
    #expect(whole.split(separator: "\n").count > 3)
    for count in counts {
      try shard(command, into: count, folder: "parts-\(count)")
      try succeed(["merge", "parts-\(count)", "-o", "merged.csv"])
      #expect(folder.text(of: "merged.csv") == whole, "\(count) shards of \(command)")
    }
    #expect(try counts.last.map { try succeed(["merge", "parts-\($0)"]).output } == whole)
  }
}
