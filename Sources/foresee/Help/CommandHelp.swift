import ArgumentParser

/// The help of a command: first the options that most people need, and with `--help-all` all of them.
enum CommandHelp {
  /// The options that are explained first.
  private static let needed: Set<String> = [
    "--target", "--past", "--future", "--horizon", "--model", "--folds", "--step", "--refit", "--output",
    "--metrics", "--json", "--id", "--time", "--time-format", "--timezone", "--layout", "--na", "--where",
    "--sort", "--on-error", "--transform", "--level", "--truth", "--against", "--cutoff", "--version",
    "--help",
  ]
  /// Commands with no more options explain all of them.
  private static let fewOptions = 24

  /// What `arguments` ask for, if it is help.
  static func text(for arguments: [String]) -> String? {
    let words = arguments.prefix { $0 != "--" }
    if words.first == "help", let topic = words.dropFirst().first {
      if let page = HelpPage(rawValue: topic) { return page.text }
      return command(named: topic).map { help(of: $0, isWhole: words.contains("--help-all")) }
    }
    let isWhole = words.contains { $0 == "--help-all" || $0 == "--help-hidden" }
    guard isWhole || words.contains("--help") || words.contains("-h") else { return nil }
    guard let name = words.first, let command = command(named: name) else {
      return isWhole ? Foresee.helpMessage(for: Foresee.self) + "\n" : nil
    }
    return help(of: command, isWhole: isWhole)
  }

  private static func command(named name: String) -> (any ParsableCommand.Type)? {
    Foresee.configuration.subcommands.first { $0._commandName == name }
  }

  private static func help(of command: any ParsableCommand.Type, isWhole: Bool) -> String {
    let text = Foresee.helpMessage(for: command, includeHidden: true)
    let shown = isWhole ? text : short(text)
    return shown.hasSuffix("\n") ? shown : shown + "\n"
  }

  /// The help without the options that few people need, whose names follow at its end.
  static func short(_ text: String) -> String {
    let sections = text.components(separatedBy: "\n\n").map(Section.init)
    guard sections.reduce(0, { $0 + $1.entries.count }) > fewOptions else { return text }
    var paragraphs: [String] = []
    var others: [String] = []
    for section in sections {
      let kept = section.entries.filter { !$0.names.isDisjoint(with: needed) }
      others += section.entries.filter { $0.names.isDisjoint(with: needed) }.flatMap(\.listed)
      if section.entries.isEmpty {
        paragraphs.append(section.text)
      } else if !kept.isEmpty {
        paragraphs.append(([section.title] + kept.map(\.text)).joined(separator: "\n"))
      }
    }
    paragraphs.append(wrapped(["More", "options,", "explained", "by", "--help-all:"] + others))
    return paragraphs.joined(separator: "\n\n")
  }

  /// Words in lines of at most 80 characters, all but the first line indented.
  private static func wrapped(_ words: [String]) -> String {
    var lines = [""]
    for word in words {
      if lines[lines.count - 1].count + word.count + 1 > 79 { lines.append("   ") }
      lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
    }
    return lines.joined(separator: "\n")
  }
}

/// A paragraph of a command's help.
private struct Section {
  /// An option with its explanation.
  struct Entry {
    var text: String

    /// The names of the option, and of its opposite.
    var listed: [String] {
      let first = text.split(separator: "\n").first.map(String.init) ?? ""
      return first.split { $0 == " " || $0 == "," || $0 == "/" }.map(String.init).prefix { $0.hasPrefix("-") }
        .filter { $0.hasPrefix("--") }
    }
    var names: Set<String> { Set(listed) }
  }

  let text: String
  let title: String
  private(set) var entries: [Entry] = []

  init(_ text: String) {
    self.text = text
    let lines = text.components(separatedBy: "\n")
    title = lines.first ?? ""
    for line in lines.dropFirst() {
      if line.hasPrefix("  -") {
        entries.append(Entry(text: line))
      } else if !entries.isEmpty, line.hasPrefix("      ") {
        entries[entries.count - 1].text += "\n" + line
      }
    }
  }
}

extension String {
  /// The parts of the text between `separator`.
  fileprivate func components(separatedBy separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
