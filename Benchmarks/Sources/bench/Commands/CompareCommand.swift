import ArgumentParser

/// Runs Foresee and its peers in turn and prints the ratios.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Foresee and its peers in turn, in one run: a table of ratios.",
    discussion: """
      Every ratio is the median of some alternations, beside the lowest and the highest; above 1, Foresee is \
      faster or smaller.
      """)

  /// What can be compared.
  enum What: String, CaseIterable, ExpressibleByArgument { case training, inference }

  @Option(parsing: .upToNextOption, help: "What to compare.")
  var what = What.allCases
  @Option(help: "How often each takes its turn.")
  var alternations = 5
  @Option(help: "Seconds of a turn of a network.")
  var seconds = 0.7
  @OptionGroup var networks: NetworkArguments
  @OptionGroup var peers: PeerArguments
  @Flag(help: "Print lines of JSON.")
  var json = false

  func run() throws {
    var report = Report(json: json)
    for what in what {
      do {
        switch what {
        case .training: try compareNetworks(.training, &report)
        case .inference: try compareNetworks(.inference, &report)
        }
      } catch let error as PeerError {
        report.add([("what", .text(what.rawValue)), ("absent", .text("\(error)"))])
      }
    }
  }

  private func compareNetworks(_ work: NetworkContest.Work, _ report: inout Report) throws {
    let peer = try Peer("torch_networks.py", peers)
    for kind in networks.networks {
      var ratios: [Double] = []
      for shape in networks.shapes {
        let contest = try NetworkContest(kind, shape, networks, seconds: seconds).contest(work, against: peer)
        for outcome in try contest.outcomes(alternations: alternations) {
          report.add(outcome.fields(subject: contest.subject, unit: contest.unit, decimals: 0))
          ratios.append(outcome.ratios.median)
        }
      }
      report.add([
        ("geometric mean of", .text("\(work.rawValue) \(kind.rawValue)")),
        ("ratio", .number(ratios.geometricMean, decimals: 2)),
        ("least", .number(ratios.min() ?? .nan, decimals: 2)),
      ])
    }
  }
}
