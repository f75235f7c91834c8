import Testing
import Training

@Suite("Early stopping")
struct EarlyStoppingTests {
  @Test(
    "answers a row of losses",
    arguments: [
      (2, [3, 2, 1], [.improved, .improved, .improved]),
      (2, [3, 4, 5], [.improved, .waiting, .stop]),
      (2, [3, 4, 2, 5, 2, 1], [.improved, .waiting, .improved, .waiting, .stop, .improved]),
      (1, [3, 3], [.improved, .stop]),
      (0, [3, 4, 5, 6], [.improved, .waiting, .waiting, .waiting]),
      (2, [3, .nan, .nan], [.improved, .waiting, .stop]),
      (3, [.nan, 5, .infinity], [.waiting, .improved, .waiting]),
      (2, [.infinity, 1], [.improved, .improved]),
    ] as [(Int, [Double], [EarlyStopping.Answer])])
  func answers(patience: Int, losses: [Double], expected: [EarlyStopping.Answer]) {
    var stopping = EarlyStopping(patience: patience)
    #expect(losses.map { stopping.observe($0) } == expected)
    #expect(stopping.best == losses.filter { !$0.isNaN }.min())
  }

  @Test("a later loss within the tolerance is as good, and patience counts anew from it")
  func tolerance() {
    var stopping = EarlyStopping(patience: 2, tolerance: 0.1)
    let losses = [2, 1, 1.2, 1.1, 1.09, .nan, 1.05, 1.2, 1.11]
    #expect(
      losses.map { stopping.observe($0) }
        == [.improved, .improved, .waiting, .asGood, .asGood, .waiting, .asGood, .waiting, .stop])
    #expect(stopping.best == 1)
  }
}
