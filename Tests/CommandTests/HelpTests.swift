import ArgumentParser
import TestSupport
import Testing

@testable import foresee

@Suite("The help")
struct HelpTests {
  /// Every command of the program, so that a new one needs a text; the program itself is the empty one.
  private static let commands = [""] + Foresee.configuration.subcommands.map { $0._commandName }

  /// The files with the help of a command: the short one and the whole.
  private static func files(_ command: String) -> (short: String, whole: String) {
    let name = command.isEmpty ? "foresee" : command
    return ("\(name).txt", "\(name)-all.txt")
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// `.ci/help .build/debug/foresee` writes the texts anew.
  @Test("of every command is the text that is kept of it", arguments: commands)
  func texts(command: String) throws {
    let files = Self.files(command)
    for (flag, file) in [("--help", files.short), ("--help-all", files.whole)] {
      let found = try help(command, flag)
      let expected = try Fixture.text("help/\(file)")
      // Lines, so that a failure names those that differ.
      #expect(Self.lines(found) == Self.lines(expected), ".ci/help writes \(file) anew")
    }
  }

  @Test("has no text of a command that is not there")
  func noOtherTexts() throws {
    let expected = Self.commands.flatMap { [Self.files($0).short, Self.files($0).whole] }
    #expect(try Fixture.names(in: "help") == Set(expected))
  }

  @Test("names every option, and is the same by the word and by the flag", arguments: commands.dropFirst())
  func options(command: String) throws {
    let short = try help(command, "--help")
    for option in Self.explained(try help(command, "--help-all")) {
      #expect(short.contains(option), "\(option)")
    }
    // A word that is also a subject has its page.
    if HelpPage(rawValue: command) == nil { #expect(try foresee(["help", command]).output == short) }
  }

  /// The options that a help explains.
  private static func explained(_ text: String) -> Set<String> {
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("  -") }
    return Set(
      lines.flatMap { line in
        line.split { " ,/".contains($0) }.prefix { $0.hasPrefix("-") }.filter { $0.hasPrefix("--") }.map(
          String.init)
      })
  }

  @Test("has a page for each subject, which names options that there are", arguments: HelpPage.allCases)
  func pages(topic: HelpPage) throws {
    let outcome = try foresee(["help", topic.rawValue])
    #expect(outcome.status == 0 && outcome.output == topic.text)
    #expect(outcome.output.split(separator: "\n").count < 60)
    let known = Self.explained(try help("forecast", "--help-all"))
    for word in outcome.output.split(whereSeparator: { !($0.isLetter || $0 == "-") })
    where word.hasPrefix("--") {
      #expect(known.contains(String(word)), "\(word)")
    }
  }

  /// The help of a command, as a terminal of 80 columns shows it.
  private func help(_ command: String, _ flag: String) throws -> String {
    let outcome = try foresee((command.isEmpty ? [] : [command]) + [flag])
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    return outcome.output
  }
}
