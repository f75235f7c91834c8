import Platform
import Synchronization
import Testing

@testable import LinearAlgebra

/// Work whose items are a closure.
private final class Items: ParallelWork {
  private let body: @Sendable (_ item: Int, _ worker: Int) -> Void

  init(_ body: @escaping @Sendable (_ item: Int, _ worker: Int) -> Void) { self.body = body }

  func run(item: Int, worker: Int) { body(item, worker) }
}

/// A meeting of several threads, none of which waits forever.
private final class Meeting: Sendable {
  private let arrived = Atomic<Int>(0)
  private let size: Int

  init(of size: Int) { self.size = size }

  /// Waits for the others; returns whether they came.
  @discardableResult
  func arrive() -> Bool {
    arrived.add(1, ordering: .relaxed)
    for _ in 0..<5_000 where !isComplete { usleep(1_000) }
    return isComplete
  }

  var isComplete: Bool { arrived.load(ordering: .relaxed) >= size }
}

/// A number that several threads change.
private final class Count: Sendable {
  private let now = Atomic<Int>(0)
  private let highest = Atomic<Int>(0)

  var value: Int { now.load(ordering: .relaxed) }
  var most: Int { highest.load(ordering: .relaxed) }

  @discardableResult
  func add(_ amount: Int) -> Int {
    let value = now.add(amount, ordering: .relaxed).newValue
    highest.max(value, ordering: .relaxed)
    return value
  }
}

@Suite("The threads of the process")
struct ThreadPoolTests {
  /// Microseconds for which no thread waits awake.
  private static let longSleep: UInt32 = 60_000

  @Test("are as many as a team asks for, and come awake all when there is work", arguments: 2...5)
  func wakesAll(threads: Int) {
    let team = WorkerTeam(threads: threads, within: nil, of: ThreadPool(most: threads - 1))
    for round in 0..<6 {
      // At first they are started, then they look for work, and then they have fallen asleep.
      if round > 2 { usleep(Self.longSleep) }
      let (meeting, met) = (Meeting(of: threads), Count())
      team.run(threads, of: Items { _, _ in if meeting.arrive() { met.add(1) } })
      #expect(met.value == threads)
    }
  }

  @Test("a caller that waits does items of a run within its own, awake or asleep", arguments: [0, 60_000])
  func callerHelps(delay: UInt32) {
    let team = WorkerTeam(threads: 2, within: nil, of: ThreadPool(most: 1))
    let inner = WorkerTeam(threads: 2, within: team)
    for _ in 0..<5 {
      let (both, within, met) = (Meeting(of: 2), Meeting(of: 2), Count())
      team.run(
        2,
        of: Items { _, worker in
          both.arrive()
          // The only thread of the pool needs the caller, who has nothing else to do.
          guard worker == 1 else { return }
          usleep(delay)
          inner.run(2, of: Items { _, _ in if within.arrive() { met.add(1) } })
        })
      #expect(met.value == 2)
    }
  }

  @Test("a caller that waits and a thread without work both come to a run within", arguments: [0, 60_000])
  func allHelp(delay: UInt32) {
    let team = WorkerTeam(threads: 3, within: nil, of: ThreadPool(most: 2))
    let inner = WorkerTeam(threads: 3, within: WorkerTeam(threads: 1, within: team))
    for _ in 0..<5 {
      let (all, within, met) = (Meeting(of: 3), Meeting(of: 3), Count())
      team.run(
        3,
        of: Items { _, worker in
          all.arrive()
          guard worker == 2 else { return }
          usleep(delay)
          inner.run(3, of: Items { _, _ in if within.arrive() { met.add(1) } })
        })
      #expect(met.value == 3)
    }
  }

  @Test("a caller that waits does no items of a run beside its own, awake or asleep", arguments: [0, 60_000])
  func callerKeepsToItsOwn(delay: UInt32) {
    let pool = ThreadPool(most: 1)
    let team = WorkerTeam(threads: 2, within: nil, of: pool)
    let beside = WorkerTeam(threads: 2, within: nil, of: pool)
    let both = Meeting(of: 2)
    let (done, ofOthers) = (Count(), Count())
    team.run(
      2,
      of: Items { _, worker in
        both.arrive()
        guard worker == 1 else { return }
        usleep(delay)
        beside.run(
          4,
          of: Items { _, worker in
            usleep(5_000)
            done.add(1)
            ofOthers.add(worker)
          })
      })
    #expect(done.value == 4 && ofOthers.value == 0)
  }

