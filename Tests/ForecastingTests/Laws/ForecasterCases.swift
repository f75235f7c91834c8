import Forecasting
import LinearAlgebra
import Models
import Registry
import TimeSeries
import Training

extension ForecasterCase {
  /// Every forecaster there is, the networks under every scaler and every covariate mode.
  static var all: [Self] {
    baselines + validated + aiming + variances + ensembles + recordings + targets + uncertain
      + networks.flatMap { $0.with(scalers: $0.scalers, covariates: Covariates.allCases) }
      + networks.flatMap {
        $0.with(transforms: [.log, .diff, .logReturn], covariates: [.all], calendar: [true])
      }
  }

  /// Every forecaster there is; of the networks one without attention and one with it under every setting.
  static var typical: [Self] {
    baselines + networks + validated + aiming + variances + ensembles + recordings + targets
      + uncertain.filter {
        $0.options.bounds != nil || $0.isTypicalOfIntervals || $0.options.intervals?.method == .model
      }
      + thorough.flatMap { network in
        network.with(scalers: network.scalers.filter { $0 != .window })
          + network.with(transforms: [.log, .diff, .logReturn])
          + network.with(covariates: [.all], calendar: [true])
      }
  }

  /// The scalers that it may have: networks of patches scale each window, whatever is asked for.
  private var scalers: [ScalerKind] {
    let readsPatches = ModelRegistry.entries.contains { $0.name == name && $0.readsPatches }
    return readsPatches ? [.window] : ScalerKind.allCases
  }

  /// One network without attention and one with it.
  private static var thorough: [Self] {
    networks.filter { ["gru", "lstm-attention", "linear-gru", "blend"].contains($0.name) }
  }

  /// Networks that stop early, choose what they measure from by their validation loss, and tell series apart
  /// where they can.
  private static var validated: [Self] {
    thorough.map { network in
      var network = network
      network.options.training.patience = 10
      network.options.training.maxEpochs = 4
      network.options.patches.embedding = true
      return network
    }
  }

  /// Networks that aim at means.
  private static var aiming: [Self] {
    validated.filter { ["linear-gru", "blend"].contains($0.name) }.flatMap { network in
      [Objective.mse, .qlike].map { objective in
        var network = network
        network.options.objective = objective
        return network
      }
    }
  }

  /// Models of variances, whose forecasts are bounded, and of two targets each.
  private static var variances: [Self] {
    let names = ["drift", "ets", "linear", "gru"]
    return (registry.filter { names.contains($0.name) } + ensembles).flatMap { item in
      [false, true].map { hasTwoTargets in
        var item = item
        item.options.objective = .qlike
        item.hasTwoTargets = hasTwoTargets && (item.name == "linear" || item.options.members == 2)
        return item
      }
    }
  }

  /// Every model with intervals; networks that hold rows out, and those that need a fit more for it,
  /// recordings, two targets, variances, and one inside bounds that its forecasts would leave.
  private static var uncertain: [Self] {
    let simple = registry.filter { item in !networks.contains { $0.name == item.name } }
    let some =
      simple + thorough.filter { $0.name != "blend" } + validated + recordings
      + targets.filter { $0.name == "linear" }
      + variances.filter { $0.name == "drift" || $0.name == "linear" }
    let bounded = registry.filter { $0.name == "drift" || $0.name == "gru" }.map { item in
      var item = item.withIntervals
      item.options.bounds = [TargetBounds(lower: 20, upper: 10_000)]
      return item
    }
    // The other methods stand on the same errors: a rule, which is not fitted, and a model that is show what
    // they add.
    let adaptive = registry.filter { $0.name == "naive" || $0.name == "linear" }.map {
      $0.withIntervals(.adaptive)
    }
    return some.map(\.withIntervals) + bounded + adaptive + quantiles
  }

  /// Networks that learn quantiles themselves: every cell, with attention and without, of sums of
  /// differences, of two members, of two targets, validated, of variances, and inside bounds.
  private static var quantiles: [Self] {
    let recurrent = networks.filter { ForecasterCase.learnsQuantiles($0) }
    let one = recurrent.filter { $0.name == "gru" }
    let several =
      ensembles.filter { $0.name == "gru" } + targets.filter { $0.name == "gru" }
      + validated.filter { ForecasterCase.learnsQuantiles($0) }
      + variances.filter { $0.name == "gru" && $0.options.members == 2 }
    let bounded = one.map { item in
      var item = item
      item.options.bounds = [TargetBounds(lower: 20, upper: 10_000)]
      return item
    }
    return
      (recurrent + one.flatMap { $0.with(scalers: [.standard], transforms: Transform.allCases) }
      + one.flatMap { $0.with(transforms: [.diff, .logReturn], covariates: [.all], calendar: [true]) }
      + several + bounded).map { $0.withIntervals(.model) }
  }

