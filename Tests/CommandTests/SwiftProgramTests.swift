import Testing

@testable import notebook

@Suite("The program of a page")
struct SwiftProgramTests {
  private let program = SwiftProgram(
    examples: [4, 9].map {
      Page.Example(language: .swift, line: $0, code: ["print(\($0))"], closingLine: $0 + 1)
    }, path: "page.md")

  @Test("points the compiler's messages at the page")
  func source() {
    #expect(
      program.source == """
        #sourceLocation(file: "page.md", line: 4)
        print(4)
        #sourceLocation()
        print("\\u{1E}")
        #sourceLocation(file: "page.md", line: 9)
        print(9)
        #sourceLocation()
        print("\\u{1E}")

        """)
  }

  @Test("has its output cut into those of the examples")
  func outputs() {
    #expect(program.outputs(of: "4\n\u{1E}\n\u{1E}\n") == ["4\n", ""])
  }

  @Test(
    "gives no outputs when it stopped early or printed after its end",
    arguments: ["4\n\u{1E}\n9\n", "\u{1E}\n\u{1E}\nmore", ""])
  func incomplete(printed: String) {
    #expect(program.outputs(of: printed) == nil)
  }
}
