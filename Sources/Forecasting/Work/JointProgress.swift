import Synchronization

/// Tells how far several fits have come together.
///
/// Of fits that run side by side only the first is told about, so that a watcher sees one at a time; the
/// share done and the windows a second are those of all.
package final class JointProgress: Sendable {
  private struct Part {
    package var fraction = 0.0
    package var windowsPerSecond = 0.0
    var isFinished = false
  }

  private let parts: Mutex<[Part]>
  private let report: @Sendable (FitProgress) -> Void

  package init(count: Int, report: @escaping @Sendable (FitProgress) -> Void) {
    parts = Mutex(Array(repeating: Part(), count: count))
    self.report = report
  }

  /// Takes a report of fit `index`.
  package func observe(_ progress: FitProgress, of index: Int) {
    let joint: FitProgress? = parts.withLock { parts in
      parts[index].fraction = progress.totalFraction
      parts[index].windowsPerSecond = progress.windowsPerSecond
      guard parts[..<index].allSatisfy(\.isFinished) else { return nil }
      var joint = progress
      joint.fit = index + 1
      joint.fits = parts.count
      joint.totalFraction = parts.reduce(0) { $0 + $1.fraction } / Double(parts.count)
      joint.windowsPerSecond = parts.reduce(0) { $0 + $1.windowsPerSecond }
      return joint
    }
    if let joint { report(joint) }
  }

  /// Takes note that fit `index` has ended, as early stopping may at any time.
  package func finish(_ index: Int) {
    parts.withLock { $0[index] = Part(fraction: 1, isFinished: true) }
  }
}

extension Session {
  /// The session of fit `index` of several that follow each other, of which `joint` tells.
  package func part(_ index: Int, of joint: JointProgress?) -> Self {
    guard let joint else { return self }
    var session = self
    session.progress = { joint.observe($0, of: index) }
    return session
  }
}
