import ArgumentParser
import Files
import Forecasting
import LinearAlgebra
import Training

/// The options of training; those not given are taken from the configuration file, or else are the default.
struct TrainingArguments: ParsableArguments {
  @Option(help: ArgumentHelp("The most passes over the training windows. (default: 100)", valueName: "count"))
  var maxEpochs: Int?

  @Option(help: ArgumentHelp("The most steps of the optimiser, instead of epochs.", valueName: "count"))
  var maxSteps: Int?

  @Option(
    help: ArgumentHelp(
      "Training stops after so many epochs without a better validation loss; rnn, lstm and gru are then trained again on all rows. 0 trains without validation. (default: 10)",
      valueName: "epochs"))
  var patience: Int?

  @Option(
    help: ArgumentHelp(
      "The share of the training rows, the last ones, that validation uses. (default: 0.2)",
      valueName: "share"))
  var validation: Double?

  @Option(
    help: ArgumentHelp(
      "The loss to minimise; quantile learns the quantiles of --level and --quantiles, or tenths and the ends of 95 %, which are the intervals then; the recurrent networks alone can. (default: mae)",
      valueName: "loss"))
  var loss: Loss?

  @Option(help: ArgumentHelp("Windows a step. (default: 32)", valueName: "count"))
  var batch: Int?

  @Option(help: ArgumentHelp("The learning rate. (default: 0.001)", valueName: "rate"))
  var learningRate: Double?

  @Option(help: ArgumentHelp("How the learning rate changes. (default: constant)", valueName: "schedule"))
  var schedule: ScheduleKind?

  @Option(help: ArgumentHelp("Steps over which the rate rises from 0. (default: 0)", valueName: "steps"))
  var warmUp: Int?

  @Option(help: ArgumentHelp("The optimiser. (default: adam)", valueName: "optimizer"))
  var optimizer: OptimizerKind?

  @Option(help: ArgumentHelp("Weight decay of adamw and sgd. (default: 0)", valueName: "rate"))
  var weightDecay: Double?

  @Option(help: ArgumentHelp("The momentum of sgd. (default: 0.9)", valueName: "share"))
  var momentum: Double?

  @Option(help: ArgumentHelp("The largest gradient norm, 0 for no bound. (default: 1)", valueName: "norm"))
  var clip: Double?

  @Option(help: ArgumentHelp("The seed of all randomness. (default: 1)", valueName: "number"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "How many networks are trained, with seeds from --seed on; the forecast is their mean. (default: 1; blend: 2 where windows are few)",
      valueName: "count"))
  var members: Int?
}

extension TrainingArguments {
  /// Sets what is given here or in the configuration file in `options`.
  func apply(to options: inout ForecasterOptions, _ settings: inout Settings) throws(Failure) {
    try apply(to: &options.training, &settings)
    if let value = try settings.integer("members", option: members, in: .members) { options.members = value }
  }

  private func apply(to options: inout TrainingOptions, _ settings: inout Settings) throws(Failure) {
    if let value = try settings.integer("max-epochs", option: maxEpochs, in: .count) {
      options.maxEpochs = value
    }
    if let value = try settings.integer("max-steps", option: maxSteps, in: .count) {
      options.maxSteps = value
    }
    if let value = try settings.integer("patience", option: patience, in: .countOrNone) {
      options.patience = value
    }
    if let value = try settings.number("validation", option: validation, in: .share) {
      options.validation = value
    }
    if let value = try settings.choice("loss", option: loss) { options.loss = value }
    if let value = try settings.integer("batch", option: batch, in: .batch) { options.batch = value }
    if let value = try settings.number("learning-rate", option: learningRate, in: .positive) {
      options.learningRate = value
    }
    if let value = try settings.choice("schedule", option: schedule) { options.schedule = value }
    if let value = try settings.integer("warm-up", option: warmUp, in: .countOrNone) {
      options.warmUpSteps = value
    }
    if let value = try settings.choice("optimizer", option: optimizer) { options.optimizer = value }
    if let value = try settings.number("weight-decay", option: weightDecay, in: .notNegative) {
      options.weightDecay = value
    }
    if let value = try settings.number("momentum", option: momentum, in: .probability) {
      options.momentum = value
    }
    if let value = try settings.number("clip", option: clip, in: .notNegative) { options.clip = value }
    if let value = try settings.seed("seed", option: seed) { options.seed = value }
  }
}
