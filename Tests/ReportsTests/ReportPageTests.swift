import Backtesting
import Charts
import Files
import Forecasting
import Foundation
import Models
import Registry
import Testing
import TimeSeries

@testable import Reports

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite("The page of a report")
struct ReportPageTests {
  /// A backtest of series of days with a week, with intervals, an event and quantiles.
  private static func result(_ ids: [String] = ["a", "b"], folds: Int = 12) throws -> (BacktestResult, Panel)
  {
    let series = ids.enumerated().map { index, id in
      Series(
        id: id, times: (0..<160).map { Instant(seconds: Int64($0) * 86_400) },
        target: (0..<160).map { 20 + Double($0 % 7) + Double(($0 * $0 * (3 + index)) % 11) / 4 })
    }
    let panel = Panel(series: series, timeKind: .local, spacing: .days(1), season: 7)
    var backtest = Backtest(horizon: 3, folds: folds)
    backtest.spread = SpreadRequest(levels: [80, 95], quantiles: [0.1, 0.5, 0.9])
    let ets = try ModelRegistry.entry(named: "ets")
    var options = ForecasterOptions(horizon: 3)
    options.intervals = IntervalOptions(quantileLevels: backtest.spread.quantileLevels)
    return (try backtest.run([ets.make(options)], on: panel, baselines: options), panel)
  }

  private static func page(_ result: BacktestResult, _ panel: Panel) -> String {
    let origin = ReportOrigin(version: "1", arguments: ["backtest", "a file.csv"], files: [])
    return ReportPage(result.report(on: panel, from: origin)).source
  }

  @Test("is well formed, asks for nothing and has no scripts")
  func wellFormed() throws {
    let (result, panel) = try Self.result()
    let page = Self.page(result, panel)
    let reader = PageReader(page)
    #expect(reader.error == nil)
    #expect(reader.names.isDisjoint(with: ["script", "link", "img", "iframe", "object", "embed"]))
    #expect(reader.references.allSatisfy { $0.hasPrefix("#part-") }, "\(reader.references)")
    #expect(!page.contains("url(") && !page.contains("@import"))
    #expect(reader.names.isSuperset(of: ["svg", "title", "desc", "table", "caption", "nav"]))
    #expect(page == Self.page(result, panel))
  }

  @Test("has the numbers of the metrics file")
  func figures() throws {
    let (result, panel) = try Self.result()
    let reader = PageReader(Self.page(result, panel))
    let table = try #require(reader.tables.first)
    let metrics = table[0].dropFirst().map(\.text)
    #expect(table.count == result.scores.models.count + 1)
    for row in table.dropFirst() {
      let model = try #require(result.scores.models.firstIndex(of: row[0].text))
      for (title, cell) in zip(metrics, row.dropFirst()) {
        let metric = try #require(result.scores.metrics.first { $0.title == title && !$0.isTabledApart })
        let value = result.scores.value(metric, model: model)
        #expect(cell.value == value.map { CSVField.number($0) } ?? "", "\(row[0].text) \(title)")
      }
    }
  }

  @Test(
    "takes names for nothing but text",
    arguments: [
      "</script><script>alert(1)</script>", "\" onload=\"x", "a'b&c<d>", "\u{202E}abc", "x\u{0}y", "&lt;",
    ])
  func hostileNames(_ id: String) throws {
    let (result, panel) = try Self.result([id, "b"])
    let (plain, plainPanel) = try Self.result(["a", "b"])
    let reader = PageReader(Self.page(result, panel))
    let expected = PageReader(Self.page(plain, plainPanel))
    #expect(reader.error == nil)
    #expect(reader.elements == expected.elements)
  }

  @Test("of one fold, one lead or one series leaves out what there is nothing to show of")
  func small() throws {
    let (result, panel) = try Self.result(["a"], folds: 1)
    let report = result.report(on: panel, from: ReportOrigin(version: "1", arguments: [], files: []))
    #expect(!report.sections.map(\.heading).contains("When the skill was earned"))
    #expect(!report.sections.map(\.heading).contains("Series, the worst first"))
    #expect(PageReader(ReportPage(report).source).error == nil)
  }
}

/// What a page holds, as an XML parser reads it.
private final class PageReader: NSObject, XMLParserDelegate {
  /// A cell of a table.
  struct Cell {
    var text = ""
    var value = ""
  }

  private(set) var elements: [String] = []
  private(set) var references: [String] = []
  private(set) var tables: [[[Cell]]] = []
  private(set) var error: (any Error)?
  private var isInCell = false

  var names: Set<String> { Set(elements) }

  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    if !parser.parse() { error = parser.parserError ?? CocoaError(.fileReadCorruptFile) }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements.append(name)
    references += ["href", "src", "xlink:href", "action", "data"].compactMap { attributes[$0] }
    switch name {
    case "table": tables.append([])
    case "tr": tables[tables.count - 1].append([])
    case "th", "td":
      isInCell = true
      let rows = tables[tables.count - 1].count
      tables[tables.count - 1][rows - 1].append(Cell(value: attributes["data-value"] ?? ""))
    default: break
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if name == "th" || name == "td" { isInCell = false }
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    guard isInCell, let table = tables.indices.last, let row = tables[table].indices.last,
      let cell = tables[table][row].indices.last
    else { return }
    tables[table][row][cell].text += text
  }
}
