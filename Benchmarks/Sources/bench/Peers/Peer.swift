import Foundation

/// A peer's script that answers requests one line at a time, so that its start-up is paid once.
final class Peer {
  /// What the script says about itself.
  let name: String
  private let process = Process()
  private let requests = Pipe()
  private let answers = Pipe()
  private var rest = Data()

  private struct Greeting: Decodable {
    let version: String?
    let absent: String?
  }

  private struct Answer: Decodable { let value: Double }

  /// Starts `script` of the folder of peers with `words` as its arguments.
  ///
  /// - Throws: ``PeerError`` when it does not start, or what it compares with is not installed.
  init(_ script: String, _ arguments: PeerArguments, words: [String] = []) throws {
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [arguments.python, arguments.path(of: script)] + words
    process.standardInput = requests
    process.standardOutput = answers
    try process.run()
    guard let line = Self.line(from: answers, &rest) else { throw PeerError.silent(script) }
    let greeting = try JSONDecoder().decode(Greeting.self, from: line)
    if let missing = greeting.absent { throw PeerError.absent(missing, install: arguments.install) }
    name = greeting.version ?? script
  }

  deinit {
    try? requests.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Sends `request` and waits for the number that answers it.
  func answer(to request: some Encodable) throws -> Double {
    try requests.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(request) + Data("\n".utf8))
    guard let line = Self.line(from: answers, &rest) else { throw PeerError.silent(name) }
    return try JSONDecoder().decode(Answer.self, from: line).value
  }

  private static func line(from pipe: Pipe, _ rest: inout Data) -> Data? {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest = Data(rest[(end + 1)...]) }
        return Data(rest[..<end])
      }
      let more = pipe.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      rest += more
    }
  }
}

/// Why a peer cannot be compared with.
enum PeerError: Error, CustomStringConvertible {
  /// A module is not installed.
  case absent(String, install: String)
  /// The script ended without an answer; what it says about it stands on standard error.
  case silent(String)

  var description: String {
    switch self {
    case .absent(let module, let install): "\(module) is not installed: \(install)"
    case .silent(let script): "\(script) ended without an answer"
    }
  }
}
