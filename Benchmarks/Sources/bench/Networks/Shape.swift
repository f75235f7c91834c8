import ArgumentParser

/// The size of a measured network: batch x time x inputs x hidden x layers.
struct Shape: ExpressibleByArgument {
  let batch: Int
  let steps: Int
  let features: Int
  let units: Int
  let layers: Int

  /// The five shapes that all networks are measured at.
  static let all = ["32x64x8x32x1", "32x64x8x64x2", "64x96x8x128x2", "256x96x8x128x1", "64x64x8x256x2"]
    .compactMap { Shape(argument: $0) }

  init?(argument: String) {
    let sizes = argument.split(separator: "x").compactMap { Int($0) }.filter { $0 > 0 }
    guard sizes.count == 5 else { return nil }
    (batch, steps, features, units, layers) = (sizes[0], sizes[1], sizes[2], sizes[3], sizes[4])
  }

  var text: String { "\(batch)x\(steps)x\(features)x\(units)x\(layers)" }
}
