import ArgumentParser
import Files
import Forecasting
import LinearAlgebra
import TimeSeries
import Training

/// What is said about the uncertainty of forecasts.
struct SpreadOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Intervals beside each forecast, by the probability inside in percent, as 80,95: columns MODEL-lo-80 and MODEL-hi-80.",
      valueName: "percents"))
  var level: String?

  @Option(
    help: ArgumentHelp(
      "Quantiles beside each forecast, as 0.1,0.5,0.9: columns MODEL-q-0.1.", valueName: "levels"))
  var quantiles: String?

  @Option(
    help: ArgumentHelp(
      "Events whose probability is forecast, as 'SpO2<90', or 'Close>+2%' for a change from the last value: columns MODEL-p-EVENT. Several are separated by commas.",
      valueName: "events"))
  var event: String?

  @Option(
    help: ArgumentHelp(
      "What intervals are made of: conformal ranks errors on rows that a fit did not learn from; adaptive does so too, and reads quantiles further out after values outside, further in after values inside; model takes the quantiles that a network learns by --loss quantile, and is conformal of others. (default: conformal, or model with --loss quantile)",
      valueName: "method"))
  var intervals: IntervalOptions.Method?
}

extension SpreadOptions {
  /// What is asked for here or in the configuration file.
  func request(_ settings: inout Settings) throws(Failure) -> SpreadRequest {
    let levels = try numbers(
      settings.text("level", option: level), "level", above: 0, below: 100, as: "80,95")
    let quantiles = try numbers(
      settings.text("quantiles", option: quantiles), "quantiles", above: 0, below: 1, as: "0.1,0.5,0.9")
    var events: [Event] = []
    if let text = try settings.text("event", option: event) {
      guard let list = NameList(argument: text) else {
        throw Failure(
          .arguments, "--event has an empty name, or a quote that is not closed",
          fix: "for instance --event 'SpO2<90,HR>120'")
      }
      for text in list.names { events.append(try Event(text)) }
    }
    if let place = events.indices.first(where: { events[..<$0].contains(events[$0]) }) {
      throw Failure(
        .arguments, "--event names \(ShownText.quoted(events[place].text)) twice", fix: "name it once")
    }
    return SpreadRequest(levels: levels, quantiles: quantiles, events: events)
  }

  /// Numbers separated by commas, each once and in order.
  private func numbers(
    _ text: String?, _ option: String, above low: Double, below high: Double, as example: String
  ) throws(Failure) -> [Double] {
    guard let text else { return [] }
    var numbers: [Double] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let digits = word.filter { $0 != " " && $0 != "%" }
      guard let number = Double(digits), number > low, number < high else {
        throw Failure(
          .arguments,
          "--\(option) has \(ShownText.quoted(String(word))), expected numbers above \(SpreadOptions.text(low)) and below \(SpreadOptions.text(high))",
          fix: "for instance --\(option) \(example)")
      }
      if !numbers.contains(number) { numbers.append(number) }
    }
    return numbers.sorted()
  }

  private static func text(_ number: Double) -> String { Int(number).description }
}

extension SpreadOptions {
  /// Chooses the method by which a model learns intervals, quantiles and probabilities.
  ///
  /// - Parameters:
  ///   - request: The levels and events that were asked for.
  ///   - loss: The loss of networks: one of quantiles makes intervals without a calibration.
  ///   - settings: The configuration file, whose `intervals` is used where no option says it.
  /// - Returns: The options of the intervals; `nil` where nothing was asked for.
  /// - Throws: `Failure` (arguments) for a method without a request.
  func options(
    for request: SpreadRequest, loss: Loss, _ settings: inout Settings
  ) throws(Failure) -> IntervalOptions? {
    let method = try settings.choice("intervals", option: intervals)
    guard method == nil || !request.isEmpty else {
      throw Failure(
        .arguments, "--intervals says how intervals are made, and none are asked for",
        fix: "for instance --level 80,95")
    }
    guard !request.isEmpty else { return nil }
    return IntervalOptions(
      method: method ?? (loss == .quantile ? .model : .conformal), quantileLevels: request.quantileLevels)
  }
}

extension SpreadRequest {
  /// More quantiles than any network is to learn at once.
  private static let mostLevels = 200

  /// The levels that a network learns for the request; `nil` for the usual ones.
  ///
  /// Where an event is asked for, they include the usual levels, from which its probability is computed.
  func levelsToLearn() throws(Failure) -> [Double]? {
    let levels = quantileLevels
    guard levels.count <= Self.mostLevels, levels.allSatisfy(ModelLimits.levels.contains) else {
      throw Failure(
        .arguments,
        "a network learns up to \(Self.mostLevels) quantiles from \(ModelLimits.levels.lowerBound) to 1 less that",
        fix: "fewer or other levels, or --intervals conformal with another --loss")
    }
    guard !levels.isEmpty else { return nil }
    return events.isEmpty ? levels : Set(levels + TrainingOptions.usualQuantileLevels).sorted()
  }

  /// Refuses events of columns that `panel` has no target of.
  func requireTargets(in panel: Panel) throws(Failure) {
    for event in events where !panel.kinds.contains(where: { event.concerns($0) }) {
      var targets: [String] = []
      for series in panel.kinds {
        let name = series.column.isEmpty ? series.id : series.column
        if !targets.contains(name) { targets.append(name) }
      }
      throw Failure(
        .arguments,
        "--event \(ShownText.quoted(event.text)): \(ShownText.quoted(event.column)) is no target; targets are \(targets.prefix(8).joined(separator: ", "))\(targets.count > 8 ? " and \(targets.count - 8) more" : "")",
        fix: targets.count == 1
          ? "--event \(ShellWord.quoted(targets[0] + event.text.dropFirst(event.column.count).drop { $0 == " " }))"
          : "an event of one of these, or --target \(ShellWord.quoted(event.column)) if the file has that column"
      )
    }
  }
}
