import Platform

/// What the process does on signals.
package enum SystemSignal {
  /// Whether the signal is ignored, as the parent may have asked for; a signal that cannot be asked about
  /// counts as ignored.
  package static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return true }
    // The constant is the address 1, which is no function's.
    return unsafeBitCast(action.__sigaction_handler, to: Int.self) == 1
  }
}
