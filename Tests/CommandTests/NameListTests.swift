import Testing

@testable import foresee

@Suite("A list of names")
struct NameListTests {
  @Test(
    "is split at commas outside double quotes",
    arguments: [
      ("HR", ["HR"]), ("HR,RESP", ["HR", "RESP"]), ("\"Weight, kg\",HR", ["Weight, kg", "HR"]),
      (" a , b ", [" a ", " b "]),
    ])
  func names(text: String, names: [String]) {
    #expect(NameList(argument: text)?.names == names)
  }

  @Test("has no empty name and no open quote", arguments: ["", ",", "a,", ",a", "\"a", "\"\""])
  func refused(text: String) {
    #expect(NameList(argument: text) == nil)
  }
}
