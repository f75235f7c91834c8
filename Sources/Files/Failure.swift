/// A failure a user can act on: where it happened, what was found and expected, and the option that fixes it.
///
/// Every error that outside data, arguments or the machine can cause is thrown as a `Failure`. It prints as
/// one message, `place: message`, with the fix on a second line, and its cause decides the exit code.
public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whose mistake it was; the raw value is the exit code of the command.
  public enum Cause: Int32, Sendable {
    /// A fault of this program.
    case internalFault = 1
    /// An argument or a configuration file that cannot be used.
    case arguments = 2
    /// Input data that cannot be used.
    case data = 3
    /// A model file that cannot be used.
    case modelFile = 4
    /// The operating system refused to read or write.
    case inputOutput = 5
    /// A limit or the memory budget would be exceeded.
    case limit = 6
    /// A loss, weight or forecast stopped being finite.
    case notFinite = 7
    /// The input changed while it was being read.
    case changed = 8
    /// The reader of the output went away: nothing is wrong, and there is nobody to tell.
    case readerGone = 141
  }

  /// A position in a file, counted as editors count: lines and bytes from 1.
  public struct Place: Hashable, Sendable {
    /// The file's path, or `<stdin>`.
    public var file: String
    /// The physical line, from 1; `nil` when the whole file is meant.
    public var line: Int?
    /// The byte in that line, from 1.
    public var column: Int?

    /// Creates a place in `file`.
    public init(file: String, line: Int? = nil, column: Int? = nil) {
      self.file = file
      self.line = line
      self.column = column
    }
  }

  /// Whose mistake it was.
  public var cause: Cause
  /// Where it was found, when it was in a file.
  public var place: Place?
  /// What was found and what was expected, in one sentence without a full stop.
  public var message: String
  /// What to do about it: an option to add or a command to run.
  public var fix: String?
  /// The only series that it concerns; `nil` where others may be concerned too.
  public var series: String?
  /// The failures of other single series that were found along with it.
  public var others: [Failure] = []
  /// Whether nothing is wrong but that the input holds no row of data.
  public var isOfEmptyInput = false

  /// Creates a failure.
  ///
  /// - Parameters:
  ///   - cause: The cause of the failure, which decides the exit code.
  ///   - place: The place in a file; `nil` where there is none.
  ///   - message: A sentence with the text found and the one expected.
  ///   - fix: The option or change that helps; `nil` where none is known.
  ///   - series: The only series that it concerns; `nil` where others may be concerned too.
  public init(
    _ cause: Cause, at place: Place? = nil, _ message: String, fix: String? = nil, series: String? = nil
  ) {
    self.cause = cause
    self.place = place
    self.message = message
    self.fix = fix
    self.series = series
  }

  /// The message as it is shown: `file:line:column: message`, then `fix: …` on a line of its own.
  ///
  /// Names and texts of files stand in it: whatever could steer a terminal or begin a line is written out.
  public var description: String {
    var text = ""
    if let place {
      text += ShownText.escaped(place.file)
      if let line = place.line { text += ":\(line)" }
      if let column = place.column { text += ":\(column)" }
      text += ": "
    }
    text += ShownText.escaped(message)
    if let fix { text += "\nfix: \(ShownText.escaped(fix))" }
    return text
  }
}
