import ArgumentParser
import Forecasting
import Foundation

/// Measures how much `blend` loses, or gains, against the simple forecast that turns out to be the best one.
struct HedgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hedge", abstract: "The error of blend over that of the best simple forecast, case by case.",
    discussion: """
      The best simple forecast is known only afterwards, so that a ratio of 1 is what nobody who chooses one beforehand \
      reaches on many cases. The rank correlation (Spearman's) is that of the candidates' errors on the rows that blend \
      left out with those of their forecasts.
      """)

  /// The cases to run.
  enum List: String, ExpressibleByArgument, CaseIterable {
    /// 40 panels of 10 to 60 rows.
    case short
    /// 87 series, each on its own.
    case single
  }

  @Argument(help: "The cases: \(List.allCases.map(\.rawValue).joined(separator: ", ")).")
  var list: List
  @Argument(help: "Words of names; all cases when none is given.")
  var words: [String] = []
  @Option(help: "The folder with the sets.")
  var data: String
  @Option(help: "The seed of the networks.")
  var seed = 1
  @Option(help: "Threads of a fit.")
  var threads = 2

  func run() throws {
    let folder = DataFolder(path: data)
    let cases = try list == .short ? HedgeCase.shortPanels(folder) : HedgeCase.singleSeries(folder)
    var results: [HedgeResult] = []
    print("case | best simple | its error / naive | blend / naive | blend / best | rank correlation | s")
    for one in cases where words.isEmpty || words.contains(where: one.name.contains) {
      let result = try one.result(seed: seed, threads: threads)
      print(result.line)
      fflush(nil)
      results.append(result)
    }
    print(HedgeResult.summary(results))
  }
}
