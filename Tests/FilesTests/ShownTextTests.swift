import Testing

@testable import Files

@Suite("Text that is shown")
struct ShownTextTests {
  @Test(
    "has nothing that steers a terminal or begins a line",
    arguments: [
      ("a b", "a b"), ("Ωμέγα 日本 🙂", "Ωμέγα 日本 🙂"), ("\u{1B}[31m", "<U+001B>[31m"), ("\u{7}", "<U+0007>"),
      ("a\r\nb", "a<U+000D>\\nb"), ("\u{9B}2J", "<U+009B>2J"), ("\u{7F}", "<U+007F>"), ("\t", "<U+0009>"),
      ("\u{202E}fdp", "<U+202E>fdp"), ("\u{2066}", "<U+2066>"), ("\u{2028}", "<U+2028>"), ("\0", "<U+0000>"),
      ("\u{200B}", "<U+200B>"), ("\u{FEFF}", "<U+FEFF>"), ("\u{E0041}", "<U+E0041>"), ("\u{85}", "<U+0085>"),
      (SystemPath.text(of: [0x61, 0xFF]), "a<0xFF>"),
    ])
  func escaped(text: String, shown: String) {
    #expect(ShownText.escaped(text) == shown)
    #expect(ShownText.quoted(text) == "\"\(shown)\"")
    let failure = Failure(.data, at: Failure.Place(file: text, line: 1), text, fix: text)
    #expect(failure.description == "\(shown):1: \(shown)\nfix: \(shown)")
  }

  @Test("in lines keeps the lines, and nothing else that steers")
  func lines() {
    #expect(ShownText.escaped(lines: "a\tb\nc\n") == "a\tb\nc\n")
    #expect(ShownText.escaped(lines: "a\u{1B}c\n\u{9B}\r\n") == "a<U+001B>c\n<U+009B><U+000D>\n")
  }

  @Test(
    "as a word of a command line is one word",
    arguments: [
      ("a.csv", "a.csv"), ("", "''"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("$(x)", "'$(x)'"),
      ("y\nnext: x", "$'y\\nnext: x'"), ("\u{1B}'\\", "$'\\x1b\\'\\\\'"), ("\u{202E}", "$'\\xe2\\x80\\xae'"),
      (SystemPath.text(of: [0x6E, 0xFF]), "$'n\\xff'"),
    ])
  func words(text: String, word: String) { #expect(ShellWord.quoted(text) == word) }
}
