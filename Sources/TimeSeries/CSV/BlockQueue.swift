import Files

/// The blocks of a file in their order, the next ones read ahead while helpers look for plain rows in them.
///
/// Only the caller's thread reads the file and sees failures, in the file's order, so that nothing depends on
/// the number of threads.
final class BlockQueue {
  /// Where the blocks come from; `nil` if there are none but the first.
  let source: BlockReader?
  /// How rows are read ahead of time; `nil` before that is known.
  var plan: RowPlan?
  private let threads: Int
  private var ahead: [Block] = []
  private var free: [Block] = []
  private var failure: Failure?
  private var blockCount = 0
  private var helpers: BlockHelpers?

  /// Blocks after which a file is large enough for other threads to help.
  private static let smallFile = 4

  /// Creates the queue of the blocks of `source` after its opening.
  init(_ source: BlockReader? = nil, threads: Int = 1) {
    self.source = source
    self.threads = threads
  }

  /// Returns the block after `used`, which is used again; `nil` at the end of the file.
  func next(after used: Block) throws(Failure) -> Block? {
    guard let source else { return nil }
    free.append(used)
    if helpers == nil, threads > 1, plan != nil, blockCount >= Self.smallFile {
      helpers = BlockHelpers(count: threads - 1)
    }
    let depth = helpers == nil ? 1 : 2 * threads + 1
    while ahead.count < depth, readAhead(source) {}
    guard !ahead.isEmpty else {
      if let failure { throw failure }
      return nil
    }
    let next = ahead.removeFirst()
    helpers?.finish(next)
    return next
  }

  /// Reads one more block; `false` when there is none.
  private func readAhead(_ source: BlockReader) -> Bool {
    guard failure == nil else { return false }
    let block = free.popLast() ?? Block()
    do throws(Failure) {
      guard try source.read(into: block) else { return false }
    } catch {
      failure = error
      return false
    }
    blockCount += 1
    block.plan = plan
    ahead.append(block)
    helpers?.add(block)
    return true
  }
}
