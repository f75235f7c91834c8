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

  /// Python 3.11: `hmac.new(bytes([7]) * 32, b"name ann", "sha256").hexdigest()[:16]`, and of `b"shift ann"`
  /// the first 8 bytes as a number modulo 520, plus 1, times 7.
  @Test("are those of the key, by HMAC")
  func names() {
    #expect(Self.pseudonyms.name(of: "ann") == "id-276928c636d46c98")
    #expect(Self.pseudonyms.days(of: "ann") == 294)
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
      let shift = Int64(Self.pseudonyms.days(of: before.recording)) * 86_400
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

  @Test(
    "shift rows of months by years, so that no first of a month shows by how much",
    arguments: [
      Spacing.months(1), .months(3), .months(12), .irregular(medianNanoseconds: 30 * 86_400_000_000_000),
    ])
  func months(_ spacing: Spacing) {
    let times = (0..<30).map { month in
      let date = CivilDate(year: 2000 + month / 12, month: 1 + month % 12, day: 1)
      return Instant(seconds: date.daysSinceEpoch * 86_400)
    }
    let leap = Instant(seconds: CivilDate(year: 2004, month: 2, day: 29).daysSinceEpoch * 86_400)
    let series = Series(
      id: "ann", recording: "ann", times: times + [leap], target: times.map { _ in 1 } + [1])
    let panel = Panel(series: [series], timeKind: .local, spacing: spacing, season: 12)
    let shown = Deidentification(panel, by: Self.pseudonyms).panel.series[0].times
    let years = Self.pseudonyms.years(of: "ann")
    for (before, after) in zip(series.times, shown) {
      let dates = [before, after].map { CivilDate(daysSinceEpoch: $0.daysSinceEpoch) }
      #expect(dates[0].year - dates[1].year == years && dates[0].month == dates[1].month)
      #expect(dates[0].day == dates[1].day || dates[0].day == 29 && dates[1].day == 28)
    }
  }

  @Test("shift the columns of a recording without a name alike, and another recording otherwise")
  func unnamed() {
    func panel(from start: Int64) -> Panel {
      let series = ["HR", "SpO2"].enumerated().map { late, column in
        Series(
          id: column, recording: "", column: column,
          times: (late..<9).map { Instant(seconds: start + Int64($0) * 60) },
          target: (late..<9).map { Double($0) })
      }
      return Panel(series: series, timeKind: .local, spacing: .fixed(nanoseconds: 60_000_000_000), season: 1)
    }
    func shift(_ panel: Panel) -> [Int64] {
      let shown = Deidentification(panel, by: Self.pseudonyms)
      #expect(shown.keptNames == ["HR", "SpO2"])
      return zip(panel.series, shown.panel.series).map { $0.times[0].seconds - $1.times[0].seconds }
    }
    let (first, second) = (shift(panel(from: 1_700_000_000)), shift(panel(from: 1_710_000_000)))
    #expect(Set(first).count == 1 && Set(second).count == 1 && first != second)
  }
}
