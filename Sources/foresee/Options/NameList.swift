import ArgumentParser

/// Names separated by commas; a name in double quotes may hold commas itself.
struct NameList: ExpressibleByArgument, Equatable {
  /// The names, at least one, none of them empty.
  var names: [String]

  init?(argument: String) {
    var names: [String] = []
    var name = ""
    var isQuoted = false
    for character in argument {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        names.append(name)
        name = ""
      default: name.append(character)
      }
    }
    names.append(name)
    guard !isQuoted, names.allSatisfy({ !$0.isEmpty }) else { return nil }
    self.names = names
  }
}
