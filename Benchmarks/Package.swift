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
    .executableTarget(
      name: "bench",
      dependencies: [
        "CAllocations",
        .product(name: "Layers", package: "Foresee"),
        .product(name: "Training", package: "Foresee"),
        .product(name: "LinearAlgebra", package: "Foresee"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
