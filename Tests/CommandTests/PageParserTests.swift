import Testing

@testable import notebook

@Suite("A page")
struct PageParserTests {
  private func page(_ text: String) throws -> Page { try Page(path: "notebooks-md/01-page.md", text: text) }

  @Test("takes its name from the file")
  func name() throws {
    #expect(try page("").name == "01-page")
  }

  @Test("has an example for each swift and sh fence, with the number of its first line of code")
  func examples() throws {
    let page = try page("# Title\n\n```swift\nlet a = 1\nprint(a)\n```\n\ntext\n```sh\nls\n```\n")
    #expect(page.examples.map(\.language) == [.swift, .shell])
    #expect(page.examples.map(\.line) == [4, 10])
    #expect(page.examples.map(\.closingLine) == [6, 11])
    #expect(page.examples.map(\.code) == [["let a = 1", "print(a)"], ["ls"]])
    #expect(page.examples.allSatisfy { $0.shown == nil })
  }

  @Test("shows the output of the text fence right after an example, blank lines between or not")
  func shownOutput() throws {
    let page = try page("```sh\nls\n```\n```text\na\n\nb\n```\n\n```sh\npwd\n```\n\n```text\n```\n")
    #expect(page.examples.map(\.shown?.text) == ["a\n\nb\n", ""])
    #expect(page.examples.map(\.shown?.lines) == [4...8, 14...15])
  }

  @Test("does not take a text fence after prose, or a fence of another kind, for output")
  func unrelatedFences() throws {
    let page = try page("```sh\nls\n```\nprose\n```text\na\n```\n```json\n{}\n```\n")
    #expect(page.examples.map(\.shown) == [nil])
  }

  @Test("leaves fences inside a longer fence alone")
  func nestedFences() throws {
    let page = try page("````markdown\n```sh\nls\n```\n````\n")
    #expect(page.examples.isEmpty)
  }

  @Test("refuses a fence that is never closed, naming the line that opens it")
  func unclosedFence() {
    #expect(
      throws: PageFault(
        path: "notebooks-md/01-page.md", line: 2, message: "the fence opened here is never closed")
    ) { try page("text\n```sh\nls\n``\n") }
  }

  @Test("does not run a skipped fence, which needs a reason in the line above")
  func skippedFence() throws {
    #expect(try page("It needs a network.\n```sh skip\ncurl\n```\n").examples.isEmpty)
    #expect(
      throws: PageFault(
        path: "notebooks-md/01-page.md", line: 2,
        message: "a skipped fence needs its reason in the line above")
    ) { try page("\n```sh skip\ncurl\n```\n") }
  }

  @Test("keeps its text when its outputs are what it shows")
  func roundTrip() throws {
    let text = "# T\n```sh\nls\n```\n\n```text\na\n```\nend\n"
    #expect(try page(text).replacingOutputs(["a\n"]) == text)
  }

  @Test("takes new outputs, adds the fences it lacks and drops those of silent examples")
  func replacingOutputs() throws {
    let page = try page("```sh\nls\n```\n```text\na\n```\n```sh\npwd\n```\n```sh\ncd\n```\n```text\nx\n```\n")
    #expect(
      page.replacingOutputs(["b\nc\n", "d\n", ""])
        == "```sh\nls\n```\n```text\nb\nc\n```\n```sh\npwd\n```\n\n```text\nd\n```\n```sh\ncd\n```\n")
  }

  @Test("puts output with fences into a longer fence, and reads it back")
  func outputWithFence() throws {
    let updated = try page("```sh\nls\n```\n").replacingOutputs(["```text\na\n```\n"])
    #expect(try page(updated).examples.map(\.shown?.text) == ["```text\na\n```\n"])
  }
}
