import Forecasting
import LinearAlgebra
import Registry
import TestSupport
import Testing
import TimeSeries
import Training

/// What the registry says of the settings of its models, against what becomes of their forecasts.
@Suite("The settings of a model")
struct SettingLaws {
  /// A change of the options that a setting stands for, and of those that must hold for it to matter.
  private struct Change: Sendable {
    var before: @Sendable (inout ForecasterOptions) -> Void = { _ in }
    let change: @Sendable (inout ForecasterOptions) -> Void
  }

  private static func change(_ change: @escaping @Sendable (inout ForecasterOptions) -> Void) -> Change {
    Change(change: change)
  }

  /// A change by each setting that can change forecasts of one panel.
  ///
  /// Covariates are columns of the panel, a clock is the panel's, and short series and warm starts have tests
  /// of their own.
  private static let changes: [ModelSetting: Change] = [
    .lookback: change { $0.lookback = 12 },
    .transform: change { $0.transform = .diff },
    .validation: Change(
      before: {
        ($0.training.patience, $0.training.validation) = (2, 0.1)
        $0.training.maxEpochs = 4
      },
      change: { $0.training.validation = 0.7 }),
    .calendar: change { $0.calendar = true },
    .objective: change { $0.objective = .mse },
    .rounding: Change(before: { $0.rounding = false }, change: { $0.rounding = true }),
    .scaler: change { $0.scaler = .standard },
    .hidden: change { $0.network.layers = $0.network.layers.map { .init(units: 6, dropout: $0.dropout) } },
    .layers: change { $0.network.layers.append(.init(units: 3)) },
    .dropout: change { $0.network.dropBetweenLayers(0.5) },
    .head: change { $0.network.head = [] },
    .activation: change { $0.network.activation = .relu },
    .attentionHeads: change { $0.network.attentionHeads = 3 },
    .patch: change { $0.patches.length = 2 },
    .anchor: Change(before: { $0.patches.anchor = .last }, change: { $0.patches.anchor = .season }),
    .holidays: Change(before: { $0.patches.holidays = false }, change: { $0.patches.holidays = true }),
    .patchUnits: change { $0.patches.units = 6 },
    .seriesEmbedding: Change(
      before: { $0.patches.embedding = false }, change: { $0.patches.embedding = true }),
    .seasonLag: Change(before: { $0.patches.seasonLag = 0 }, change: { $0.patches.seasonLag = 7 }),
    .loss: Change(before: { $0.training.loss = .mae }, change: { $0.training.loss = .mse }),
    .patience: change { $0.training.patience = 3 },
    .seed: change { $0.training.seed = 9 },
    .members: Change(before: { $0.members = 1 }, change: { $0.members = 2 }),
    .batch: change { $0.training.batch = 5 },
    .schedule: change { $0.training.schedule = .cosine },
    .optimizer: change { $0.training.optimizer = .sgd },
    .momentum: Change(before: { $0.training.optimizer = .sgd }, change: { $0.training.momentum = 0.2 }),
    .clip: change { $0.training.clip = 1e-3 },
    .maxEpochs: change { $0.training.maxEpochs = 3 },
    .maxSteps: change { $0.training.maxSteps = 3 },
    .learningRate: change { $0.training.learningRate = 0.05 },
    .warmUp: change { $0.training.warmUpSteps = 4 },
    .weightDecay: Change(
      before: { $0.training.optimizer = .adamw }, change: { $0.training.weightDecay = 0.3 }),
  ]

  /// Settings that change no forecast of one panel by themselves.
  private static let unchanging: Set<ModelSetting> = [
    .past, .future, .statics, .clock, .skipShort, .warmStart,
  ]

  @Test("are all changed here, but for those that have tests of their own")
  func complete() {
    #expect(Set(Self.changes.keys).isDisjoint(with: Self.unchanging))
    #expect(Set(Self.changes.keys).union(Self.unchanging) == Set(ModelSetting.allCases))
  }

  /// Three years of daily values with a week and two decimals.
  private static let panel: Panel = {
    let rows = 1_110
    let targets = (0..<2).map { series in
      (0..<rows).map { row in
        let week = Double(row % 7) * (row % 2 == 0 ? 1.5 : 1.1)
        let value =
          80 + 10 * Double(series) + week + 6 * ClosedForm.cosine(row * (series + 2))
          + Double(row * row * 7 % 53) / 20 + 0.01 * Double(row)
        return (value * 100).rounded() / 100
      }
    }
    return ClosedFormPanel.make(targets, season: 7)
  }()

  /// Forecasts from the end of the training rows: the last ones, or all three years that effects of holidays
  /// need.
  private static func forecasts(_ item: ForecasterCase, _ options: ForecasterOptions) throws -> [Forecast] {
    let first = options.patches.holidays == nil ? 980 : 0
    let data = TrainingData(panel: panel, rows: panel.series.map { _ in first..<1_100 })
    let cutoffs = panel.series.indices.map { Cutoff(series: $0, index: 1_100) }
    return try item.make(options).fit(data, session: Session()).forecast(
      panel, at: cutoffs, session: Session())
  }

  /// One model of each kind.
  private static let kinds = ForecasterCase.registry.filter {
    ["naive", "ets", "linear", "rnn", "gru-attention", "segment-gru", "linear-gru", "blend"].contains($0.name)
  }

  @Test("change its forecasts where the registry names them, and nowhere else", arguments: kinds)
  func changes(_ item: ForecasterCase) throws {
    let entry = try ModelRegistry.entry(named: item.name)
    for (setting, change) in Self.changes {
      var options = item.options
      options.network.layers = [.init(units: 3, dropout: 0.1), .init(units: 3)]
      change.before(&options)
      let before = try Self.forecasts(item, options)
      change.change(&options)
      let after = try Self.forecasts(item, options)
      #expect((before != after) == entry.heeds(setting), "\(setting.rawValue)")
    }
  }

  @Test("are those that start warm where the registry says so", arguments: ForecasterCase.registry)
  func warmStart(_ item: ForecasterCase) throws {
    let entry = try ModelRegistry.entry(named: item.name)
    #expect(item.make(item.options).canStartWarm == entry.heeds(.warmStart))
  }
}
