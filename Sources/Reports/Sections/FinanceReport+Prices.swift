import Assessment
import Backtesting
import Files
import TimeSeries

extension FinanceReport {
  /// Whether prices are adjusted, as far as their names and their jumps tell; `nil` where there are no
  /// prices.
  var prices: Report.Section? {
    let all = predictions.series.indices.filter { kinds[$0] == .prices }.compactMap {
      report.known[predictions.series[$0]]
    }
    guard !all.isEmpty else { return nil }
    var blocks: [Report.Block] = [.paragraph(naming(of: all))]
    let jumps = all.flatMap { series in
      ((try? UnadjustedSplits(prices: series.target))?.jumps ?? []).map { (series: series, jump: $0) }
    }
    if jumps.isEmpty {
      blocks.append(
        .paragraph("No change between two rows looks like a split that the prices are not adjusted for."))
    } else {
      let shown = Array(jumps.prefix(Self.mostRows))
      blocks += [
        .paragraph(
          "\(ShownText.counted(jumps.count, "change")) between two rows look\(jumps.count == 1 ? "s" : "") like a split that the prices are not adjusted for. "
            + "A model sees a crash there, and errors and strategies count it as one. Adjusted prices mend that."
            + (jumps.count > shown.count ? " The first \(shown.count) are listed." : "")),
        .table(table(shown)),
      ]
    }
    return Report.Section(heading: "Prices", blocks: blocks)
  }

  /// What the names of the columns say of dividends and splits.
  private func naming(of series: [Series]) -> String {
    let names = series.map { $0.column.isEmpty ? $0.id : $0.column }
    let adjusted = names.count { PriceColumns.isAdjusted($0) }
    if adjusted == names.count {
      return "All prices are named as adjusted for splits and dividends, as \(ShownText.quoted(names[0])) is."
    }
    let count = adjusted == 0 ? "No price is" : "\(adjusted) of \(names.count) prices are"
    return
      "\(count) named as adjusted for splits and dividends, as a column \"Adj Close\" would be. Returns of prices that are not adjusted leave "
      + "dividends out."
  }

  private func table(_ jumps: [(series: Series, jump: UnadjustedSplits.Jump)]) -> ReportTable {
    ReportTable(
      caption: "Changes that look like splits",
      header: [
        "series", "time", "price before", "price after", "ratio", "as a split of", "times the usual change",
      ],
      rows: jumps.map { series, jump in
        let text = TimeText(
          kind: predictions.timeKind, times: series.times.prefix(series.count), unit: predictions.elapsedUnit)
        let (before, after) = (series.target[jump.previousRow], series.target[jump.row])
        return [
          .name(series.id), .words(text.text(of: series.times[jump.row])),
          .number(CSVField.number(before), value: before), .number(CSVField.number(after), value: after),
          .rounded(jump.ratio, decimals: 4), .words("\(jump.newShares) for \(jump.oldShares)"),
          .rounded(jump.timesUsual, decimals: 0),
        ]
      })
  }
}
