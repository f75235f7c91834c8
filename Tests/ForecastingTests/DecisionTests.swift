import Forecasting
import FoundationEssentials
import Testing

@Suite("Decisions and remarks of fits")
struct DecisionTests {
  private static let notes = [
    FitNote(
      .decision(Decision("the logarithm", .flag(true), reason: "the error", change: -0.0421)), of: "blend"),
    FitNote(.decision(Decision("patches", .text("3 of 6 steps"), reason: "as asked for")), of: "blend")
      .within("HR"),
    FitNote(
      .decision(
        Decision("weights", .weights([.init(name: "naive", value: 0.4), .init(name: "ets", value: 0.6)]))),
      of: "blend"),
    FitNote(
      .decision(
        Decision(
          "errors", .relativeErrors([.init(name: "naive", value: 1), .init(name: "ets", value: nil)]),
          reason: "over 3 horizons")), of: "blend"),
    FitNote(.remark("1 of 2 series has a season"), of: "holt").within("HR").within("cutoff 2024-01-01"),
  ]

  @Test("are one line each, after the names of the fit")
  func text() {
    #expect(
      Self.notes.map(\.text) == [
        "blend: the logarithm: yes, the error changes by -4.2 %",
        "HR: blend: patches: 3 of 6 steps, as asked for",
        "blend: weights: naive 40.0 %, ets 60.0 %",
        "blend: errors: naive 1.0, ets -, over 3 horizons",
        "cutoff 2024-01-01: HR: holt: 1 of 2 series has a season",
      ])
  }

  @Test(
    "show a change as a percentage from -100 to 999",
    arguments: [
      (0.5, "+50.0 %"), (-0.25, "-25.0 %"), (0, "0.0 %"), (1e9, "+999.0 %"), (-9, "-100.0 %"),
      (-1e-6, "0.0 %"),
    ])
  func change(_ change: Double, _ text: String) {
    #expect(
      Decision("a", .flag(false), reason: "the loss", change: change).reasonText
        == "the loss changes by \(text)")
  }

  @Test("have no change and no figure that is not finite", arguments: [Double.nan, .infinity, -.infinity])
  func finite(_ value: Double) {
    let decision = Decision("a", .flag(false), reason: "the loss is not finite", change: value)
    #expect(decision.change == nil && decision.reasonText == "the loss is not finite")
    #expect(Decision.Figure(name: "ets", value: value).value == nil)
  }

  @Test("are objects in JSON, with Booleans, words and numbers by name")
  func json() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let texts = try Self.notes.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
    #expect(
      texts == [
        #"{"change":-0.0421,"choice":true,"reason":"the error","source":["blend"],"subject":"the logarithm"}"#,
        #"{"choice":"3 of 6 steps","reason":"as asked for","source":["HR","blend"],"subject":"patches"}"#,
        #"{"choice":{"ets":0.6,"naive":0.4},"source":["blend"],"subject":"weights"}"#,
        #"{"choice":{"ets":null,"naive":1},"reason":"over 3 horizons","source":["blend"],"subject":"errors"}"#,
        #"{"remark":"1 of 2 series has a season","source":["cutoff 2024-01-01","HR","holt"]}"#,
      ])
  }
}
