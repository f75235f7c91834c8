import Files

/// What a model file stores of a fitted forecaster: named tensors and a JSON text.
public struct ModelRecord: Sendable, Equatable {
  /// The registry's name of the model.
  public var model: String
  /// The configuration, as JSON with sorted keys.
  public var configuration: String
  /// Weights and scaler statistics, sorted by name; empty for a combination of members.
  public var tensors: [NamedTensor]
  /// The records of the parts; empty for a single model.
  public var members: [ModelRecord] = []

  /// Creates a record of a single model.
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

  /// The number of elements.
  public var count: Int {
    switch elements {
    case .float(let elements): elements.count
    case .double(let elements): elements.count
    }
  }
}

extension ModelRecord {
  /// The elements of a tensor in double precision, which must have the given shape and be finite.
  package func doubles(_ name: String, shape: [Int]) throws(Failure) -> [Double] {
    guard case .double(let elements) = try tensor(name, shape: shape).elements else {
      throw Failure(.modelFile, "tensor \(name) of \(model) is not of double precision")
    }
    guard elements.allSatisfy(\.isFinite) else { throw notFinite(name) }
    return elements
  }

  /// The elements of a tensor in single precision, which must have the given shape and be finite.
  func floats(_ name: String, shape: [Int]) throws(Failure) -> [Float] {
    guard case .float(let elements) = try tensor(name, shape: shape).elements else {
      throw Failure(.modelFile, "tensor \(name) of \(model) is not of single precision")
    }
    guard elements.allSatisfy(\.isFinite) else { throw notFinite(name) }
    return elements
  }

  private func tensor(_ name: String, shape: [Int]) throws(Failure) -> NamedTensor {
    guard let tensor = tensors.first(where: { $0.name == name }) else {
      throw Failure(.modelFile, "\(model) has no tensor \(name)")
    }
    guard tensor.shape == shape else {
      throw Failure(.modelFile, "tensor \(name) of \(model) has the shape \(tensor.shape), expected \(shape)")
    }
    // A shape too large to be counted has not its elements either.
    let count = shape.reduce((partialValue: 1, overflow: false)) {
      let product = $0.partialValue.multipliedReportingOverflow(by: $1)
      return (product.partialValue, $0.overflow || product.overflow)
    }
    guard !count.overflow, tensor.count == count.partialValue else {
      throw Failure(
        .modelFile, "tensor \(name) of \(model) has \(tensor.count) elements, which do not fill \(shape)")
    }
    return tensor
  }

  private func notFinite(_ name: String) -> Failure {
    Failure(.modelFile, "tensor \(name) of \(model) holds a number that is not finite")
  }
}
