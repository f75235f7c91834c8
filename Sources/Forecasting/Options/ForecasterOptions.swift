public import LinearAlgebra
public import TimeSeries
public import Training

/// Everything a model's configuration file may set, each with its default.
///
/// One structure serves all models: a model reads the parts it understands.
public struct ForecasterOptions: Codable, Sendable, Equatable {
  /// Future steps forecast.
  public var horizon: Int
  /// Past steps a model reads; `nil` for the rule on horizon and season.
  public var lookback: Int?
  /// How targets are normalised.
  public var scaler: ScalerKind = .window
  /// What is done to the target before it is scaled; `nil` for nothing, where networks of patches choose
  /// whether logarithms are learnt.
  public var transform: Transform?
  /// The metric that networks of patches and blends aim at.
  public var objective = Objective.mase
  /// Whether calendar harmonics are inputs, known ahead; `nil` for where the rows see the calendar's cycles
  /// come back, in networks of patches, and for no in networks that read step by step.
  public var calendar: Bool?
  /// Whether a blend rounds forecasts to the decimals that the values have; `nil` for where the validation
  /// tail shows that it helps.
  public var rounding: Bool?
  /// Whether inputs are filled by straight lines between observed values, on top of the mask.
  public var missing = ReadOptions.Missing.mask
  /// Whether series too short for a window are left out instead of being an error.
  public var skipShort = false
  /// The recurrent network.
  public var network = NetworkOptions()
  /// The networks that read patches.
  public var patches = PatchOptions()
  /// How the network is trained.
  public var training = TrainingOptions()
  /// The number of networks that are trained, with consecutive seeds; the forecast is their mean.
  ///
  /// Without a number it is one, or two of each network of a blend that learns from few windows.
  public var members: Int?

  /// How the forecaster learns how uncertain its forecasts are; `nil` for not at all.
  public var intervals: IntervalOptions?
  /// Bounds that no forecast leaves; `nil` for none.
  public var bounds: [TargetBounds]?

  /// What the user asked to be done to the target, or nothing.
  package var givenTransform: Transform { transform ?? .none }

  /// Model files have the name that patches had before.
  private enum CodingKeys: String, CodingKey {
    case horizon, lookback, scaler, transform, objective, calendar, rounding, missing, skipShort, network
    case patches = "segments"
    case training, members, intervals, bounds
  }

  /// Creates options with every other field at its default.
  public init(horizon: Int, lookback: Int? = nil) {
    self.horizon = horizon
    self.lookback = lookback
  }
}

/// The shape of a recurrent network.
public struct NetworkOptions: Codable, Sendable, Equatable {
  /// One recurrent layer of a stack.
  public struct Layer: Codable, Sendable, Equatable {
    /// Hidden units.
    public var units: Int
    /// The probability with which an output of this layer is dropped in training, in [0, 1): before the next
    /// layer reads it or, of the last layer, before the head or the attention does.
    public var dropout: Double

    /// Creates a layer.
    public init(units: Int, dropout: Double = 0) {
      self.units = units
      self.dropout = dropout
    }
  }

  /// The recurrent layers, from the input up.
  public var layers: [Layer] = [Layer(units: 64), Layer(units: 64)]
  /// Units of the dense ReLU layers of the head, from the state up; empty for a linear head.
  public var head: [Int] = [64]
  /// The activation of a vanilla recurrent cell.
  public var activation = RecurrentActivation.tanh
  /// Attention heads, for the hybrids.
  public var attentionHeads = 4

  /// Creates the default network: two layers of 64 units and a head of 64.
  public init() {}

  /// Sets the dropout between the recurrent layers to one probability, in [0, 1), and that of the last layer
  /// to 0, as the `dropout` of `torch.nn.LSTM` does.
  ///
  /// It has no effect on a single layer.
  public mutating func dropBetweenLayers(_ probability: Double) {
    for index in layers.indices { layers[index].dropout = index + 1 < layers.count ? probability : 0 }
  }
}
