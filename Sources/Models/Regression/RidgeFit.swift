import Forecasting
import TimeSeries
import Windowing

/// A ridge regression on framed windows, with the penalty that has the smallest loss in blocked
/// cross-validation.
///
/// Leads are solved in groups that share one matrix of inputs. A window enters the regression of a group
/// where the targets of all its leads are observed; groups are made smaller where missing targets would
/// otherwise exclude many windows.
/// - Source: Hoerl and Kennard (1970), doi:10.1080/00401706.1970.10488634.
struct RidgeFit {
  /// The penalties that are tried, as multiples of the mean diagonal element of XᵀX.
  ///
  /// With the largest one the forecast is nearly the centre of the window.
  static let penalties = [100, 10, 1, 0.1, 1e-2, 1e-3, 1e-4]

  /// The largest number of multiplications for the sums of products; for more windows, evenly spaced ones are
  /// used.
  private static let mostProducts = 2_000_000_000
  /// The largest number of multiplications for the forecasts of the windows that are left out, for one
  /// penalty.
  private static let mostForecastProducts = 20_000_000

  /// The largest numbers of windows and of leads by which medians are compared with means, and the least
  /// number of windows from which a mean and a median are computed.
  private static let (mostWindowsOfMedians, mostLeadsOfMedians, leastWindowsOfMedians) = (3_000, 30, 10)
  /// The largest number of multiplications for the forecasts of these windows.
  private static let mostProductsOfMedians = 400_000_000

  /// The solution, fitted to all windows.
  let ridge: WindowRidge
  /// The penalty it was solved with.
  let penalty: Double
  /// The cross-validated loss: the mean loss of the objective over windows, each forecast by a fit to other
  /// blocks; infinite where there are too few blocks.
  let loss: Double

  /// Solves the regression for `penalty`, or where none is given, for the penalty with the smallest
  /// cross-validated loss, and for a penalty of 1 where there are no blocks.
  init(_ framed: FramedWindows, _ windows: Windows, blocks: WindowBlocks? = nil, penalty: Double? = nil) {
    let equations = RidgeEquations(
      framed, EvenlySpacedWindows(windows, atMost: Self.mostWindows(framed, Self.mostProducts)),
      blocks: penalty == nil ? blocks : nil)
    var best: (penalty: Double, loss: Double)?
    if penalty == nil, let blocks {
      let judge = RidgeJudge(framed, Self.sample(EvenlySpacedWindows(windows, atMost: .max), framed), blocks)
      for penalty in Self.penalties where judge.count > 0 {
        let loss = judge.loss { equations.ridge(penalty: penalty, without: $0) }
        // Larger penalties come first, so that equal losses go to the larger one.
        if loss < best?.loss ?? .infinity { best = (penalty, loss) }
      }
    }
    self.penalty = penalty ?? best?.penalty ?? 1
    loss = best?.loss ?? .infinity
    ridge = equations.ridge(penalty: self.penalty, without: nil)
  }

  private static func mostWindows(_ framed: FramedWindows, _ products: Int) -> Int {
    max(500, products / (framed.inputCount * (framed.inputCount / 2 + framed.horizon)))
  }

  /// The estimated relative increase of the mean squared error by forecasts of medians in place of means,
  /// which is near 0 where errors are symmetric, and may be negative by chance.
  ///
  /// It is `nil` where the windows are fewer than ten times the inputs, or where less than half of the errors
  /// lie in strata with enough windows.
  ///
  /// A stratum holds the errors of one series, one third of the leads and one third of the forecasts by size,
  /// since the difference between mean and median depends on all three. It is divided into an earlier and a
  /// later half of windows, with the differences d₁ and d₂ of mean and median. The estimate is Σ n d₁ d₂ / Σ
  /// (e − ē)² over strata of n errors e: the sampling errors of d₁ and d₂ are nearly independent, so that the
  /// product has no bias, which a square would have.
  func costOfMedians(_ framed: FramedWindows, _ windows: Windows) -> Double? {
    // With few windows the residuals of the ridge are much smaller than its forecast errors.
    guard windows.count >= 10 * framed.inputCount else { return nil }
    let sample = Self.sample(
      EvenlySpacedWindows(windows, atMost: Self.mostWindowsOfMedians), framed,
      products: Self.mostProductsOfMedians)
    let strata = RidgeJudge(framed, sample).errors(of: ridge, leads: Self.mostLeadsOfMedians)
    var (cost, square, told, all) = (0.0, 0.0, 0, 0)
    for halves in strata {
      let sorted = halves.map { half in half.sorted { $0.forecast < $1.forecast } }
      all += sorted[0].count + sorted[1].count
      for third in 0..<3 {
        let parts = sorted.map { $0[$0.count * third / 3..<$0.count * (third + 1) / 3] }
        let isTold = parts.allSatisfy { Set($0.map(\.window)).count >= Self.leastWindowsOfMedians }
        guard isTold else { continue }
        let distances = parts.map { part in
          let errors = part.map(\.error).sorted()
          let mean = errors.reduce(0, +) / Double(errors.count)
          square += errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
          return mean - (errors[(errors.count - 1) / 2] + errors[errors.count / 2]) / 2
        }
        let count = parts[0].count + parts[1].count
        cost += Double(count) * distances[0] * distances[1]
        told += count
      }
    }
    return 2 * told >= all && square > 0 && square.isFinite && cost.isFinite ? cost / square : nil
  }

