import Layers
import LinearAlgebra
import TestSupport
import Testing

/// Layers alone against `torch.nn`, in double precision: `write_layers` in `Tests/Fixtures/generate.py`.
///
/// Both sides round the same few dozen sums differently, so they agree to some hundred units of 2⁻⁵².
@Suite("Layers agree with PyTorch's")
struct PyTorchLayerTests {
  private struct Reference: Decodable {
    struct Cell: Decodable {
      let cell: String
      let layers: Int
      let output: [Double]
      let input_gradient: [Double]
      let gradients: [Fixture.Gradient]
    }
    struct Attention: Decodable {
      let output, query_gradient, sequence_gradient: [Double]
      let gradients: [Fixture.Gradient]
    }
    struct Norm: Decodable {
      let output, input_gradient: [Double]
      let gradients: [Fixture.Gradient]
    }
    let cells: [Cell]
    let attention: Attention
    let norm: Norm
  }

  private let reference: Reference
  private let forwardTolerance = 1e-13
  private let gradientTolerance = 1e-12

  init() throws { reference = try Fixture.load("layers.json") }

  @Test("cells, stacked once and twice: torch.nn.RNN, LSTM and GRU")
  func stacks() {
    for item in reference.cells {
      switch item.cell {
      case "rnn": check(item, RNNCell.self, .tanh)
      case "rnn-relu": check(item, RNNCell.self, .relu)
      case "lstm": check(item, LSTMCell.self, .tanh)
      default: check(item, GRUCell.self, .tanh)
      }
    }
    #expect(reference.cells.count == 8)
  }

  private func check<Cell: RecurrentCell>(
    _ item: Reference.Cell, _: Cell.Type, _ activation: RecurrentActivation
  ) {
    var parameters = ParameterPlan()
    let sizes = LayerSizes(units: Array(repeating: 3, count: item.layers), activation: activation)
    let stack = RecurrentStack<Cell>(inputSize: 2, sizes: sizes, in: &parameters)
    var plan = ActivationPlan(rows: 3)
    let input = plan.reserveSequence(steps: 4, columns: 2)
    let activations = stack.reserve(steps: 4, in: &plan)
    let run = LayerRun(parameters, plan, Double.self)
    run.fill(input.flattened, phase: 0.1)
    var pass = run.pass()
    stack.forward(input, activations, in: &pass)
    let output = pass.elements(of: activations.output.flattened)
    #expect(Distance.relative(output, item.output) < forwardTolerance, "\(item.cell) · \(item.layers)")
    run.fill(activations.output.flattened.gradient, phase: 0.2)
    stack.backward(input, activations, in: &pass)
    #expect(parameters.parameters.map(\.name) == item.gradients.map { "rnn." + $0.name })
    for gradient in item.gradients {
      #expect(
        run.distance(gradient, prefix: "rnn.") < gradientTolerance,
        "\(gradient.name) of \(item.cell) · \(item.layers)")
    }
  }

  @Test("the gradient of a cell's input")
  func inputGradients() {
    for item in reference.cells where item.layers == 1 {
      switch item.cell {
      case "rnn": checkInput(item, RNNCell.self, .tanh)
      case "rnn-relu": checkInput(item, RNNCell.self, .relu)
      case "lstm": checkInput(item, LSTMCell.self, .tanh)
      default: checkInput(item, GRUCell.self, .tanh)
      }
    }
  }

  private func checkInput<Cell: RecurrentCell>(
    _ item: Reference.Cell, _: Cell.Type, _ activation: RecurrentActivation
  ) {
    var parameters = ParameterPlan()
    let cell = Cell(
      inputSize: 2, hiddenSize: 3, activation: activation, prefix: "", suffix: "_l0", in: &parameters)
    var plan = ActivationPlan(rows: 3)
    let input = plan.reserveSequence(steps: 4, columns: 2)
    let activations = cell.reserve(steps: 4, in: &plan)
    let run = LayerRun(parameters, plan, Double.self)
    run.fill(input.flattened, phase: 0.1)
    run.fill(input.flattened.gradient, phase: 5)
    var pass = run.pass()
    cell.forward(input, activations, in: &pass)
    run.fill(activations.hidden.afterEveryStep.flattened.gradient, phase: 0.2)
    cell.backward(input, activations, propagating: true, in: &pass)
    #expect(
      Distance.relative(pass.elements(of: input.flattened.gradient), item.input_gradient) < gradientTolerance,
      "\(item.cell)")
  }

  @Test("attention over padded rows: torch.nn.MultiheadAttention with a key_padding_mask")
  func attention() {
    let (size, leads, steps, rows) = (4, 2, 4, 3)
    var parameters = ParameterPlan()
    let attention = Attention("attention", size: size, heads: 2, in: &parameters)
    var plan = ActivationPlan(rows: rows)
    let queries = plan.reserve(rows * leads, size)
    let sequence = plan.reserveSequence(steps: steps, columns: size)
    let activations = attention.reserve(leads: leads, steps: steps, in: &plan)
    let run = LayerRun(parameters, plan, starts: [0, 3, 1], Double.self)
    run.fill(queries, phase: 0.1)
    run.fill(sequence.flattened, phase: 0.2)
    var pass = run.pass()
    attention.forward(queries, sequence, activations, in: &pass)
    let item = reference.attention
    #expect(Distance.relative(pass.elements(of: activations.output), item.output) < forwardTolerance)
    run.fill(activations.output.gradient, phase: 0.3)
    attention.backward(queries, sequence, activations, in: &pass)
    #expect(
      Distance.relative(pass.elements(of: queries.gradient), item.query_gradient) < gradientTolerance)
    #expect(
      Distance.relative(pass.elements(of: sequence.flattened.gradient), item.sequence_gradient)
        < gradientTolerance)
    #expect(parameters.parameters.map(\.name) == item.gradients.map { "attention." + $0.name })
    for gradient in item.gradients {
      #expect(run.distance(gradient, prefix: "attention.") < gradientTolerance, "\(gradient.name)")
    }
  }

  @Test("layer norm: torch.nn.LayerNorm")
  func norm() {
    var parameters = ParameterPlan()
    let norm = LayerNorm("norm", size: 5, in: &parameters)
    var plan = ActivationPlan(rows: 3)
    let input = plan.reserve(3, 5)
    let activations = norm.reserve(rows: 3, in: &plan)
    let run = LayerRun(parameters, plan, Double.self)
    run.fill(input, phase: 0.1)
    run.fill(input.gradient, phase: 5)
    var pass = run.pass()
    norm.forward(input, activations, in: &pass)
    let item = reference.norm
    #expect(Distance.relative(pass.elements(of: activations.output), item.output) < forwardTolerance)
    run.fill(activations.output.gradient, phase: 0.2)
    norm.backward(input, activations, in: &pass)
    #expect(Distance.relative(pass.elements(of: input.gradient), item.input_gradient) < gradientTolerance)
    for gradient in item.gradients {
      #expect(run.distance(gradient, prefix: "norm.") < gradientTolerance, "\(gradient.name)")
    }
  }
}
