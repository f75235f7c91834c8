import Files
import Platform

extension Shard {
  /// The variable that says how many shards there are, where the system that starts tasks does not.
  public static let countVariable = "FORESEE_SHARDS"

  /// The shard of this process that an option asks for: `2/4`, or `auto` or `auto/4` for the one that a
  /// system which starts many tasks tells by variables.
  ///
  /// - Throws: `Failure` (arguments) where no variable tells it, or they contradict each other or the count
  ///   that is asked for.
  public static func of(_ text: String) throws(Failure) -> Shard {
    try of(text) { name in getenv(name).map { String(cString: $0) } }
  }

  /// The shard that an option asks for, where `environment` gives the values of variables.
  static func of(_ text: String, in environment: (String) -> String?) throws(Failure) -> Shard {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.first == "auto" else { return try Shard(text) }
    var asked: Count?
    if parts.count == 2 {
      guard let count = number(String(parts[1])), Shard(1, of: count) != nil else {
        throw Failure(
          .arguments, "--shard \(ShownText.quoted(text)) has no count from 1 to \(most) after auto/",
          fix: "for instance --shard auto/4")
      }
      asked = Count(value: count, source: "--shard \(text)")
    }
    return try automatic(asked, in: environment)
  }

  /// How many shards somebody says there are.
  private struct Count {
    let value: Int
    let source: String
  }

  private static func automatic(_ asked: Count?, in environment: (String) -> String?) throws(Failure) -> Shard
  {
    var tasks: [ArrayTask] = []
    for scheduler in ArrayScheduler.all {
      if let task = try ArrayTask(scheduler, in: environment) { tasks.append(task) }
    }
    guard let task = tasks.first else {
      throw Failure(
        .arguments,
        "--shard auto: no variable says which task this is, as \(ArrayScheduler.all.prefix(3).map(\.index).joined(separator: ", ")) do",
        fix: "--shard with a number and their count, for instance --shard 1/\(asked?.value ?? 4)")
    }
    if let other = tasks.first(where: { $0.number != task.number }) {
      throw Failure(
        .arguments,
        "\(task.variable) makes this task \(task.number) of \(task.scheduler), and \(other.variable) task \(other.number) of \(other.scheduler)",
        fix:
          "--shard with a number and their count, for instance --shard \(task.number)/\(asked?.value ?? task.count ?? 4)"
      )
    }
    var counts = [asked].compactMap(\.self)
    if let text = environment(countVariable), !text.isEmpty {
      guard let count = number(text), Shard(1, of: count) != nil else {
        throw Failure(
          .arguments, "\(countVariable) is \(ShownText.quoted(text)), expected a number from 1 to \(most)",
          fix: "\(countVariable)=4, or --shard auto/4")
      }
      counts.append(Count(value: count, source: countVariable))
    }
    counts += tasks.compactMap { task in task.count.map { Count(value: $0, source: task.scheduler) } }
    return try shard(task, counts)
  }

  /// The shard of a task, of as many as all of `counts` say.
  private static func shard(_ task: ArrayTask, _ counts: [Count]) throws(Failure) -> Shard {
    guard let count = counts.first else {
      throw Failure(
        .arguments,
        "\(task.variable) says that this is task \(task.number), and \(task.scheduler) does not say of how many",
        fix: "--shard auto/COUNT with the number of tasks, or set \(countVariable)")
    }
    if let other = counts.first(where: { $0.value != count.value }) {
      throw Failure(
        .arguments,
        "\(count.source) says that there are \(count.value) shards, and \(other.source) that there are \(other.value)",
        fix:
          "the same count everywhere; where only some tasks are started again, name the shard itself, as --shard K/\(count.value)"
      )
    }
    guard let shard = Shard(task.number, of: count.value) else {
      throw Failure(
        .arguments,
        "\(task.variable) makes this task \(task.number), and \(count.source) says that there are \(count.value) shards",
        fix: "start \(count.value) tasks, or --shard auto/COUNT with the number of tasks that there are")
    }
    return shard
  }
}
