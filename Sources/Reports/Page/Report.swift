import Backtesting
public import Charts

/// What a report says, as plain values: nothing about how it looks.
public struct Report: Sendable, Equatable {
  /// What it is about, in a few words.
  public var title: String
  /// What was asked and found, in whole sentences.
  public var findings: [String]
  /// The parts, of which the first is a summary that fits a page.
  public var sections: [Section]

  /// A part under a heading.
  public struct Section: Sendable, Equatable {
    /// The heading.
    public var heading: String
    /// What stands under it.
    public var blocks: [Block]
  }

  /// Something in a section.
  public enum Block: Sendable, Equatable {
    /// Whole sentences.
    case paragraph(String)
    /// Sentences one below the other.
    case list([String])
    /// A chart, with how it is to be read.
    case chart(Chart, reading: String)
    /// A table.
    case table(ReportTable)
    /// Headings that somebody else asks for, each with what is known, or room for what a person must write.
    case questions([Question])
    /// What somebody may type, as it is typed.
    case command(String)
  }
}

/// A heading that readers of reports ask for.
public struct Question: Sendable, Equatable {
  /// The heading.
  public var heading: String
  /// What the program knows; `nil` for what a person must write.
  public var answer: String?

  /// Creates a heading.
  init(_ heading: String, _ answer: String? = nil) { (self.heading, self.answer) = (heading, answer) }
}

/// A table of a report.
public struct ReportTable: Sendable, Equatable {
  /// A cell.
  public enum Cell: Sendable, Equatable {
    /// Words.
    case words(String)
    /// A name from the data.
    case name(String)
    /// A number as it is shown, with its value as files have it; `nil` where there is none.
    case number(String, value: Double?)
  }

  /// What it shows.
  public var caption: String
  /// The columns, the first of which names the rows.
  public var header: [String]
  /// The rows, each with as many cells as the header.
  public var rows: [[Cell]]
  /// Whether it is folded away until somebody asks for it.
  public var isFolded = false
}

extension ReportTable.Cell {
  /// A number of things.
  static func count(_ count: Int) -> Self { .number("\(count)", value: Double(count)) }

  /// A number with so many decimals; a dash where there is none.
  static func rounded(_ value: Double?, decimals: Int) -> Self {
    .number(NumberText(decimals: decimals).text(value), value: value)
  }

  /// A share as a percentage; a dash where there is none.
  static func share(_ value: Double?) -> Self { .number(NumberText.share(value), value: value) }
}

extension ReportTable {
  /// Makes a table of metrics, with a row for each model.
  ///
  /// - Parameters:
  ///   - metrics: The metrics, one a column.
  ///   - models: The names of the models.
  ///   - values: The values of each metric, in the order of the models; `nil` where it is undefined.
  ///   - caption: The caption of the table.
  init(of metrics: [Metric], models: [String], values: [[Double?]], caption: String) {
    let texts = zip(metrics, values).map { $0.texts($1) }
    self.init(
      caption: caption, header: ["model"] + metrics.map(\.title),
      rows: models.enumerated().map { row, model in
        [.name(model)] + metrics.indices.map { .number(texts[$0][row], value: values[$0][row]) }
      })
  }
}
