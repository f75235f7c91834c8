// swift-tools-version:6.2
import PackageDescription

let package = Package(
  name: "Foresee",
  products: [
    // MARK: Public API
    .library(name: "Randomness", targets: ["Randomness"]),
    .library(name: "TimeSeries", targets: ["TimeSeries"]),
    .library(name: "LinearAlgebra", targets: ["LinearAlgebra"]),
    .library(name: "Layers", targets: ["Layers"]),
    .library(name: "Training", targets: ["Training"]),
    .library(name: "Forecasting", targets: ["Forecasting", "Windowing", "Models", "Combining", "Registry"]),
    .library(name: "Backtesting", targets: ["Backtesting", "Tuning", "Reports"]),
    .library(name: "Assessment", targets: ["Assessment"]),
    .executable(name: "foresee", targets: ["foresee"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-algorithms", from: "1.2.1"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
  ],
  targets: [
    // MARK: C libraries and kernels
    .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CLibCSV", providers: [.apt(["libcsv-dev"])]),
    .target(name: "CKernels"),

    // MARK: Foundations
    .target(name: "Platform"),
    .target(name: "Files", dependencies: ["Platform"]),
    .target(name: "Randomness", dependencies: ["Platform"]),
    .target(name: "LinearAlgebra", dependencies: ["COpenBLAS", "CKernels", "Platform"]),
    .target(
      name: "TimeSeries",
      dependencies: [
        "CLibCSV", "Files", "Platform", .product(name: "Algorithms", package: "swift-algorithms"),
      ]),
    .target(name: "Sharding", dependencies: ["Files", "Platform"]),
    .target(name: "Assessment", dependencies: ["Files", "Platform", "TimeSeries"]),
    .target(name: "Synthesis", dependencies: ["Files", "Platform", "Randomness", "TimeSeries"]),
    .target(
      name: "Charts",
      dependencies: [
        "Files", "Platform", "TimeSeries", .product(name: "Algorithms", package: "swift-algorithms"),
      ]),

    // MARK: Networks and forecasts
    .target(name: "Layers", dependencies: ["LinearAlgebra", "Platform"]),
    .target(name: "Training", dependencies: ["Layers", "LinearAlgebra", "Platform", "Randomness"]),
    .target(
      name: "Forecasting",
      dependencies: ["Files", "Layers", "LinearAlgebra", "Platform", "TimeSeries", "Training"]),
    .target(
      name: "Windowing",
      dependencies: ["Files", "Forecasting", "LinearAlgebra", "Platform", "TimeSeries", "Training"]),
    .target(
      name: "Models",
      dependencies: [
        "Files", "Forecasting", "Layers", "LinearAlgebra", "Platform", "TimeSeries", "Training", "Windowing",
        .product(name: "Algorithms", package: "swift-algorithms"),
      ]),
    .target(
      name: "Combining",
      dependencies: [
        "Files", "Forecasting", "Models", "Platform", "TimeSeries", "Training", "Windowing",
        .product(name: "Algorithms", package: "swift-algorithms"),
      ]),
    .target(
      name: "Registry",
      dependencies: ["Combining", "Files", "Forecasting", "Models", "TimeSeries", "Training", "Windowing"]),
    .target(
      name: "Backtesting",
      dependencies: [
        "Files", "Forecasting", "Models", "Platform", "Randomness", "Registry", "TimeSeries",
        .product(name: "Algorithms", package: "swift-algorithms"),
      ]),
    .target(
      name: "Tuning",
      dependencies: [
        "Backtesting", "Files", "Forecasting", "LinearAlgebra", "Randomness", "Registry", "TimeSeries",
        "Training", "Windowing",
      ]),
    .target(
      name: "Reports",
      dependencies: [
        "Assessment", "Backtesting", "Charts", "Files", "Forecasting", "Models", "Platform", "Registry",
        "TimeSeries", .product(name: "Algorithms", package: "swift-algorithms"),
      ]),

    // MARK: Commands
    .executableTarget(
      name: "foresee",
      dependencies: [
        "Assessment", "Backtesting", "Charts", "Combining", "Files", "Forecasting", "LinearAlgebra", "Models",
        "Platform", "Registry", "Reports", "Sharding", "Synthesis", "TimeSeries", "Training", "Tuning",
        "Windowing",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "notebook",
      dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")]),

    // MARK: Tests
    .target(name: "TestSupport", dependencies: ["Platform", "Randomness"], path: "Tests/TestSupport"),
    .target(name: "CAllocations", path: "Tests/CAllocations"),
    .testTarget(name: "FilesTests", dependencies: ["Files", "Platform", "TestSupport"]),
    .testTarget(name: "ShardingTests", dependencies: ["Files", "Sharding", "TestSupport"]),
    .testTarget(name: "RandomnessTests", dependencies: ["Randomness", "TestSupport"]),
    .testTarget(
      name: "LinearAlgebraTests",
      dependencies: ["CKernels", "LinearAlgebra", "Platform", "Randomness", "TestSupport"]),
    .testTarget(
      name: "TimeSeriesTests",
      dependencies: ["CAllocations", "Files", "Platform", "TimeSeries", "TestSupport"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts", "Randomness", "TestSupport", "TimeSeries"]),
    .testTarget(
      name: "AssessmentTests", dependencies: ["Assessment", "Files", "Platform", "TestSupport", "TimeSeries"]),
    .testTarget(
      name: "SynthesisTests", dependencies: ["Files", "Platform", "Synthesis", "TimeSeries", "TestSupport"]),
    .testTarget(
      name: "LayersTests", dependencies: ["Layers", "LinearAlgebra", "Randomness", "TestSupport"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "CAllocations", "Layers", "LinearAlgebra", "Platform", "Randomness", "Training", "TestSupport",
      ]),
    .testTarget(
      name: "ForecastingTests",
      dependencies: [
        "Combining", "Files", "Forecasting", "Layers", "LinearAlgebra", "Models", "Platform", "Randomness",
        "Registry", "TimeSeries", "Training", "TestSupport", "Windowing",
      ]),
    .testTarget(
      name: "BacktestingTests",
      dependencies: [
        "Backtesting", "Combining", "Files", "Forecasting", "Models", "Registry", "Reports", "TimeSeries",
        "Training", "TestSupport", "Windowing",
      ]),
    .testTarget(
      name: "TuningTests",
      dependencies: ["Backtesting", "Files", "Forecasting", "Registry", "TimeSeries", "Training", "Tuning"]),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Backtesting", "Charts", "Files", "Forecasting", "Models", "Registry", "Reports", "TimeSeries",
      ]),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "Backtesting", "Files", "Forecasting", "foresee", "Models", "notebook", "Platform", "Registry",
        "TestSupport", "TimeSeries", "Training", "Tuning", "Windowing",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = [
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    .enableUpcomingFeature("ExistentialAny"),
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
}

// Tests fit hundreds of models, which code that is not optimised takes minutes for. Such flags are refused in
// a package that others depend on, so that a checkout is built as they ask.
if !["/checkouts/", "/registry/"].contains(where: { Context.packageDirectory.contains($0) }) {
  for target in package.targets where target.type == .regular || target.type == .executable {
    target.swiftSettings?.append(.unsafeFlags(["-O"], .when(configuration: .debug)))
  }
}
