import TimeSeries

/// How the values of a window become the numbers that a model learns from, every choice with its default.
struct WindowFrame: Codable, Sendable, Equatable {
  /// What is done to the target first, as the user said.
  var transform = Transform.none
  /// The metric that decides how much a window counts, as the user said.
  var objective = Objective.mase
  /// Whether log(value + offset) is learnt, the offset being a twentieth of the series' median.
  ///
  /// The offset admits zeros, which a plain logarithm does not, and bounds how small a value can look.
  var isLogarithmic = false
  /// Values whose mean a window is measured from; 1 for the last value.
  var anchorSteps = 1
  /// Whether a window is measured in its own deviation instead of its series'.
  var hasOwnScale = true
  /// Whether a ridge reads the place of the origin in the calendar. What a network reads is its layout's.
  var usesCalendar = false
  /// Whether what holidays added in earlier years is taken off before anything is learnt, and added to forecasts.
  var usesHolidays = false

  /// The calendar's features of an axis, none where the frame does not use them.
  func calendar(spacing: Spacing, kind: TimeKind) -> CalendarFeatures {
    CalendarFeatures(spacing: usesCalendar ? spacing : .steps, kind: kind)
  }

  /// Whether logarithms are learnt, of the user's making or of our own.
  var isOfLogarithms: Bool { isLogarithmic || transform == .log }
}
