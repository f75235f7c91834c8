import Files
import Synchronization
import Testing
import TimeSeries
import Training

@testable import Combining
@testable import Forecasting
@testable import Registry

@Suite("Targets")
struct PerTargetTests {
  private static let names = ["linear", "gru", "linear-gru", "blend"]

  /// Recordings of a pulse that swings and a saturation that drifts, in turn.
  private static func panel(recordings: Int = 4, kind: TimeKind = .elapsed) -> Panel {
    let series = (0..<2 * recordings).map { index in
      let (recording, isPulse) = (index / 2, index % 2 == 0)
      let target = (0..<80).map { row in
        let noise = Double((row * 7_919 + index * 104_729) % 1_000) / 1_000
        return isPulse
          ? 70 + 10 * ClosedFormPanel.season(row + recording, 12) + noise
          : 98 - 0.01 * Double(row) + 0.1 * noise
      }
      let column = isPulse ? "HR" : "SpO2"
      return Series(
        id: "\(recording)/\(column)", recording: "\(recording)", column: column,
        times: (0..<80).map { Instant(seconds: Int64($0)) }, target: target)
    }
    return Panel(
      series: series, timeKind: kind, spacing: .fixed(nanoseconds: 1_000_000_000), season: 1)
  }

  private static func forecaster(_ name: String) throws -> any Forecaster {
    var options = try #require(ForecasterCase.networks.first { $0.name == "blend" }).options
    options.lookback = 12
    options.training.patience = 10
    return try ModelRegistry.entry(named: name).make(options)
  }

  private static func fit(_ name: String, _ panel: Panel, session: Session = Session()) throws
    -> any FittedForecaster
  {
    try forecaster(name).fit(TrainingData(panel: panel), session: session)
  }

  private static func of(_ column: String, _ panel: Panel) -> Panel {
    var part = panel
    part.series = panel.series.filter { $0.column == column }
    return part
  }

  @Test("are forecast as if each were alone, in whatever order", arguments: names)
  func alone(_ name: String) throws {
    let panel = Self.panel()
    let fitted = try Self.fit(name, panel)
    #expect(fitted.name == name && fitted.horizon == 5)
    let order = [3, 0, 5, 2, 1]
    let found = try fitted.forecast(
      panel, at: order.map { Cutoff(series: $0, index: 60 + $0) }, session: Session())
    for column in ["HR", "SpO2"] {
      let alone = Self.of(column, panel)
      let fittedAlone = try Self.fit(name, alone)
      for (place, series) in order.enumerated() where panel.series[series].column == column {
        let expected = try fittedAlone.forecast(
          alone, at: [Cutoff(series: series / 2, index: 60 + series)], session: Session())
        #expect(found[place] == expected[0])
      }
    }
  }

  @Test("are learnt together without names, and where one of them has no rows yet")
  func together() throws {
    func isApart(_ panel: Panel) throws -> Bool { try Self.fit("linear", panel) is FittedPerTarget }
    #expect(try isApart(Self.panel()))
    #expect(try isApart(Self.panel(recordings: 1, kind: .utc)))
    var nameless = Self.panel()
    for index in nameless.series.indices { nameless.series[index].column = "" }
    #expect(try !isApart(nameless))
    // One of which nothing may be read yet may be asked for in a later fold.
    let panel = Self.panel()
    let rows = panel.series.map { $0.column == "HR" ? 0..<$0.count : 0..<0 }
    let fitted = try Self.forecaster("linear").fit(
      TrainingData(panel: panel, rows: rows), session: Session())
    #expect(!(fitted is FittedPerTarget))
  }

