import LinearAlgebra
import Platform
import Synchronization
import Testing

@Suite("A team of workers")
struct WorkerTeamTests {
  /// Counts how often each item ran, and whether two items ran on one worker at a time.
  private final class Tally: ParallelWork {
    let runs: [Counter]
    let busy = (0..<8).map { _ in Counter() }
    let clashes = Counter()

    init(items: Int) { runs = (0..<items).map { _ in Counter() } }

    func run(item: Int, worker: Int) {
      if busy[worker].add(1) != 1 { clashes.add(1) }
      runs[item].add(1)
      busy[worker].add(-1)
    }
  }

  private final class Counter: Sendable {
    private let value = Atomic<Int>(0)
    var count: Int { value.load(ordering: .relaxed) }
    @discardableResult
    func add(_ amount: Int) -> Int { value.add(amount, ordering: .relaxed).newValue }
  }

  @Test("runs every item once, however often it is asked", arguments: 1...8)
  func everyItemOnce(threads: Int) {
    let team = WorkerTeam(threads: threads)
    #expect(team.threads == threads)
    for count in [0, 1, 2, 3, 7, 64] {
      for _ in 0..<100 {
        let tally = Tally(items: count)
        team.run(count, of: tally)
        #expect(tally.runs.allSatisfy { $0.count == 1 })
        #expect(tally.clashes.count == 0)
      }
    }
  }

  @Test("what the items wrote is there when the run returns", arguments: [1, 2, 3, 8])
  func visibility(threads: Int) {
    final class Squares: ParallelWork {
      let results = Arena<Double>(zeros: 100)
      func run(item: Int, worker: Int) { results[item] = Double(item * item) }
    }
    let team = WorkerTeam(threads: threads)
    for _ in 0..<50 {
      let work = Squares()
      team.run(100, of: work)
      #expect(work.results.elements == (0..<100).map { Double($0 * $0) })
    }
  }

  @Test("waits for a helper that takes long, as often as it happens", arguments: [2, 3])
  func longItems(threads: Int) {
    final class Naps: ParallelWork {
      let ends = Counter()
      func run(item: Int, worker: Int) {
        // The caller has given up waiting awake by then and sleeps.
        if worker > 0 { usleep(30_000) }
        ends.add(1)
      }
    }
    let team = WorkerTeam(threads: threads)
    for _ in 0..<5 {
      let work = Naps()
      team.run(threads, of: work)
      #expect(work.ends.count == threads)
    }
  }

  @Test("keeps no work alive after a run")
  func release() {
    weak var work: Tally?
    for _ in 0..<20 {
      let team = WorkerTeam(threads: 3)
      let tally = Tally(items: 5)
      work = tally
      team.run(5, of: tally)
    }
    #expect(work == nil)
  }
}
