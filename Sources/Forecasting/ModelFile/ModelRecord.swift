/// What a model file stores of a fitted forecaster: named tensors and a JSON text.
public struct ModelRecord: Sendable, Equatable {
  /// The registry's name of the model.
  public var model: String
  /// The configuration, as JSON with sorted keys.
  public var configuration: String
  /// Weights and scaler statistics, sorted by name.
  public var tensors: [NamedTensor]

  /// Creates a record.
  public init(model: String, configuration: String, tensors: [NamedTensor]) {
    self.model = model
    self.configuration = configuration
    self.tensors = tensors
  }
}

/// A tensor with its name, row-major.
public struct NamedTensor: Sendable, Equatable {
  /// The tensor's elements.
  public enum Elements: Sendable, Equatable {
    /// Single precision.
    case float([Float])
    /// Double precision.
    case double([Double])
  }

  /// The name, as PyTorch would call it.
  public var name: String
  /// The length along each dimension.
  public var shape: [Int]
  /// The elements, row-major.
  public var elements: Elements

  /// Creates a tensor.
  public init(name: String, shape: [Int], elements: Elements) {
    self.name = name
    self.shape = shape
    self.elements = elements
  }
}
