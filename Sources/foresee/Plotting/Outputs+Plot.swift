import Charts
import Files

/// A chart for a person, in a terminal or what it is redirected to.
struct Plot {
  /// What is drawn.
  let chart: Chart
  /// Whether something else for a program goes to standard output.
  let isBesideJSON: Bool
}

extension Outputs {
  /// Draws a chart where no program reads: on standard output, or on standard error where a file or JSON goes
  /// to standard output, unless that is shown in a terminal.
  func draw(_ plot: Plot) throws(Failure) {
    let isTaken = plot.isBesideJSON || useStandardOutput
    let isShown = Self.isReadByPerson
    let stream: Console.Stream = isTaken && !isShown ? .standardError : .standardOutput
    let manner = TerminalManner(of: stream)
    let text = "\n" + manner.renderer.text(of: plot.chart)
    guard stream == .standardOutput, !manner.usesColour else { return Console.write(text, to: stream) }
    let output = try OutputFile(replacing: nil)
    try output.write(text)
    try output.flush()
  }

  /// Whether forecasts without a file of their own are read by a person.
  static var isReadByPerson: Bool { Console.Stream.standardOutput.isTerminal }
}

/// Where the chart of a command goes: to a terminal, to a file, to both or nowhere.
struct ChartOutputs {
  private let isPlotted: Bool
  private let file: OutputFile?

  /// Opens the file that `options` ask for.
  ///
  /// - Parameter isReadByPerson: Whether results go where a chart is drawn unless options say otherwise.
  init(_ options: PlotOptions, isReadByPerson: Bool = false, in outputs: inout Outputs) throws(Failure) {
    isPlotted = options.plot ?? isReadByPerson
    try options.requireUse(isPlotted: isPlotted)
    file = try outputs.openIfGiven(options.svg)
  }

  /// Writes the chart to the file; what is left to draw in a terminal, `nil` for nothing.
  ///
  /// - Parameter isBesideJSON: Whether JSON goes to standard output.
  func write(_ chart: @autoclosure () -> Chart, isBesideJSON: Bool) throws(Failure) -> Plot? {
    guard isPlotted || file != nil else { return nil }
    let chart = chart()
    try file?.write(SVGDocument().text(of: chart))
    return isPlotted ? Plot(chart: chart, isBesideJSON: isBesideJSON) : nil
  }
}
