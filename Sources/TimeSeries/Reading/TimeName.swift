/// What the name of a column says about times in it.
struct TimeName {
  /// The words of the name in lower case, as `open`, `time` of `open_time`, `openTime` and `<OPEN TIME>`.
  let words: [String]
  /// The name in lower case, without marks at its ends.
  let lower: String
  private let name: String
  private let nameWithUnit: String

  /// Divides a name into words.
  ///
  /// - Parameters:
  ///   - name: The name of the column.
  ///   - nameWithUnit: The name with the unit that is in the row below it; `nil` without such a row.
  init(_ name: String, withUnit nameWithUnit: String? = nil) {
    self.name = name
    self.nameWithUnit = nameWithUnit ?? name
    var words: [String] = []
    var word = ""
    var previous: Character = " "
    for character in name {
      if character.isUppercase, previous.isLowercase || previous.isNumber {
        (words, word) = (words + [word], "")
      }
      if character.isLetter || character.isNumber {
        word += character.lowercased()
      } else {
        (words, word) = (words + [word], "")
      }
      previous = character
    }
    self.words = (words + [word]).filter { !$0.isEmpty }
    lower = self.words.joined(separator: " ")
  }

  private static let timeWords: Set<String> = [
    "date", "dates", "time", "times", "datetime", "timestamp", "timestamps", "stamp", "ts", "ds", "dt",
    "epoch",
    "unix",
    "unixtime", "day", "month", "months", "year", "years", "week", "quarter", "period", "when", "moment",
    "clock",
    "yyyymm", "yyyymmdd", "ymd", "yearmonth", "yearweek", "datum", "zeit", "zeitpunkt", "zeitstempel",
    "uhrzeit",
    "tag", "monat", "jahr", "woche", "quartal", "fecha", "hora", "mes", "año", "ano", "dia", "jour", "mois",
    "année", "annee", "heure", "horodatage", "semaine", "data", "ora", "giorno", "mese", "anno", "tijd",
    "maand",
    "jaar", "tid", "dato", "日期", "时间", "時間", "日付", "日時", "月", "年",
  ]
  private static let eventWords: Set<String> = [
    "created", "updated", "recorded", "measured", "observed", "tested", "sampled", "taken", "charted",
    "collected",
    "snapped", "logged", "modified", "received", "reported",
  ]

  /// Whether a word of the name means a time.
  var isTime: Bool {
    if words.contains(where: { Self.timeWords.contains($0) }) { return true }
    if words.last == "at", words.count > 1 { return true }
    if words.contains(where: { Self.eventWords.contains($0) }), words.last == "on" || words.count == 1 {
      return true
    }
    let endings = ["date", "time", "timestamp", "datum"]
    return words.last.map { word in endings.contains { word.hasSuffix($0) } } ?? false
  }

  /// Whether the name is that of a date or a time, and not of a part or of a length of it.
  var isDate: Bool {
    let dates: Set<String> = [
      "date", "dates", "datetime", "timestamp", "ds", "dt", "datum", "fecha", "day", "日期", "日付", "日時",
    ]
    return words.contains { dates.contains($0) } || words.last?.hasSuffix("date") == true
  }

  /// Whether the name means the identity of something.
  var isIdentifier: Bool {
    let identifiers: Set<String> = [
      "id", "ids", "nr", "no", "number", "index", "idx", "code", "key", "zip", "phone", "account", "customer",
      "patient", "subject", "stay", "seq", "sequence", "row", "uid", "uuid",
    ]
    return words.contains { identifiers.contains($0) } || lower.hasSuffix("id")
  }

  /// Whether the name means years.
  var isYear: Bool { has(Self.yearWords) }
  /// Whether the name means weeks.
  var isWeek: Bool { has(Self.weekWords) || words.contains("yearweek") || words.contains("yyyyww") }

