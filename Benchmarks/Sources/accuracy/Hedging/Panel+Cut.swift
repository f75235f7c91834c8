import TimeSeries

extension Panel {
  /// The panel of some of the series, and of a range of their rows.
  ///
  /// A series that starts with missing cells there starts at its first value.
  func cut(_ places: some Sequence<Int>, rows: Range<Int>? = nil) -> Panel {
    var panel = self
    panel.series = places.map { place in
      let whole = series[place]
      let range = rows?.clamped(to: 0..<whole.count) ?? 0..<whole.count
      let first = range.first { !whole.target[$0].isNaN } ?? range.lowerBound
      let known = first..<range.upperBound
      return Series(id: whole.id, times: Array(whole.times[known]), target: Array(whole.target[known]))
    }
    return panel
  }

  /// The panel of some of the series, and of as many of the last rows before `end`.
  func cut(_ places: some Sequence<Int>, last count: Int, before end: Int? = nil) -> Panel {
    let end = end ?? longest
    return cut(places, rows: max(0, end - count)..<end)
  }
}
