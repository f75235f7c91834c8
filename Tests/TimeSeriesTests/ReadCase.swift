import Files
import Testing

@testable import TimeSeries

/// A file in a form that devices and downloads have, and what it is read as: at once, or after the option
/// that its message names.
struct ReadCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var text: String
  var options = ReadOptions()
  /// What the message says where the file cannot be read at once; texts of the message and of the fix.
  var says: [String]
  /// What the message must not say.
  var lacks: [String]
  /// The options that the message names.
  var then = ReadOptions()
  /// The series and their last values.
  var series: [String: Double]
  /// What a notice says.
  var notice: String?

  init(
    _ name: String, _ text: String, _ series: [String: Double], notice: String? = nil, says: [String] = [],
    lacks: [String] = [], with change: (inout ReadOptions) -> Void = { _ in },
    then: (inout ReadOptions) -> Void = { _ in }
  ) {
    testDescription = name
    self.text = text
    self.series = series
    self.notice = notice
    self.says = says
    self.lacks = lacks
    change(&options)
    self.then = options
    then(&self.then)
  }

  /// Reads the file, and checks what comes of it.
  func check() throws {
    let file = try TemporaryFile(text)
    if !says.isEmpty {
      let failure = #expect(throws: Failure.self) { try PanelReader(options).read([file.path]) }
      let message = failure?.description ?? ""
      for text in says { #expect(message.contains(text), "\(message)") }
      for text in lacks { #expect(!message.contains(text), "\(message)") }
    }
    guard !series.isEmpty else { return }
    let result = try PanelReader(then).read([file.path])
    var found: [String: Double] = [:]
    for series in result.panel.series { found[series.id] = series.target.last { !$0.isNaN } }
    #expect(found == series)
    if let notice { #expect(result.notices.contains { $0.contains(notice) }, "\(result.notices)") }
  }

  /// Rows of days from 2024-01-01 on, each with one of `cells`.
  static func days(_ cells: [String], quote: Bool = false) -> String {
    cells.enumerated().map { index, cell in
      "2024-01-\(index < 9 ? "0" : "")\(index + 1),\(quote ? "\"\(cell)\"" : cell)\n"
    }.joined()
  }
}
