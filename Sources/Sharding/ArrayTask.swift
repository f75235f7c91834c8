import Files

/// A system that starts many tasks of one job, and the variables by which it tells each task which one it is.
struct ArrayScheduler: Sendable {
  /// What it is called in a sentence.
  let name: String
  /// The variable with the index of the task.
  let index: String
  /// What the first task has: a fixed number, or a variable that holds it.
  let first: First
  /// The variables with the index of the last task and the distance of two; `nil` where there are none.
  var last: String?
  var step: String?
  /// The variable with the number of tasks; `nil` where there is none.
  var count: String?

  /// What the index of the first task is.
  enum First: Sendable {
    case number(Int)
    case variable(String)
  }

  /// Those that are known.
  static let all = [
    ArrayScheduler(
      name: "a Slurm array", index: "SLURM_ARRAY_TASK_ID", first: .variable("SLURM_ARRAY_TASK_MIN"),
      last: "SLURM_ARRAY_TASK_MAX", step: "SLURM_ARRAY_TASK_STEP", count: "SLURM_ARRAY_TASK_COUNT"),
    ArrayScheduler(name: "an Indexed Job of Kubernetes", index: "JOB_COMPLETION_INDEX", first: .number(0)),
    ArrayScheduler(
      name: "an array job of AWS Batch", index: "AWS_BATCH_JOB_ARRAY_INDEX", first: .number(0),
      count: "AWS_BATCH_JOB_ARRAY_SIZE"),
    ArrayScheduler(
      name: "Google Batch", index: "BATCH_TASK_INDEX", first: .number(0), count: "BATCH_TASK_COUNT"),
    ArrayScheduler(
      name: "a job of Cloud Run", index: "CLOUD_RUN_TASK_INDEX", first: .number(0),
      count: "CLOUD_RUN_TASK_COUNT"),
    ArrayScheduler(
      name: "an array of Grid Engine", index: "SGE_TASK_ID", first: .variable("SGE_TASK_FIRST"),
      last: "SGE_TASK_LAST", step: "SGE_TASK_STEPSIZE"),
  ]
}

/// The place of a task among those of its job, as its system tells it.
struct ArrayTask: Sendable, Equatable {
  /// The system, and the variable that tells the task.
  let scheduler: String
  let variable: String
  /// Which task it is, from 1.
  let number: Int
  /// How many there are; `nil` where the system does not say.
  let count: Int?

  /// The task of `scheduler`; `nil` where its variable is not set, or says that there is no array.
  ///
  /// - Throws: `Failure` (arguments) for variables that contradict each other, or do not tell the place of
  ///   the task.
  init?(_ scheduler: ArrayScheduler, in environment: (String) -> String?) throws(Failure) {
    // Grid Engine calls the task of a job that is no array undefined.
    guard let text = environment(scheduler.index), text != "undefined", !text.isEmpty else { return nil }
    let index = try Self.number(text, scheduler.index)
    func value(_ name: String?) throws(Failure) -> Int? {
      guard let name, let text = environment(name), !text.isEmpty else { return nil }
      return try Self.number(text, name)
    }
    let first: Int
    switch scheduler.first {
    case .number(let number): first = number
    case .variable(let name):
      guard let number = try value(name) else {
        throw Failure(
          .arguments, "\(scheduler.index) is \(index), and \(name), the index of the first task, is not set",
          fix: "--shard \"$\(scheduler.index)/COUNT\" with the number of tasks, where they are counted from 1"
        )
      }
      first = number
    }
    let (last, step) = (try value(scheduler.last), try value(scheduler.step))
    let tasks = Tasks(first: first, last: last, step: step, count: try value(scheduler.count))
    self.scheduler = scheduler.name
    variable = scheduler.index
    count = tasks.size
    number = try tasks.place(of: index, scheduler)
  }

  private static func number(_ text: String, _ variable: String) throws(Failure) -> Int {
    // So large are the indices of no system; products of two of them fit an Int.
    guard let number = Shard.number(text), number <= Int(Int32.max) else {
      throw Failure(
        .arguments, "\(variable) is \(ShownText.quoted(text)), expected a whole number up to \(Int32.max)",
        fix: "--shard with the number of the shard and their count, for instance --shard 2/4")
    }
    return number
  }
}

/// The indices of the tasks of a job, as far as variables tell them.
private struct Tasks {
  let first: Int
  let last: Int?
  let step: Int?
  let count: Int?

  /// The number of tasks; `nil` where nothing tells it.
  var size: Int? {
    if let count, count > 0 { return count }
    guard let last, last >= first else { return nil }
    return (last - first) / max(1, step ?? 1) + 1
  }

  /// How far two tasks are apart; `nil` where they are not evenly spaced.
  private var distance: Int? {
    guard let last, let size, size > 0 else { return max(1, step ?? 1) }
    // The last index may be the end of the range that was asked for, and not that of a task.
    if let step, step > 0, first + step * (size - 1) <= last, last < first + step * size { return step }
    guard size > 1 else { return last == first ? 1 : nil }
    return (last - first) % (size - 1) == 0 && last > first ? (last - first) / (size - 1) : nil
  }

  /// Which of the tasks has `index`, from 1.
  func place(of index: Int, _ scheduler: ArrayScheduler) throws(Failure) -> Int {
    let range = last.map { "\(size ?? 1) from \(first) to \($0)" } ?? "\(size ?? 1) from \(first) on"
    guard let distance, index < first || (index - first) % distance == 0 else {
      let tasks = size.map { "1-\($0)" } ?? "1-COUNT"
      throw Failure(
        .arguments,
        "the tasks of \(scheduler.name), \(range), are not evenly spaced, so that nothing tells which of them \(index) is",
        fix: scheduler.last == "SLURM_ARRAY_TASK_MAX"
          ? "sbatch --array=\(tasks), or --shard with a number and their count, for instance --shard 2/\(size ?? 4)"
          : "--shard with a number and their count, for instance --shard 2/\(size ?? 4)")
    }
    let number = (index - first) / distance + 1
    guard index >= first, number <= size ?? .max else {
      throw Failure(
        .arguments, "\(scheduler.index) is \(index), and the tasks of \(scheduler.name) are \(range)",
        fix: "--shard with a number and their count, for instance --shard 2/\(size ?? 4)")
    }
    return number
  }
}
