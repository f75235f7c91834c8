import Testing

@testable import LinearAlgebra

@Suite("Arenas and slots")
struct ArenaTests {
  @Test("an arena starts at zero, on a 64-byte boundary", arguments: [0, 1, 1_000])
  func zeros(count: Int) {
    let arena = Arena<Float>(zeros: count)
    #expect(arena.elements == Array(repeating: 0, count: count))
    #expect(UInt(bitPattern: arena.base) % 64 == 0)
  }

  @Test("a slot reads back what was written to it, and its neighbours keep theirs")
  func slots() {
    var plan = ParameterPlan()
    let first = plan.reserve("a", 3, 5, .constant(0))
    let second = plan.reserve("b", 7, .constant(0))
    let third = plan.reserve("c", 1, 1, .constant(0))
    let arena = Arena<Double>(zeros: plan.count)
    arena.set(second, to: [1, 2, 3, 4, 5, 6, 7])
    #expect(arena.elements(of: second) == [1, 2, 3, 4, 5, 6, 7])
    #expect(arena.elements(of: first).allSatisfy { $0 == 0 } && arena.elements(of: third) == [0])
    #expect(arena.elements(of: second.reshaped(rows: 7, columns: 1)[rows: 2..<4]) == [3, 4])
    #expect(second.elements(in: arena.elements) == [1, 2, 3, 4, 5, 6, 7])
  }

  @Test("a plan never gives two slots the same place, and starts each on 16 elements")
  func plans() {
    var plan = ActivationPlan(rows: 3)
    let slots = [
      plan.reserve(1, 1), plan.reserve(5, 7), plan.reserve(0, 4),
      plan.reserveSequence(steps: 4, columns: 3).flattened, plan.reserve(2, 16),
    ]
    var end = 0
    for slot in slots {
      #expect(slot.offset >= end && slot.offset % 16 == 0)
      end = slot.offset + slot.count
    }
    #expect(plan.count >= end)
  }

  @Test("states lie between steps")
  func states() {
    var plan = ActivationPlan(rows: 2)
    let states = plan.reserveStates(steps: 3, columns: 5)
    #expect(states.steps == 3)
    for step in 0..<2 { #expect(states[after: step] == states[before: step + 1]) }
    #expect(states.afterEveryStep[0] == states[after: 0] && states.afterEveryStep.steps == 3)
    #expect(states[before: 1..<3].rows == 4 && states[before: 1..<3].offset == states[before: 1].offset)
    let single = plan.reserveStates(steps: 1, columns: 5)
    #expect(single[before: 1..<1].count == 0)
  }

  @Test("places outside stop the program")
  func bounds() async {
    await #expect(processExitsWith: .failure) { _ = Arena<Float>(zeros: 4)[4] }
    await #expect(processExitsWith: .failure) {
      var plan = ActivationPlan(rows: 1)
      let slot = plan.reserve(4, 4)
      _ = Arena<Float>(zeros: 15).elements(of: slot)
    }
    await #expect(processExitsWith: .failure) {
      var plan = ActivationPlan(rows: 1)
      _ = plan.reserve(4, 4)[rows: 2..<5]
    }
    await #expect(processExitsWith: .failure) {
      var plan = ActivationPlan(rows: 1)
      _ = plan.reserve(4, 4).gradient.gradient
    }
  }
}
