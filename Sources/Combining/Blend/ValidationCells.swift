import Forecasting
import Models
import TimeSeries
import Windowing

/// The forecasts of several candidates and the truth, over the cells of a validation tail.
struct ValidationCells: Sendable {
  /// Cells of one series in one block of time: not independent of each other.
  struct Group: Hashable, Sendable {
    /// The series, an index into the panel's.
    var series: Int
    /// The block of time, counted from 0.
    var block: Int
  }

  /// What decides which forecasts are good.
  var objective = Objective.mase
  /// The forecast of each candidate, `[candidate][cell]`, in the unit of the cell's series.
  var forecasts: [[Double]]
  /// What came, in the same units.
  var truths: [Double]
  /// The group of each cell, an index into `groups`.
  var groupOfCell: [Int]
  /// For each cell the number of rows of its series after its own: cells of one block with the same number share a row.
  var rowOfCell: [Int]
  /// The groups, each with a cell at least.
  var groups: [Group]
  /// For each series of the panel the least distance between two of its values, in its unit; 0 where it is not known.
  var steps: [Double] = []
  /// Whether series are forecast by what was learnt of others: how much each gains is luck then.
  var isOfOthers = false
  /// Whether combinations are rounded to whole steps before they are compared with what came.
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

  /// Compares two combinations.
  ///
  /// Of squared errors the roots of their means are compared, group by group: the squares of one bad stretch would drown
  /// what all others show.
  func paired(before: [Double], after: [Double]) -> PairedLosses {
    let sizes = sizes
    func errors(_ weights: [Double]) -> [Double] {
      let losses = losses(of: weights)
      guard objective == .mse else { return losses }
      return zip(losses, sizes).map { ($0 * Double($1)).squareRoot() }
    }
    return paired(sizes, errors(before), errors(after))
  }

  /// Compares a combination with the same one rounded to whole steps, which is for medians.
  func pairedByRounding(_ weights: [Double]) -> PairedLosses {
    paired(sizes, losses(of: weights), rounded.losses(of: weights))
  }

  /// How many independent rows would tell two combinations apart as surely as these do: n (1 − ρ) / (1 + ρ) of n rows, where ρ
  /// is the autocorrelation of the mean difference of losses from one row to the next.
  ///
  /// An estimate of few rows is too low by about (1 + 3ρ) / n, which is made good for.
  /// - Source: Bartlett (1946), doi:10.2307/2983611; Marriott and Pope (1954), doi:10.2307/2332719, on the bias.
  func independentRows(before: [Double], after: [Double]) -> Double {
    let (old, new) = (combined(before), combined(after))
    // The mean over series, which share a row.
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

  /// The mean loss of a combination over all cells, and its derivatives by the weights, which pass over roundings.
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

  /// The same cells with so many candidates before the first, which forecast nothing and have no weight.
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

  /// The same cells with combinations rounded to whole steps.
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
  /// Cells that weights are fitted on at most.
  private static let most = 40_000

  private struct BlockKey: Hashable {
    var clock: Int
    var horizon: Int
  }

  /// Forecasts the validation windows with every candidate.
  ///
  /// A block is a horizon of forecast rows, counted from the end of each series' rows: series that share a clock, and
  /// mostly end together, share their surprises, and make one block a horizon. Recordings on elapsed time have clocks of
  /// their own.
  /// - Parameters:
  ///   - errors: The unit of each series, in which errors are measured.
  ///   - steps: The least distance between two values of each series, in the target's units.
  ///   - rounds: The number of rounds whose cells are put together, of which each has its share of the most there may be.
  init(
    _ data: TrainingData, _ windows: EvenlySpacedWindows, _ candidates: [any FittedForecaster],
    objective: Objective, errors: [Double], steps: [Double], horizon: Int, rounds: Int = 1, session: Session
  ) throws {
    self.steps = zip(steps, errors).map { $0 / $1 }
    self.objective = objective
    let panel = data.panel
    let recordings = panel.recordings
    let step = max(1, (rounds * windows.count * horizon + Self.most - 1) / Self.most)
    let cutoffs = stride(from: 0, to: windows.count, by: step).map { windows[$0] }
      // A gap as long as the lookback leaves nothing to forecast from.
      .filter { panel.series[$0.series].target[$0.firstInput..<$0.origin].contains { !$0.isNaN } }
      // Nor is anything forecast where a covariate is not known ahead.
      .filter { panel.series[$0.series].emptyCellKnownAhead(horizon, after: $0.origin) == nil }
      .map { Cutoff(series: $0.series, index: $0.origin) }
    let found = try candidates.map { try $0.forecast(panel, at: cutoffs, session: session) }
    truths = []
    groupOfCell = []
    rowOfCell = []
    groups = []
    forecasts = candidates.map { _ in [] }
    var blocks: [BlockKey: Int] = [:]
    var numbers: [Group: Int] = [:]
    for (index, cutoff) in cutoffs.enumerated() {
      let unit = errors[cutoff.series]
      // Differences from the first candidate's first lead keep the digits of series far from zero; an error relative to
      // a level needs the level. A whole number of steps stays one.
      let origin =
        objective.isRelative ? 0 : Decimals.rounded(found[0][index].point[0], to: steps[cutoff.series])
      for lead in 0..<horizon {
        let truth = panel.series[cutoff.series].target[cutoff.index + lead]
        guard !truth.isNaN else { continue }
        let rowsAfter = data.rows[cutoff.series].upperBound - 1 - (cutoff.index + lead)
        let key = BlockKey(
          clock: panel.hasOwnClocks ? recordings[cutoff.series] : 0, horizon: rowsAfter / horizon)
        let block = blocks[key] ?? blocks.count
        blocks[key] = block
        let group = Group(series: cutoff.series, block: block)
        let number = numbers[group] ?? groups.count
        if number == groups.count {
          numbers[group] = number
          groups.append(group)
        }
        truths.append((truth - origin) / unit)
        groupOfCell.append(number)
        rowOfCell.append(rowsAfter)
        for candidate in candidates.indices {
          forecasts[candidate].append((found[candidate][index].point[lead] - origin) / unit)
        }
      }
    }
  }
}
