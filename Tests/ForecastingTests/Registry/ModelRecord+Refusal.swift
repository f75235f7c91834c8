import Files

@testable import Forecasting
@testable import Registry

extension ModelRecord {
  /// Whether the zoo refuses to restore a copy with `change` made to it, as the fault of the file.
  func isRefused(after change: (inout ModelRecord) -> Void) -> Bool {
    var changed = self
    change(&changed)
    do {
      _ = try ModelRegistry.restore(changed)
      return false
    } catch { return error.cause == .modelFile }
  }
}
