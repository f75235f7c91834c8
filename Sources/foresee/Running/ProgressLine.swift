import Backtesting
import Files
import Forecasting
import Reports
import Synchronization

/// One line on the terminal that says how far training has come, rewritten in place.
final class ProgressLine: Sendable {
  private struct State {
    var started: ContinuousClock.Instant?
    var shown: ContinuousClock.Instant?
  }

  private static let interval = Duration.milliseconds(100)
  private let state = Mutex(State())

  /// Shows `progress`, ten times a second at most.
  func show(_ progress: FitProgress) { show { Self.line(progress, elapsed: $0) } }

  /// Shows which share of some work is done, ten times a second at most.
  func show(_ work: String, share: Double) {
    show { _ in "\(work)  \(NumberText.share(share))" }
  }

  /// Shows a line that is made of the time since the first.
  private func show(_ line: (Duration) -> String) {
    let now = ContinuousClock.now
    let elapsed: Duration? = state.withLock { state in
      let started = state.started ?? now
      state.started = started
      if let shown = state.shown, now - shown < Self.interval { return nil }
      state.shown = now
      return now - started
    }
    guard let elapsed else { return }
    Console.write("\r" + line(elapsed) + "\u{1B}[K", to: .standardError)
  }

  /// Removes the line, if one was shown.
  func clear() {
    let wasShown = state.withLock { state in
      defer { state.shown = nil }
      return state.shown != nil
    }
    if wasShown { Console.write("\r\u{1B}[K", to: .standardError) }
  }

  /// The line's text: the time left is that of all fits, which early stopping may end sooner than it says.
  static func line(_ progress: FitProgress, elapsed: Duration) -> String {
    let decimals = NumberText(decimals: 4)
    var parts = [ShownText.escaped(progress.model)]
    if progress.fits > 1 { parts.append("fit \(progress.fit)/\(progress.fits)") }
    parts += ["epoch \(progress.epoch)/\(progress.maxEpochs)", "loss \(decimals.text(progress.loss))"]
    if let validation = progress.validationLoss {
      parts.append("validation \(decimals.text(validation))")
    }
    parts.append("\(NumberText(decimals: 0).text(progress.windowsPerSecond)) windows/s")
    if progress.totalFraction > 0 {
      let left = elapsed / .seconds(1) * (1 - progress.totalFraction) / progress.totalFraction
      parts.append("at most \(Self.clock(left)) left")
    }
    return parts.joined(separator: "  ")
  }

  private static func clock(_ seconds: Double) -> String {
    let whole = Int(exactly: seconds.rounded()) ?? 0
    let (minutes, rest) = whole.quotientAndRemainder(dividingBy: 60)
    return "\(minutes):\(rest < 10 ? "0" : "")\(rest)"
  }
}
