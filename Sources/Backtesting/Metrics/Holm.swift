/// Holm's method for several tests at once: probabilities that may be compared with one bound without more
/// false findings than one test has.
///
/// Source: Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of
/// Statistics 6, 65-70.
enum Holm {
  /// The probabilities adjusted for their number, in the order given: of `n`, the least is multiplied by `n`,
  /// the next by `n - 1` and so on, and none is less than those before it or more than 1.
  static func adjusted(_ probabilities: [Double]) -> [Double] {
    var adjusted = probabilities
    var least = 0.0
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    for (rank, place) in order.enumerated() {
      least = max(least, min(1, Double(probabilities.count - rank) * probabilities[place]))
      adjusted[place] = least
    }
    return adjusted
  }
}
