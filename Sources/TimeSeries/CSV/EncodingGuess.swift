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

  /// Whether bytes beyond ASCII stand alone, or two usual letters together in a word, as in German or French.
  private static func isSparse(_ bytes: [UInt8]) -> Bool {
    var (western, total) = (0, 0)
    var start = 0
    while start < bytes.count {
      guard bytes[start] >= 128 else {
        start += 1
        continue
      }
      let end = bytes[start...].firstIndex { $0 < 128 } ?? bytes.count
      let isInWord = start > 0 && bytes[start - 1].isLetter || end < bytes.count && bytes[end].isLetter
      total += end - start
      if end - start == 1
        || end - start == 2 && isInWord && bytes[start..<end].allSatisfy(usualWestern.contains)
      {
        western += end - start
      }
      start = end
    }
    return total > 0 && western * 10 >= total * 9
  }

  /// Letters and signs of Western languages in Windows-1252: ä ö ü Ä Ö Ü ß é è ê ë à â ç î ï ô û ù ñ ó í á ú
  /// É È À Ç å ø æ ° £ § ² ³ µ.
  private static let usualWestern: Set<UInt8> = [
    0xE4, 0xF6, 0xFC, 0xC4, 0xD6, 0xDC, 0xDF, 0xE9, 0xE8, 0xEA, 0xEB, 0xE0, 0xE2, 0xE7, 0xEE, 0xEF, 0xF4,
    0xFB, 0xF9,
    0xF1, 0xF3, 0xED, 0xE1, 0xFA, 0xC9, 0xC8, 0xC0, 0xC7, 0xE5, 0xF8, 0xE6, 0xB0, 0xA3, 0xA7, 0xB2, 0xB3,
    0xB5,
  ]

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
