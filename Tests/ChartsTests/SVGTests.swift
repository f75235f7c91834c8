import Charts
import Testing

@Suite("Charts as SVG")
struct SVGTests {
  private let sizes = [(360, 220), (1280, 480), (1, 1)]

  @Test("Every chart is well-formed XML with its coordinates inside the view box", arguments: ChartCases.all)
  func wellFormed(chart: ChartCases.Case) {
    for (width, height) in sizes {
      for document in [
        SVG(width: width, height: height).text(of: chart.chart),
        SVGDocument(width: width, height: height).text(of: chart.chart),
      ] {
        let parsed = ParsedSVG(document)
        #expect(parsed.isWellFormed)
        let places = parsed.places
        #expect(places.malformed.isEmpty)
        let (right, bottom) = (Double(max(160, width)), Double(max(140, height)))
        let outside = places.spots.filter { !(0...right).contains($0.x) || !(0...bottom).contains($0.y) }
        #expect(outside.isEmpty)
        #expect(!document.contains("nan") && !document.contains("inf"))
      }
    }
  }

  @Test("A chart has the role of an image, a title and a description, and nothing from elsewhere")
  func structure() throws {
    let document = SVG().text(of: ChartCases.everyMark[0].chart)
    let parsed = ParsedSVG(document)
    let root = try #require(parsed.elements.first)
    #expect(
      root.name == "svg" && root.attributes["role"] == "img" && root.attributes["viewBox"] == "0 0 720 360")
    #expect(parsed.elements[1].name == "title" && parsed.elements[2].name == "desc")
    #expect(parsed.texts.contains("A title") && parsed.texts.contains("A sentence about it."))
    for word in ["<script", "href", "url(", "style=", "onload"] { #expect(!document.contains(word)) }
  }

  @Test("Classes say what is drawn")
  func classes() {
    let expected = [
      "line": ["line", "series-1"], "band": ["band-2"], "points": ["points", "alarm"],
      "intervals": ["interval", "series-3"],
      "bars": ["bars", "series-4"], "rules": ["rule"], "cells": ["cell-1", "cell-7"],
      "zones": ["zone-a", "zone-e"],
    ]
    for chart in ChartCases.everyMark {
      let parsed = ParsedSVG(SVG().text(of: chart.chart))
      for name in expected[chart.name] ?? [] {
        #expect(!parsed.elements(name).isEmpty, "\(chart.name): \(name)")
      }
      #expect(!parsed.elements("axis").isEmpty && !parsed.elements("tick").isEmpty)
    }
  }

  @Test("Labels, the names of axes and of series, and ticks are text")
  func words() {
    let rules = ParsedSVG(SVG().text(of: ChartCases.everyMark[5].chart)).texts
    for word in ["limit", "cutoff", "perfect", "lead", "value", "name", "0.0", "2", "8"] {
      #expect(rules.contains(word))
    }
    let nothing = ParsedSVG(SVG().text(of: ChartCases.chart([]))).texts
    #expect(nothing.contains("no values to draw"))
  }

  @Test(
    "Text is escaped, whatever it holds",
    arguments: [
      ("a<b & \"c\">'d'", "a<b & \"c\">'d'"), ("tab\tand\nline", "tab and line"),
      ("bell\u{7}end", "bell\u{FFFD}end"),
      ("\u{FFFE}x\u{FFFF}", "\u{FFFD}x\u{FFFD}"), ("שלום", "\u{2068}שלום\u{2069}"),
      ("a\u{202E}b", "\u{2068}ab\u{2069}"), ("a\u{2069}b", "\u{2068}ab\u{2069}"), ("]]>", "]]>"),
      ("&amp;", "&amp;"), ("\u{9F}", "\u{FFFD}"), ("naïve 日本", "naïve 日本"),
    ])
  func escaping(text: String, shown: String) {
    let marks: [Mark] = [
      .line(Mark.Line(text, ink: .series(1), points: [Point(0, 0), Point(1, 1)])),
      .rule(Mark.Rule(.horizontal(0.5), label: text)),
    ]
    let parsed = ParsedSVG(SVG().text(of: ChartCases.chart(marks, x: Axis(text), y: Axis(text), title: text)))
    #expect(parsed.isWellFormed)
    // The title twice, two axes, the legend and the rule.
    #expect(parsed.texts.count { $0 == shown } == 6)
  }

  @Test("Equal charts give equal text")
  func deterministic() {
    for chart in ChartCases.everyMark { #expect(SVG().text(of: chart.chart) == SVG().text(of: chart.chart)) }
  }

  @Test("Names that do not fit are cut, and legends wrap inside the view box")
  func narrow() throws {
    let marks = (1...9).map { number in
      Mark.line(
        Mark.Line(
          "a model with the long name number \(number)", ink: .series(number),
          points: [Point(0, 0), Point(1, 1)]))
    }
    let parsed = ParsedSVG(SVG(width: 200, height: 500).text(of: ChartCases.chart(marks)))
    let places = parsed.elements("name").compactMap { element in
      element.attributes["y"].flatMap(Double.init)
    }
    #expect(Set(places).count == 9)
    #expect(parsed.texts.contains { $0.hasPrefix("a model with") && $0.hasSuffix("…") })
  }

  @Test("Words beside rules do not cover each other")
  func apart() {
    let marks =
      [ChartCases.line([0, 10])]
      + (0..<4).map { Mark.rule(Mark.Rule(.horizontal(5 + Double($0) / 10), label: "limit \($0)")) }
    let labels = ParsedSVG(SVG().text(of: ChartCases.chart(marks))).elements("label")
    let heights = labels.compactMap { $0.attributes["y"].flatMap(Double.init) }.sorted()
    #expect(heights.count == 4)
    #expect(zip(heights, heights.dropFirst()).allSatisfy { $1 - $0 >= 13 })
  }
}