  private static let yearWords: Set<String> = [
    "year", "years", "yr", "yyyy", "yy", "jahr", "année", "annee", "anno", "año", "ano", "jaar", "isoyear",
    "epiyear", "mmwryear", "年",
  ]
  private static let weekWords: Set<String> = [
    "week", "weeks", "wk", "isoweek", "epiweek", "mmwrweek", "kw", "woche", "semaine", "semana", "settimana",
  ]
  private static let parts: [(words: Set<String>, part: TimeSource.Part)] = [
    (["doy", "yday", "jday", "julian", "dayofyear"], .dayOfYear), (yearWords, .year), (weekWords, .week),
    (["quarter", "qtr", "quartal", "trimestre"], .quarter),
    (["month", "mo", "mon", "monat", "mois", "mes", "mese", "maand", "月"], .month),
    (
      ["hour", "hours", "hr", "hrs", "he", "hh", "stunde", "heure", "hora", "uur", "ora", "hourending"], .hour
    ),
    (["minute", "minutes", "mi", "min", "mins"], .minute),
    (["second", "seconds", "sec", "secs", "ss"], .second),
    (["day", "dd", "dy", "tag", "jour", "dia", "giorno", "dom"], .day),
  ]

  /// The part of a time that the name means: of the words the one that stands last, `Hour` of `Hour Ending`.
  var part: TimeSource.Part? {
    if lower == "day of year" { return .dayOfYear }
    if lower == "day of month" { return .day }
    // Buoys and others write MM for months and mm for minutes.
    if lower == "mm" { return name.contains("M") ? .month : .minute }
    let useful = words.filter {
      !["ending", "of", "end", "num", "number", "iso", "utc", "local", "begin"].contains($0)
    }
    guard let last = useful.last else { return nil }
    return Self.parts.first { $0.words.contains(last) }?.part
  }

  private func has(_ set: Set<String>) -> Bool { words.contains { set.contains($0) } }

  /// Whether the name is no more than a word for the time of a row.
  var isPlain: Bool { words.count == 1 && isTime }

  /// Whether the name is that of a time of day beside a date.
  var isTimeOfDay: Bool {
    [
      "time", "clock", "uhrzeit", "zeit", "heure", "hora", "tijd", "tid", "ora", "time of day", "timeofday",
      "local time", "utc time", "time utc", "hms", "hhmm", "hhmmss", "时间", "時間",
    ].contains(lower)
  }

  /// The unit in which a column with this name counts time from a start, as `Time [s]`, `elapsed_ms` and
  /// `Hours` say.
  var elapsedUnit: ReadOptions.TimeUnit? {
    if let unit = RoleChoice.elapsedUnit(inName: nameWithUnit) { return unit }
    guard words.count == 1 else { return nil }
    switch words[0] {
    case "seconds": return .seconds
    case "minutes", "mins": return .minutes
    case "hours", "hrs": return .hours
    case "days": return .days
    default: return nil
    }
  }

  /// Whether the name says that time is counted from a start, without its unit.
  var isElapsed: Bool { lower.hasSuffix("offset") || words.contains("elapsed") || lower == "relative time" }

  /// Whether the time is that at which something begins or ends, or at which the row was written; `nil` if
  /// the name does not say.
  var side: Side? {
    guard let first = words.first, let last = words.last, words.count > 1 else { return nil }
    if ["von", "ab", "desde", "du", "début", "inicio", "from", "start", "beginn", "anfang"].contains(last) {
      return .start
    }
    if ["bis", "hasta", "au", "fin", "ende", "end", "to"].contains(last) { return .end }
    if ["start", "open", "begin", "from", "starting", "beginning"].contains(first) { return .start }
    if ["end", "close", "stop", "to", "finish", "ending", "closing"].contains(first) { return .end }
    if ["creation", "created", "modified", "updated", "entry", "store", "insert", "inserted"].contains(first)
    {
      return .written
    }
    return nil
  }

  enum Side { case start, end, written }
}
