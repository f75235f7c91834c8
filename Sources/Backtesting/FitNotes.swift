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

  /// The texts of the notes, with those that every fit made first and once each, and the others by fit.
  ///
  /// - Parameters:
  ///   - fits: The number of fits of each model.
  ///   - name: The name of the fit at a fold, as in "cutoff 2024-03-01".
  /// - Returns: The texts, of which those of single fits begin with the name of the fit.
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
