import Forecasting
import Models
import TimeSeries
import Windowing

/// The forecasts of several candidates and the observed values, over the cells of a validation tail.
///
/// A cell is one lead of one validation window whose target is observed.
struct ValidationCells: Sendable {
  /// The cells of one series in one block of time, whose errors are correlated.
  struct Group: Hashable, Sendable {
    /// The index of the series in the panel.
    var series: Int
    /// The index of the block of time.
    var block: Int
  }

  /// The metric whose loss is compared.
  var objective = Objective.mase
  /// The forecast of each candidate, `[candidate][cell]`, in the unit of the cell's series and less the same
  /// origin as `truths`.
  var forecasts: [[Double]]
  /// The observed value of each cell, in the same units.
  var truths: [Double]
  /// The group of each cell, an index into `groups`.
  var groupOfCell: [Int]
  /// For each cell the number of training rows of its series after the cell's own row: cells of one block
  /// with the same number share a row.
  var rowOfCell: [Int]
  /// The groups, each with at least one cell.
  var groups: [Group]
  /// For each series of the panel the resolution of its values, in the unit of the series; 0 where it is not
  /// known.
  var steps: [Double] = []
  /// Whether series are forecast by models that were fitted to other series, so that the variance of gains
  /// between series counts in full (see ``PairedLosses``).
  var isOfOthers = false
  /// Whether combinations are rounded to the resolution of their series before their loss is taken.
  var isRounded = false

  /// The number of blocks.
  var blockCount: Int { (groups.map(\.block).max() ?? -1) + 1 }

