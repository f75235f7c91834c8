import Synchronization

/// What fits of a backtest note about their choices: what all of them note is said once, the rest with the
/// cutoff of its fit.
final class FitNotes: Sendable {
  private struct Note {
    var fold: Int
    var text: String
  }

  private let notes = Mutex<[Note]>([])

  /// Adds a note of the fit at the fold at position `fold`.
  func add(_ text: String, fold: Int) { notes.withLock { $0.append(Note(fold: fold, text: text)) } }

  /// The notes as they are told: those of every fit first, once each, then the others by fit.
  ///
  /// - Parameters:
  ///   - fits: The number of fits of each model.
  ///   - name: What the fit at a fold is called, as in "cutoff 2024-03-01".
  func texts(fits: Int, name: (Int) -> String) -> [String] {
    let notes = notes.withLock { $0 }
    var folds: [String: Set<Int>] = [:]
    for note in notes { folds[note.text, default: []].insert(note.fold) }
    var told: Set<String> = []
    let common = notes.filter { folds[$0.text]?.count == fits && told.insert($0.text).inserted }
    let others = notes.enumerated().filter { folds[$0.element.text]?.count != fits }
      .sorted { ($0.element.fold, $0.offset) < ($1.element.fold, $1.offset) }.map(\.element)
    return common.map(\.text) + others.map { "\(name($0.fold)): \($0.text)" }
  }
}
