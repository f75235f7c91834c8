// swift-tools-version:6.2
import PackageDescription

let package = Package(
  name: "ForeseeBenchmarks",
  dependencies: [
    .package(name: "Foresee", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    .target(name: "CAllocations"),
    .target(name: "CCeiling", linkerSettings: [.linkedLibrary("openblas")]),
    .executableTarget(
      name: "bench",
      dependencies: [
        "CAllocations", "CCeiling",
        .product(name: "Backtesting", package: "Foresee"),
        .product(name: "Forecasting", package: "Foresee"),
        .product(name: "Layers", package: "Foresee"),
        .product(name: "LinearAlgebra", package: "Foresee"),
        .product(name: "TimeSeries", package: "Foresee"),
        .product(name: "Training", package: "Foresee"),
        .product(name: "foresee", package: "Foresee"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "accuracy",
      dependencies: [
        .product(name: "Backtesting", package: "Foresee"),
        .product(name: "Forecasting", package: "Foresee"),
        .product(name: "Randomness", package: "Foresee"),
        .product(name: "TimeSeries", package: "Foresee"),
        .product(name: "Training", package: "Foresee"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
