import Files
import Synchronization
import Testing
import TimeSeries
import Training

@testable import Combining
@testable import Forecasting
@testable import Registry

@Suite("An ensemble")
struct EnsembleTests {
  private static let names = ["gru", "segment-gru", "linear-gru"]

  private func options(_ name: String, members: Int, seed: UInt64 = 1) throws -> (
    ModelEntry, ForecasterOptions
  ) {
    let item = try #require(ForecasterCase.networks.first { $0.name == name })
    var options = item.options
    options.members = members
    options.training.seed = seed
    return (try ModelRegistry.entry(named: name), options)
  }

  private func fitted(
    _ name: String, members: Int, seed: UInt64 = 1, session: Session = Session()
  ) throws -> any FittedForecaster {
    let (entry, options) = try options(name, members: members, seed: seed)
    return try entry.make(options).fit(Self.data, session: session)
  }

  private static let panel = ClosedFormPanel.make([ClassicalSeries.seasonal(4)], season: 4)
  private static let data = TrainingData(panel: panel, rows: [0..<60])

  private func points(_ fitted: any FittedForecaster) throws -> [[Double]] {
    let cutoffs = [60, 66].map { Cutoff(series: 0, index: $0) }
    return try fitted.forecast(Self.panel, at: cutoffs, session: Session()).map(\.point)
  }

  @Test("of one is the network itself", arguments: names)
  func one(_ name: String) throws {
    #expect(try fitted(name, members: 1).record().members.isEmpty)
  }

  @Test("of two is the mean of the fits with its seed and the next", arguments: names)
  func two(_ name: String) throws {
    let found = try points(fitted(name, members: 2, seed: 7))
    let (first, second) = (
      try points(fitted(name, members: 1, seed: 7)), try points(fitted(name, members: 1, seed: 8))
    )
    #expect(first != second)
    for cutoff in found.indices {
      for lead in found[cutoff].indices {
        let (one, other) = (first[cutoff][lead], second[cutoff][lead])
        #expect(found[cutoff][lead] == one + 0.5 * (other - one))
      }
    }
  }

  @Test("blend has as many members of each of its networks, and of one is as it was")
  func blend() throws {
    let counts = try [1, 2].map { count in
      try #require(fitted("blend", members: count) as? FittedCombination).members.map(\.forecaster.name)
    }
    for network in ["linear-gru", "segment-gru"] {
      let (one, two) = (counts[0].count { $0 == network }, counts[1].count { $0 == network })
      // A network that is worth nothing in one of the two blends has no members there.
      #expect(one == 0 || two == 0 || two == 2 * one)
    }
    #expect(counts[1].contains { $0 != "naive" })
  }

  @Test("is stored member by member, under their numbers")
  func file() throws {
    let fitted = try fitted("gru", members: 2)
    let file = try ModelFile(fitted, reading: ReadOptions())
    let bytes = try file.encoded()
    let names = try Safetensors(decoding: bytes).tensors.map(\.name)
    #expect(names.contains("0.rnn.0.weight_ih_l0") && names.contains("1.rnn.0.weight_ih_l0"))
    let read = try ModelFile(decoding: bytes)
    #expect(read == file)
    #expect(try points(read.forecaster()) == points(fitted))
  }

  @Test("logs each member under its number")
  func log() throws {
    let models = Mutex<[String]>([])
    let session = Session(threads: 2, log: { record in models.withLock { $0.append(record.name) } })
    _ = try fitted("gru", members: 2, session: session)
    #expect(models.withLock { $0 } == ["gru 1", "gru 2"])
  }

  @Test("goes on learning member by member")
  func warmStart() throws {
    let (entry, options) = try options("gru", members: 2)
    let ensemble = try #require(entry.make(options) as? any WarmStartable)
    let start = try ensemble.fit(Self.data, session: Session())
    let found = try ensemble.fit(Self.data, from: start, session: Session())
    let (_, single) = try self.options("gru", members: 1, seed: 2)
    let second = try #require(entry.make(single) as? any WarmStartable)
    let expected = try second.fit(
      Self.data, from: second.fit(Self.data, session: Session()), session: Session())
    #expect(try found.record().members[1] == expected.record())
  }

  @Test("a record whose weights or members are not those of a mean is refused")
  func brokenRecord() throws {
    let record = try fitted("gru", members: 2).record()
    func refuses(_ change: (inout ModelRecord) -> Void) -> Bool { record.isRefused(after: change) }
    #expect(refuses { $0.members.removeLast() })
    #expect(refuses { $0.configuration = $0.configuration.replacing("[0.5,0.5]", with: "[0.5,0.4]") })
    #expect(refuses { $0.configuration = $0.configuration.replacing("[0.5,0.5]", with: "[1.5,-0.5]") })
    func says(_ scales: String) -> (inout ModelRecord) -> Void {
      { record in
        record.configuration = record.configuration.replacing(
          "{", with: "{\"ordinaryDays\":\(scales),", maxReplacements: 1)
      }
    }
    #expect(!refuses(says("[\"relative\",null]")))
    #expect(refuses(says("[\"relative\"]")))
    #expect(refuses(says("[\"squared\",null]")))
    #expect(refuses { $0.configuration = $0.configuration.replacing("\"horizon\":5", with: "\"horizon\":6") })
    #expect(refuses { $0.members[0] = $0 })
    #expect(refuses { $0.members[0].model = "grue" })
  }
}
