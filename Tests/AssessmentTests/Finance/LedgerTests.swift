import Dispatch
import Files
import Platform
import TestSupport
import Testing
import TimeSeries

@testable import Assessment

@Suite("The ledger of runs")
struct LedgerTests {
  private static func run(_ number: Int, score: Double = 0.1, fingerprint: String = "f00d") -> LedgerRun {
    LedgerRun(
      time: Instant(seconds: 1_767_225_600 + Int64(number)),
      configuration: LedgerRun.configuration(["model": "gru", "seed": String(number)]),
      fingerprint: fingerprint,
      ratio: SharpeRatio(value: score, skewness: -0.25, kurtosis: 4, count: 250))
  }

  @Test("keeps what was added, below its header, one line a run")
  func roundTrip() throws {
    let directory = try TemporaryDirectory()
    let ledger = Ledger(path: directory.file("ledger.csv"))
    let odd = LedgerRun(
      time: Instant(seconds: -1, nanoseconds: 5), configuration: "  target=\"a,b\"\n horizon=5\r\n",
      fingerprint: "",
      ratio: SharpeRatio(value: 1e-300, skewness: -1.0 / 3, kurtosis: 1.5, count: 3))
    let runs = [Self.run(1), odd, Self.run(2, score: -0.125)]
    for run in runs { try ledger.append([run]) }
    #expect(try ledger.runs() == runs)
    #expect(runs[1].configuration == "target=\"a,b\" horizon=5")
    let text = try #require(directory.text(of: "ledger.csv"))
    #expect(
      text.hasPrefix(
        """
        time,configuration,fingerprint,score,observations,skew,kurtosis
        2026-01-01 00:00:01Z,model=gru seed=1,f00d,0.1,250,-0.25,4
        1969-12-31 23:59:59Z,"target=""a,b"" horizon=5",,
        """))
  }

  @Test("counts each configuration on one input once, with its last score")
  func trials() {
    let runs = [
      Self.run(1, score: 0.1), Self.run(2, score: 0.2), Self.run(1, score: 0.4),
      Self.run(3, score: 9, fingerprint: "beef"),
    ]
    let trials = SharpeTrials(runs, fingerprint: "f00d")
    #expect(trials.count == 2)
    // Differences of 0.1 between numbers up to 0.4 are known to 5.6e-17, their squares to 0.2 times that.
    #expect(abs(trials.variance - 0.02) < 4e-17)
    #expect(SharpeTrials(runs, fingerprint: "none").expectedMaximum == 0)
    #expect(LedgerRun.configuration(["b": "2", "a": "1"]) == "a=1 b=2")
  }

  @Test(
    "names the line that cannot be read",
    arguments: [
      ("2026-01-01 00:00:01Z,x,f,0.1,250,0", "6 fields"), ("yesterday,x,f,0.1,250,0,3", "yesterday"),
      ("2026-02-30 00:00:01Z,x,f,0.1,250,0,3", "2026-02-30"), ("2026-01-01 00:00:01Z,x,f,?,250,0,3", "score"),
      ("2026-01-01 00:00:01Z,x,f,0.1,0,0,3", "observations"),
      ("2026-01-01 00:00:01Z,\"x,f,0.1,2,0,3", "quote"),
      ("2026-01-01 00:00:01Z,x,f,inf,250,0,3", "score"), ("9999999999-1-1 1:1:1,x,f,1,2,0,3", "no time"),
    ])
  func broken(line: String, word: String) throws {
    let directory = try TemporaryDirectory()
    try directory.write("\(LedgerRun.header)\n\(Self.run(1).line)\n\(line)\n", to: "ledger.csv")
    let failure = #expect(throws: Failure.self) { try Ledger(path: directory.file("ledger.csv")).runs() }
    #expect(failure?.place?.line == 3)
    #expect(failure?.message.contains(word) == true)
  }

  @Test(
    "adds nothing to a file that is no ledger or whose last line was not written whole, and leaves it as it was"
  )
  func refused() throws {
    let directory = try TemporaryDirectory()
    let ledger = Ledger(path: directory.file("ledger.csv"))
    let cut = "\(LedgerRun.header)\n\(Self.run(1).line)\n2026-01-01 00:00"
    for (text, line) in [(cut, 3), ("a,b\n1,2\n", 1), ("time", 1), (LedgerRun.header, 1)] {
      try directory.write(text, to: "ledger.csv")
      for attempt in [
        { try ledger.append([Self.run(2)]) }, { _ = try ledger.runs() }, { try ledger.requireRoom() },
      ] {
        let failure = #expect(throws: Failure.self) { try attempt() }
        #expect(failure?.place?.line == line)
        #expect(failure?.fix != nil)
      }
      #expect(directory.text(of: "ledger.csv") == text)
    }
    #expect(throws: Failure.self) { try Ledger(path: directory.path).append([Self.run(1)]) }
    #expect(throws: Failure.self) { try Ledger(path: directory.file("missing.csv")).runs() }
    let missing = directory.file("missing.csv")
    try Ledger(path: missing).requireRoom()
    #expect(directory.text(of: "missing.csv") == nil)
    for path in [directory.path, directory.file("no folder/ledger.csv"), "/dev/null"] {
      #expect(throws: Failure.self) { try Ledger(path: path).requireRoom() }
    }
    try directory.write("", to: "ledger.csv")
    try ledger.append([Self.run(7)])
    #expect(try ledger.runs() == [Self.run(7)])
  }

  @Test("loses nothing where several threads and another process add at once")
  func concurrent() throws {
    let directory = try TemporaryDirectory()
    let path = directory.file("ledger.csv")
    try Ledger(path: path).append([Self.run(0)])
    let line = Self.run(5000).line
    let other = popen(
      "i=0; while [ $i -lt 50 ]; do flock '\(path)' sh -c \"echo '\(line)' >> '\(path)'\"; i=$((i+1)); done",
      "r")
    DispatchQueue.concurrentPerform(iterations: 4) { part in
      for number in 0..<50 { try? Ledger(path: path).append([Self.run(1000 * part + number)]) }
    }
    if let other { #expect(pclose(other) == 0) }
    let runs = try Ledger(path: path).runs()
    #expect(runs.count == 1 + 4 * 50 + 50)
    #expect(Set(runs.map(\.configuration)).count == 200 + 1)
  }
}
