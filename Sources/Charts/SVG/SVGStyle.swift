/// Rules for the classes of charts, in light and dark colours.
///
/// Text has a contrast of at least 4.5 to what it stands on, lines and points one of at least 3.
public enum SVGStyle {
  /// The colours of one scheme.
  struct Palette {
    /// What charts stand on.
    let page: String
    /// Text and observed values.
    let text: String
    /// The names of ticks.
    let quiet: String
    /// What went wrong.
    let alarm: String
    /// The series.
    let series: [String]
    /// The zones.
    let zones: [String]
  }

  static let light = Palette(
    page: "#ffffff", text: "#1f2328", quiet: "#59636e", alarm: "#cf222e",
    series: ["#0969da", "#bc4c00", "#1a7f37", "#8250df", "#bf3989", "#0a7483", "#946000", "#57606a"],
    zones: ["#1a7f37", "#8a9a00", "#d29922", "#e36209", "#cf222e"])
  static let dark = Palette(
    page: "#0d1117", text: "#e6edf3", quiet: "#9198a1", alarm: "#ff7b72",
    series: ["#58a6ff", "#f0883e", "#3fb950", "#bc8cff", "#f778ba", "#39c5cf", "#d29922", "#8b949e"],
    zones: ["#3fb950", "#c3d02f", "#d29922", "#f0883e", "#ff7b72"])

  /// The rules for charts in a page.
  public static let rules = rules(light) + onDark(rules(dark))

  /// The rules for a chart that stands alone, on a ground of its own.
  static let document =
    rules(light) + ".page { fill: \(light.page); }\n"
    + onDark(rules(dark) + ".page { fill: \(dark.page); }\n")

  private static func onDark(_ rules: String) -> String {
    "@media (prefers-color-scheme: dark) {\n" + rules + "}\n"
  }

  private static func rules(_ palette: Palette) -> String {
    let series = palette.series.enumerated().map { index, colour in
      """
      .chart .series-\(index + 1) { stroke: \(colour); }
      .chart .bars.series-\(index + 1) { fill: \(colour); stroke: none; }
      .chart .band-\(index + 1) { fill: \(colour); }

      """
    }
    let zones = zip(Mark.Zone.Grade.allCases, palette.zones).map {
      ".chart .zone-\($0.rawValue) { fill: \($1); }\n"
    }
    return """
      .chart text { fill: \(palette.text); }
      .chart .tick, .chart .axis-label { fill: \(palette.quiet); }
      .chart .grid-line, .chart .axis-line, .chart .tick-line, .chart .rule { stroke: \(palette.quiet); }
      .chart .observed { stroke: \(palette.text); }
      .chart .alarm { stroke: \(palette.alarm); }
      .chart .bars.observed { fill: \(palette.text); stroke: none; }
      .chart .bars.alarm { fill: \(palette.alarm); stroke: none; }
      .chart .band-observed { fill: \(palette.text); }
      .chart .band-alarm { fill: \(palette.alarm); }
      .chart .cell { fill: \(palette.series[0]); }
      .chart .label { paint-order: stroke; stroke: \(palette.page); stroke-width: 3px; stroke-linejoin: round; }

      """ + series.joined() + zones.joined()
  }
}
