import ArgumentParser

/// The tool that keeps literate pages true: it runs what they show and compares what they print.
@main
struct NotebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook",
    abstract: "Runs literate Markdown pages and compares their printed output with the output they show.",
    discussion: """
      All ```swift fences of a page form one program, run top to bottom. Each ```sh fence is run by bash, with \
      foresee on the PATH, in an empty directory that holds a link to datasets. A ```text fence right after \
      a fence is its expected standard output, byte for byte. A fence marked skip is shown and not run, \
      and the line above it gives the reason.
      """,
    subcommands: [Check.self, Update.self, Run.self])
}

/// The pages a command works on.
struct PageArguments: ParsableArguments {
  @Argument(help: "The pages; all of notebooks-md if none is named.")
  var pages: [String] = []

  /// Reads and parses the pages asked for.
  func read(in repository: Repository) throws -> [Page] {
    let paths = try pages.isEmpty ? repository.pages() : pages
    return try paths.map { try Page(path: $0, text: repository.text(of: $0)) }
  }
}

extension NotebookCommand {
  /// Compares printed with shown output.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Runs pages and fails if one prints something else than it shows.")

    @OptionGroup var arguments: PageArguments

    func run() throws {
      let repository = try Repository()
      let pages = try arguments.read(in: repository)
      let runner = try PageRunner(repository: repository, pages: pages)
      var differing = 0
      for page in pages {
        let outputs = try runner.run(page)
        let reports = zip(page.examples, outputs).compactMap { example, output in
          differenceReport(path: page.path, example: example, printed: output)
        }
        print("\(page.path): \(page.examples.count) examples, \(reports.count) differ")
        reports.forEach { print($0) }
        differing += reports.count
      }
      guard differing == 0 else { throw ExitCode(1) }
    }
  }

  /// Rewrites the shown output.
  struct Update: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Runs pages and writes what they print into them.")

    @OptionGroup var arguments: PageArguments

    func run() throws {
      let repository = try Repository()
      let pages = try arguments.read(in: repository)
      let runner = try PageRunner(repository: repository, pages: pages)
      for page in pages {
        let updated = page.replacingOutputs(try runner.run(page))
        let isSame = updated == page.text
        if !isSame { try repository.write(updated, to: page.path) }
        print("\(page.path): \(isSame ? "unchanged" : "updated")")
      }
    }
  }

  /// Prints what pages print.
  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Runs pages and prints what they print.")

    @OptionGroup var arguments: PageArguments

    func run() throws {
      let repository = try Repository()
      let pages = try arguments.read(in: repository)
      let runner = try PageRunner(repository: repository, pages: pages)
      for page in pages {
        for (example, output) in zip(page.examples, try runner.run(page)) {
          print("\(page.path):\(example.line):")
          print(output, terminator: "")
        }
      }
    }
  }
}
