/// How likely a column is what somebody wants to forecast, by its name and its cells.
enum TargetInterest {
  /// Of a column that nobody forecasts.
  static let none = 10
  /// Of a column that was calculated from others.
  static let derived = 20

  private static let usual: Set<String> = ["y", "target", "value", "close", "ot", "measurement"]
  private static let values = [
    "close", "price", "last", "settle", "glucose", "heart", "pulse", "bpm", "spo2", "temp", "resp",
    "pressure",
    "sales", "demand", "load", "count", "rate", "level", "reading", "value", "schluss", "zuletzt", "kurs",
    "preis", "umsatz", "glukose", "puls", "cierre", "precio", "ventas", "glucosa", "clôture", "cloture",
    "prix",
    "ventes", "glycémie", "chiusura", "prezzo", "glicemia", "fechamento", "preço", "zamkni", "cena",
  ]
  private static let kinds: Set<String> = [
    "type", "typ", "kind", "flag", "status", "tipo", "art", "category",
  ]
  private static let abbreviations: Set<String> = ["hr", "rr", "sbp", "dbp", "map", "bg", "o2sat", "etco2"]
  private static let calculated = [
    "change", "chg", "%", "pct", "percent", "diff", "return", "dividend", "split",
  ]
  private static let places: Set<String> = [
    "lat", "latitude", "long", "lon", "lng", "longitude", "altitude", "x", "y_coord", "x_coord", "zip",
    "zipcode", "postcode", "postal_code",
  ]
  private static let counters: Set<String> = [
    "index", "idx", "nr", "nr.", "no", "no.", "num", "number", "row", "row_number", "rownum", "seq",
    "sequence",
    "#", "n", "i", "record", "line", "key", "rank", "order", "position", "counter", "serial",
  ]
  private static let times: Set<String> = [
    "year", "month", "day", "hour", "minute", "second", "week", "weekday", "dayofweek", "day_of_week",
    "quarter", "time", "timestamp", "epoch", "unix", "date", "datetime", "dow", "doy",
  ]

  /// The interest of a column called `name`, of which `rowCount` rows were looked at.
  static func of(_ name: String, _ column: OpeningSample.Column, rowCount: Int) -> Int {
    let lower = name.lowercased()
    let words = Set(lower.split { !($0.isLetter || $0.isNumber) }.map(String.init))
    if lower.hasPrefix("unnamed") || lower.hasSuffix("rank") || places.contains(lower)
      || times.contains(lower)
      || counters.contains(lower)
    {
      return 0
    }
    if column.numbers.hasLeadingZeros || isIdentifier(name, words) { return 0 }
    if column.numbers.isCounting, column.numbers.count > 2, column.numbers.areWhole, !usual.contains(lower) {
      return 5
    }
    // A clock of the device, or the date of something else.
    if !words.isDisjoint(with: ["time", "timestamp", "datetime", "epoch"]),
      column.time?.numbers?.isSorted == true
    {
      return 5
    }
    if column.distinctCount <= 1, rowCount > 2 { return 15 }
    if column.distinctCount <= 12,
      !words.isDisjoint(with: kinds) || kinds.contains(where: { lower.hasSuffix($0) })
    {
      return 15
    }
    if calculated.contains(where: { lower.contains($0) }) { return derived }
    if lower.contains("adj") { return 75 }
    if usual.contains(lower) { return 100 }
    if lower.hasSuffix("close") { return 90 }
    if values.contains(where: { lower.contains($0) }) { return 80 }
    return words.isDisjoint(with: abbreviations) ? 50 : 80
  }

  /// Whether the name is that of an id or a code, as `patientunitstayid` and `stock_code`.
  private static func isIdentifier(_ name: String, _ words: Set<String>) -> Bool {
    let lower = name.lowercased()
    if !words.isDisjoint(with: ["id", "ids", "code", "uuid", "guid", "isin", "permno", "cusip"]) {
      return true
    }
    let stems = [
      "stay", "item", "patient", "period", "periodic", "subject", "user", "device", "sensor", "product",
      "store",
    ]
    if lower.hasSuffix("code") || stems.contains(where: { lower.hasSuffix($0 + "id") }) { return true }
    return lower.hasSuffix("id") && lower.count > 2 && name.hasSuffix("ID")
  }
}
