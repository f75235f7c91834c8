import Foundation

/// A CSV file of every score, complete up to the last verdict at any time.
struct ScoreFile {
  private let handle: FileHandle

  /// Starts the file, replacing what was there.
  init(path: String) throws {
    try Data("protocol,trial,model,seed,metric,score,seconds\n".utf8).write(to: URL(filePath: path))
    handle = try FileHandle(forWritingTo: URL(filePath: path))
    try handle.seekToEnd()
  }

  /// Appends the scores of one verdict.
  func append(_ verdict: Verdict, of plan: String) throws {
    let lines = verdict.scores.map { score in
      "\(plan),\(verdict.trial),\(verdict.model),\(verdict.seed),\(score.metric),\(score.value),\(verdict.seconds)\n"
    }
    try handle.write(contentsOf: Data(lines.joined().utf8))
  }
}
