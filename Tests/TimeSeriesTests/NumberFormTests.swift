import Files
import Testing

@testable import TimeSeries

@Suite("Numbers with something around them")
struct NumberFormTests {
  @Test("are read where every cell has the form", arguments: uniformCases)
  func uniform(_ test: ReadCase) throws { try test.check() }

  @Test("are read by the option that the message names", arguments: namedCases)
  func named(_ test: ReadCase) throws { try test.check() }

  @Test("are never read at a thousandth or a thousand times", arguments: sizesCases)
  func sizes(_ test: ReadCase) throws { try test.check() }

  static let uniformCases = [
    ReadCase(
      "dollars", "ds,v\n" + ReadCase.days(["$1.50", "-$2.25", "$3"]), ["v": 3], notice: "without \"$\" before"
    ),
    ReadCase(
      "euros after", "ds,v\n" + ReadCase.days(["1.50 €", "2 €", "-3.25 €"]), ["v": -3.25],
      notice: "without \"€\" after"),
    ReadCase("a code before", "ds,v\n" + ReadCase.days(["USD 1.5", "USD 2", "USD -3"]), ["v": -3]),
    ReadCase(
      "a currency of letters and a sign", "ds,v\n" + ReadCase.days(["R$ 5", "R$ 6", "R$ 7.5"]), ["v": 7.5]),
    ReadCase(
      "thousands in dollars", "ds,v\n" + ReadCase.days(["$1,250.50", "$2,000"], quote: true), ["v": 2000],
      says: ["grouped", "--thousands ','"]
    ) { _ in
    } then: {
      $0.thousands = ","
    },
    ReadCase("percents", "ds,v\n" + ReadCase.days(["1.5%", "-0.25%", "+2%"]), ["v": 2]),
    ReadCase("percents after a space", "ds,v\n" + ReadCase.days(["15 %", "16 %"]), ["v": 16]),
    ReadCase("a unit with a slash", "ds,v\n" + ReadCase.days(["5.5 mmol/L", "6 mmol/L"]), ["v": 6]),
    ReadCase("a unit without a space", "ds,v\n" + ReadCase.days(["71bpm", "72bpm"]), ["v": 72]),
    ReadCase("degrees", "ds,v\n" + ReadCase.days(["-3.5°C", "4.5°C"]), ["v": 4.5]),
    ReadCase("a unit with a digit", "ds,v\n" + ReadCase.days(["18 kg/m2", "18.5 kg/m2"]), ["v": 18.5]),
    ReadCase(
      "thousands, millions and none", "ds,v\n" + ReadCase.days(["950", "1.87M", "2.5K", "-", "3B"]),
      ["v": 3e9],
      notice: "K as 1e3"),
    ReadCase("one word for all", "ds,v\n" + ReadCase.days(["1.87M", "2M"]), ["v": 2_000_000]),
    ReadCase("metres, not millions", "ds,v\n" + ReadCase.days(["1.87m", "2m"]), ["v": 2]),
    ReadCase("kelvins, not thousands", "ds,v\n" + ReadCase.days(["287 K", "288 K"]), ["v": 288]),
    ReadCase("small letters", "ds,v\n" + ReadCase.days(["5k", "1.2m", "7k"]), ["v": 7000]),
    ReadCase("dollars and millions", "ds,v\n" + ReadCase.days(["$1.2M", "$900K"]), ["v": 900_000]),
    ReadCase("Chinese words", "ds,v\n" + ReadCase.days(["1.5万", "2亿"]), ["v": 200_000_000]),
    ReadCase("parentheses", "ds,v\n" + ReadCase.days(["10", "(4.5)"]), ["v": -4.5], notice: "as -5"),
    ReadCase("parentheses and dollars", "ds,v\n" + ReadCase.days(["$10", "($4.5)", "$(2)"]), ["v": -2]),
    ReadCase("a minus behind", "ds,v\n" + ReadCase.days(["10", "4.5-"]), ["v": -4.5]),
    ReadCase("another minus", "ds,v\n" + ReadCase.days(["10", "−4.5"]), ["v": -4.5]),
    ReadCase("narrow spaces", "ds,v\n" + ReadCase.days(["1\u{202F}234", "12\u{A0}345.5"]), ["v": 12345.5]),
  ]

