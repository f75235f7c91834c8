import Forecasting

/// What the models decided by themselves, and why: a table of decisions, and for weights a table of the
/// candidates with the errors that the weights follow from.
struct DecisionSection {
  private let notes: [FitNote]

  init(_ notes: [FitNote]) { self.notes = notes }

  /// The section; `nil` where nothing was decided or remarked.
  var section: Report.Section? {
    guard !notes.isEmpty else { return nil }
    let remarks = notes.filter { $0.decision == nil }.map(\.text)
    return Report.Section(
      heading: "What the models chose by themselves",
      blocks: [
        .paragraph("Each choice was made from rows that the fit could learn from, and from no later ones.")
      ] + [decisions].compactMap(\.self) + sources.compactMap(candidates)
        + (remarks.isEmpty ? [] : [.list(remarks)]))
  }

  /// The fits that told something, in the order in which they did.
  private var sources: [[String]] {
    var seen: Set<[String]> = []
    return notes.map(\.source).filter { seen.insert($0).inserted }
  }

  /// The decisions without figures of candidates.
  private var decisions: Report.Block? {
    let rows = notes.compactMap { note -> [ReportTable.Cell]? in
      guard let decision = note.decision, decision.figures == nil else { return nil }
      return [
        .name(note.source.joined(separator: ": ")), .words(decision.subject), .words(decision.choice.text),
        .words(decision.reasonText ?? ""),
      ]
    }
    guard !rows.isEmpty else { return nil }
    return .table(
      ReportTable(caption: "Decisions", header: ["model", "decision", "choice", "reason"], rows: rows))
  }

  /// The candidates of one fit, with their errors on rows left out and their weights.
  private func candidates(of source: [String]) -> Report.Block? {
    let decisions = notes.filter { $0.source == source }.compactMap(\.decision)
    let errors = decisions.last { if case .relativeErrors = $0.choice { true } else { false } }
    guard let weights = decisions.last(where: { if case .weights = $0.choice { true } else { false } }),
      let shares = weights.figures
    else { return nil }
    let names = errors?.figures?.map(\.name) ?? shares.map(\.name)
    let rows = names.map { name -> [ReportTable.Cell] in
      [
        .name(name), .rounded(errors?.figures?.first { $0.name == name }?.value, decimals: 3),
        .share(shares.first { $0.name == name }?.value ?? 0),
      ]
    }
    let told = [errors.map { "\($0.subject), \($0.reason ?? "")" }, weights.reason].compactMap(\.self)
    return .table(
      ReportTable(
        caption: (["Weights of \(source.joined(separator: ": "))"] + told).joined(separator: "; "),
        header: ["candidate", "error", "weight"], rows: rows))
  }
}
