import Charts
import Platform

/// What a terminal can show, as it and the environment say.
struct TerminalManner: Equatable {
  /// Its columns.
  var columns: Int
  /// Whether colours are used.
  var usesColour: Bool
  /// Whether letters beyond ASCII are not shown.
  var isASCII: Bool

  /// What is known of `stream`.
  init(of stream: Console.Stream) {
    let isTerminal = stream.isTerminal
    self.init(columns: isTerminal ? Self.columns(of: stream) : nil, isTerminal: isTerminal) { name in
      getenv(name).map { String(cString: $0) }
    }
  }

  /// Decides by the variables of the environment.
  ///
  /// - Parameters:
  ///   - columns: The number of columns that the terminal reports; `nil` where it reports none.
  ///   - isTerminal: Whether the stream is a terminal.
  ///   - variable: The value of a variable; `nil` for one that is not set.
  init(columns: Int?, isTerminal: Bool, variable: (String) -> String?) {
    func given(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
    let asked = given("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    self.columns = asked ?? columns ?? 80
    let isDumb = given("TERM") == "dumb"
    usesColour = isTerminal && !isDumb && given("NO_COLOR") == nil
    let locale = (given("LC_ALL") ?? given("LC_CTYPE") ?? given("LANG") ?? "C").lowercased()
    isASCII = isDumb || !(locale.contains("utf-8") || locale.contains("utf8"))
  }

  /// The columns that a terminal says it has; `nil` where it says none.
  private static func columns(of stream: Console.Stream) -> Int? {
    var size = winsize()
    guard ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// The renderer of charts that suits it: a quarter as high as it is wide.
  var renderer: TerminalChart {
    TerminalChart(
      columns: columns, rows: max(14, min(columns / 4, 24)), usesColour: usesColour, isASCII: isASCII)
  }
}
