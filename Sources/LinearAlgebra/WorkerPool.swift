import Platform
import Synchronization

/// Work that a pool splits into items; items must not depend on each other.
public protocol ParallelWork: AnyObject, Sendable {
  /// Does `item` on the thread with the number `worker`, which is below the pool's thread count.
  ///
  /// Two items that run at the same time have different workers.
  func run(item: Int, worker: Int)
}

/// A pool of threads that do the items of one piece of work at a time.
///
/// The calling thread is one of them.
///
/// Goals, in order:
///
/// 1. When a run returns, all items are done, and the caller sees what every thread wrote.
/// 2. A run allocates nothing.
/// 3. A run of less than a millisecond, such as a step of a small network, begins and ends without delay:
///    waiting threads first test an atomic counter in a loop, and only then sleep.
/// 4. Threads that wait longer sleep, and use no processor time.
///
/// Which thread does which item is not determined, and results must not depend on it.
public final class WorkerPool: Sendable {
  /// Threads, the caller included.
  public let threads: Int
  private let share: ThreadShare?
  private let shared: Shared

  /// Starts `threads` − 1 threads; fewer when the system refuses more.
  ///
  /// - Parameters:
  ///   - threads: The number of threads, with the one that calls.
  ///   - share: A limit of the threads that a run uses, which may change at any time.
  public init(threads: Int, within share: ThreadShare? = nil) {
    self.share = share
    shared = Shared()
    var started = 1
    for worker in 1..<max(1, min(threads, Shared.mostThreads)) {
      let context = Unmanaged.passRetained(Start(shared: shared, worker: worker))
      var thread = pthread_t()
      let code = pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
          start.shared.serve(worker: start.worker)
          return nil
        }, context.toOpaque())
      guard code == 0 else {
        context.release()
        break
      }
      pthread_detach(thread)
      started += 1
    }
    self.threads = started
  }

  deinit { shared.stop() }

  /// Runs items 0..<`count` of `work` and returns when all are done.
  public func run(_ count: Int, of work: some ParallelWork) {
    let threads = min(threads, share?.now ?? threads)
    if threads == 1 || count <= 1 {
      for item in 0..<count { work.run(item: item, worker: 0) }
    } else {
      shared.run(count, of: work, threads: threads)
    }
  }

  /// What a new thread is handed.
  private final class Start: Sendable {
    let shared: Shared
    let worker: Int

    init(shared: Shared, worker: Int) {
      self.shared = shared
      self.worker = worker
    }
  }
}

/// The state that the threads of a pool share.
///
/// `work` and `count` are written only while every helper is idle, before `generation` is raised, and read
/// only after a helper has seen the raise; `finished` orders the helpers' writes before the caller's return.
/// A helper that a run does without learns so from `generation` itself, and touches nothing else.
private final class Shared: @unchecked Sendable {
  private let generation = Atomic<Int>(0)
  private let next = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)
  private let isStopped = Atomic<Bool>(false)
  private let isCallerAsleep = Atomic<Bool>(false)
  private var work: (any ParallelWork)?
  private var count = 0
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  static let mostThreads = 64
  private static let spins = 4_000
  private static let yields = 20_000

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func run(_ count: Int, of work: any ParallelWork, threads: Int) {
    self.work = work
    self.count = count
    next.store(0, ordering: .relaxed)
    finished.store(0, ordering: .relaxed)
    raise(for: threads)
    takeItems(worker: 0)
    waitForHelpers(threads - 1)
    self.work = nil
  }

  /// Waits until all helpers are done: awake at first, since most work is short, then asleep.
  private func waitForHelpers(_ helpers: Int) {
    for spin in 0..<Self.spins + Self.yields {
      if finished.load(ordering: .acquiring) == helpers { return }
      if spin >= Self.spins { sched_yield() }
    }
    pthread_mutex_lock(mutex)
    isCallerAsleep.store(true, ordering: .sequentiallyConsistent)
    while finished.load(ordering: .sequentiallyConsistent) < helpers { pthread_cond_wait(condition, mutex) }
    isCallerAsleep.store(false, ordering: .relaxed)
    pthread_mutex_unlock(mutex)
  }

  func stop() {
    isStopped.store(true, ordering: .releasing)
    raise(for: Self.mostThreads)
  }

  func serve(worker: Int) {
    var seen = 0
    while true {
      seen = waitForGeneration(after: seen)
      if isStopped.load(ordering: .acquiring) { return }
      guard worker <= seen % Self.mostThreads else { continue }
      takeItems(worker: worker)
      finish()
    }
  }

  private func finish() {
    finished.add(1, ordering: .sequentiallyConsistent)
    guard isCallerAsleep.load(ordering: .sequentiallyConsistent) else { return }
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  private func takeItems(worker: Int) {
    guard let work else { return }
    while true {
      let item = next.add(1, ordering: .relaxed).oldValue
      if item >= count { return }
      work.run(item: item, worker: worker)
    }
  }

  /// Begins another generation, whose remainder by the most threads is the number of helpers that it is for.
  private func raise(for threads: Int) {
    pthread_mutex_lock(mutex)
    let number = generation.load(ordering: .relaxed) / Self.mostThreads + 1
    generation.store(number * Self.mostThreads + threads - 1, ordering: .releasing)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  private func waitForGeneration(after seen: Int) -> Int {
    for _ in 0..<Self.spins {
      let current = generation.load(ordering: .acquiring)
      if current != seen { return current }
    }
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      let current = generation.load(ordering: .acquiring)
      if current != seen { return current }
      pthread_cond_wait(condition, mutex)
    }
  }
}
