import Charts
import Files

/// A report as one HTML page, which asks for nothing from anywhere and is read without scripts.
///
/// Every number of a table carries its value as files have it, in `data-value`.
public struct ReportPage: Sendable {
  private let report: Report

  /// Creates a page of `report`.
  public init(_ report: Report) { self.report = report }

  /// The source of the page.
  public var source: String {
    let head = HTML.element(
      "head", [:], HTML.drawing("<meta charset=\"utf-8\"/>"),
      HTML.drawing("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>"),
      HTML.drawing("<meta name=\"color-scheme\" content=\"light dark\"/>"),
      HTML.element("title", HTML.text(report.title)),
      HTML.drawing("<style>\n\(PageStyle.rules)\(SVGStyle.rules)</style>"))
    let body = HTML.element("body", HTML.element("main", HTML.joined([opening] + sections, by: "\n")))
    return "<!DOCTYPE html>\n" + HTML.element("html", ["lang": "en"], head, body).source + "\n"
  }

  private var opening: HTML {
    HTML.element(
      "header", [:], HTML.element("h1", HTML.text(report.title)),
      HTML.joined(report.findings.map { HTML.element("p", HTML.text($0)) }, by: "\n"), contents)
  }

  /// Where each section is.
  private var contents: HTML {
    let entries = report.sections.enumerated().map { place, section in
      HTML.element("li", HTML.element("a", ["href": "#part-\(place + 1)"], HTML.text(section.heading)))
    }
    return HTML.element(
      "nav", ["aria-label": "Contents"], HTML.element("ol", HTML.joined(entries)))
  }

  private var sections: [HTML] {
    report.sections.enumerated().map { place, section in
      HTML.element(
        "section", ["id": "part-\(place + 1)"], HTML.element("h2", HTML.text(section.heading)),
        HTML.joined(section.blocks.map(Self.block), by: "\n"))
    }
  }

  private static func block(_ block: Report.Block) -> HTML {
    switch block {
    case .paragraph(let words): HTML.element("p", HTML.text(words))
    case .list(let sentences):
      HTML.element("ul", HTML.joined(sentences.map { HTML.element("li", HTML.text($0)) }))
    case .chart(let chart, let reading):
      HTML.element(
        "figure", chart.hasEqualUnits ? ["class": "square"] : [:],
        HTML.drawing(renderer(of: chart).text(of: chart)),
        reading.isEmpty ? HTML.text("") : HTML.element("figcaption", HTML.text(reading)))
    case .table(let table): self.table(table)
    case .questions(let questions):
      HTML.element(
        "dl",
        HTML.joined(
          questions.map { question in
            HTML.joined([
              HTML.element("dt", HTML.text(question.heading)),
              question.answer.map { HTML.element("dd", HTML.text($0)) }
                ?? HTML.element("dd", ["class": "blank"], HTML.text("To be written by a person.")),
            ])
          }, by: "\n"))
    case .command(let command): HTML.element("pre", HTML.element("code", HTML.text(command)))
    }
  }

  private static func renderer(of chart: Chart) -> SVG {
    chart.hasEqualUnits ? SVG(width: 560, height: 560) : SVG(width: 760, height: 320)
  }

  private static func table(_ table: ReportTable) -> HTML {
    let header = table.header.map { HTML.element("th", ["scope": "col"], HTML.text($0)) }
    let rows = table.rows.map { row in
      HTML.element("tr", HTML.joined(row.enumerated().map { cell($1, namesRow: $0 == 0) }))
    }
    let element = HTML.element(
      "div", ["class": "table", "role": "region", "tabindex": "0", "aria-label": table.caption],
      HTML.element(
        "table", [:], HTML.element("caption", HTML.text(table.caption)),
        HTML.element("thead", HTML.element("tr", HTML.joined(header))),
        HTML.element("tbody", HTML.joined(rows, by: "\n"))))
    guard table.isFolded else { return element }
    return HTML.element("details", [:], HTML.element("summary", HTML.text(table.caption)), element)
  }

  private static func cell(_ cell: ReportTable.Cell, namesRow: Bool) -> HTML {
    let content =
      switch cell {
      case .words(let words): HTML.text(words)
      case .name(let name): HTML.name(name)
      case .number(let shown, _): HTML.text(shown)
      }
    if namesRow { return HTML.element("th", ["scope": "row"], content) }
    guard case .number(_, let value) = cell else { return HTML.element("td", content) }
    return HTML.element(
      "td", ["class": "number", "data-value": value.map { CSVField.number($0) } ?? ""], content)
  }
}
