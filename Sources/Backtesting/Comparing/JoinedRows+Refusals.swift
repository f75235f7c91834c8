import Files
import TimeSeries

extension JoinedRows {
  /// Refuses files whose times count from a start beside dates, and says where offsets are mixed with none.
  static func requireSameTimes(
    _ files: [ComparedFile], _ truth: Panel?, _ notices: inout [String]
  ) throws(Failure) {
    let first = truth?.timeKind ?? files[0].rows.timeKind
    let other = truth == nil ? files[0].name : "the truth"
    for file in files where file.rows.timeKind.isCounted != first.isCounted {
      throw Failure(
        .data, at: Failure.Place(file: file.name),
        "its times are \(file.rows.timeKind.words), and those of \(other) are \(first.words)",
        fix: "--time-unit with what numbers count, or --time with another column")
    }
    if truth?.timeKind == .step {
      notices.append(
        "rows of the truth are steps from 0 on, and times of the files are taken for numbers of such steps")
    }
    let mixed = files.filter { $0.rows.timeKind != first && !first.isCounted }
    if let file = mixed.first {
      let (with, without) = first == .utc ? (other, file.name) : (file.name, other)
      notices.append(
        "times of \(with) have an offset, those of \(without) have none and are taken for UTC (--timezone names their zone)"
      )
    }
  }

  /// The most pairs of a cutoff and a lead that are told apart.
  private static let mostPlaces = 20_000_000

  /// Refuses leads that are as many as the rows of a file beside many cutoffs: they number something else.
  func requireRoom(cutoffs: Int) throws(Failure) {
    guard let last = rows.max(by: { $0.lead < $1.lead }), last.lead * cutoffs > Self.mostPlaces else {
      return
    }
    throw Failure(
      .limit, at: files[0].rows.place(of: last.sources[0]),
      "the row is forecast \(last.lead) steps ahead, and there are \(cutoffs) cutoffs: more than can be told apart",
      fix: "--lead with another column, or --cutoff with that of the cutoffs")
  }

  /// The failure of files of which no row can be scored: the reason that most rows have, and what helps.
  func nothingJoined() -> Failure {
    var most: (file: Int, reason: LeftOut, omission: Omission)?
    for (file, reasons) in omissions.enumerated() {
      for reason in LeftOut.allCases {
        guard let omission = reasons[reason], omission.count > most?.omission.count ?? 0 else { continue }
        most = (file, reason, omission)
      }
    }
    guard let most else {
      return Failure(
        .data, at: Failure.Place(file: files[0].name), "no row can be scored", fix: "files with forecasts")
    }
    let file = files[most.file]
    let (message, fix) = words(most.reason, file)
    let isAll = most.omission.count == file.rows.times.count
    let count = isAll ? "all \(most.omission.count)" : "\(most.omission.count) of \(file.rows.times.count)"
    return Failure(
      .data, at: file.rows.place(of: most.omission.first),
      "no row can be scored: in \(count) rows \(message)", fix: fix)
  }

  private func words(_ reason: LeftOut, _ file: ComparedFile) -> (message: String, fix: String) {
    switch reason {
    case .unknownSeries:
      let own = file.rows.seriesNames
      let likely = own.first.flatMap { SimilarNames.likely(for: $0, among: series.names) }
      return (
        "\(reason.text): they name \(ShownText.some(own)), and it has \(ShownText.some(series.names))",
        likely == nil ? "--id with the columns that name the series" : "name them alike"
      )
    case .unknownTime:
      let range = Self.range(file.rows.times, file.rows.timeKind, file.rows.elapsedUnit)
      let times = (truth?.series ?? []).flatMap {
        [$0.times.first, $0.times[..<$0.count].last].compactMap { $0 }
      }
      let other = Self.range(times, truth?.timeKind ?? .local, truth?.elapsedUnit ?? .seconds)
      let fix =
        truth?.timeKind == .step
        ? "--time-unit s instead of --steps, so that the truth's times are read as they are written"
        : "a truth with these times; --timezone where zones differ, --time with another column"
      return ("\(reason.text): they are at \(range), and it has \(other)", fix)
    case .noActual:
      let hasActual = truth != nil || files.contains { $0.actual != nil }
      return (
        hasActual ? reason.text : "what was observed is missing: no file has a column of it, as y",
        hasActual
          ? "a truth with values at these times"
          : "--truth with the file of the truth, or --target with the column"
      )
    case .noHistory, .beforeCutoff, .unknownCutoff:
      return (
        reason.text, "--cutoff with the column of the cutoffs, or the time at which the forecasts were made"
      )
    case .noForecast: return (reason.text, "--model with the names of models that have forecasts")
    case .missingElsewhere: return (reason.text, "compare files with forecasts of the same times and cutoffs")
    }
  }

  private static func range(_ times: [Instant], _ kind: TimeKind, _ unit: ReadOptions.TimeUnit) -> String {
    guard let first = times.min(), let last = times.max() else { return "no time" }
    let text = TimeText(kind: kind, times: [first, last], unit: unit)
    return first == last ? text.text(of: first) : "\(text.text(of: first)) to \(text.text(of: last))"
  }
}

extension TimeKind {
  fileprivate var words: String { isCounted ? "numbers" : "dates" }
}
