import Files

extension RoleChoice {
  /// Takes the columns of prices that variances are made of, found by their names.
  ///
  /// - Throws: `Failure` (data) where there are none, or those of several tickers.
  mutating func choosePrices(of volatility: Volatility, guessing: Bool) throws(Failure) {
    if volatility.prices.isEmpty, options.layout == .wide { return try chooseTargets(guessing: guessing) }
    if volatility == .ofReturns { return try chooseReturns(guessing: guessing) }
    let isSquared = volatility == .squared
    let wanted: [Price] = isSquared ? [.close] : volatility.prices
    let found = prices.candidates(of: wanted, adjusted: isSquared)
    if let only = found.first, found.count == 1 {
      roles.targets = only
      return
    }
    if isSquared, found.isEmpty { return try chooseTargets(guessing: guessing) }
    guard let first = found.first else { throw noPrices(of: volatility) }
    let words = found.prefix(3).map { ColumnNames.list($0.map { columns.names[$0] }) }
    throw Failure(
      .data, at: columns.place,
      "\(found.count) sets of columns hold prices for --volatility \(volatility.rawValue): "
        + words.joined(separator: "; "),
      fix: "--target \(word(first)), or others in this order")
  }

  /// Refuses another number of named columns than a variance is made of.
  func refuseOtherPrices(than volatility: Volatility) throws(Failure) {
    let wanted = volatility.prices
    guard !wanted.isEmpty, roles.targets.count != wanted.count else { return }
    let found = prices.candidates(of: wanted, adjusted: false).first
    throw Failure(
      .arguments,
      "--volatility \(volatility.rawValue) is made of \(wanted.count) columns, and --target names \(roles.targets.count)",
      fix: found.map { "--target \(word($0)), or no --target" }
        ?? "--target with the columns of \(wanted.map(\.rawValue).joined(separator: ", ")), in this order")
  }

  private var prices: PriceColumns {
    PriceColumns(columns.names) { index in
      let kind = sample.columns[index].kind
      return (!isTaken(index) || roles.targets.contains(index)) && kind != .text && kind != .time
    }
  }

  private func word(_ columns: [Int]) -> String {
    ColumnNames.word(ColumnNames.joined(columns.map { self.columns.names[$0] }))
  }

  private mutating func chooseReturns(guessing: Bool) throws(Failure) {
    let names: Set = ["return", "returns", "ret", "rets", "logreturn", "logreturns", "logret", "dailyreturn"]
    let found = columns.names.indices.filter { index in
      !isTaken(index) && names.contains(columns.names[index].lowercased().filter(\.isLetter))
    }
    if let only = found.first, found.count == 1 {
      roles.targets = [only]
    } else {
      try chooseTargets(guessing: guessing)
    }
  }

  private func noPrices(of volatility: Volatility) -> Failure {
    let wanted = volatility.prices.map(\.rawValue)
    let others = [Volatility.parkinson, .squared].first { other in
      let wanted: [Price] = other == .squared ? [.close] : other.prices
      return other != volatility && prices.candidates(of: wanted, adjusted: other == .squared).count == 1
    }
    let naming = "--target with the columns of \(wanted.joined(separator: ", ")), in this order"
    return Failure(
      .data, at: columns.place,
      "--volatility \(volatility.rawValue) is made of \(wanted.joined(separator: ", ")), and no columns are called so",
      fix: others.map { "--volatility \($0.rawValue), whose columns there are; or \(naming)" } ?? naming)
  }
}
