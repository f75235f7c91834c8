/// Runs `body` again and again for at least `seconds`, and returns how often a second.
func rate(during seconds: Double, _ body: () throws -> Void) rethrows -> Double {
  let clock = ContinuousClock()
  let start = clock.now
  var count = 0
  while true {
    try body()
    count += 1
    let elapsed = (clock.now - start) / .seconds(1)
    if elapsed >= seconds { return Double(count) / elapsed }
  }
}

/// The seconds that `body` takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
  try ContinuousClock().measure(body) / .seconds(1)
}
