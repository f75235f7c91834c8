import LinearAlgebra
import Testing

@Suite("Numbers below the normal range")
struct SubnormalsTests {
  /// Halves `number`; not inlined, so that the processor does it when the test runs.
  @inline(never)
  private func half(of number: Float) -> Float { number * 0.5 }

  @Test("are zero inside, and themselves before and after")
  func scope() {
    let least = Float.leastNormalMagnitude
    #expect(half(of: least) > 0)
    let inside = flushingSubnormals { half(of: least.nextUp) }
    #if arch(x86_64) || arch(arm64)
    #expect(inside == 0)
    #endif
    #expect(half(of: least.nextUp.nextUp) > 0)
  }
}
