extension TimeColumnParser {
  mutating func keep(_ time: CivilTime, line: Int) throws(TimeProblem) {
    noteOffset(of: time, line: line)
    try checkOffsets()
    let (first, toSecond) = try time.instant(in: zone)
    if toSecond > 0 { clocks.noteRepeated(toSecond, row: instants.count) }
    instants.append(first)
  }

  mutating func noteOffset(of time: CivilTime, line: Int) {
    if time.offset != nil || time.zone != nil {
      if firstWithOffset == nil { firstWithOffset = line }
      if let offset = time.offset { clocks.note(offset, row: instants.count) }
    } else if firstWithoutOffset == nil {
      firstWithoutOffset = line
    }
  }

  func checkOffsets() throws(TimeProblem) {
    if let with = firstWithOffset, let without = firstWithoutOffset {
      throw TimeProblem(
        "times have an offset from UTC on line \(with) and none on line \(without)",
        fix: "write all of them with an offset, or all without")
    }
  }
}
