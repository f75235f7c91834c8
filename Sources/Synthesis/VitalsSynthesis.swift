public import Files
import Platform
import Randomness
public import TimeSeries

/// Writes made-up vital signs of several patients: heart rate, respiration rate and oxygen saturation.
///
/// Every patient has levels of their own, a rhythm of a day, slow and fast fluctuations that heart and
/// respiration partly share, episodes in which the heart quickens and the saturation falls, and stretches in
/// which a sensor is off. Columns are `patient,time,HR,RESP,SpO2`: beats a minute, breaths a minute, percent.
///
/// - Sources: Massin et al. (2000), "Circadian rhythm of heart rate and heart rate variability",
///   doi:10.1136/adc.83.2.179, for the rhythm's size and phase.
public struct VitalsSynthesis: Sendable {
  /// Rows of each patient.
  public var rows: Int
  /// The number of patients.
  public var series: Int
  /// The spacing; `nil` for minutes.
  public var every: Spacing?
  /// The seed: the same one gives the same bytes.
  public var seed: UInt64

  /// Creates a synthesis.
  public init(rows: Int = 2880, series: Int = 6, every: Spacing? = nil, seed: UInt64 = 1) {
    self.rows = rows
    self.series = series
    self.every = every
    self.seed = seed
  }

  /// Writes the table as CSV, row by row.
  ///
  /// - Throws: `Failure` (arguments) for rows that cannot be, and what the output throws.
  public func write(to output: OutputFile) throws(Failure) {
    try write { bytes throws(Failure) in try output.write(bytes) }
  }

  /// Hands the table as CSV to `sink`, row by row.
  ///
  /// - Throws: `Failure` (arguments) for rows that cannot be, and what `sink` throws.
  /// - Complexity: O(`rows` · `series`) time, O(1) memory.
  public func write(to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    let spacing = every ?? .fixed(nanoseconds: 60_000_000_000)
    let stepNanoseconds = Double(spacing.meanNanoseconds ?? 60_000_000_000)
    try TableText.check(rows: rows, series: series, stepNanoseconds: stepNanoseconds)
    let start = Instant(seconds: CivilDate(year: 2024, month: 3, day: 4).daysSinceEpoch * Instant.day)
    let text = TimeText(kind: .local, times: [start, spacing.advanced(start, by: 1, kind: .local)])
    try sink(Array("patient,time,HR,RESP,SpO2\n".utf8))
    var row: [UInt8] = []
    for number in 1...series {
      var patient = Patient(
        minutesPerStep: stepNanoseconds / 60e9, random: RandomStream(seed: seed, stream: UInt64(number)))
      var instant = start
      for _ in 0..<rows {
        row.removeAll(keepingCapacity: true)
        row += Array("P\(number < 10 ? "0" : "")\(number),".utf8)
        text.append(instant, to: &row)
        patient.appendNext(at: instant, to: &row)
        try sink(row)
        instant = spacing.advanced(instant, by: 1, kind: .local)
      }
    }
  }
}

/// Something that begins at random, lasts a random time, and ends: an episode, or a sensor that is off.
private struct Occurrence {
  private let startProbability: Double
  private let minutesPerStep: Double
  private let durations: ClosedRange<Double>
  private var minutesLeft = 0.0

  /// Creates an occurrence that begins once in `interval` minutes on average.
  init(every interval: Double, lasting durations: ClosedRange<Double>, minutesPerStep: Double) {
    startProbability = 1 - exp(-minutesPerStep / interval)
    self.minutesPerStep = minutesPerStep
    self.durations = durations
  }

  /// Takes one step and returns whether it is under way.
  mutating func next(using random: inout RandomStream) -> Bool {
    if minutesLeft > 0 {
      minutesLeft -= minutesPerStep
    } else if random.nextUniform() < startProbability {
      let length = durations.upperBound - durations.lowerBound
      minutesLeft = durations.lowerBound + length * random.nextUniform()
    }
    return minutesLeft > 0
  }
}

/// The state of one patient.
private struct Patient {
  /// The hour of the day at which the heart is fastest.
  private static let peakHour = 16.0

  private var random: RandomStream
  private let levels: (heart: Double, respiration: Double, saturation: Double)
  private var activity: MeanReversion
  private var heart: MeanReversion
  private var respiration: MeanReversion
  private var saturation: MeanReversion
  private var episode: Occurrence
  /// How far the present episode has developed, 0...1: it builds up and fades within minutes.
  private var severity = 0.0
  private let severityDecay: Double
  private var monitorOff: Occurrence
  private var probeOff: Occurrence

  init(minutesPerStep: Double, random: RandomStream) {
    var random = random
    levels = (
      78 + 8 * random.nextGaussian(), 16 + 1.5 * random.nextGaussian(), 96.8 + 0.8 * random.nextGaussian()
    )
    func reversion(_ deviation: Double, _ minutes: Double) -> MeanReversion {
      MeanReversion(deviation: deviation, time: minutes, step: minutesPerStep, using: &random)
    }
    activity = reversion(1, 45)
    heart = reversion(2, 4)
    respiration = reversion(1, 6)
    saturation = reversion(0.6, 25)
    episode = Occurrence(every: 600, lasting: 25...90, minutesPerStep: minutesPerStep)
    monitorOff = Occurrence(every: 900, lasting: 5...40, minutesPerStep: minutesPerStep)
    probeOff = Occurrence(every: 400, lasting: 2...20, minutesPerStep: minutesPerStep)
    severityDecay = exp(-minutesPerStep / 8)
    self.random = random
  }

  mutating func appendNext(at instant: Instant, to row: inout [UInt8]) {
    let hour = Double(instant.secondsOfDay) / 3600
    let rhythm = cos(2 * Double.pi * (hour - Self.peakHour) / 24)
    let target: Double = episode.next(using: &random) ? 1 : 0
    severity = target + (severity - target) * severityDecay
    let activity = activity.next(using: &random)
    let heart = levels.heart + 6 * rhythm + 4 * activity + heart.next(using: &random) + 28 * severity
    let respiration =
      levels.respiration + 1.2 * rhythm + 0.8 * activity + respiration.next(using: &random) + 8 * severity
    let saturation = levels.saturation + 0.4 * rhythm + saturation.next(using: &random) - 6 * severity
    let isMonitorOff = monitorOff.next(using: &random)
    let isProbeOff = probeOff.next(using: &random)
    append(min(max(heart, 30), 220), isMissing: isMonitorOff, to: &row)
    append(min(max(respiration, 4), 60), isMissing: isMonitorOff, to: &row)
    append(min(max(saturation, 60), 100), isMissing: isMonitorOff || isProbeOff, to: &row)
    row.append(UInt8(ascii: "\n"))
  }

  /// Appends a cell; one in two hundred is lost on its own.
  private mutating func append(_ value: Double, isMissing: Bool, to row: inout [UInt8]) {
    row.append(UInt8(ascii: ","))
    let isLost = random.nextUniform() < 0.005
    if !isMissing && !isLost { TableText.append(value, decimals: 1, to: &row) }
  }
}
