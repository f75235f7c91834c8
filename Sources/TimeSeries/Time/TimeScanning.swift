/// Scanning of bytes from a position on; every function moves `position` behind what it has read.
enum TimeScanning {
  /// Reads a run of at most `limit` digits and returns its value and length; 0 digits are not an error here.
  static func digits(
    _ field: Span<UInt8>, _ position: inout Int, limit: Int = 18
  ) -> (value: Int, count: Int) {
    var value = 0
    let start = position
    while position < field.count, position - start < limit {
      let digit = field[position] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = value * 10 + Int(digit)
      position += 1
    }
    return (value, position - start)
  }

  /// Reads a run of 1...9 digits as a fraction of a second, in nanoseconds.
  static func fraction(_ field: Span<UInt8>, _ position: inout Int) throws(TimeProblem) -> Int32 {
    let (value, count) = digits(field, &position)
    guard (1...9).contains(count) else {
      throw TimeProblem(count == 0 ? "no digits after the decimal point" : "more than 9 digits of a second")
    }
    var nanoseconds = value
    for _ in count..<9 { nanoseconds *= 10 }
    return Int32(truncatingIfNeeded: nanoseconds)
  }

  /// Reads `H:MM`, `HH:MM:SS` or `HH:MM:SS.fffffffff` into `time`, or a bare `HH`.
  static func timeOfDay(
    _ field: Span<UInt8>, _ position: inout Int, into time: inout CivilTime
  ) throws(TimeProblem) {
    let hour = digits(field, &position, limit: 3)
    guard (1...2).contains(hour.count) else { throw TimeProblem("no hour after the date") }
    time.hour = hour.value
    guard position < field.count, field[position] == UInt8(ascii: ":") else {
      guard hour.count == 2 else { throw TimeProblem("no minutes after the hour") }
      return
    }
    position += 1
    let minute = digits(field, &position, limit: 3)
    guard minute.count == 2 else { throw TimeProblem("minutes have two digits") }
    time.minute = minute.value
    guard position < field.count, field[position] == UInt8(ascii: ":") else { return }
    position += 1
    let second = digits(field, &position, limit: 3)
    guard second.count == 2 else { throw TimeProblem("seconds have two digits") }
    time.second = second.value
    guard position < field.count, field[position] == UInt8(ascii: ".") || field[position] == UInt8(ascii: ",")
    else { return }
    position += 1
    time.nanoseconds = try fraction(field, &position)
  }

