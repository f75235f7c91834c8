import Forecasting
import Testing

@testable import Backtesting

@Suite("Notes of several fits")
struct FitNotesTests {
  private func note(_ text: String) -> FitNote { FitNote(.remark(text), of: "gru") }

  @Test("are said once where every fit makes them, and else with the fit that does")
  func told() {
    let notes = FitNotes()
    for fold in [2, 0, 4] {
      notes.add(note("lookback 96"), fold: fold)
      notes.add(note("best at step \(10 * (fold % 4))"), fold: fold)
    }
    notes.add(note("lookback 96"), fold: 4)
    #expect(
      notes.told(fits: 3) { "fold \($0 + 1)" }.map(\.text) == [
        "gru: lookback 96", "fold 1: gru: best at step 0", "fold 3: gru: best at step 20",
        "fold 5: gru: best at step 0",
      ])
  }
}
