import Forecasting
import Foundation
import Synchronization

/// One line on the terminal that says what is being trained, rewritten in place; nothing where there is no
/// terminal.
final class Watcher: Sendable {
  private struct State {
    var subject = ""
    var shown: ContinuousClock.Instant?
  }

  private let state = Mutex(State())

  /// Whether somebody can watch.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Shows the name of the work that begins.
  func begin(_ subject: String) {
    state.withLock { $0.subject = subject }
    write("\r\(subject)\u{1B}[K")
  }

  /// Shows how far a fit has come, a few times a second.
  func show(_ progress: FitProgress) {
    let subject: String? = state.withLock { state in
      if let shown = state.shown, .now - shown < .milliseconds(200) { return nil }
      state.shown = .now
      return state.subject
    }
    guard let subject else { return }
    write("\r\(subject), \(Int(100 * progress.totalFraction)) % of \(progress.model)\u{1B}[K")
  }

  /// Removes the line.
  func clear() { write("\r\u{1B}[K") }

  private func write(_ text: String) {
    if Self.isTerminal { FileHandle.standardError.write(Data(text.utf8)) }
  }
}
