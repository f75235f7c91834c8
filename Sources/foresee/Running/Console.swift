import Files
import Platform
import Synchronization

/// What a person at a terminal is told beside the results, on standard error.
enum Console {
  /// A standard stream.
  enum Stream: Int32 {
    /// Where results go.
    case standardOutput = 1
    /// Where everything else goes.
    case standardError = 2

    /// Whether it is a terminal.
    var isTerminal: Bool { isatty(rawValue) == 1 }
  }

  /// Whether standard error is a terminal.
  static var isTerminal: Bool { Stream.standardError.isTerminal }

  /// Prints on one line something that was recognised, skipped or decided, with names escaped.
  ///
  /// Of the notices of one run ten lines are printed, unless options ask for all or none.
  ///
  /// - Parameters:
  ///   - text: The notice.
  ///   - always: Whether it is printed beyond the ten lines.
  static func note(_ text: String, always: Bool) {
    let isShown = notices.withLock { $0.add(text, always: always) }
    if isShown { print(text) }
  }

  /// Says something as ``note(_:always:)`` does, within the ten lines.
  static func note(_ text: String) {
    note(text, always: false)
  }

  private static func print(_ text: String) {
    write("foresee: note: \(ShownText.escaped(text))\n", to: .standardError)
  }

  /// Notes from the command line how many notices are wanted.
  static func setNotices(_ arguments: [String]) {
    let words = arguments.prefix { $0 != "--" }
    notices.withLock {
      $0.most = words.contains("--quiet") ? 0 : words.contains("--explain-choices") ? Int.max : Notices.usual
    }
  }

  /// Notes that work begins again: what was said before is not repeated.
  static func beginAgain() { notices.withLock { $0.isRepeated = true } }

  /// Says how many notices were held back; a single one is printed instead.
  static func endNotices() {
    let held = notices.withLock { notices in
      defer { notices.held = [] }
      return notices.most == 0 ? [] : notices.held
    }
    guard let first = held.first else { return }
    print(held.count == 1 ? first : "\(held.count) more notices: --explain-choices prints them")
  }

  private static let notices = Mutex(Notices())

  /// The notices of a run.
  private struct Notices {
    /// The lines that are printed at once; one more says what is held back.
    static let usual = 9

    var most = usual
    var count = 0
    var held: [String] = []
    var isRepeated = false
    private var said: Set<String> = []

    /// Counts a notice; `false` when it is held back, or a repetition.
    mutating func add(_ text: String, always: Bool) -> Bool {
      guard said.insert(text).inserted || !isRepeated else { return false }
      if always { return most > 0 }
      count += 1
      if count > most { held.append(text) }
      return count <= most
    }
  }

  /// Prints the reason why the command ends, with a fix on a line of its own; names in `text` are escaped
  /// already.
  static func error(_ text: String) { write("foresee: error: \(text)\n", to: .standardError) }

  /// Writes `text` at once, and ignores a failure, which could not be reported.
  static func write(_ text: String, to stream: Stream) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = Platform.write(stream.rawValue, Array(rest), rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        return
      }
      rest = rest.dropFirst(count)
    }
  }
}