  @Test("come back from a model file, a blend of each", arguments: ["linear", "blend"])
  func file(_ name: String) throws {
    let panel = Self.panel()
    let fitted = try Self.fit(name, panel)
    let file = try ModelFile(fitted, reading: ReadOptions())
    let read = try ModelFile(decoding: file.encoded())
    #expect(read == file)
    let cutoffs = panel.series.indices.map { Cutoff(series: $0, index: 70) }
    let restored = try read.forecaster()
    #expect(restored.name == name)
    #expect(
      try restored.forecast(panel, at: cutoffs, session: Session())
        == fitted.forecast(panel, at: cutoffs, session: Session()))
  }

  @Test("a record that does not say which forecaster is whose is refused")
  func brokenRecord() throws {
    let record = try Self.fit("linear", Self.panel()).record()
    func refuses(_ change: (inout ModelRecord) -> Void) -> Bool { record.isRefused(after: change) }
    #expect(!refuses { _ in })
    #expect(refuses { $0.members.removeLast() })
    #expect(refuses { $0.configuration = "{\"targets\":[]}" })
    #expect(
      refuses {
        $0.configuration = "{\"targets\":[]}"
        $0.members = []
      })
    #expect(refuses { $0.configuration = "{\"targets\":[\"HR\",\"HR\"]}" })
    #expect(refuses { $0.members[1] = record })
    let other = try Self.fit("gru", Self.panel()).record()
    #expect(refuses { $0.members[1] = other.members[1] })
  }

  @Test("one that was not learnt is named, with those that were")
  func otherTarget() throws {
    let fitted = try Self.fit("linear", Self.panel())
    var panel = Self.panel()
    panel.series[3].column = "RESP"
    let failure = #expect(throws: Failure.self) {
      try fitted.forecast(panel, at: [Cutoff(series: 3, index: 60)], session: Session())
    }
    #expect(failure?.description.contains("HR, SpO2, and not to \"RESP\"") == true)
    #expect(try fitted.forecast(panel, at: [Cutoff(series: 2, index: 60)], session: Session()).count == 1)
  }

  @Test("that are not there are not asked for")
  func missingTarget() throws {
    let fitted = try Self.fit("linear", Self.panel())
    let pulses = Self.of("HR", Self.panel())
    let found = try fitted.forecast(pulses, at: [Cutoff(series: 1, index: 60)], session: Session())
    let expected = try fitted.forecast(Self.panel(), at: [Cutoff(series: 2, index: 60)], session: Session())
    #expect(found == expected)
  }

  @Test("are learnt together where one alone is too short, which a note tells")
  func tooShort() throws {
    var panel = Self.panel()
    for index in panel.series.indices where panel.series[index].column == "SpO2" {
      panel.series[index] = panel.series[index].prefix(4)
    }
    let notes = Mutex<[String]>([])
    var session = Session()
    session.note = { note in notes.withLock { $0.append(note.text) } }
    let fitted = try Self.fit("linear", panel, session: session)
    #expect(!(fitted is FittedPerTarget))
    #expect(notes.withLock { $0 }.contains { $0.hasPrefix("linear: HR, SpO2 learnt together: ") })
    #expect(throws: Failure.self) { try Self.fit("linear", Self.of("SpO2", panel)) }
  }

  @Test("of one file lie no deeper in each other than a mean for each")
  func depth() throws {
    var record = try Self.fit("blend", Self.panel()).record()
    #expect(record.members.contains { !$0.members.isEmpty })
    record.members[0].members[0].members = [record.members[1].members[0]]
    let bytes = try ModelFile(record, reading: ReadOptions()).encoded()
    let failure = #expect(throws: Failure.self) { try ModelFile(decoding: bytes) }
    #expect(failure?.cause == .modelFile)
  }

  @Test("have networks of half the width in a blend that leaves recordings out, unless another is asked for")
  func width() throws {
    func units(_ panel: Panel, _ asked: Int? = nil, _ name: String = "blend") throws -> Set<String> {
      var options = try #require(ForecasterCase.networks.first { $0.name == "blend" }).options
      options.lookback = 12
      options.training.patience = 10
      options.patches.units = asked
      let notes = Mutex<[FitNote]>([])
      var session = Session()
      session.note = { note in notes.withLock { $0.append(note) } }
      _ = try ModelRegistry.entry(named: name).make(options).fit(
        TrainingData(panel: Self.of("HR", panel)), session: session)
      return Set(
        notes.withLock { $0 }.compactMap(\.decision).filter { $0.subject == "patches" }.map {
          $0.choice.text.split(separator: " ").suffix(4).joined(separator: " ")
        })
    }
    #expect(try units(Self.panel()) == ["networks of 32 units"])
    #expect(try units(Self.panel(kind: .utc)) == ["networks of 64 units"])
    #expect(try units(Self.panel(), nil, "linear-gru") == ["networks of 64 units"])
    #expect(try units(Self.panel(), 8) == ["networks of 8 units"])
  }

  @Test("go on learning each from its own fit")
  func warmStart() throws {
    let panel = Self.panel()
    let forecaster = try #require(Self.forecaster("gru") as? any WarmStartable)
    let first = try forecaster.fit(TrainingData(panel: panel), session: Session())
    let second = try forecaster.fit(TrainingData(panel: panel), from: first, session: Session()).record()
    for (index, column) in ["HR", "SpO2"].enumerated() {
      let data = TrainingData(panel: Self.of(column, panel))
      let alone = try forecaster.fit(data, from: forecaster.fit(data, session: Session()), session: Session())
      #expect(try second.members[index] == alone.record())
    }
  }

  @Test("name themselves in notes and in the log")
  func told() throws {
    let told = Mutex<(notes: [String], models: [String])>(([], []))
    var session = Session()
    session.note = { note in told.withLock { $0.notes.append(note.text) } }
    session.log = { record in told.withLock { $0.models.append(record.name) } }
    _ = try Self.fit("linear-gru", Self.panel(), session: session)
    let (notes, models) = told.withLock { $0 }
    #expect(notes.contains { $0.hasPrefix("HR: linear-gru: ") } && notes.contains { $0.hasPrefix("SpO2: ") })
    #expect(Set(models) == ["linear-gru HR", "linear-gru SpO2"])
  }
}
