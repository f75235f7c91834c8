import Files

extension PanelAssembly {
  /// Says of prices that seem to have been split between two rows.
  mutating func noteSplits(_ groups: [RowGroup], lines: LineMap, kind: TimeKind) {
    for (position, target) in targets.enumerated() where PriceSteps.isPrice(target) {
      var found: [String] = []
      for group in groups {
        let values = group.columns[position]
        let steps = PriceSteps(values).steps
        guard let step = steps.first else { continue }
        let text = TimeText(kind: kind, times: group.times.lazy.prefix(1000))
        let place = lines.place(of: group.rows.map { Int($0[step.after]) } ?? step.after)
        let name = group.name.map { " of series \(ShownText.quoted($0))" } ?? ""
        found.append(
          "\(ShownText.quoted(target))\(name) goes from \(CSVField.number(values[step.before])) to "
            + "\(CSVField.number(values[step.after])) at \(text.text(of: group.times[step.after])), line \(place?.line ?? 0)"
            + (steps.count > 1 ? ", the first of \(steps.count) such steps" : ""))
      }
      guard let first = found.first else { continue }
      let more = found.count > 1 ? " (and \(found.count - 1) other series)" : ""
      let adjusted = columnNames.first { $0.lowercased().contains("adj") }
      let advice = adjusted.map { "--target \(ColumnNames.word($0)) takes prices without such steps" }
      notices.append(
        "\(first)\(more): a split? \(advice ?? "prices before it are not adjusted, and count as they are")")
    }
  }
}
