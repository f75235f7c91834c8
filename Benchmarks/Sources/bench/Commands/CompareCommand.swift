import ArgumentParser
import TimeSeries

/// Runs Foresee and its peers in turn and prints the ratios.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Foresee and its peers in turn, in one run: a table of ratios.",
    discussion: """
      Every ratio is the median of some alternations, beside the lowest and the highest; above 1, Foresee is \
      faster or smaller. The columns of a file given with --file are named by --time, --target and --others.
      """)

  /// What can be compared.
  enum What: String, CaseIterable, ExpressibleByArgument { case training, inference, csv, job }

  @Option(parsing: .upToNextOption, help: "What to compare.")
  var what = What.allCases
  @Option(help: "How often each takes its turn.")
  var alternations = 5
  @Option(help: "Seconds of a turn of a network.")
  var seconds = 0.7
  @OptionGroup var networks: NetworkArguments
  @OptionGroup var table: TableArguments
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
        case .csv: try compareReaders(&report)
        case .job: try compareJobs(&report)
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
      for shape in networks.shapes where kind.admits(shape) {
        let contest = try NetworkContest(kind, shape, networks, seconds: seconds).contest(work, against: peer)
        for outcome in try contest.outcomes(alternations: alternations) {
          report.add(outcome.fields(subject: contest.subject, unit: contest.unit, decimals: 0))
          ratios.append(outcome.ratios.median)
        }
      }
      guard !ratios.isEmpty else { continue }
      report.add([
        ("geometric mean", .text("\(work.rawValue) \(kind.rawValue)")),
        ("ratio", .number(ratios.geometricMean, decimals: 2)),
        ("least", .number(ratios.min() ?? .nan, decimals: 2)),
      ])
    }
  }

  private struct ReadRequest: Encodable {
    let path: String
    let time: String
  }

  private func compareReaders(_ report: inout Report) throws {
    let path = try table.path(rows: CSVCommand.rows)
    let megabytes = try path.fileMegabytes()
    let readers = try ["pandas", "polars"].map { try Peer("csv_readers.py", peers, words: [$0]) }
    let reader = PanelReader(table.options)
    let contest = Contest(
      subject: "csv, all columns and times", unit: "MB/s", prefersLarger: true,
      ours: { try megabytes / bench.seconds { _ = try reader.read([path]) } },
      peers: readers.map { peer in
        Contest.Contestant(name: peer.name) {
          try megabytes / peer.answer(to: ReadRequest(path: path, time: table.time))
        }
      })
    for outcome in try contest.outcomes(alternations: alternations) {
      report.add(outcome.fields(subject: contest.subject, unit: contest.unit, decimals: 0))
    }
  }

  private func compareJobs(_ report: inout Report) throws {
    let job = try ForecastJob(table)
    let runs = try (0..<alternations).map { _ in (ours: try job.runOurs(), peer: try job.runPeer(peers)) }
    for (subject, unit, decimals, figure) in [
      ("job, from the shell", "s", 2, { $0.process.seconds }),
      ("job, peak memory", "MB", 1, { $0.process.peakMegabytes }), ("job, mean error", "", 3, { $0.error }),
    ] as [(String, String, Int, (ForecastJob.Outcome) -> Double)] {
      let (ours, theirs) = (runs.map { figure($0.ours) }, runs.map { figure($0.peer) })
      let outcome = Contest.Outcome(
        peer: "neuralforecast", ours: ours, theirs: theirs, ratios: zip(ours, theirs).map { $1 / $0 })
      report.add(outcome.fields(subject: subject, unit: unit, decimals: decimals))
    }
    let naive = runs.compactMap(\.ours.naiveError).median
    report.add([
      ("what", .text("job, mean error of naive")), ("ours", .number(naive, decimals: 3)),
    ])
  }
}
