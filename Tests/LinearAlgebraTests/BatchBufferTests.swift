import Testing

@testable import LinearAlgebra

@Suite("The buffer of a batch")
struct BatchBufferTests {
  @Test("writes where the pass reads, time-major")
  func layout() {
    let (rows, steps, features) = (3, 4, 2)
    var plan = ActivationPlan(rows: rows)
    let input = plan.reserveSequence(steps: steps, columns: features)
    let known = plan.reserve(rows, 2)
    let (target, weight) = (plan.reserve(rows, 2), plan.reserve(rows, 2))
    let workspace = Workspace<Float>(plan)
    let batch = BatchBuffer(workspace, input: input, known: known, target: target, weight: weight)
    batch[2, 1, 1] = 5
    batch.setKnown(row: 2, 1, to: 6)
    batch.setTarget(row: 0, lead: 1, to: 7, weight: 0.5)
    batch.setStart(row: 1, to: 2)
    let pass = Pass(parameters: Arena(zeros: 0), workspace: workspace)
    #expect(pass.elements(of: input[2]) == [0, 0, 0, 5, 0, 0])
    #expect(pass.elements(of: known) == [0, 0, 0, 0, 0, 6])
    #expect(pass.elements(of: target) == [0, 7, 0, 0, 0, 0])
    #expect(pass.elements(of: weight) == [0, 0.5, 0, 0, 0, 0])
    let isPadded = pass.isPadded
    #expect(isPadded)
    batch.clear(row: 1)
    #expect(batch[2, 1, 1] == 0)
    batch.setStart(row: 1, to: 0)
    let unpadded = Pass(parameters: Arena(zeros: 0), workspace: workspace)
    let isStillPadded = unpadded.isPadded
    #expect(!isStillPadded)
  }

  @Test("writes consecutive steps side by side where one step of the input holds several")
  func patches() {
    var plan = ActivationPlan(rows: 2)
    let input = plan.reserveSequence(steps: 2, columns: 6)
    let (known, target, weight) = (plan.reserve(2, 0), plan.reserve(2, 1), plan.reserve(2, 1))
    let workspace = Workspace<Float>(plan)
    let batch = BatchBuffer(
      workspace, input: input, patch: 3, known: known, target: target, weight: weight)
    #expect(batch.steps == 6 && batch.features == 2)
    for step in 0..<6 { batch[step, 1, 1] = Float(step + 1) }
    batch.setStart(row: 1, to: 4)
    let pass = Pass(parameters: Arena(zeros: 0), workspace: workspace)
    #expect(pass.elements(of: input[0]) == [0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 3])
    #expect(pass.elements(of: input[1]) == [0, 0, 0, 0, 0, 0, 0, 4, 0, 5, 0, 6])
    // Step 4 has data, so the patch that holds it is not padding.
    #expect(workspace.starts[1] == 1)
  }

  @Test("a place outside the batch stops the program")
  func bounds() async {
    await #expect(processExitsWith: .failure) {
      var plan = ActivationPlan(rows: 2)
      let input = plan.reserveSequence(steps: 3, columns: 1)
      let (known, target, weight) = (plan.reserve(2, 0), plan.reserve(2, 1), plan.reserve(2, 1))
      let batch = BatchBuffer(
        Workspace<Float>(plan), input: input, known: known, target: target, weight: weight)
      batch[3, 0, 0] = 1
    }
  }
}
