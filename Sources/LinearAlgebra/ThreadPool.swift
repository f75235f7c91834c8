import Platform
import Synchronization

/// The threads of the process, which do items of whichever run needs them.
///
/// Teams post their runs here. An idle thread joins the run that was posted first among those that admit one
/// more thread. Runs that were posted later are within it or beside it, and its items are the longest: threads
/// that do such items seldom wait for each other.
///
/// No thread sleeps while there is work that it may do:
///
/// - When a run is posted, a thread is awake and looks for work, or one that may join the run is woken. When
///   a thread leaves an outermost team, which then admits another one, it looks for work itself.
/// - A thread that looks for work falls asleep only if there is none, which it finds out under the lock under
///   which runs are posted.
/// - A thread that joins a run no longer looks for work, so it wakes another one for each run that admits a
///   thread.
final class ThreadPool: @unchecked Sendable {
  /// The pool of the process.
  static let shared = ThreadPool(most: 1_024)

  private static let spins = 4_000

  private let lock = ThreadLock()
  private let idle = ThreadCondition()
  private let most: Int
  private let posts = Atomic<Int>(0)
  /// The threads that all outermost teams together may need at a time.
  private let expected = Atomic<Int>(0)

  // Under the lock.
  private var runs: [WorkerTeam] = []
  private var started = 0
  /// Threads that are awake and look for work.
  private var looking = 0
  private var sleeping = 0
  /// Threads that have been woken and do not know it yet.
  private var woken = 0

  /// Creates a pool of at most `most` threads, none of which is started yet.
  init(most: Int) {
    self.most = most
    runs.reserveCapacity(256)
  }

  /// The number of runs posted so far.
  var posted: Int { posts.load(ordering: .acquiring) }

  /// Lets other threads of the system go first.
  func pause() { sched_yield() }

  /// Takes into account that `change` more threads may be needed at a time, and starts those that are missing.
  ///
  /// There are fewer where the system refuses them. The lock is acquired only if `change` is positive.
  func expect(_ change: Int) {
    let wanted = min(most, expected.add(change, ordering: .relaxed).newValue)
    guard change > 0 else { return }
    lock.acquire()
    while started < wanted, startThread() {}
    lock.release()
  }

  // MARK: Callers

  /// Lets threads join the run of `team`.
  ///
  /// - Returns: The number of runs posted so far.
  func post(_ team: WorkerTeam) -> Int {
    lock.acquire()
    team.beginRun()
    runs.append(team)
    wakeThread(for: team)
    lock.release()
    return posts.add(1, ordering: .releasing).newValue
  }

  /// Lets no more threads join the run of `team`.
  func withdraw(_ team: WorkerTeam) {
    lock.acquire()
    if let place = runs.lastIndex(where: { $0 === team }) { runs.remove(at: place) }
    lock.release()
  }

  /// Does items of a run within `team`, for its caller.
  ///
  /// - Parameters:
  ///   - team: The team, whose caller is the calling thread.
  ///   - waiting: Whether to sleep until there are such items, or all helpers of `team` are done.
  /// - Returns: Whether there were such items.
  func help(within team: WorkerTeam, waiting: Bool) -> Bool {
    lock.acquire()
    while true {
      if let run = runs.first(where: { $0.admitsHelper && $0.isWithin(team) }) {
        let worker = join(run)
        lock.release()
        run.takeItems(worker: worker)
        run.finish()
        return true
      }
      guard waiting, team.sleep(lock) else {
        lock.release()
        return false
      }
    }
  }

  /// Wakes the caller of `team`.
  func wakeCaller(of team: WorkerTeam) {
    lock.acquire()
    _ = team.wakeCaller()
    lock.release()
  }

  // MARK: Threads

  private func serve() -> Never {
    lock.acquire()
    var hasWaited = false
    while true {
      if let run = runs.first(where: { $0.admitsHelper && $0.admitsVisitor }) {
        visit(run)
        hasWaited = false
      } else if hasWaited {
        sleep()
        hasWaited = false
      } else {
        hasWaited = !waitForPost()
      }
    }
  }

  private func visit(_ run: WorkerTeam) {
    looking -= 1
    run.addVisitors(1)
    let worker = join(run)
    lock.release()
    run.takeItems(worker: worker)
    run.finish()
    lock.acquire()
    run.addVisitors(-1)
    looking += 1
  }

  /// Waits, awake, for a short time.
  ///
  /// - Returns: Whether a run was posted.
  private func waitForPost() -> Bool {
    let seen = posted
    lock.release()
    defer { lock.acquire() }
    for _ in 0..<Self.spins where posted != seen { return true }
    return false
  }

  private func sleep() {
    looking -= 1
    sleeping += 1
    while woken == 0 { idle.wait(lock) }
    woken -= 1
  }

  // MARK: Under the lock

  private func join(_ run: WorkerTeam) -> Int {
    let worker = run.join()
    for run in runs { wakeThread(for: run) }
    return worker
  }

  /// Wakes a thread that may join `run`, unless one is looking for work.
  ///
  /// It is a thread of the pool, or else the caller of a team around the run.
  private func wakeThread(for run: WorkerTeam) {
    guard run.admitsHelper else { return }
    if run.admitsVisitor, looking > 0 || wakeIdleThread() { return }
    var around = run.outer
    while let team = around, !team.wakeCaller() { around = team.outer }
  }

  private func wakeIdleThread() -> Bool {
    guard sleeping > 0 else { return false }
    sleeping -= 1
    looking += 1
    woken += 1
    idle.signal()
    return true
  }

  /// Starts a thread, which looks for work.
  ///
  /// - Returns: Whether the system started it.
  private func startThread() -> Bool {
    let context = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<ThreadPool>.fromOpaque(argument).takeRetainedValue().serve()
      }, context.toOpaque())
    guard code == 0 else {
      context.release()
      return false
    }
    pthread_detach(thread)
    started += 1
    looking += 1
    return true
  }
}
