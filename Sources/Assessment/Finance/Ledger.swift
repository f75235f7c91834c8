public import Files

/// The runs of backtests that were made, in a file to which each run adds a line and from which nothing is
/// taken.
///
/// It is what a deflated Sharpe ratio needs to be honest: it knows the trials that nobody shows. Several
/// processes may add to it at once without losing a line.
public struct Ledger: Sendable, Hashable {
  /// The file.
  public let path: String

  /// Names the file, which need not exist yet.
  public init(path: String) { self.path = path }

  /// Refuses a file that cannot be read or added to, before anything is computed.
  ///
  /// - Throws: `Failure` that names what is wrong with it; the file is as it was, and one that does not exist
  ///   is not begun.
  public func requireRoom() throws(Failure) {
    try LineLedger.requireRoom(in: path)
    if FileIdentity(path: path) != nil { _ = try runs() }
  }

  /// Adds runs as the last lines, all of them or none, and the header before the first.
  ///
  /// - Throws: `Failure` where the file cannot be written to, is no ledger, or its last line is not whole;
  ///   the file is as it was.
  public func append(_ runs: [LedgerRun]) throws(Failure) {
    try LineLedger.append(runs.map(\.line), to: path, header: LedgerRun.header)
  }

  /// The runs in the order they were added.
  ///
  /// - Throws: `Failure` that names the line which cannot be read, or that there is no such file.
  public func runs() throws(Failure) -> [LedgerRun] {
    var runs: [LedgerRun] = []
    for (number, text) in try LineLedger.lines(of: path, header: LedgerRun.header) {
      runs.append(try LedgerRun(line: text, at: Failure.Place(file: path, line: number)))
    }
    return runs
  }
}

extension SharpeTrials {
  /// The trials of a ledger on one input: each configuration once, with its last score.
  ///
  /// - Parameters:
  ///   - runs: The lines of the ledger, in the order in which they were written.
  ///   - fingerprint: The input; runs on another are another question, and do not count.
  public init(_ runs: [LedgerRun], fingerprint: String) {
    var scores: [String: Double] = [:]
    for run in runs where run.fingerprint == fingerprint { scores[run.configuration] = run.score }
    self.init(ratios: scores.keys.sorted().compactMap { scores[$0] })
  }
}
