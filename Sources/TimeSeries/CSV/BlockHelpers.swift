import Platform

/// Threads that read the plain rows of blocks before these are asked for.
final class BlockHelpers {
  /// The processors of this machine.
  static var processorCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  private let shared = Shared()
  private var threads: [pthread_t] = []

  /// Starts `count` threads; fewer when the system refuses more.
  init(count: Int) {
    for _ in 0..<count {
      var thread = pthread_t()
      let context = Unmanaged.passRetained(shared)
      let code = pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          Unmanaged<Shared>.fromOpaque(argument).takeRetainedValue().serve()
          return nil
        }, context.toOpaque())
      guard code == 0 else {
        context.release()
        break
      }
      threads.append(thread)
    }
  }

  deinit {
    shared.stop()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Hands `block` to the threads.
  func add(_ block: Block) { shared.add(block) }

  /// Returns when `block` is read; meanwhile, the caller helps.
  func finish(_ block: Block) { shared.finish(block) }
}

/// What the threads share: blocks that wait, in the file's order, guarded by the mutex as every block's
/// progress is.
private final class Shared: @unchecked Sendable {
  private var waiting: [Block] = []
  private var isStopped = false
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

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

  func add(_ block: Block) {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    block.progress = .waiting
    waiting.append(block)
    pthread_cond_broadcast(condition)
  }

  func finish(_ block: Block) {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while block.progress == .waiting || block.progress == .taken {
      if !takeFirst() { pthread_cond_wait(condition, mutex) }
    }
    block.progress = .idle
  }

  func serve() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !isStopped {
      if !takeFirst() { pthread_cond_wait(condition, mutex) }
    }
  }

  func stop() {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    isStopped = true
    waiting = []
    pthread_cond_broadcast(condition)
  }

  /// Reads the first block that waits, without the mutex meanwhile; `false` when none does.
  private func takeFirst() -> Bool {
    if waiting.isEmpty { return false }
    let block = waiting.removeFirst()
    block.progress = .taken
    pthread_mutex_unlock(mutex)
    if let plan = block.plan { block.readRows(from: 0, plan) }
    pthread_mutex_lock(mutex)
    block.progress = .done
    pthread_cond_broadcast(condition)
    return true
  }
}
