import CLibCSV
import Files
import Platform

/// Turns text in another encoding into UTF-8, as it is read, by the C library's iconv.
final class TextDecoder {
  private let name: String
  private let encoding: String
  private let converter: iconv_t
  private var rest: [UInt8] = []
  private var pending: [UInt8] = []
  private var isAtStart = true

  /// Creates a decoder for the file `name`.
  ///
  /// - Throws: `Failure` (arguments) for an encoding that the C library does not know.
  init(_ encoding: String, name: String) throws(Failure) {
    guard let converter = Self.open(encoding) else {
      throw Failure(
        .arguments, "the C library does not know the encoding \(ShownText.quoted(encoding))",
        fix: "iconv -l lists the encodings; --encoding GB18030, SHIFT_JIS and WINDOWS-1252 are some")
    }
    self.name = name
    self.encoding = encoding
    self.converter = converter
  }

  deinit { iconv_close(converter) }

  /// Checks that an option names an encoding.
  ///
  /// - Throws: `Failure` (arguments) if it does not.
  static func check(_ encoding: String) throws(Failure) { _ = try TextDecoder(encoding, name: "") }

  /// Whether `bytes` are text in `encoding`; a character that is cut off at their end does not count.
  static func reads(_ bytes: [UInt8], as encoding: String) -> String? {
    guard let converter = open(encoding) else { return nil }
    defer { iconv_close(converter) }
    let (text, left, isWrong) = convert(bytes, converter)
    guard !isWrong || left.count < 4 else { return nil }
    return String(validating: text, as: UTF8.self)
  }

  /// Reads the next bytes of `file`, as UTF-8, into `buffer`; returns how many, 0 at the end.
  func read(_ file: InputFile, into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    while pending.isEmpty {
      let count = try file.read(into: buffer)
      if count == 0 {
        guard rest.isEmpty else { throw notText() }
        return 0
      }
      let (text, left, isWrong) = Self.convert(
        rest + Array(UnsafeRawBufferPointer(rebasing: buffer[..<count])), converter)
      if isWrong { throw notText() }
      rest = left
      pending = isAtStart && text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
      if !text.isEmpty { isAtStart = false }
    }
    let count = min(buffer.count, pending.count)
    buffer.copyBytes(from: pending[..<count])
    pending.removeFirst(count)
    return count
  }

  private func notText() -> Failure {
    Failure(
      .data, at: Failure.Place(file: name), "it is not text in the encoding \(ShownText.quoted(encoding))",
      fix: "give another --encoding, or leave it out for UTF-8")
  }

  private static func open(_ encoding: String) -> iconv_t? {
    let converter = iconv_open("UTF-8", encoding)
    return Int(bitPattern: converter) == -1 ? nil : converter
  }

  /// Converts as much of `bytes` as is whole; what is left is cut off, or wrong.
  private static func convert(
    _ bytes: [UInt8], _ converter: iconv_t
  ) -> (text: [UInt8], left: [UInt8], isWrong: Bool) {
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 4 * bytes.count + 16)
    let (inputCount, outputCount) = (input.count, output.count)
    var (inputLeft, outputLeft) = (input.count, output.count)
    var code: Int32 = 0
    input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        var from = input.baseAddress
        var to = output.baseAddress
        if iconv(converter, &from, &inputLeft, &to, &outputLeft) == -1 { code = errno }
      }
    }
    let text = output[..<(outputCount - outputLeft)].map { UInt8(bitPattern: $0) }
    return (text, Array(bytes[(inputCount - inputLeft)...]), code == EILSEQ)
  }
}
