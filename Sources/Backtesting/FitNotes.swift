import Forecasting
import Synchronization

/// What fits of a backtest note about their choices: what all of them note is said once, the rest with the
/// cutoff of its fit.
final class FitNotes: Sendable {
  private struct Note {
    let fold: Int
    let content: FitNote
    let text: String

    init(_ content: FitNote, fold: Int) {
      (self.fold, self.content, text) = (fold, content, content.text)
    }

    /// Whether it tells figures of candidates.
    var isOfCandidates: Bool { content.decision?.figures != nil }
  }

  private let notes = Mutex<[Note]>([])

  /// Adds a note of the fit at the fold at position `fold`.
  func add(_ note: FitNote, fold: Int) { notes.withLock { $0.append(Note(note, fold: fold)) } }

  /// The notes, with those that every fit made first and once each, and the others by fit.
  ///
  /// - Parameters:
  ///   - fits: The number of fits of each model.
  ///   - name: The name of the fit at a fold, as in "cutoff 2024-03-01".
  /// - Returns: The notes, of which those of single fits have the name of the fit as their outermost source.
  func told(fits: Int, name: (Int) -> String) -> [FitNote] {
    let notes = notes.withLock { $0 }
    // Notes that read alike are one, whatever digits their text leaves out.
    var folds: [String: Set<Int>] = [:]
    for note in notes { folds[note.text, default: []].insert(note.fold) }
    func isShared(_ note: Note) -> Bool { folds[note.text]?.count == fits }
    // The weights of candidates and the errors that they follow from are told together.
    let apart = Set(notes.filter { $0.isOfCandidates && !isShared($0) }.map(\.content.source))
    func isCommon(_ note: Note) -> Bool {
      isShared(note) && !(note.isOfCandidates && apart.contains(note.content.source))
    }
    var told: Set<String> = []
    let common = notes.filter { isCommon($0) && told.insert($0.text).inserted }
    let others = notes.enumerated().filter { !isCommon($0.element) }
      .sorted { ($0.element.fold, $0.offset) < ($1.element.fold, $1.offset) }.map(\.element)
    return common.map(\.content) + others.map { $0.content.within(name($0.fold)) }
  }
}