  /// The sum of the losses of a combination, group by group.
  func losses(of weights: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: groups.count)
    for (cell, combined) in combined(weights).enumerated() {
      sums[groupOfCell[cell]] += loss(ofCell: cell, combined)
    }
    return sums
  }

  /// The number of cells of each group.
  var sizes: [Int] {
    var sizes = [Int](repeating: 0, count: groups.count)
    for group in groupOfCell { sizes[group] += 1 }
    return sizes
  }

  /// Compares two combinations by the losses of groups.
  ///
  /// For squared errors the loss of a group of n cells is n times its root mean squared error, since a group
  /// of large errors would otherwise dominate the comparison.
  func paired(before: [Double], after: [Double]) -> PairedLosses {
    let sizes = sizes
    func errors(_ weights: [Double]) -> [Double] {
      let losses = losses(of: weights)
      guard objective == .mse else { return losses }
      return zip(losses, sizes).map { ($0 * Double($1)).squareRoot() }
    }
    return paired(sizes, errors(before), errors(after))
  }

  /// Compares a combination with the same one rounded to the resolution of each series; it is used where
  /// forecasts are medians.
  func pairedByRounding(_ weights: [Double]) -> PairedLosses {
    paired(sizes, losses(of: weights), rounded.losses(of: weights))
  }

  /// The effective number of independent rows in the comparison of two combinations: n (1 − ρ) / (1 + ρ) for
  /// n rows with the lag-1 autocorrelation ρ.
  ///
  /// The autocorrelation is that of the difference of losses, which is first averaged over the series that
  /// share a row.
  ///
  /// The sample autocorrelation r of n rows is biased by about −(1 + 3ρ) / n; the estimate is ρ = (n r + 1) /
  /// (n − 3), bounded to [0, 1]. Pairs of rows in different blocks are left out. The result is 1 for four
  /// rows or fewer, where the differences do not vary, and where no two rows are neighbours.
  ///
  /// - Source: Bartlett (1946), doi:10.2307/2983611; Marriott and Pope (1954), doi:10.2307/2332719, on the
  ///   bias.
  func independentRows(before: [Double], after: [Double]) -> Double {
    let (old, new) = (combined(before), combined(after))
    // The difference of losses is averaged over the series that share a row.
    var rows: [(block: Int, row: Int, sum: Double, count: Double)] = []
    let order = truths.indices.sorted {
      (block(ofCell: $0), rowOfCell[$0], $0) < (block(ofCell: $1), rowOfCell[$1], $1)
    }
    for cell in order {
      let gain = loss(ofCell: cell, old[cell]) - loss(ofCell: cell, new[cell])
      if let last = rows.last, (last.block, last.row) == (block(ofCell: cell), rowOfCell[cell]) {
        rows[rows.count - 1].sum += gain
        rows[rows.count - 1].count += 1
      } else {
        rows.append((block(ofCell: cell), rowOfCell[cell], gain, 1))
      }
    }
    let gains = rows.map { $0.sum / $0.count }
    let count = Double(rows.count)
    let mean = gains.reduce(0, +) / count
    let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let products = rows.indices.dropFirst()
      .filter { rows[$0].block == rows[$0 - 1].block && rows[$0].row == rows[$0 - 1].row + 1 }
      .map { (gains[$0] - mean) * (gains[$0 - 1] - mean) }
    guard count > 4, variance > 0, !products.isEmpty else { return 1 }
    let found = products.reduce(0, +) / Double(products.count) / variance
    let correlation = max(0, min(1, (count * found + 1) / (count - 3)))
    return count * (1 - correlation) / (1 + correlation)
  }

  private func block(ofCell cell: Int) -> Int { groups[groupOfCell[cell]].block }

  private func paired(_ sizes: [Int], _ before: [Double], _ after: [Double]) -> PairedLosses {
    PairedLosses(groups, cells: sizes, before: before, after: after, isOfOthers: isOfOthers)
  }

  /// The mean loss of a combination over all cells.
  func loss(of weights: [Double]) -> Double {
    guard !truths.isEmpty else { return 0 }
    return combined(weights).enumerated().reduce(0.0) { $0 + loss(ofCell: $1.offset, $1.element) }
      / Double(truths.count)
  }

  /// The mean loss of a combination over all cells, and its partial derivatives with respect to the weights.
  ///
  /// In the derivatives rounding is ignored.
  func lossAndSlopes(of weights: [Double]) -> (loss: Double, slopes: [Double]) {
    var slopesOfCells = combined(weights)
    var loss = 0.0
    for cell in slopesOfCells.indices {
      let combined = slopesOfCells[cell]
      loss += self.loss(ofCell: cell, combined)
      slopesOfCells[cell] = objective.slope(combined, truths[cell])
    }
    let count = Double(truths.count)
    let slopes = forecasts.map { forecasts in
      var sum = 0.0
      for cell in slopesOfCells.indices { sum += slopesOfCells[cell] * forecasts[cell] }
      return sum / count
    }
    return (loss / count, slopes)
  }

  /// The same cells with the candidates in `range` alone.
  func keeping(_ range: Range<Int>) -> ValidationCells {
    var cells = self
    cells.forecasts = Array(forecasts[range])
    return cells
  }

  /// The same cells with `count` candidates inserted before the first, which have no forecasts and must have
  /// a weight of 0.
  func padded(_ count: Int) -> ValidationCells {
    var cells = self
    cells.forecasts = Array(repeating: [], count: count) + forecasts
    return cells
  }

  /// Adds the cells of other blocks of time, with forecasts of the same candidates.
  mutating func append(_ other: ValidationCells) {
    let (firstGroup, firstBlock) = (groups.count, blockCount)
    truths += other.truths
    groupOfCell += other.groupOfCell.map { firstGroup + $0 }
    rowOfCell += other.rowOfCell
    groups += other.groups.map { Group(series: $0.series, block: firstBlock + $0.block) }
    for candidate in forecasts.indices { forecasts[candidate] += other.forecasts[candidate] }
  }

  /// The same cells with combinations rounded to the resolution of each series.
  var rounded: ValidationCells {
    var cells = self
    cells.isRounded = true
    return cells
  }

  /// A combination's forecast of every cell, before it is rounded.
  private func combined(_ weights: [Double]) -> [Double] {
    var combined = [Double](repeating: 0, count: truths.count)
    for (candidate, weight) in weights.enumerated() where weight > 0 {
      let forecasts = forecasts[candidate]
      for cell in combined.indices { combined[cell] += weight * forecasts[cell] }
    }
    return combined
  }

  /// The loss of a forecast of one cell, rounded where combinations are.
  private func loss(ofCell cell: Int, _ forecast: Double) -> Double {
    let value =
      isRounded ? Decimals.rounded(forecast, to: steps[groups[groupOfCell[cell]].series]) : forecast
    return objective.loss(value, truths[cell])
  }
}

extension ValidationCells {
  /// The largest number of cells that weights are fitted to.
  private static let most = 40_000

  /// Numbers the groups of cells, and their blocks, in the order in which they first occur.
  private struct GroupNumbers {
    private struct BlockKey: Hashable {
      var clock: Int
      var horizon: Int
    }

