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

  /// Parts of names of columns that hold vital signs, and prices or returns.
  private static let ofVitals: Set = ["hr", "spo2", "resp", "rr", "pulse", "abp", "map", "heartrate", "bpm"]
  private static let ofPrices: Set = [
    "close", "adj", "price", "open", "high", "low", "last", "settle", "return", "returns", "ret", "px",
  ]
  /// Parts of names of what has rows of sessions and is no price.
  private static let ofOthers: Set = ["volume", "vol", "rv", "variance", "volatility", "vix", "shares"]

  /// Whether series are vital signs by the names of their columns, glucose among them, several rows a day.
  public static func isHealth(_ panel: Panel) -> Bool {
    guard panel.spacing.seconds ?? 1 < 86_400 else { return false }
    return panel.series.contains { $0.isNamed(in: ofVitals.union(GlucoseSeries.names)) }
  }

  /// Whether rows are those of sessions, and columns are named as prices or returns are, or each is a series
  /// of its own.
  public static func isFinance(_ panel: Panel) -> Bool {
    panel.spacing == .businessDays
      && panel.series.allSatisfy { series in
        !series.isNamed(in: ofOthers)
          && (series.isNamed(in: ofPrices) || panel.series.count > 1 && series.column.isEmpty)
      }
  }
}

extension Spacing {
  /// The usual distance between two rows; `nil` of rows that are counted.
  var seconds: Double? {
    switch self {
    case .steps: nil
    case .fixed(nanoseconds: let nanoseconds), .irregular(medianNanoseconds: let nanoseconds):
      Double(nanoseconds) / 1e9
    case .days(let days): 86_400 * Double(days)
    case .businessDays: 86_400
    case .months(let months): 30 * 86_400 * Double(months)
    }
  }
}

/// The series of a panel that are of glucose, by their names.
struct GlucoseSeries {
  static let names: Set = ["gl", "glucose", "cgm", "sgv", "bg"]
  /// The longest distance between readings that are taken all day long.
  private static let longestSpacing = 3_600.0

  /// The unit: values of which half are above 30 are no mmol/L.
  let unit: GlucoseUnit
  /// The ids.
  let ids: Set<String>

  /// Finds them; `nil` where there is none.
  init?(in panel: Panel) {
    guard let distance = panel.spacing.seconds, distance <= Self.longestSpacing else { return nil }
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
