/// The encodings in which bytes that are not UTF-8 may be text, the likeliest first.
enum EncodingGuess {
  private static let candidates = ["GB18030", "SHIFT_JIS", "EUC-KR", "BIG5", "EUC-JP", "WINDOWS-1251"]
  private static let western = "WINDOWS-1252"

  /// At most three encodings that read `bytes`.
  static func likely(for bytes: [UInt8]) -> [String] {
    let high = bytes.count { $0 >= 128 }
    let isWestern = isSparse(bytes)
    var scored = candidates.enumerated().compactMap { index, name in
      TextDecoder.reads(bytes, as: name).map { (name: name, score: score($0, as: name), index: index) }
    }
    scored.sort { $0.score == $1.score ? $0.index < $1.index : $0.score > $1.score }
    var names = scored.filter { $0.score > 0.5 }.map(\.name)
    if isWestern { names.insert(western, at: 0) } else if high > 0 { names.append(western) }
    return Array(names.prefix(3))
  }

  /// Whether bytes beyond ASCII stand alone among letters, as in German or French.
  private static func isSparse(_ bytes: [UInt8]) -> Bool {
    var (alone, total) = (0, 0)
    for index in bytes.indices where bytes[index] >= 128 {
      total += 1
      let before = index > 0 ? bytes[index - 1] : 0
      let after = index + 1 < bytes.count ? bytes[index + 1] : 0
      if before < 128, after < 128 { alone += 1 }
    }
    return total > 0 && alone * 10 >= total * 9
  }

  /// The share of the characters beyond ASCII that are usual in the encoding's languages.
  private static func score(_ text: String, as encoding: String) -> Double {
    let scalars = text.unicodeScalars.filter { !$0.isASCII }
    guard !scalars.isEmpty else { return 0 }
    return scalars.reduce(0) { $0 + weight($1, encoding) } / Double(scalars.count)
  }

  private static func weight(_ scalar: Unicode.Scalar, _ encoding: String) -> Double {
    switch scalar.value {
    case 0x4E00...0x9FFF:
      if usualHan.contains(scalar) { return 1.2 }
      return encoding == "EUC-KR" ? 0.3 : 0.7
    case 0x3040...0x30FF: return encoding == "SHIFT_JIS" || encoding == "EUC-JP" ? 1.2 : 0.4
    case 0xAC00...0xD7A3: return encoding == "EUC-KR" ? 1 : 0.4
    case 0x0410...0x044F: return encoding == "WINDOWS-1251" ? 0.9 : 0.3
    case 0x3000...0x303F, 0xFF00...0xFF60: return 0.8
    case 0xFF61...0xFF9F: return 0.2
    default: return 0.1
    }
  }

  /// Characters that are frequent in names of columns: of times, prices, volumes, places and measurements.
  private static let usualHan = Set(
    "日期时间時間開高低收盘盤价價量额額成交涨漲跌幅今昨最总總数數值月年分周点點股票代码碼名称稱温溫度湿濕压壓心率血糖终終始値株価出来売買終商品地区區単位前比率金额".unicodeScalars)
}