    private(set) var groups: [Group] = []
    private var blocks: [BlockKey: Int] = [:]
    private var numbers: [Group: Int] = [:]

    /// The number of the group of a series' cells that are so many horizons before the end, on its clock.
    mutating func number(of series: Int, clock: Int, horizon: Int) -> Int {
      let key = BlockKey(clock: clock, horizon: horizon)
      let block = blocks[key] ?? blocks.count
      blocks[key] = block
      let group = Group(series: series, block: block)
      if let number = numbers[group] { return number }
      numbers[group] = groups.count
      groups.append(group)
      return groups.count - 1
    }
  }

  /// Forecasts the validation windows with every candidate; where there would be more than 40,000 cells, only
  /// every k-th window is used.
  ///
  /// A block holds as many rows as the horizon has leads, counted back from the end of each series' training
  /// rows. The errors of series that share a clock are correlated at one time, and since these series mostly
  /// end together, their cells of one time lie in one block. Recordings on elapsed time have no time in
  /// common, and each has blocks of its own.
  ///
  /// - Parameters:
  ///   - data: The rows that may be read, up to the last row that is forecast.
  ///   - windows: The validation windows.
  ///   - candidates: The fitted candidates.
  ///   - objective: The metric whose loss is compared.
  ///   - errors: The unit of the errors of each series, in the target's units.
  ///   - steps: The resolution of each series, in the target's units.
  ///   - horizon: The number of leads.
  ///   - rounds: The number of rounds whose cells are put together, each with an equal share of the 40,000
  ///     cells.
  ///   - session: The session of the fit.
  /// - Throws: The error of a candidate that cannot forecast the windows.
  init(
    _ data: TrainingData, _ windows: EvenlySpacedWindows, _ candidates: [any FittedForecaster],
    objective: Objective, errors: [Double], steps: [Double], horizon: Int, rounds: Int = 1, session: Session
  ) throws {
    self.steps = zip(steps, errors).map { $0 / $1 }
    self.objective = objective
    let panel = data.panel
    let recordings = panel.recordings
    let step = max(1, (rounds * windows.count * horizon + Self.most - 1) / Self.most)
    let cutoffs = Self.cutoffs(
      stride(from: 0, to: windows.count, by: step).map { windows[$0] }, panel, horizon)
    let found = try candidates.map { try $0.forecast(panel, at: cutoffs, session: session) }
    (truths, groupOfCell, rowOfCell) = ([], [], [])
    forecasts = candidates.map { _ in [] }
    var numbers = GroupNumbers()
    for (index, cutoff) in cutoffs.enumerated() {
      let unit = errors[cutoff.series]
      // Values are measured from the forecast of the first candidate at the first lead, so that a series far
      // from zero loses no digits. An error relative to a level needs the level itself. The origin is a
      // multiple of the resolution, so that rounding gives the same values as without it.
      let origin =
        objective.isRelative ? 0 : Decimals.rounded(found[0][index].point[0], to: steps[cutoff.series])
      for lead in 0..<horizon {
        let truth = panel.series[cutoff.series].target[cutoff.index + lead]
        guard !truth.isNaN else { continue }
        let rowsAfter = data.rows[cutoff.series].upperBound - 1 - (cutoff.index + lead)
        truths.append((truth - origin) / unit)
        groupOfCell.append(
          numbers.number(
            of: cutoff.series, clock: panel.hasOwnClocks ? recordings[cutoff.series] : 0,
            horizon: rowsAfter / horizon))
        rowOfCell.append(rowsAfter)
        for candidate in candidates.indices {
          forecasts[candidate].append((found[candidate][index].point[lead] - origin) / unit)
        }
      }
    }
    groups = numbers.groups
  }

  /// The origins of those windows that can be forecast: a value of the lookback is observed, and covariates
  /// known ahead are known for every lead.
  private static func cutoffs(_ windows: [Window], _ panel: Panel, _ horizon: Int) -> [Cutoff] {
    windows.filter { window in
      let series = panel.series[window.series]
      return series.target[window.firstInput..<window.origin].contains { !$0.isNaN }
        && series.emptyCellKnownAhead(horizon, after: window.origin) == nil
    }.map { Cutoff(series: $0.series, index: $0.origin) }
  }
}
