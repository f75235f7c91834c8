public import Assessment
import Files
public import TimeSeries

/// What a report is for, and so which sections it has beside those of every report.
public enum ReportTopic: Sendable, Equatable {
  /// Prices or returns.
  ///
  /// - Parameters:
  ///   - costBps: Ten-thousandths of each unit traded.
  ///   - trials: The configurations that were tried on the same input, where a ledger says so.
  case finance(costBps: Double, trials: SharpeTrials?)
  /// Vital signs.
  case health

  /// Parts of names that say what a series is.
  private static let ofVitals: Set = ["hr", "spo2", "resp", "rr", "pulse", "abp", "map", "heartrate", "bpm"]

  /// Whether series are vital signs by the names of their columns, glucose among them.
  public static func isHealth(_ panel: Panel) -> Bool {
    panel.series.contains { $0.isNamed(in: ofVitals.union(GlucoseSeries.names)) }
  }

  /// Whether rows are those of sessions.
  public static func isFinance(_ panel: Panel) -> Bool { panel.spacing == .businessDays }
}

/// The series of a panel that are of glucose, by their names.
struct GlucoseSeries {
  static let names: Set = ["gl", "glucose", "cgm", "sgv", "bg"]

  /// The unit: values of which half are above 30 are no mmol/L.
  let unit: GlucoseUnit
  /// The ids.
  let ids: Set<String>

  /// Finds them; `nil` where there is none.
  init?(in panel: Panel) {
    let series = panel.series.filter { $0.isNamed(in: Self.names) }
    let values = series.flatMap { $0.target.filter(\.isFinite) }.sorted()
    guard !values.isEmpty else { return nil }
    unit = values[values.count / 2] > 30 ? .milligrams : .millimoles
    ids = Set(series.map(\.id))
  }
}

extension Series {
  /// Whether a part of the name of its column is one of `words`.
  fileprivate func isNamed(in words: Set<String>) -> Bool {
    (column.isEmpty ? id : column).lowercased().split { !$0.isLetter && !$0.isNumber }
      .contains { words.contains(String($0)) }
  }
}
