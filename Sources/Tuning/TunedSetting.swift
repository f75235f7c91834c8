public import Files
import Forecasting
import LinearAlgebra
import Registry
import TimeSeries
import Training

/// A setting that tuning varies, with the values it tries.
public struct TunedSetting: Sendable {
  /// One value of a setting.
  public struct Choice: Sendable {
    /// The value, as a configuration file has it.
    public let value: JSONValue
    /// Sets it.
    let apply: @Sendable (inout ForecasterOptions) -> Void
  }

  /// The key in a configuration file.
  public let key: String
  /// The values.
  public let choices: [Choice]

  /// The settings of a network that are varied.
  ///
  /// The networks of patches train by a schedule of their own, of which the length and the loss can be set.
  ///
  /// - Parameters:
  ///   - entry: The network.
  ///   - lookback: The lookback of which multiples are tried.
  /// - Returns: The settings, each with the values that are tried.
  static func all(of entry: ModelEntry, lookback: Int) -> [Self] {
    let lookbacks = whole("lookback", [lookback / 2, lookback, 2 * lookback, 4 * lookback].filter { $0 > 0 })
    {
      $0.lookback = $1
    }
    let losses = named("loss", [Loss.mae, .huber, .mse]) { $0.training.loss = $1 }
    guard !entry.readsPatches else {
      return [lookbacks, losses, whole("max-steps", [250, 500, 1_000]) { $0.training.maxSteps = $1 }]
    }
    return [
      lookbacks, losses,
      whole("hidden", [16, 32, 64, 128]) { options, units in
        options.network.layers = options.network.layers.map { .init(units: units, dropout: $0.dropout) }
      },
      whole("layers", [1, 2]) { options, count in
        guard let layer = options.network.layers.first else { return }
        options.network.layers = Array(repeating: layer, count: count)
        options.network.dropBetweenLayers(layer.dropout)
      },
      real("dropout", [0, 0.1, 0.3]) { options, share in
        options.network.dropBetweenLayers(share)
      },
      real("learning-rate", [3e-4, 1e-3, 3e-3, 1e-2]) { $0.training.learningRate = $1 },
      whole("batch", [16, 32, 64, 128]) { $0.training.batch = $1 },
      named("schedule", [ScheduleKind.constant, .cosine]) { $0.training.schedule = $1 },
      named("scaler", [ScalerKind.window, .standard]) { $0.scaler = $1 },
    ]
  }

  private static func whole(
    _ key: String, _ values: [Int], _ set: @escaping @Sendable (inout ForecasterOptions, Int) -> Void
  ) -> Self {
    Self(key: key, choices: values.map { value in Choice(value: .number(value)) { set(&$0, value) } })
  }

  private static func real(
    _ key: String, _ values: [Double], _ set: @escaping @Sendable (inout ForecasterOptions, Double) -> Void
  ) -> Self {
    Self(key: key, choices: values.map { value in Choice(value: .number(value)) { set(&$0, value) } })
  }

  private static func named<Value: RawRepresentable<String> & Sendable>(
    _ key: String, _ values: [Value],
    _ set: @escaping @Sendable (inout ForecasterOptions, Value) -> Void
  ) -> Self {
    Self(key: key, choices: values.map { value in Choice(value: .text(value.rawValue)) { set(&$0, value) } })
  }
}
