import Files

extension RoleChoice {
  /// Notes what stands around the numbers of the columns that are used, and says so; of text in static
  /// columns it makes categories.
  ///
  /// - Throws: `Failure` (data) where points seem to part thousands, and would be read as decimal marks.
  mutating func noteNumberForms(guessing: Bool) throws(Failure) {
    for column in roles.statics where sample.columns[column].kind == .text { roles.categories.insert(column) }
    let columns = guessing ? Array(sample.columns.indices) : roles.tableColumns
    for column in Set(roles.valueColumns + columns) {
      roles.forms[column] = sample.columns[column].form
      roles.words[column] = sample.columns[column].words
    }
    noteForms()
    try refuseThousandsAsDecimals()
  }

  private mutating func noteForms() {
    var columnsByForm: [(words: String, names: [String])] = []
    for column in sample.columns.indices {
      guard options.numberTexts == nil, sample.columns[column].kind == .number,
        let words = roles.forms[column]?.words
      else { continue }
      let name = columns.names[column]
      if let index = columnsByForm.firstIndex(where: { $0.words == words }) {
        columnsByForm[index].names.append(name)
      } else {
        columnsByForm.append((words, [name]))
      }
    }
    for form in columnsByForm {
      roles.notices.append(
        "the numbers of \(ColumnNames.list(form.names)) are read \(form.words)"
          + " (--strip names other texts around numbers)")
    }
  }

  /// Refuses numbers as `1.241` in a file with numbers as `8.013,66`: the point parts thousands there.
  private func refuseThousandsAsDecimals() throws(Failure) {
    try refuseGroupsBetweenSemicolons()
    guard let found = sample.thousandsBesideDecimalCommas(options),
      let column = found.columns.first(where: { roles.valueColumns.contains($0) })
    else { return }
    let witness = sample.columns[found.witness].firstText ?? ""
    throw Failure(
      .data, at: columns.place,
      "the points in column \(column + 1) \(ShownText.quoted(columns.names[column])) seem to part thousands: "
        + "column \(found.witness + 1) \(ShownText.quoted(columns.names[found.witness])) has decimal commas, as in "
        + ShownText.quoted(witness),
      fix: "add --decimal , --thousands . (or --decimal . if the points are decimal marks)")
  }

  /// Refuses numbers as `1.241` among some as `941` in a file with semicolons, as those of countries with
  /// decimal commas have.
  private func refuseGroupsBetweenSemicolons() throws(Failure) {
    guard options.decimal == nil, options.thousands == nil, hasSemicolons,
      let column = roles.valueColumns.first(where: { sample.columns[$0].numbers.marks.looksGrouped })
    else { return }
    throw Failure(
      .data, at: columns.place,
      "the points in column \(column + 1) \(ShownText.quoted(columns.names[column])) may part thousands or decimals: "
        + "three digits follow each, and smaller numbers have none",
      fix: "add --decimal , --thousands . (or --decimal . if the points are decimal marks)")
  }
}