  /// Whether it is a network that can learn quantiles.
  private static func learnsQuantiles(_ item: Self) -> Bool {
    var options = item.options
    options.training.loss = .quantile
    return item.make(options).learnsQuantiles
  }

  /// Whether it makes its intervals in a way of its own: by a rule, each series by itself, by a fit more, by
  /// rows that it held out, or by recordings.
  private var isTypicalOfIntervals: Bool {
    ["naive", "ets", "linear"].contains(name) && options.objective == .mase
      || ["gru", "blend"].contains(name) && (options.training.patience > 0 || hasTwoTargets)
  }

  /// Models of two targets, each learnt apart.
  private static var targets: [Self] {
    let linear = ModelRegistry.entries.filter { $0.name == Linear.name }.map { entry in
      Self(
        name: entry.name, options: ForecasterOptions(horizon: 5, lookback: 12), make: entry.make,
        load: { try ModelRegistry.restore($0) })
    }
    return (linear + ensembles).flatMap { item in
      [false, true].map { isOfRecordings in
        var item = item
        item.isOfRecordings = isOfRecordings
        item.hasTwoTargets = true
        return item
      }
    }
  }

  /// A blend that is judged by whole recordings, and rounds.
  private static var recordings: [Self] {
    validated.filter { $0.name == "blend" }.map { network in
      var network = network
      network.isOfRecordings = true
      network.options.rounding = true
      return network
    }
  }

  /// Networks of two members.
  private static var ensembles: [Self] {
    networks.filter { ["gru", "linear-gru", "blend"].contains($0.name) }.map { network in
      var network = network
      network.options.members = 2
      return network
    }
  }

  /// The forecasters without a network.
  static var baselines: [Self] {
    let options = ForecasterOptions(horizon: 5, lookback: 12)
    return [
      rule(Naive.self, options), rule(SeasonalNaive.self, options), rule(Drift.self, options),
      rule(HistoricMean.self, options),
    ] + classical(options)
      + classical(options).filter { $0.name == "log-har" }.flatMap { $0.with(covariates: [.past]) }
      + linear(options).with(transforms: Transform.allCases)
      + linear(options).with(covariates: [.all])
      + linear(ForecasterOptions(horizon: 5)).with()
  }

  /// Every model of the registry, as the registry makes it, the networks as small as they can be.
  static var registry: [Self] {
    let simple = ModelRegistry.entries.filter { !$0.isNetwork }.map { entry in
      Self(
        name: entry.name, options: ForecasterOptions(horizon: 5, lookback: 8), make: entry.make,
        load: { try ModelRegistry.restore($0) })
    }
    return simple + networks
  }

  /// The models of a series of its own.
  private static func classical(_ options: ForecasterOptions) -> [Self] {
    let rules: Set = ["naive", "seasonal-naive", "drift", "mean"]
    return ModelRegistry.entries.filter { $0.isPerSeries && !rules.contains($0.name) }.map { entry in
      Self(name: entry.name, options: options, make: entry.make, load: { try ModelRegistry.restore($0) })
    }
  }

  /// The networks, as small as they can be with two layers and a head.
  static var networks: [Self] {
    var options = ForecasterOptions(horizon: 5, lookback: 8)
    options.network.layers = [NetworkOptions.Layer(units: 4, dropout: 0.1), NetworkOptions.Layer(units: 3)]
    options.network.head = [4]
    options.network.attentionHeads = 1
    options.patches.units = 4
    options.patches.batch = 16
    options.patches.steps = 10
    // There are hundreds of fits: ten large steps each, and no validation, so that no fit ends where it
    // started.
    options.training.maxEpochs = 1
    options.training.minEpochSteps = 10
    options.training.learningRate = 0.01
    options.training.patience = 0
    return ModelRegistry.entries.filter(\.isNetwork).map { entry in
      Self(name: entry.name, options: options, make: entry.make, load: { try ModelRegistry.restore($0) })
    }
  }

  private static func rule<Rule: ForecastRule>(_ rule: Rule.Type, _ options: ForecasterOptions) -> Self {
    Self(
      name: Rule.name, options: options, make: { RuleForecaster<Rule>($0) },
      load: { try FittedRule<Rule>(record: $0) })
  }

  private static func linear(_ options: ForecasterOptions) -> Self {
    Self(
      name: Linear.name, options: options, make: { Linear($0) }, load: { try FittedLinear(record: $0) })
  }
}
