import CLibCSV
import Platform

/// libcsv, fed one physical line at a time, and the fields of the record that the lines make up.
///
/// libcsv calls back for every field and cannot be stopped from there, so that the callback only copies the
/// field's bytes; everything else happens once the line is done.
final class RecordParser {
  /// The largest field there may be, in bytes.
  static let largestField = 1 << 20
  /// The most fields a record may have.
  static let mostFields = 16_384

  /// What a line did.
  enum Outcome: Equatable {
    /// It ended a record.
    case complete
    /// It ended inside quotes.
    case insideQuotes
    /// It holds a line break outside quotes that is not its end.
    case brokenLine
    /// A quote stands inside a field without quotes, at this byte of the line from 0.
    case quoteInsideField(Int)
    /// Text follows a closing quote, at this byte of the line from 0.
    case textAfterQuote(Int)
    /// A field is larger than ``RecordParser/largestField``.
    case fieldTooLarge
    /// There are more than ``RecordParser/mostFields`` fields.
    case tooManyFields
  }

  private let parser: UnsafeMutablePointer<csv_parser>
  private let storage: UnsafeMutablePointer<RecordStorage>

  /// Creates a parser of strict CSV.
  init(delimiter: UInt8) {
    parser = .allocate(capacity: 1)
    parser.initialize(to: csv_parser())
    storage = .allocate(capacity: 1)
    storage.initialize(to: RecordStorage())
    begin(delimiter: delimiter)
  }

  private func begin(delimiter: UInt8) {
    // csv_init fails only for a null pointer.
    _ = csv_init(parser, UInt8(CSV_STRICT | CSV_STRICT_FINI))
    csv_set_delim(parser, delimiter)
    csv_set_blk_size(parser, 1 << 16)
    csv_set_realloc_func(parser) { pointer, size in
      size > RecordParser.largestField ? nil : realloc(pointer, size)
    }
  }

  /// Forgets the record and whether its quotes are open, as after a line that cannot be read.
  func restart() {
    let delimiter = csv_get_delim(parser)
    csv_free(parser)
    begin(delimiter: delimiter)
    beginRecord()
  }

  deinit {
    csv_free(parser)
    parser.deallocate()
    storage.pointee.deallocate()
    storage.deallocate()
  }

  /// The number of fields of the record so far.
  var fieldCount: Int { storage.pointee.fieldCount }

  /// The bytes of the field at `index`, without quotes and without spaces around; good until the next line.
  func field(_ index: Int) -> UnsafeBufferPointer<UInt8> { storage.pointee.field(index) }

  /// Forgets the record, so that the next line begins a new one.
  func beginRecord() { storage.pointee.removeAll() }

  /// Reads a line with its line break, which the last line of a file is given if it has none.
  func read(_ line: PhysicalLine) -> Outcome {
    let result = feed(line.bytes)
    if let result { return result }
    if !line.hasBreak {
      let addedBreak: [UInt8] = [0x0A]
      if let result = addedBreak.withUnsafeBytes({ feed($0) }) { return result }
    }
    if storage.pointee.hasTooManyFields { return .tooManyFields }
    switch storage.pointee.recordEnds {
    case 0: return .insideQuotes
    case 1 where !storage.pointee.hasFieldAfterEnd: return .complete
    default: return .brokenLine
    }
  }

  private func feed(_ bytes: UnsafeRawBufferPointer) -> Outcome? {
    let count = csv_parse(
      parser, bytes.baseAddress, bytes.count,
      { field, count, storage in
        storage?.assumingMemoryBound(to: RecordStorage.self).pointee.append(field, count: count)
      },
      { _, storage in storage?.assumingMemoryBound(to: RecordStorage.self).pointee.recordEnds += 1 }, storage)
    if count == bytes.count { return nil }
    if csv_error(parser) == CSV_EPARSE {
      return parser.pointee.quoted != 0 ? .textAfterQuote(count) : .quoteInsideField(count)
    }
    return .fieldTooLarge
  }
}

/// The fields of one record, one behind the other in memory that is used again for the next.
private struct RecordStorage {
  private var bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)
  private var ends = UnsafeMutableBufferPointer<Int>.allocate(capacity: 64)
  private var byteCount = 0
  private(set) var fieldCount = 0
  private(set) var hasTooManyFields = false
  private(set) var hasFieldAfterEnd = false
  var recordEnds = 0

  mutating func removeAll() {
    byteCount = 0
    fieldCount = 0
    recordEnds = 0
    hasTooManyFields = false
    hasFieldAfterEnd = false
  }

  func deallocate() {
    bytes.deallocate()
    ends.deallocate()
  }

  func field(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    precondition(index >= 0 && index < fieldCount, "field \(index) of \(fieldCount)")
    let start = index == 0 ? 0 : ends[index - 1]
    return UnsafeRawBufferPointer(rebasing: bytes[start..<ends[index]]).bindMemory(to: UInt8.self)
  }

  mutating func append(_ field: UnsafeMutableRawPointer?, count: Int) {
    if recordEnds > 0 { hasFieldAfterEnd = true }
    if fieldCount == RecordParser.mostFields {
      hasTooManyFields = true
      return
    }
    if byteCount + count > bytes.count { grow(toFit: byteCount + count) }
    if fieldCount == ends.count { growEnds() }
    if let field, count > 0, let base = bytes.baseAddress { memcpy(base + byteCount, field, count) }
    byteCount += count
    ends[fieldCount] = byteCount
    fieldCount += 1
  }

  private mutating func grow(toFit count: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 2 * bytes.count), alignment: 1)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[..<byteCount]))
    bytes.deallocate()
    bytes = larger
  }

  private mutating func growEnds() {
    let larger = UnsafeMutableBufferPointer<Int>.allocate(capacity: 2 * ends.count)
    _ = larger.initialize(fromContentsOf: ends)
    ends.deallocate()
    ends = larger
  }
}
