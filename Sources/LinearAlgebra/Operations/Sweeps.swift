import Platform

/// Whole-arena sweeps for optimisers: each works on a range, so that ranges can be spread over threads.
extension Arena {
  /// The sum of the squares of the elements in `range`, in double precision.
  public func squares(_ range: Range<Int>) -> Double {
    Scalar.kernels.table.squares(start(of: range), range.count)
  }

  /// Adds the elements of `other` in `range`.
  public func add(_ other: Arena, _ range: Range<Int>) {
    Scalar.kernels.table.add(other.start(of: range), start(of: range), range.count)
  }

  /// Moves the elements in `range` by `share` of the way to those of `other`.
  public func move(_ range: Range<Int>, towards other: Arena, by share: Scalar) {
    Scalar.kernels.table.move(other.start(of: range), share, start(of: range), range.count)
  }

  /// Clears the elements in `range`.
  public func clear(_ range: Range<Int>) {
    memset(start(of: range), 0, range.count * MemoryLayout<Scalar>.stride)
  }

  /// Whether every element in `range` is finite.
  public func isFinite(_ range: Range<Int>) -> Bool {
    let elements = start(of: range)
    // A NaN or an infinity times zero is a NaN, and a NaN survives a sum.
    var sum: Scalar = 0
    for index in 0..<range.count { sum += elements[index] * 0 }
    return sum == 0
  }

  /// One Adam step on the elements in `range`.
  ///
  /// Kingma and Ba (2015), arXiv:1412.6980, with ε outside the root after the bias correction; `decay`
  /// multiplies the elements first (1 − rate · weight decay for AdamW, Loshchilov and Hutter 2019,
  /// arXiv:1711.05101).
  ///
  /// - Parameters:
  ///   - range: The elements, by their positions.
  ///   - gradient: The gradient of each element.
  ///   - first: The running mean of gradients.
  ///   - second: The running mean of their squares.
  ///   - step: the number of this step, from 1.
  ///   - rate: The learning rate.
  ///   - beta1: The weight of the previous mean of gradients in the next one.
  ///   - beta2: The weight of the previous mean of squares in the next one.
  ///   - epsilon: The number added to the root, so that nothing is divided by 0.
  ///   - clip: The factor of the gradient.
  ///   - decay: The factor of the elements before the step.
  public func adam(
    _ range: Range<Int>, gradient: Arena, first: Arena, second: Arena, step: Int, rate: Double, beta1: Double,
    beta2: Double, epsilon: Double, clip: Double, decay: Double
  ) {
    // The moments decay by beta as the scalar rounds it, and 1 − beta would show the difference.
    let correction1 = 1 - power(Double(Scalar(beta1)), step)
    let correction2 = (1 - power(Double(Scalar(beta2)), step)).squareRoot()
    Scalar.kernels.table.adam(
      start(of: range), gradient.start(of: range), first.start(of: range), second.start(of: range),
      range.count,
      Scalar(clip), Scalar(rate / correction1), Scalar(beta1), Scalar(beta2), Scalar(correction2),
      Scalar(epsilon),
      Scalar(decay))
  }

  /// One step of gradient descent with momentum on the elements in `range`, as `torch.optim.SGD` orders it.
  public func descend(
    _ range: Range<Int>, gradient: Arena, velocity: Arena, rate: Double, momentum: Double,
    weightDecay: Double,
    clip: Double, isFirst: Bool
  ) {
    Scalar.kernels.table.momentum(
      start(of: range), gradient.start(of: range), velocity.start(of: range), range.count, Scalar(clip),
      Scalar(rate), Scalar(momentum), Scalar(weightDecay), isFirst ? 1 : 0)
  }

  private func start(of range: Range<Int>) -> UnsafeMutablePointer<Scalar> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range \(range) of an arena of \(count)")
    return base + range.lowerBound
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, factor, remaining) = (1.0, base, exponent)
    while remaining > 0 {
      if remaining & 1 == 1 { result *= factor }
      factor *= factor
      remaining >>= 1
    }
    return result
  }
}
