import Testing

@testable import notebook

@Suite("The report of a difference")
struct DifferenceReportTests {
  private func report(shown: String?, printed: String) -> String? {
    let example = Page.Example(
      language: .shell, line: 7, code: ["ls"], closingLine: 8,
      shown: shown.map { Page.Shown(lines: 10...14, text: $0) })
    return differenceReport(path: "page.md", example: example, printed: printed)
  }

  private let head = "page.md:7: the example prints something else than the page shows\n"

  @Test("is absent when the output is the same, or when nothing is shown and nothing printed")
  func same() {
    #expect(report(shown: "a\nb\n", printed: "a\nb\n") == nil)
    #expect(report(shown: nil, printed: "") == nil)
  }

  @Test("names the page's line of each shown line that was not printed")
  func changedLine() {
    #expect(report(shown: "a\nb\nc\n", printed: "a\nB\nc\n") == head + "    12 - b\n       + B")
  }

  @Test("shows what was printed where the page shows nothing")
  func onlyPrinted() {
    #expect(report(shown: nil, printed: "a\n") == head + "       + a")
  }

  @Test("says so when only the last newline is missing")
  func missingNewline() {
    #expect(
      report(shown: "a\n", printed: "a") == head
        + "the printed output does not end with a newline, which a page cannot show")
  }
}