  static let namedCases = [
    ReadCase(
      "units that differ", "ds,v\n" + ReadCase.days(["5 mg", "6 g"]), [:], says: ["\"mg\", \"g\""],
      lacks: ["--strip"]),
    ReadCase(
      "currencies that differ", "ds,v\n" + ReadCase.days(["$5", "€6"]), [:], says: ["\"$\""],
      lacks: ["--strip"]),
    ReadCase(
      "credits and debits", "ds,v\n" + ReadCase.days(["5 CR", "6 DR"]), [:], says: ["CR"], lacks: ["--strip"]),
    ReadCase(
      "marks of notes", "ds,v\n" + ReadCase.days(["5", "6*", "7"]), ["v": 7], says: ["--strip '*'"]
    ) {
      $0.targets = ["v"]
    } then: {
      $0.numberTexts = .init()
      $0.numberTexts?.strip = ["*"]
    },
    ReadCase(
      "bounds with a unit", "ds,v\n" + ReadCase.days(["114 mg/dL", ">400 mg/dL"]), ["v": 400],
      says: ["--censored '>'"]
    ) { _ in
    } then: {
      $0.numberTexts = .init()
      $0.numberTexts?.censored = [">"]
    },
    ReadCase(
      "a few other words", "ds,v\n" + ReadCase.days(["70", "out of use", "80", "81", "82", "83"]), ["v": 83],
      says: ["--na 'out of use'"], lacks: ["--target"]
    ) { _ in
    } then: {
      $0.missingTokens = ["out of use"]
    },
    ReadCase(
      "groups of two, as in India", "ds,v\n" + ReadCase.days(["₹1,23,456.50", "₹2,00,000"], quote: true),
      ["v": 200_000],
      says: ["--thousands ','"]
    ) { _ in
    } then: {
      $0.thousands = ","
    },
    ReadCase(
      "percents in some cells", "ds,v\n" + ReadCase.days(["5%", "6", "7"]), ["v": 7],
      says: ["\"%\"", "--strip '%'"],
      lacks: ["--skip-rows", "--target"]
    ) { _ in
    } then: {
      $0.numberTexts = .init()
      $0.numberTexts?.strip = ["%"]
    },
    ReadCase(
      "low and high", "ds,v\n" + ReadCase.days(["70", "Low", "High", "80"]), ["v": 80],
      says: ["--na Low,High"],
      lacks: ["--target"]
    ) { _ in
    } then: {
      $0.missingTokens = ["Low", "High"]
    },
    ReadCase(
      "bounds of words", "ds,v\n" + ReadCase.days(["70", "LO", "80", "HI"]), ["v": 400],
      says: ["--na LO,HI", "--censored"]
    ) { _ in
    } then: {
      $0.numberTexts = .init()
      $0.numberTexts?.censored = ["LO=40", "HI=400"]
    },
    ReadCase(
      "bounds of signs", "ds,v\n" + ReadCase.days(["70", "<40", "80", ">400"]), ["v": 400],
      says: ["--na '<40,>400'", "--censored '<,>'"]
    ) { _ in
    } then: {
      $0.numberTexts = .init()
      $0.numberTexts?.censored = ["<", ">"]
    },
    ReadCase(
      "bounds as missing", "ds,v\n" + ReadCase.days(["70", "<40", ">400", "80", "> 400"]), ["v": 80],
      says: ["<40", "--na"]
    ) { _ in
    } then: {
      $0.missingTokens = ["<40", ">400", "> 400"]
    },
    ReadCase(
      "words far down", "ds,v\n" + ReadCase.days(["70", "Low", "80"]) + "2024-02-01,High\n2024-02-02,90\n",
      ["v": 90], says: ["--na Low,High"]
    ) {
      $0.targets = ["v"]
    } then: {
      $0.missingTokens = ["Low", "High"]
    },
    ReadCase(
      "words added to those given", "ds,v\n" + ReadCase.days(["70", "Low", "?", "80"]), ["v": 80],
      says: ["--na 'Low,?'"]
    ) {
      $0.missingTokens = ["Low"]
    } then: {
      $0.missingTokens = ["Low", "?"]
    },
    ReadCase(
      "codes are no amounts", "ds,v\n" + ReadCase.days(["12A", "13B", "P7"]), [:], says: ["no column holds"]),
    ReadCase(
      "times of day are no amounts", "ds,v\n" + ReadCase.days(["9 AM", "10 AM"]), [:],
      says: ["no column holds"]),
  ]

  static let sizesCases = [
    ReadCase(
      "points of thousands among smaller numbers, between semicolons",
      "ds;v\n2024-01-01;1.241\n2024-01-02;941\n2024-01-03;2.500\n2024-01-04;1.000\n", ["v": 1000],
      says: ["may part thousands", "--decimal , --thousands ."]
    ) {
      $0.targets = ["v"]
    } then: {
      $0.decimal = ","
      $0.thousands = "."
    },
    ReadCase(
      "commas of thousands beside decimal points", "ds;p;v\n2024-01-01;8.25;1,241\n2024-01-02;9.5;1,242\n",
      ["v": 1242],
      says: ["--thousands ','"], lacks: ["--decimal"]
    ) {
      $0.targets = ["v"]
    } then: {
      $0.thousands = ","
    },
    ReadCase(
      "points of thousands beside decimal commas", "ds;p;v\n1.1.2024;8,5;1.241\n2.1.2024;9,25;2.000\n",
      ["v": 2000],
      says: ["--decimal , --thousands ."]
    ) {
      $0.targets = ["v"]
      $0.timeFormat = "%d.%m.%Y"
    } then: {
      $0.decimal = ","
      $0.thousands = "."
    },
    ReadCase(
      "decimal points beside decimal commas, as one says",
      "ds;p;v\n1.1.2024;8,5;1.241\n2.1.2024;9,25;2.000\n",
      ["v": 2]
    ) {
      $0.targets = ["v"]
      $0.timeFormat = "%d.%m.%Y"
      $0.decimal = "."
    },
    ReadCase(
      "points of thousands beside euros", "ds;p;v\n2024-01-01;1.008,50 €;941\n2024-01-02;9,25 €;1.241\n", [:],
      says: ["\"v\"", "--decimal , --thousands ."]
    ) {
      $0.targets = ["v"]
    },
    ReadCase(
      "two points", "ds,v\n2024-01-01,1.234.567\n2024-01-02,1.234.568\n", ["v": 1_234_568],
      says: ["--decimal ',' --thousands '.'"]
    ) {
      $0.targets = ["v"]
    } then: {
      $0.decimal = ","
      $0.thousands = "."
    },
    ReadCase(
      "decimal points of other lengths", "ds;p;v\n2024-01-01;8,5;1.24\n2024-01-02;9,25;2.000\n", ["v": 2]
    ) {
      $0.targets = ["v"]
    },
  ]
}
