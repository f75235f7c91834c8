import LinearAlgebra
import Platform
import Synchronization
import Testing

@Suite("A share of threads")
struct ThreadShareTests {
  @Test("grows as pieces end that nothing follows, never above all nor below one thread")
  func growing() {
    let share = ThreadShare(threads: 6, pieces: 5, workers: 3)
    var seen: [Int] = []
    for _ in 0..<6 {
      seen.append(share.now)
      share.finishPiece()
    }
    #expect(seen == [2, 2, 2, 3, 6, 6])
    #expect(ThreadShare(threads: 2, pieces: 9, workers: 9).now == 1)
  }

  @Test("within another is never above what that one is now")
  func nested() {
    let outer = ThreadShare(threads: 4, pieces: 2, workers: 2)
    let inner = ThreadShare(threads: 4, pieces: 2, workers: 2, within: outer)
    #expect(inner.now == 1)
    outer.finishPiece()
    #expect(inner.now == 2)
    inner.finishPiece()
    #expect(inner.now == 4)
  }

  /// Two items of which each waits for the other to start, but not forever.
  private final class Meeting: ParallelWork {
    private let started = Atomic<Int>(0)
    private let met = Atomic<Int>(0)
    private let workers = Atomic<Int>(0)
    private let patience: Int

    init(patience: Int) { self.patience = patience }

    func run(item: Int, worker: Int) {
      started.add(1, ordering: .relaxed)
      workers.bitwiseOr(1 << worker, ordering: .relaxed)
      for _ in 0..<patience where started.load(ordering: .relaxed) < 2 { usleep(1_000) }
      if started.load(ordering: .relaxed) >= 2 { met.add(1, ordering: .relaxed) }
    }

    /// The items that did not wait in vain, and the workers that ran any.
    var outcome: (met: Int, workers: Int) {
      (met.load(ordering: .relaxed), workers.load(ordering: .relaxed))
    }
  }

  @Test("is what a pool keeps to, at every run anew")
  func pool() {
    let share = ThreadShare(threads: 2, pieces: 2, workers: 2)
    let pool = WorkerPool(threads: 2, within: share)
    let alone = Meeting(patience: 20)
    pool.run(2, of: alone)
    #expect(alone.outcome == (1, 0b01))
    share.finishPiece()
    let together = Meeting(patience: 10_000)
    pool.run(2, of: together)
    #expect(together.outcome == (2, 0b11))
  }

  @Test("leaves helpers above it idle")
  func helpers() {
    // Four threads for two pieces: each of the two may use two of a pool's four.
    let pool = WorkerPool(threads: 4, within: ThreadShare(threads: 4, pieces: 2, workers: 2))
    for _ in 0..<50 {
      let work = Meeting(patience: 100)
      pool.run(8, of: work)
      #expect(work.outcome == (8, 0b11))
    }
  }
}
