import Platform

/// A lock that is held for less time than a thread takes to fall asleep and wake up.
///
/// A thread that finds it held tries again for a while before the system puts it to sleep.
final class ThreadLock: @unchecked Sendable {
  private static let attempts = 200
  fileprivate let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init() { pthread_mutex_init(mutex, nil) }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func acquire() {
    for _ in 0..<Self.attempts where pthread_mutex_trylock(mutex) == 0 { return }
    pthread_mutex_lock(mutex)
  }

  func release() { pthread_mutex_unlock(mutex) }
}

/// A condition that threads sleep on until another thread wakes one of them.
final class ThreadCondition: @unchecked Sendable {
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() { pthread_cond_init(condition, nil) }

  deinit {
    pthread_cond_destroy(condition)
    condition.deallocate()
  }

  /// Releases `lock`, sleeps, and acquires it again.
  ///
  /// It may return although no thread has woken the sleeping one.
  func wait(_ lock: ThreadLock) { pthread_cond_wait(condition, lock.mutex) }

  /// Wakes one thread that sleeps, if one does.
  func signal() { pthread_cond_signal(condition) }
}