  @Test("those of the outermost team bound the threads that work at a time", arguments: 1...4)
  func bound(threads: Int) async {
    let pool = ThreadPool(most: 8)
    let all = WorkerTeam(threads: threads, within: nil, of: pool)
    let outer = WorkerTeam(threads: 3, within: all)
    #expect(WorkerTeam(threads: 8, within: all).threads == threads)
    let (running, done, isOver) = (Count(), Count(), Count())
    // Threads that leave another team look for work all the time.
    async let _: Void = {
      let others = WorkerTeam(threads: 6, within: nil, of: pool)
      while isOver.value == 0 { others.run(6, of: Items { _, _ in usleep(20) }) }
    }()
    outer.run(
      20,
      of: Items { _, _ in
        let middle = WorkerTeam(threads: 8, within: outer)
        middle.run(
          3,
          of: Items { _, _ in
            WorkerTeam(threads: 8, within: middle).run(
              5,
              of: Items { _, _ in
                running.add(1)
                usleep(50)
                running.add(-1)
                done.add(1)
              })
          })
      })
    isOver.add(1)
    #expect(done.value == 20 * 3 * 5)
    #expect(running.most <= threads)
  }

  @Test("of one caller alone do all work where the system starts no threads, or fewer", arguments: 0...1)
  func noThreads(most: Int) {
    let pool = ThreadPool(most: most)
    let outer = WorkerTeam(threads: 4, within: nil, of: pool)
    let (done, workers) = (Count(), Count())
    outer.run(
      5,
      of: Items { _, worker in
        workers.add(worker)
        WorkerTeam(threads: 4, within: outer).run(7, of: Items { _, _ in done.add(1) })
      })
    #expect(done.value == 35)
    if most == 0 { #expect(workers.value == 0) }
  }

  @Test("use no processor time while they wait")
  func waiting() {
    @Sendable func processorTime() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    }
    let team = WorkerTeam(threads: 2, within: nil, of: ThreadPool(most: 1))
    let times = Mutex<[Double]>([])
    let before = processorTime()
    for _ in 0..<2 {
      let both = Meeting(of: 2)
      team.run(
        2,
        of: Items { _, worker in
          both.arrive()
          guard worker == 1 else { return }
          times.withLock { $0.append(processorTime()) }
          usleep(500_000)
          times.withLock { $0.append(processorTime()) }
        })
      usleep(500_000)
    }
    let helper = times.withLock { $0 }
    #expect(helper.count == 4)
    #expect(helper[2] - helper[1] < 0.1, "the thread that nobody needed for half a second")
    #expect(processorTime() - before < 0.25, "the caller, who waited for a second")
  }

  /// A tree of runs whose shape follows from a number.
  private final class Tree: ParallelWork {
    private let number: Int
    private let team: WorkerTeam
    private let depth: Int
    private let leaves: Count
    private let faults: Count
    private let busy = (0..<4).map { _ in Count() }

    init(_ number: Int, _ team: WorkerTeam, depth: Int, leaves: Count, faults: Count) {
      self.number = number
      self.team = team
      self.depth = depth
      self.leaves = leaves
      self.faults = faults
    }

    func run(item: Int, worker: Int) {
      if worker >= team.threads || busy[worker].add(1) != 1 { faults.add(1) }
      defer { busy[worker].add(-1) }
      guard depth > 0 else {
        leaves.add(1)
        return
      }
      let next = Self.next(number, item)
      let within = WorkerTeam(threads: 1 + next % 4, within: team)
      let tree = Tree(next, within, depth: depth - 1, leaves: leaves, faults: faults)
      for _ in 0..<4 { within.run(1 + next % 5, of: tree) }
    }

    private static func next(_ number: Int, _ item: Int) -> Int { (number * 31 + item * 7 + 1) % 10_007 }

    /// The leaves of a run of `count` items.
    static func leaves(_ number: Int, depth: Int, count: Int) -> Int {
      guard depth > 0 else { return count }
      return (0..<count).reduce(0) { sum, item in
        let next = next(number, item)
        return sum + 4 * leaves(next, depth: depth - 1, count: 1 + next % 5)
      }
    }
  }

  @Test("do every item of nested runs of several callers once")
  func stress() async {
    let pool = ThreadPool(most: 5)
    await withTaskGroup(of: Bool.self) { group in
      for caller in 0..<6 {
        group.addTask {
          let team = WorkerTeam(threads: 1 + caller % 4, within: nil, of: pool)
          let (leaves, faults) = (Count(), Count())
          let tree = Tree(caller, team, depth: 3, leaves: leaves, faults: faults)
          for _ in 0..<40 { team.run(3, of: tree) }
          return leaves.value == 40 * Tree.leaves(caller, depth: 3, count: 3) && faults.value == 0
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
