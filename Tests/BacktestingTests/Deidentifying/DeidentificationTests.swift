import Forecasting
import Registry
import Testing
import TimeSeries

@testable import Backtesting

@Suite("Results under pseudonyms")
struct DeidentificationTests {
  private static let pseudonyms = Pseudonyms(key: Array(repeating: 7, count: Pseudonyms.keySize))

  private static func panel(kind: TimeKind = .local) -> Panel {
    let series = ["ann", "bob"].flatMap { (name: String) in
      ["HR", "SpO2"].map { column in
        Series(
          id: "\(name)/\(column)", recording: name, column: column,
          times: (0..<60).map { Instant(seconds: 1_700_000_000 + Int64($0) * 300) },
          target: (0..<60).map { Double(($0 * $0 * 7) % 53 + (column == "HR" ? 60 : 40)) })
      }
    }
    return Panel(series: series, timeKind: kind, spacing: .fixed(nanoseconds: 300_000_000_000), season: 1)
  }

  /// Python 3.11: `hmac.new(bytes([7]) * 32, b"name ann", "sha256").hexdigest()[:16]`, and of `b"shift ann"` the first 8 bytes as
  /// a number modulo 520, plus 1, times 7.
  @Test("are those of the key, by HMAC")
  func names() {
    #expect(Self.pseudonyms.name(of: "ann") == "id-276928c636d46c98")
    #expect(Self.pseudonyms.shift(of: "ann") == 294)
    #expect(
      Pseudonyms(key: Array(repeating: 8, count: 32)).name(of: "ann") != Self.pseudonyms.name(of: "ann"))
  }

  @Test("name the targets of a recording alike, and shift all of its dates by the same whole weeks")
  func recording() {
    let panel = Self.panel()
    let shown = Deidentification(panel, by: Self.pseudonyms).panel
    for (before, after) in zip(panel.series, shown.series) {
      let pseudonym = Self.pseudonyms.name(of: before.recording)
      #expect(after.id == "\(pseudonym)/\(before.column)" && after.recording == pseudonym)
      let shift = Int64(Self.pseudonyms.shift(of: before.recording)) * 86_400
      #expect(shift % (7 * 86_400) == 0 && shift > 0)
      #expect(after.times.map(\.seconds) == before.times.map { $0.seconds - shift })
      #expect(after.target == before.target)
    }
    #expect(shown.series[0].times != shown.series[2].times)
  }

  @Test("keep times that count from a start, and the names of columns")
  func counted() {
    let elapsed = Deidentification(Self.panel(kind: .elapsed), by: Self.pseudonyms).panel
    #expect(elapsed.series.map(\.times) == Self.panel().series.map(\.times))
    let close = Series(
      id: "Close", recording: "", column: "Close", times: [Instant(seconds: 0)], target: [1])
    let wide = Series(id: "ann", recording: "", times: [Instant(seconds: 0)], target: [1])
    for (series, name) in [(close, "Close"), (wide, Self.pseudonyms.name(of: "ann"))] {
      let panel = Panel(series: [series], timeKind: .local, spacing: .days(1), season: 1)
      #expect(Deidentification(panel, by: Self.pseudonyms).panel.series.map(\.id) == [name])
    }
  }

  @Test("have the same figures, and neither names nor dates of folds")
  func result() throws {
    let panel = Self.panel()
    let naive = try ModelRegistry.entry(named: "naive").make(ForecasterOptions(horizon: 2))
    let result = try Backtest(horizon: 2, folds: 12).run([naive], on: panel)
    let deidentification = Deidentification(panel, by: Self.pseudonyms)
    let shown = deidentification.shown(result)
    #expect(shown.scores.series == deidentification.panel.series.map(\.id))
    for model in result.scores.models.indices {
      for metric in result.scores.metrics {
        #expect(shown.scores.value(metric, model: model) == result.scores.value(metric, model: model))
      }
    }
    #expect(shown.evaluation.comparisons.count == result.evaluation.comparisons.count)
    #expect(shown.folds.allSatisfy { $0.cutoff == nil })
    #expect(result.folds.allSatisfy { $0.cutoff != nil })
    let rows = zip(result.predictions.rows, shown.predictions.rows)
    #expect(rows.allSatisfy { $0.time.seconds - $0.cutoff.seconds == $1.time.seconds - $1.cutoff.seconds })
    #expect(shown.predictions.models == result.predictions.models)
  }
}
