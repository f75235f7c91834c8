import Files
import Testing

@testable import Sharding

@Suite("--shard")
struct ShardTests {
  @Test(
    "reads a number and a count",
    arguments: [("1/1", 1, 1), ("2/4", 2, 4), ("16/16", 16, 16), ("01/4", 1, 4)])
  func read(_ text: String, _ number: Int, _ count: Int) throws {
    let shard = try Shard.of(text) { _ in nil }
    #expect((shard.number, shard.count) == (number, count))
    #expect(shard.description == "\(number)/\(count)")
  }

  @Test(
    "says what a text should be",
    arguments: [
      ("0/4", "--shard 1/4 for the first"), ("5/4", "--shard 4/4 for the last"), ("1/0", "from 1 to"),
      ("2-of-4", "--shard 2/4"), ("2:4", "--shard 2/4"), ("2 / 4", "--shard 2/4"),
      ("5-of-4", "for instance --shard 2/4"),
      ("2", "for instance"), ("", "for instance"), ("a/b", "for instance"), ("-1/4", "--shard 1/4"),
      ("+1/4", "--shard 1/4"),
      ("1/4/2", "for instance"), ("1/99999999999999999999", "for instance"), ("automatic", "for instance"),
      ("auto/", "--shard auto/4"), ("auto/0", "--shard auto/4"), ("auto/x", "--shard auto/4"),
      ("Auto", "--shard auto"),
    ])
  func refused(_ text: String, _ message: String) throws {
    let failure = #expect(throws: Failure.self) { try Shard.of(text) { _ in nil } }
    #expect(failure?.cause == .arguments)
    #expect(failure?.description.contains(message) == true, "\(failure?.description ?? "")")
  }

  /// What variables say, what is asked for, and the shard or a part of the message.
  struct Case: Sendable, CustomTestStringConvertible {
    var variables: [String: String]
    var option: String
    var expected: String

    init(_ variables: [String: String], _ option: String, _ expected: String) {
      (self.variables, self.option, self.expected) = (variables, option, expected)
    }

    init(_ variables: [String: String], _ expected: String) { self.init(variables, "auto", expected) }

    var testDescription: String {
      "\(option) "
        + variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
  }

  private static func slurm(
    _ id: String, _ first: Int?, _ last: Int?, step: Int? = nil, count: Int? = nil
  ) -> [String: String] {
    var variables = ["SLURM_ARRAY_TASK_ID": id, "SLURM_ARRAY_JOB_ID": "815"]
    for (name, value) in [("MIN", first), ("MAX", last), ("STEP", step), ("COUNT", count)] {
      variables["SLURM_ARRAY_TASK_" + name] = value.map { "\($0)" }
    }
    return variables
  }

  private static func grid(_ id: String, _ first: Int, _ last: Int, _ step: Int) -> [String: String] {
    [
      "SGE_TASK_ID": id, "SGE_TASK_FIRST": "\(first)", "SGE_TASK_LAST": "\(last)",
      "SGE_TASK_STEPSIZE": "\(step)",
    ]
  }

  private static let kubernetes = ["JOB_COMPLETION_INDEX": "2"]
  private static let amazon = ["AWS_BATCH_JOB_ARRAY_INDEX": "2", "AWS_BATCH_JOB_ARRAY_SIZE": "5"]

