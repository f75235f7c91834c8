import Forecasting
import Synchronization

/// The notes of fits, in the order in which they were made.
final class NoteLog: Sendable {
  private let kept = Mutex<[FitNote]>([])

  /// The notes.
  var all: [FitNote] { kept.withLock { $0 } }

  /// Keeps a note.
  func append(_ note: FitNote) { kept.withLock { $0.append(note) } }

  /// Forgets all notes.
  func removeAll() { kept.withLock { $0.removeAll() } }
}
