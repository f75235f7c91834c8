/// Several series that share a spacing and covariates: what a forecaster is fitted on.
public struct Panel: Sendable, Equatable {
  /// The series, in the order in which they first appear in the input.
  public var series: [Series]
  /// What the instants of the series mean.
  public var timeKind: TimeKind
  /// The unit that elapsed time was counted in, and is written in.
  public var elapsedUnit = ReadOptions.TimeUnit.seconds
  /// The distance between rows.
  public var spacing: Spacing
  /// On which days and at which times of day rows come, in words; `nil` where they go on at their spacing.
  public var calendar: String?
  /// Steps a season lasts; 1 means no season.
  public var season: Int
  /// The names of the covariates, in the order of the values in each series.
  public var covariates: Covariates
  /// Whether each recording has a clock of its own, so that an instant of one says nothing about the same
  /// instant of another: recordings on elapsed time, and others that a user declares to be unrelated.
  public var hasOwnClocks: Bool
  /// What the panel is a part of; `nil` where it has all series of its input.
  public var part: PanelPart?

  /// The names of a panel's covariates, by what is known when.
  public struct Covariates: Sendable, Equatable, Codable {
    /// Known up to the cutoff.
    public var past: [String]
    /// Known ahead.
    public var future: [String]
    /// Constant over a series.
    public var statics: [String]

    /// Creates the names; none by default.
    public init(past: [String] = [], future: [String] = [], statics: [String] = []) {
      self.past = past
      self.future = future
      self.statics = statics
    }
  }

  /// Creates a panel; without `hasOwnClocks`, recordings have clocks of their own where time is elapsed time.
  ///
  /// - Precondition: Every series has a name of its own: what a model learns of one is kept under it.
  public init(
    series: [Series], timeKind: TimeKind, spacing: Spacing, season: Int,
    covariates: Covariates = Covariates(),
    hasOwnClocks: Bool? = nil
  ) {
    precondition(Set(series.map(\.id)).count == series.count, "every series of a panel has a name of its own")
    self.series = series
    self.timeKind = timeKind
    self.spacing = spacing
    self.season = season
    self.covariates = covariates
    self.hasOwnClocks = hasOwnClocks ?? (timeKind == .elapsed)
  }

  /// For each series the number of its recording, counted from 0 in the order of the series.
  public var recordings: [Int] {
    var numbers: [String: Int] = [:]
    return series.map { series in
      let number = numbers[series.recording] ?? numbers.count
      numbers[series.recording] = number
      return number
    }
  }
}

/// A boundary of knowledge in one series: a forecast made at it reads rows `..<index` and nothing later.
public struct Cutoff: Hashable, Sendable {
  /// The series' position in its panel.
  public var series: Int
  /// The number of rows known, and so the row of lead 1.
  public var index: Int

  /// Creates a cutoff after `index` rows of the series at position `series`.
  public init(series: Int, index: Int) {
    self.series = series
    self.index = index
  }
}
