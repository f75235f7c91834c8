import Synchronization

/// Work that a team splits into items; items must not depend on each other.
public protocol ParallelWork: AnyObject, Sendable {
  /// Does `item` on the thread with the number `worker`, which is below the team's thread count.
  ///
  /// Two items that run at the same time have different workers.
  func run(item: Int, worker: Int)
}

/// A team of threads that do the items of one piece of work at a time.
///
/// The calling thread is one of them; the others are threads of the process that have no work.
///
/// A team may be within another one, of whose items its work is a part. Idle threads do items of both. A
/// caller that waits for the last items of its own work meanwhile does items of teams within its team, for
/// which it would have to wait, and of no others.
///
/// Goals, in order:
///
/// 1. When a run returns, all items are done, and the caller sees the results that every thread wrote.
/// 2. No run waits for a thread that may wait for it, however teams are nested and whether or not the system
///    starts threads: a caller that nobody helps does all items, and a thread waits only for items of teams
///    within those whose items it is doing.
/// 3. A run allocates nothing.
/// 4. A run of less than a millisecond, such as a step of a small network, begins and ends without delay:
///    waiting threads first test an atomic counter in a loop, and only then sleep.
/// 5. Threads that wait longer sleep, and use no processor time.
///
/// Which thread does which item is not determined, and results must not depend on it.
public final class WorkerTeam: @unchecked Sendable {
  /// The largest number of threads that do items at a time, the caller included.
  public let threads: Int
  /// The team of whose items the work of this one is a part.
  let outer: WorkerTeam?
  /// The team around all others; `nil` if it is this one.
  private let outermost: WorkerTeam?
  private let pool: ThreadPool

  // The run under way. Only its caller writes these, while no other thread can join the team.
  private var work: (any ParallelWork)?
  private var count = 0
  private let next = Atomic<Int>(0)
  /// The threads besides the caller that have joined and not ended.
  private let helping = Atomic<Int>(0)
  private let isCallerAsleep = Atomic<Bool>(false)
  private let end = ThreadCondition()

  // Under the lock of the pool.
  /// The threads besides the caller that have joined the run under way.
  private var joined = 0
  /// The threads of the pool that are in this team or in teams within it; counted in the outermost team.
  private var visitors = 0

  /// Creates a team of up to `threads` threads, and no more than the outermost team has.
  ///
  /// - Parameters:
  ///   - threads: The number of threads, with the one that calls.
  ///   - outer: The team of whose items the work is a part. The threads of the outermost team bound those
  ///     that work at any moment in all teams within it.
  public convenience init(threads: Int, within outer: WorkerTeam? = nil) {
    self.init(threads: threads, within: outer, of: outer?.pool ?? .shared)
  }

  init(threads: Int, within outer: WorkerTeam?, of pool: ThreadPool) {
    self.threads = max(1, min(threads, outer?.allThreads ?? threads))
    self.outer = outer
    self.pool = pool
    outermost = outer?.outermost ?? outer
    if outer == nil { pool.expect(self.threads - 1) }
  }

  // The last reference may end while the lock of the pool is held, which this does not acquire.
  deinit { if outer == nil { pool.expect(1 - threads) } }

  /// The threads of the outermost team.
  public var allThreads: Int { outermost?.threads ?? threads }

  /// Runs items 0..<`count` of `work` and returns when all are done.
  ///
  /// A team does one run at a time.
  public func run(_ count: Int, of work: some ParallelWork) {
    guard threads > 1, count > 1 else {
      for item in 0..<count { work.run(item: item, worker: 0) }
      return
    }
    precondition(self.work == nil, "a team does one run at a time")
    self.work = work
    self.count = count
    next.store(0, ordering: .relaxed)
    let posted = pool.post(self)
    takeItems(worker: 0)
    pool.withdraw(self)
    waitForHelpers(since: posted)
    self.work = nil
  }

  /// Does items until all have been begun.
  func takeItems(worker: Int) {
    guard let work else { return }
    while true {
      let item = next.add(1, ordering: .relaxed).oldValue
      if item >= count { return }
      work.run(item: item, worker: worker)
    }
  }

  // MARK: Waiting

  private static let spins = 4_000
  private static let yields = 20_000

  /// Waits until all helpers are done, and helps with runs within this one meanwhile.
  ///
  /// The caller is awake at first, since most work is short, then asleep.
  ///
  /// - Parameter posted: The number of runs that had been posted with this one.
  private func waitForHelpers(since posted: Int) {
    var (seen, waits) = (posted, 0)
    while helping.load(ordering: .acquiring) > 0 {
      let (now, isLong) = (pool.posted, waits >= Self.spins + Self.yields)
      if now != seen || isLong {
        seen = now
        if pool.help(within: self, waiting: isLong) { waits = 0 }
      } else if waits >= Self.spins {
        pool.pause()
      }
      waits += 1
    }
  }

  /// Ends the part of one helper in the run; the last one wakes the caller.
  func finish() {
    let left = helping.subtract(1, ordering: .sequentiallyConsistent).newValue
    if left == 0, isCallerAsleep.load(ordering: .sequentiallyConsistent) { pool.wakeCaller(of: self) }
  }

  // MARK: Under the lock of the pool

  /// Whether another thread may do items of the run under way.
  var admitsHelper: Bool { joined < min(threads, count) - 1 && next.load(ordering: .relaxed) < count }

  /// Whether one more thread of the pool may work in the outermost team.
  var admitsVisitor: Bool {
    let all = outermost ?? self
    return all.visitors < all.threads - 1
  }

  func addVisitors(_ change: Int) { (outermost ?? self).visitors += change }

  func isWithin(_ team: WorkerTeam) -> Bool {
    var around = outer
    while let now = around {
      if now === team { return true }
      around = now.outer
    }
    return false
  }

  func beginRun() { joined = 0 }

  /// Adds one more thread to the run under way.
  ///
  /// - Returns: The number of the thread.
  func join() -> Int {
    joined += 1
    helping.add(1, ordering: .relaxed)
    return joined
  }

  /// Wakes the caller, if it sleeps.
  ///
  /// - Returns: Whether it slept.
  func wakeCaller() -> Bool {
    guard isCallerAsleep.exchange(false, ordering: .sequentiallyConsistent) else { return false }
    end.signal()
    return true
  }

  /// Lets the caller sleep until another thread wakes it.
  ///
  /// - Returns: `false`, without having slept, when all helpers are done.
  func sleep(_ lock: ThreadLock) -> Bool {
    isCallerAsleep.store(true, ordering: .sequentiallyConsistent)
    defer { isCallerAsleep.store(false, ordering: .sequentiallyConsistent) }
    guard helping.load(ordering: .sequentiallyConsistent) > 0 else { return false }
    end.wait(lock)
    return true
  }
}
