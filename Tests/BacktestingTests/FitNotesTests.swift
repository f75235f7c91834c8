import Forecasting
import Testing

@testable import Backtesting

@Suite("Notes of several fits")
struct FitNotesTests {
  private func note(_ text: String) -> FitNote { FitNote(.remark(text), of: "gru") }

  private func decision(_ choice: Decision.Choice, change: Double? = nil) -> FitNote {
    FitNote(.decision(Decision("a", choice, reason: "the error", change: change)), of: "blend")
  }

  @Test("that read alike are one, and errors stay with the weights that follow from them")
  func candidates() {
    let notes = FitNotes()
    for fold in 0..<2 {
      notes.add(decision(.flag(true), change: -0.1 - Double(fold) * 1e-9), fold: fold)
      notes.add(
        decision(.relativeErrors([.init(name: "naive", value: 1 + Double(fold) / 10)])), fold: fold)
      notes.add(decision(.weights([.init(name: "naive", value: 1)])), fold: fold)
    }
    #expect(
      notes.told(fits: 2) { "fold \($0)" }.map(\.text) == [
        "blend: a: yes, the error changes by -10.0 %",
        "fold 0: blend: a: naive 1.0, the error", "fold 0: blend: a: naive 100.0 %, the error",
        "fold 1: blend: a: naive 1.1, the error", "fold 1: blend: a: naive 100.0 %, the error",
      ])
  }

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
