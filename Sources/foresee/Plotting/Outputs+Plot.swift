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
  /// - Parameters:
  ///   - options: The options of charts.
  ///   - isReadByPerson: Whether results are printed in a terminal, where a chart is drawn unless options say
  ///     otherwise.
  ///   - outputs: The files of the command, to which that of the chart is added.
  /// - Throws: `Failure` where options contradict each other, or the file cannot be made.
  init(_ options: PlotOptions, isReadByPerson: Bool = false, in outputs: inout Outputs) throws(Failure) {
    isPlotted = options.plot ?? isReadByPerson
    try options.requireUse(isPlotted: isPlotted)
    file = try outputs.openIfGiven(options.svg)
  }

  /// Writes the chart to the file, where one was asked for.
  ///
  /// - Parameters:
  ///   - chart: The chart, which is made only where it is drawn.
  ///   - isBesideJSON: Whether JSON is written to standard output.
  /// - Returns: The chart to draw in the terminal; `nil` for none.
  /// - Throws: `Failure` (input/output) where the file cannot be written.
  func write(_ chart: @autoclosure () -> Chart, isBesideJSON: Bool) throws(Failure) -> Plot? {
    guard isPlotted || file != nil else { return nil }
    let chart = chart()
    try file?.write(SVGDocument().text(of: chart))
    return isPlotted ? Plot(chart: chart, isBesideJSON: isBesideJSON) : nil
  }
}