  @Test(
    "takes the shard from variables",
    arguments: [
      // --array=1-4, 0-3, 5-8, 0-15:4, 0-14:4 as some say it, 1-7:2, a single task.
      Case(slurm("1", 1, 4, step: 1, count: 4), "1/4"), Case(slurm("4", 1, 4, step: 1, count: 4), "4/4"),
      Case(slurm("0", 0, 3, step: 1, count: 4), "1/4"), Case(slurm("8", 5, 8, step: 1, count: 4), "4/4"),
      Case(slurm("8", 0, 12, step: 4, count: 4), "3/4"), Case(slurm("8", 0, 14, step: 4, count: 4), "3/4"),
      Case(slurm("7", 1, 7, step: 2, count: 4), "4/4"), Case(slurm("9", 9, 9, step: 1, count: 1), "1/1"),
      // Lists, --array=1,3,5,7 and 3,9, with the step that a range would have.
      Case(slurm("5", 1, 7, step: 1, count: 4), "3/4"), Case(slurm("9", 3, 9, step: 1, count: 2), "2/2"),
      // Without a count or a step.
      Case(slurm("2", 1, 4), "2/4"), Case(slurm("4", 0, 12, step: 4), "2/4"),
      Case(slurm("8", 0, 12, count: 4), "3/4"),
      Case(slurm("2", 1, 4, count: 4), "auto/4", "2/4"),
      Case(kubernetes, "auto/4", "3/4"), Case(kubernetes.merging(["FORESEE_SHARDS": "7"]) { $1 }, "3/7"),
      Case(kubernetes.merging(["FORESEE_SHARDS": "4"]) { $1 }, "auto/4", "3/4"),
      Case(amazon, "3/5"), Case(amazon, "auto/5", "3/5"),
      Case(["AWS_BATCH_JOB_ARRAY_INDEX": "0"], "auto/3", "1/3"),
      // AWS Batch on Kubernetes may set both.
      Case(amazon.merging(kubernetes) { $1 }, "3/5"),
      Case(["BATCH_TASK_INDEX": "0", "BATCH_TASK_COUNT": "2"], "1/2"),
      Case(["CLOUD_RUN_TASK_INDEX": "1", "CLOUD_RUN_TASK_COUNT": "2"], "2/2"),
      Case(grid("2", 1, 4, 1), "2/4"), Case(grid("7", 1, 8, 3), "3/3"), Case(grid("7", 1, 7, 3), "3/3"),
      Case(
        ["SGE_TASK_ID": "undefined", "SGE_TASK_FIRST": "undefined"].merging(kubernetes) { $1 }, "auto/3",
        "3/3"),
    ])
  func automatic(_ item: Case) throws {
    #expect(try Shard.of(item.option) { item.variables[$0] }.description == item.expected)
  }

  @Test(
    "says where variables do not tell it",
    arguments: [
      Case([:], "no variable says which task this is"), Case([:], "auto/6", "--shard 1/6"),
      Case(["SLURM_ARRAY_TASK_ID": ""], "no variable says"),
      Case(["SLURM_JOB_ID": "5", "SLURM_PROCID": "0"], "no variable says"),
      Case(["SGE_TASK_ID": "undefined"], "no variable says"),
      Case(kubernetes, "does not say of how many"), Case(kubernetes, "set FORESEE_SHARDS"),
      Case(kubernetes, "auto/2", "start 2 tasks"),
      Case(kubernetes.merging(["FORESEE_SHARDS": "x"]) { $1 }, "FORESEE_SHARDS is \"x\""),
      Case(kubernetes.merging(["FORESEE_SHARDS": "0"]) { $1 }, "FORESEE_SHARDS=4, or"),
      Case(kubernetes.merging(["FORESEE_SHARDS": "8"]) { $1 }, "auto/4", "FORESEE_SHARDS that there are 8"),
      Case(["JOB_COMPLETION_INDEX": "-1"], "auto/4", "expected a whole number"),
      Case(amazon, "auto/4", "an array job of AWS Batch that there are 5"),
      Case(amazon, "auto/4", "--shard K/4"),
      Case(amazon.merging(["AWS_BATCH_JOB_ARRAY_INDEX": "5"]) { $1 }, "are 5 from 0 on"),
      Case(amazon.merging(["JOB_COMPLETION_INDEX": "1"]) { $1 }, "JOB_COMPLETION_INDEX makes this task 2"),
      Case(slurm("1", nil, nil), "SLURM_ARRAY_TASK_MIN"),
      Case(slurm("x", 1, 4), "SLURM_ARRAY_TASK_ID is \"x\""),
      Case(slurm("3", 1, 7, step: 1, count: 3), "not evenly spaced"),
      Case(slurm("3", 1, 7, step: 1, count: 3), "--array=1-3"),
      Case(slurm("4", 1, 6, step: 1, count: 3), "not evenly spaced"),
      Case(slurm("5", 1, 4, step: 1, count: 4), "are 4 from 1 to 4"),
      Case(slurm("0", 1, 4, step: 1, count: 4), "are 4 from 1 to 4"),
      // The third of sixteen is started again, as --array=3.
      Case(slurm("3", 3, 3, step: 1, count: 1), "auto/16", "--shard K/16"),
      Case(grid("9", 1, 4, 1), "are 4 from 1 to 4"),
      // Numbers whose sums and products no Int holds.
      Case(["JOB_COMPLETION_INDEX": "9223372036854775807"], "auto/4", "whole number up to"),
      Case(slurm("1", 0, Int.max), "SLURM_ARRAY_TASK_MAX"),
      Case(slurm("1", 0, 4, step: Int.max), "SLURM_ARRAY_TASK_STEP"),
    ])
  func untold(_ item: Case) throws {
    let failure = #expect(throws: Failure.self) { try Shard.of(item.option) { item.variables[$0] } }
    #expect(failure?.cause == .arguments)
    #expect(failure?.description.contains(item.expected) == true, "\(failure?.description ?? "")")
  }
}
