import Files
import Platform

extension PanelAssembly {
  /// Makes the target of the prices in its place: the variance of each row, by `--volatility`.
  ///
  /// A row is read by itself, by ``Volatility/squared`` with the last price before. Prices that contradict
  /// each other give no variance, and are counted; where more than a tenth do, the columns are others than
  /// they are taken for.
  ///
  /// - Throws: `Failure` (data) where more than a tenth of the rows contradict themselves.
  mutating func makeVariances(_ groups: inout [RowGroup], lines: LineMap) throws(Failure) {
    guard let volatility = options.volatility else { return }
    let names = targets.map { ShownText.quoted($0) }
    let maxGap = try Self.length(options.maxGap)
    var counts = VarianceCounts()
    for index in groups.indices {
      let sources = Array(groups[index].columns[..<targets.count])
      let group = groups[index]
      let place = { (row: Int) in lines.place(of: group.rows.map { Int($0[row]) } ?? row) }
      let variances: [[Double]]
      switch volatility {
      case .parkinson, .garmanKlass:
        variances = [Self.ranges(volatility, sources, names, &counts, place)]
      case .squared:
        variances = sources.enumerated().map {
          Self.squaredChanges($1, names[$0], group.times, maxGap: maxGap, &counts, place)
        }
      case .ofReturns: variances = sources.map { $0.map { $0 * $0 } }
      }
      for (row, variance) in variances.enumerated().flatMap({ $1.enumerated() }) {
        counts.note(variance, at: { place(row) })
      }
      groups[index].columns.replaceSubrange(..<sources.count, with: variances)
    }
    try counts.requireFewFaults(volatility, targets)
    let areSeveral = volatility.prices.isEmpty && targets.count > 1
    notices.append(
      "the target is \(volatility.formula(areSeveral ? ["each column"] : names)): the variance of a row, in squares of logarithms"
    )
    notices += counts.notices
    // The columns of a wide file are series, and keep their names.
    if options.layout != .wide { targets = areSeveral ? targets.map { "\($0)-variance" } : ["variance"] }
  }

  private static func ranges(
    _ volatility: Volatility, _ columns: [[Double]], _ names: [String], _ counts: inout VarianceCounts,
    _ place: (Int) -> Failure.Place?
  ) -> [Double] {
    let order = volatility.prices
    return columns[0].indices.map { row in
      func price(_ price: Price, or other: Price) -> Double {
        columns[order.firstIndex(of: price) ?? order.firstIndex(of: other) ?? 0][row]
      }
      let prices = RangePrices(
        open: price(.open, or: .high), high: price(.high, or: .high), low: price(.low, or: .low),
        close: price(.close, or: .low))
      if prices.isMissing { return .nan }
      counts.rows += 1
      if let fault = prices.fault({ names[order.firstIndex(of: $0) ?? ($0 == .open ? 0 : names.count - 1)] })
      {
        counts.noteFault(fault, at: place(row))
        return .nan
      }
      return volatility.variance(prices)
    }
  }

  /// The squares of the changes from the last price; none where that is longer ago than `maxGap`.
  private static func squaredChanges(
    _ prices: [Double], _ name: String, _ times: [Instant], maxGap: Int64?, _ counts: inout VarianceCounts,
    _ place: (Int) -> Failure.Place?
  ) -> [Double] {
    var last: (price: Double, time: Instant)?
    return prices.indices.map { row in
      let price = prices[row]
      if price.isNaN { return .nan }
      counts.rows += 1
      guard price > 0 else {
        counts.noteFault("\(name) is \(price)", at: place(row))
        return .nan
      }
      defer { last = (price, times[row]) }
      guard let last, maxGap.map({ !times[row].isLater(than: last.time, by: $0) }) ?? true else {
        return .nan
      }
      let change = log(price / last.price)
      return change * change
    }
  }
}

/// What is told about the variances of all series.
private struct VarianceCounts {
  /// Rows with all their prices.
  var rows = 0
  private var faults = 0
  private var firstFault: (text: String, place: Failure.Place?)?
  private var zeros = 0
  private var firstZero: Failure.Place?

  /// One row in how many may contradict itself: of returns, taken for prices, nearly every second one does.
  private static let mostFaults = 10

  mutating func noteFault(_ text: String, at place: Failure.Place?) {
    faults += 1
    if firstFault == nil { firstFault = (text, place) }
  }

  mutating func note(_ variance: Double, at place: () -> Failure.Place?) {
    guard variance == 0 else { return }
    zeros += 1
    if firstZero == nil { firstZero = place() }
  }

  func requireFewFaults(_ volatility: Volatility, _ targets: [String]) throws(Failure) {
    guard let firstFault, faults > 1, faults > rows / Self.mostFaults else { return }
    let order = volatility.prices.map(\.rawValue)
    throw Failure(
      .data, at: firstFault.place,
      "\(firstFault.text); so it is in \(faults) of \(rows) rows, and a variance needs prices",
      fix: order.isEmpty
        ? (volatility == .squared
          ? "--volatility of-returns, if \(ColumnNames.list(targets)) holds returns" : nil)
        : "--target with the columns of \(order.joined(separator: ", ")), in this order")
  }

  var notices: [String] {
    var notices: [String] = []
    if let firstFault {
      notices.append(
        "\(faults) of \(rows) rows have prices that cannot be, and no variance; the first\(words(firstFault.place)): \(firstFault.text)"
      )
    }
    if zeros > 0 {
      notices.append(
        "\(zeros == 1 ? "1 row has" : "\(zeros) rows have") a variance of 0, the first\(words(firstZero)): QLIKE leaves "
          + (zeros == 1 ? "it out" : "them out"))
    }
    return notices
  }

  private func words(_ place: Failure.Place?) -> String {
    guard let place, let line = place.line else { return "" }
    return " in line \(line) of \(place.file)"
  }
}
