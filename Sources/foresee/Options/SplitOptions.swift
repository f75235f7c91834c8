import ArgumentParser
import Backtesting
import Files
import Forecasting
import TimeSeries
import Training

/// Which series models learn from, and which they only forecast.
struct SplitOptions: ParsableArguments {
  /// What a split goes by.
  enum Way: String, ExpressibleByArgument, CaseIterable {
    /// Whole series.
    case id
  }

  @Option(
    help: ArgumentHelp(
      "Learn from some series alone, and score the others apart: id splits whole series, with all their targets.",
      valueName: "way"))
  var splitBy: Way?

  @Option(
    help: ArgumentHelp(
      "The series that nothing is learnt from: a share, drawn by --seed, their names with commas between, or a file with a name a line. (default: 20%)",
      valueName: "series"))
  var unseen: String?

  /// The file with names of series, if there is one.
  var files: [String] {
    unseen.map { share(of: $0) == nil && FileIdentity(path: $0) != nil ? [$0] : [] } ?? []
  }

  /// The split of `panel` that is asked for, of which the user is told; `nil` where none is.
  func split(of panel: Panel, _ options: ForecasterOptions) throws(Failure) -> SeriesSplit? {
    guard splitBy != nil else {
      guard unseen != nil else { return nil }
      throw Failure(.arguments, "--unseen names series of a split", fix: "add --split-by id")
    }
    let text = unseen ?? "20%"
    let split: SeriesSplit
    let units = SeriesSplit.units(of: panel)
    if !units.contains(text), let share = share(of: text) {
      guard share > 0, share < 1 else {
        throw Failure(
          .arguments, "--unseen \(text) leaves nothing on one side", fix: "a share between, as --unseen 20%")
      }
      split = try SeriesSplit(share: share, of: panel, seed: options.training.seed)
    } else {
      split = try SeriesSplit(leavingOut: try names(text, units), of: panel)
    }
    let shown = units.filter { split.unseen.contains($0) }
    Console.note(
      "unseen: \(shown.count) of \(units.count) series, from which nothing is learnt: "
        + shown.prefix(10).joined(separator: ", ") + (shown.count > 10 ? " and \(shown.count - 10) more" : "")
    )
    return split
  }

  private func share(of text: String) -> Double? {
    if text.hasSuffix("%") { return Double(text.dropLast()).map { $0 / 100 } }
    return text.contains(".") ? Double(text) : nil
  }

  private func names(_ text: String, _ units: [String]) throws(Failure) -> [String] {
    if units.contains(text) { return [text] }
    guard FileIdentity(path: text) != nil else {
      guard let list = NameList(argument: text) else {
        throw Failure(
          .arguments, "--unseen \(ShownText.quoted(text)) has an empty name", fix: "names with commas between"
        )
      }
      return list.names
    }
    let bytes = try InputFile.contents(of: text, limit: 1 << 24)
    var names: [String] = []
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
      let name = NameList(argument: String(line))?.names.first ?? ""
      if !name.isEmpty { names.append(name.hasSuffix("\r") ? String(name.dropLast()) : name) }
    }
    if let first = names.first, !units.contains(first),
      ["unique_id", "id", "series"].contains(first.lowercased())
    {
      names.removeFirst()
    }
    guard !names.isEmpty else {
      throw Failure(
        .data, at: Failure.Place(file: text), "the file holds no names of series", fix: "a name in each line")
    }
    return names
  }
}