  /// Reads `Z`, `+HH`, `+HHMM` or `+HH:MM`, in seconds east of Greenwich; `nil` when there is none.
  static func offset(_ field: Span<UInt8>, _ position: inout Int) throws(TimeProblem) -> Int? {
    guard position < field.count else { return nil }
    switch field[position] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      position += 1
      return 0
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      let sign = field[position] == UInt8(ascii: "-") ? -1 : 1
      position += 1
      let hours = digits(field, &position, limit: 2)
      var minutes = (value: 0, count: 2)
      if position < field.count {
        if field[position] == UInt8(ascii: ":") { position += 1 }
        minutes = digits(field, &position, limit: 2)
      }
      guard hours.count == 2, minutes.count == 2, hours.value <= 18, minutes.value < 60 else {
        throw TimeProblem("an offset is Z, +HH:MM, +HHMM or +HH, at most 18 hours")
      }
      return sign * (hours.value * 3600 + minutes.value * 60)
    default: return nil
    }
  }

  /// Reads one of `names` by at least its first three letters, as `Sep`, `Sept` and `September`, whatever the
  /// case.
  static func name(_ field: Span<UInt8>, _ position: inout Int, of names: [String]) -> Int? {
    for (index, name) in names.enumerated() {
      var length = 0
      for byte in name.utf8 {
        guard position + length < field.count, field[position + length] | 0x20 == byte | 0x20 else { break }
        length += 1
      }
      guard length >= min(3, name.utf8.count) else { continue }
      position += length
      return index
    }
    return nil
  }

  /// Reads the name of a month, in English or another language (see ``CalendarWords``); 1 for January.
  static func month(_ field: Span<UInt8>, _ position: inout Int) -> Int? {
    var end = position
    let english = name(field, &end, of: months).map { $0 + 1 }
    if let english, !continuesWord(field, end) {
      position = end
      return english
    }
    let word = word(field, position)
    guard let month = CalendarWords.months[word.lower] else {
      if english != nil { position = end }
      return english
    }
    position += word.count
    return month
  }

  /// Reads the name of a weekday, in English or another language; `false` when there is none.
  static func weekday(_ field: Span<UInt8>, _ position: inout Int) -> Bool {
    var end = position
    let isEnglish = name(field, &end, of: weekdays) != nil
    let word = isEnglish && !continuesWord(field, end) ? nil : word(field, position)
    if let word, CalendarWords.weekdays.contains(word.lower) {
      position += word.count
      return true
    }
    if isEnglish { position = end }
    return isEnglish
  }

  private static func continuesWord(_ field: Span<UInt8>, _ position: Int) -> Bool {
    position < field.count && (field[position].isLetter || field[position] >= 0x80)
  }

  /// The letters from `position` on, in lower case, and their bytes.
  private static func word(_ field: Span<UInt8>, _ position: Int) -> (lower: String, count: Int) {
    var end = position
    while end < field.count, end - position < 16, field[end].isLetter || field[end] >= 0x80 { end += 1 }
    return (String(decoding: (position..<end).map { field[$0] }, as: UTF8.self).lowercased(), end - position)
  }

  /// Reads `AM`, `pm`, `a.m.`; whether it is the afternoon, `nil` when there is none.
  static func halfDay(_ field: Span<UInt8>, _ position: inout Int) -> Bool? {
    for (text, isAfternoon) in [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)]
    where matches(field, position, Substring(text).utf8) {
      position += text.utf8.count
      return isAfternoon
    }
    return nil
  }

  /// Reads the name of a zone, as `UTC`, `US/Eastern` or `Etc/GMT+5`; its bytes, `nil` when there is none.
  static func zoneName(_ field: Span<UInt8>, _ position: inout Int) -> Range<Int>? {
    let start = position
    while position < field.count {
      let byte = field[position]
      let isMark = byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      let isDigit = byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "+")
      guard byte.isLetter || position > start && (isMark || isDigit) else { break }
      position += 1
    }
    return position - start > 1 || position - start == 1 && field[start] | 0x20 == UInt8(ascii: "z")
      ? start..<position : nil
  }

  /// The bytes of a field without `.0` behind its digits, which tables write whole numbers with that may be
  /// missing.
  static func countWithoutZeroFraction(_ field: Span<UInt8>) -> Int {
    let end = field.count - 2
    guard end >= 4, field[end] == UInt8(ascii: "."), field[end + 1] == UInt8(ascii: "0") else {
      return field.count
    }
    return end
  }

  /// Whether `text` stands at `position`, whatever the case of its ASCII letters.
  static func matches(_ field: Span<UInt8>, _ position: Int, _ text: Substring.UTF8View) -> Bool {
    guard position + text.count <= field.count else { return false }
    var place = position
    for byte in text {
      guard field[place] | 0x20 == byte | 0x20 else { return false }
      place += 1
    }
    return true
  }

  /// The English month names.
  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
  ]

  /// The English names of weekdays.
  private static let weekdays = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
  ]

  /// The field as it is shown in a message: quoted, at most 80 bytes, control bytes named.
  static func shown(_ field: Span<UInt8>) -> String {
    var bytes: [UInt8] = []
    for index in 0..<min(field.count, 80) { bytes.append(field[index]) }
    var text = "\""
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        text += "<U+" + String(repeating: "0", count: 4 - digits.count) + digits + ">"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return text + (field.count > 80 ? "…\"" : "\"")
  }
}
