import Foundation
import Testing

@testable import Charts

@Suite("Colours of charts")
struct StyleTests {
  /// The relative luminance of a colour.
  ///
  /// - Source: Web Content Accessibility Guidelines 2.2, "relative luminance".
  private func luminance(_ colour: String) throws -> Double {
    let number = try #require(Int(colour.dropFirst(), radix: 16))
    let parts = [number >> 16, number >> 8 & 255, number & 255].map { part in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private func contrast(_ first: String, _ second: String) throws -> Double {
    let values = try [luminance(first), luminance(second)].sorted()
    return (values[1] + 0.05) / (values[0] + 0.05)
  }

  @Test("Text stands out from the page, and so do lines, in both schemes")
  func contrasts() throws {
    #expect(try abs(contrast("#ffffff", "#000000") - 21) < 1e-9)
    for palette in [SVGStyle.light, SVGStyle.dark] {
      #expect(palette.series.count == Ink.seriesCount)
      #expect(palette.zones.count == Mark.Zone.Grade.allCases.count)
      for text in [palette.text, palette.quiet] { #expect(try contrast(text, palette.page) >= 4.5) }
      for line in palette.series + [palette.alarm] { #expect(try contrast(line, palette.page) >= 3) }
    }
  }

  @Test("Every class that charts have is one that rules name")
  func classes() {
    let documents = ChartCases.everyMark.map { SVGDocument().text(of: $0.chart) }
    for name in [
      "series-1", "series-8", "band-1", "band-8", "observed", "alarm", "zone-a", "zone-e", "cell", "tick",
    ] {
      #expect(SVGStyle.rules.contains(".\(name)"))
    }
    #expect(documents.allSatisfy { $0.contains("prefers-color-scheme: dark") })
  }
}
