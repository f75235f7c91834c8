import CCeiling
import LinearAlgebra

/// What this machine's processors can reach: OpenBLAS' sgemm of large matrices, one a thread, all at once.
enum Ceiling {
  private static let size = 2048

  /// The GFLOP/s of `threads` products at a time.
  static func gflops(threads: Int) -> Double {
    let team = WorkerTeam(threads: threads)
    let work = Products(count: team.threads)
    team.run(team.threads, of: work)
    let operations = 2 * Double(size * size * size) * Double(team.threads)
    return (0..<3).map { _ in operations / seconds { team.run(team.threads, of: work) } / 1e9 }.median
  }

  /// One product a worker, each with matrices of its own.
  private final class Products: ParallelWork, @unchecked Sendable {
    private let left: [Float]
    private var results: [[Float]]

    init(count: Int) {
      left = (0..<size * size).map { Float($0 % 31) / 16 - 1 }
      results = Array(repeating: Array(repeating: 0, count: size * size), count: count)
    }

    func run(item: Int, worker: Int) {
      results.withUnsafeMutableBufferPointer { results in
        multiply_squares(left, left, &results[item], Int32(size))
      }
    }
  }
}
