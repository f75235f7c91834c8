import Testing

@testable import Backtesting

@Suite("Notes of several fits")
struct FitNotesTests {
  @Test("are said once where every fit makes them, and else with the fit that does")
  func texts() {
    let notes = FitNotes()
    for fold in [2, 0, 4] {
      notes.add("gru: lookback 96", fold: fold)
      notes.add("gru: best at step \(10 * (fold % 4))", fold: fold)
    }
    notes.add("gru: lookback 96", fold: 4)
    #expect(
      notes.texts(fits: 3) { "fold \($0 + 1)" } == [
        "gru: lookback 96", "fold 1: gru: best at step 0", "fold 3: gru: best at step 20",
        "fold 5: gru: best at step 0",
      ])
  }
}
