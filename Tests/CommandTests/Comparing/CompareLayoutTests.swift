import TestSupport
import Testing

@Suite("Files of other programs")
struct CompareLayoutTests {
  /// Forecasts of days 23 and 24 of both series: each 1 too low, intervals of 80 % that hold in three of four
  /// rows.
  private static let layouts: [(name: String, text: String, options: [String])] = [
    (
      "nixtla",
      "unique_id,ds,cutoff,y,M,M-lo-80,M-hi-80\nA,2024-01-23,2024-01-22,13,12,11,14\nA,2024-01-24,2024-01-22,12,11,10,11\nB,2024-01-23,2024-01-22,130,129,120,140\nB,2024-01-24,2024-01-22,120,119,110,130\n",
      []
    ),
    (
      "an index and no cutoffs",
      ",unique_id,ds,M,M-lo-80,M-hi-80\n0,A,2024-01-23 00:00:00,12,11,14\n1,A,2024-01-24 00:00:00,11,10,11\n2,B,2024-01-23 00:00:00,129,120,140\n3,B,2024-01-24 00:00:00,119,110,130\n",
      []
    ),
    (
      "autogluon",
      "item_id,timestamp,mean,0.1,0.9\nA,2024-01-23T00:00:00,12,11,14\nA,2024-01-24T00:00:00,11,10,11\nB,2024-01-23T00:00:00,129,120,140\nB,2024-01-24T00:00:00,119,110,130\n",
      []
    ),
    (
      "prophet",
      "unique_id,ds,trend,yhat_lower,yhat_upper,trend_lower,trend_upper,yhat\nA,2024-01-22,9,9,9,9,9,9\nA,2024-01-23,1,11,14,1,1,12\nA,2024-01-24,1,10,11,1,1,11\nB,2024-01-23,1,120,140,1,1,129\nB,2024-01-24,1,110,130,1,1,119\n",
      ["--cutoff", "2024-01-22"]
    ),
    (
      "darts and a median",
      "unique_id,time,y_q0.100,y_q0.500,y_q0.900\nA,2024-01-23,11,12,14\nA,2024-01-24,10,11,11\nB,2024-01-23,120,129,140\nB,2024-01-24,110,119,130\n",
      []
    ),
    (
      "R with semicolons",
      "item;Date;Point Forecast;Lo 80;Hi 80\nA;2024-01-23;12;11;14\nA;2024-01-24;11;10;11\nB;2024-01-23;129;120;140\nB;2024-01-24;119;110;130\n",
      []
    ),
    (
      "levels alone, in percent",
      "unique_id,ds,prediction_10,prediction,prediction_90\nA,2024-01-23,11,12,14\nA,2024-01-24,10,11,11\nB,2024-01-23,120,129,140\nB,2024-01-24,110,119,130\n",
      []
    ),
    (
      "levels alone, with signs",
      "unique_id,ds,M,M 10.0%,M 90.0%\nA,2024-01-23,12,11,14\nA,2024-01-24,11,10,11\nB,2024-01-23,129,120,140\nB,2024-01-24,119,110,130\n",
      []
    ),
    (
      "levels alone, as shares",
      "item_id,ds,y_0.1,y_0.5,y_0.9\nA,2024-01-23,11,12,14\nA,2024-01-24,10,11,11\nB,2024-01-23,120,129,140\nB,2024-01-24,110,119,130\n",
      []
    ),
    (
      "quantiles in percent, crossed, in another order, zoned",
      "ds,unique_id,M,M-q-90,M-q-10\n2024-01-24T00:00:00Z,B,119,110,130\n2024-01-23T00:00:00Z,B,129,140,120\n2024-01-24T00:00:00Z,A,11,11,10\n2024-01-23T00:00:00Z,A,12,14,11\n",
      []
    ),
  ]

  @Test("are read in the layouts of the programs", arguments: layouts.indices)
  func layout(index: Int) throws {
    let layout = Self.layouts[index]
    let folder = try ComparedFolder.make(["M.csv": layout.text])
    let outcome = try foresee(
      ["compare", "M.csv", "--metrics", "m.csv", "-o", "p.csv"] + ComparedFolder.truth + layout.options,
      in: folder)
    #expect(outcome.status == 0, "\(layout.name): \(outcome.errors)")
    let found = ComparedFolder.metrics(folder.text(of: "m.csv"))
    #expect(
      found["M mae"] == "1" && found["M rmse"] == "1" && found["M coverage-80"] == "0.75",
      "\(layout.name): \(found)")
    #expect(
      found["M joint-coverage-80"] == "0.5" && found["naive mae"] != nil && found["M mase"] != "",
      "\(layout.name)")
    let lines = (folder.text(of: "p.csv") ?? "").split(separator: "\n")
    #expect(
      lines[0].hasPrefix("unique_id,ds,cutoff,lead,M,M-lo-80,M-hi-80,")
        && lines[0].contains(",naive,naive-lo-80,naive-hi-80,") && lines[0].hasSuffix(",y"))
    #expect(lines[1].hasPrefix("A,2024-01-23,2024-01-22,1,12,11,14,"), "\(layout.name): \(lines[1])")
    #expect(lines.count == 5)
  }

  @Test(
    "have cutoffs with the day and the month in the order of their times",
    arguments: [
      "ds,cutoff,M\n01/23/2024,01/05/2024,1\n01/24/2024,01/05/2024,1\n",
      "ds,cutoff,M\n23/01/2024,05/01/2024,1\n24/01/2024,05/01/2024,1\n",
    ])
  func order(text: String) throws {
    let folder = try ComparedFolder.make(["p.csv": text, "one.csv": ComparedFolder.days])
    let outcome = try foresee(
      ["compare", "p.csv", "--truth", "one.csv", "--target", "value", "-o", "o.csv"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      folder.text(of: "o.csv")?.contains(",2024-01-23,2024-01-05,18,") == true,
      "\(folder.text(of: "o.csv") ?? "")")
  }
}
