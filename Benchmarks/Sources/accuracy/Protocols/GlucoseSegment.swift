import TimeSeries

/// Measurements of one patient without a long gap, every five minutes.
struct GlucoseSegment: Sendable {
  /// The patient.
  let patient: String
  /// The measurements, interpolated by straight lines.
  let series: Series

  /// The number of points.
  var count: Int { series.count }

  /// Cuts the measurements of a patient where more than `longestGap` minutes lie between two.
  ///
  /// Times are rounded to minutes. Segments of fewer than `leastPoints` measurements are left out. The grid
  /// starts at the first measurement of each segment.
  static func segments(of series: Series, longestGap: Int64, leastPoints: Int) -> [Self] {
    let points = zip(series.times, series.target).filter { !$0.1.isNaN }
      .map { (minute: minute(of: $0.0), value: $0.1) }
    let starts = points.indices.filter { index in
      index == 0 || points[index].minute - points[index - 1].minute > longestGap
    }
    return zip(starts, starts.dropFirst() + [points.count]).filter { $1 - $0 >= leastPoints }.enumerated()
      .map { number, range in
        let (minutes, values) = interpolated(points[range.0..<range.1])
        return Self(
          patient: series.id,
          series: Series(
            id: "\(series.id) \(number + 1)", times: minutes.map { Instant(seconds: 60 * $0) }, target: values
          ))
      }
  }

  /// The nearest minute; of two, the even one.
  private static func minute(of time: Instant) -> Int64 {
    let (minutes, seconds) = time.seconds.quotientAndRemainder(dividingBy: 60)
    return seconds > 30 || seconds == 30 && minutes % 2 == 1 ? minutes + 1 : minutes
  }

  private static func interpolated(
    _ points: ArraySlice<(minute: Int64, value: Double)>
  ) -> (minutes: [Int64], values: [Double]) {
    let first = points[points.startIndex].minute
    let minutes = Array(stride(from: first, through: points[points.endIndex - 1].minute, by: 5))
    var after = points.startIndex
    let values = minutes.map { minute in
      while points[after].minute < minute { after += 1 }
      let next = points[after]
      guard next.minute > minute else { return next.value }
      let last = points[after - 1]
      let share = Double(minute - last.minute) / Double(next.minute - last.minute)
      return last.value + share * (next.value - last.value)
    }
    return (minutes, values)
  }
}
