extension Series {
  /// The parts of `rows` between which nothing is compared: each begins with `rows` or with a segment, and
  /// goes up to the next.
  ///
  /// What changed over a gap longer than ``ReadOptions/maxGap`` is no change from one row to the next.
  public func runs(of rows: Range<Int>) -> [Range<Int>] {
    let starts =
      [rows.lowerBound]
      + segments.lazy.map(\.lowerBound).filter { rows.lowerBound < $0 && $0 < rows.upperBound }
    return zip(starts, starts.dropFirst() + [rows.upperBound]).map { $0..<$1 }
  }
}
