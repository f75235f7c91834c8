import Glibc

/// What a person at a terminal is told beside the results, on standard error.
enum Console {
  /// A standard stream.
  enum Stream: Int32 {
    /// Where results go.
    case standardOutput = 1
    /// Where everything else goes.
    case standardError = 2
  }

  /// Whether standard error is a terminal.
  static var isTerminal: Bool { isatty(Stream.standardError.rawValue) == 1 }

  /// Says something that was recognised, skipped or decided.
  static func note(_ text: String) { write("foresee: note: \(text)\n", to: .standardError) }

  /// Says why the command ends; a fix stands on a line of its own.
  static func error(_ text: String) { write("foresee: error: \(text)\n", to: .standardError) }

  /// Writes `text` at once. Nobody can be told if that fails, so a failure is ignored.
  static func write(_ text: String, to stream: Stream) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = Glibc.write(stream.rawValue, Array(rest), rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        return
      }
      rest = rest.dropFirst(count)
    }
  }
}