  private static func sample(
    _ windows: EvenlySpacedWindows, _ framed: FramedWindows, products: Int = mostForecastProducts
  ) -> [Window] {
    let most = max(50, products / (framed.inputCount * framed.horizon))
    let step = (windows.count + most - 1) / most
    return stride(from: 0, to: windows.count, by: max(1, step)).map { windows[$0] }
  }
}

/// Computes the losses of ridges over the same windows.
private struct RidgeJudge {
  private let framed: FramedWindows
  private let windows: [Window]
  private let inputs: [Float]
  /// For each block the range of its windows; windows whose targets lie in several blocks are left out.
  private let blocks: [Range<Int>]

  /// The number of windows.
  var count: Int { windows.count }

  init(_ framed: FramedWindows, _ windows: [Window], _ blocks: WindowBlocks? = nil) {
    self.framed = framed
    if let blocks {
      var ofBlock = Array(repeating: [Window](), count: blocks.count)
      for window in Self.sound(windows, framed) {
        let place = blocks.blocks(of: window, horizon: framed.horizon)
        if place.count == 1 { ofBlock[place.lowerBound].append(window) }
      }
      var ranges: [Range<Int>] = []
      for own in ofBlock {
        ranges.append((ranges.last?.upperBound ?? 0)..<(ranges.last?.upperBound ?? 0) + own.count)
      }
      (self.blocks, self.windows) = (ranges, ofBlock.flatMap(\.self))
    } else {
      (self.blocks, self.windows) = ([], windows)
    }
    var inputs: [Float] = []
    for window in self.windows {
      framed.appendInput(of: window, framed.normalisation(of: window), to: &inputs)
    }
    self.inputs = inputs
  }

  /// The largest scale of a window relative to the median scale of its series, and the largest normalised
  /// target in absolute value.
  ///
  /// A larger one is taken for a recording error, which would dominate the mean loss.
  private static let mostScales = 100.0

  /// The windows without those that contain a recording error.
  private static func sound(_ windows: [Window], _ framed: FramedWindows) -> [Window] {
    let normalisations = windows.map { framed.normalisation(of: $0) }
    let scales = Dictionary(grouping: zip(windows, normalisations)) { $0.0.series }.mapValues { own in
      own.map { $0.1.scale }.filter { $0 > 0 }.sorted()
    }
    return zip(windows, normalisations).filter { window, normalisation in
      guard let own = scales[window.series], !own.isEmpty else { return true }
      return normalisation.scale <= mostScales * own[own.count / 2]
        && (0..<framed.horizon).allSatisfy {
          let target = framed.target(of: window, lead: $0, normalisation)
          return target.isNaN || abs(target) <= mostScales
        }
    }.map(\.0)
  }

  /// The weighted error of one lead, with its forecast and the index of its window.
  struct LeadError {
    var window: Int
    var forecast: Double
    var error: Double
  }

  /// The weighted errors of the windows, by series and third of the leads, in two halves of earlier and later
  /// windows.
  ///
  /// - Parameters:
  ///   - ridge: The ridge regression whose forecasts are compared with the targets.
  ///   - most: The largest number of leads that are used.
  /// - Returns: For each series in ascending order three strata, each of the errors of its earlier and of its
  ///   later windows.
  func errors(of ridge: WindowRidge, leads most: Int) -> [[[LeadError]]] {
    let (forecasts, horizon) = (ridge.forecasts(inputs), framed.horizon)
    let indices = Dictionary(grouping: windows.indices) { windows[$0].series }
    return indices.keys.sorted().flatMap { series in
      let own = indices[series] ?? []
      var strata = Array(repeating: [[LeadError](), []], count: 3)
      for (place, index) in own.enumerated() {
        let window = windows[index]
        let normalisation = framed.normalisation(of: window)
        let weight = framed.weight(of: window, normalisation)
        for lead in stride(from: 0, to: horizon, by: (horizon + most - 1) / most) {
          let forecast = Double(forecasts[index * horizon + lead])
          let error = weight * (framed.target(of: window, lead: lead, normalisation) - forecast)
          guard error.isFinite else { continue }
          strata[3 * lead / horizon][2 * place / own.count].append(
            LeadError(window: index, forecast: forecast, error: error))
        }
      }
      return strata
    }
  }

  /// The mean loss of the objective over all windows, where those of each block are forecast by the ridge
  /// that `ridge` returns for the block.
  func loss(of ridge: (_ block: Int) -> WindowRidge) -> Double {
    let (inputCount, horizon) = (framed.inputCount, framed.horizon)
    var forecasts: [[Double]] = []
    for (block, own) in blocks.enumerated() where !own.isEmpty {
      let found = ridge(block).forecasts(
        Array(inputs[own.lowerBound * inputCount..<own.upperBound * inputCount]))
      for first in stride(from: 0, to: found.count, by: horizon) {
        forecasts.append(found[first..<first + horizon].map { Double($0) })
      }
    }
    return MeanCorrection.best(for: forecasts, framed, windows).loss
  }
}
