import Synchronization
import Testing

@testable import Forecasting

@Suite("Pieces of work side by side")
struct SideBySideTests {
  private struct PieceError: Error, Equatable { let piece: Int }

  private func epoch(_ epoch: Int, of model: String) -> EpochRecord {
    EpochRecord(
      model: model, epoch: epoch, step: epoch, loss: 1, validationLoss: nil, learningRate: 1, isBest: true)
  }

  @Test("results and logs come in order, at any number of threads", arguments: 1...5)
  func order(threads: Int) throws {
    let log = Mutex<[EpochRecord]>([])
    let session = Session(threads: threads, log: { record in log.withLock { $0.append(record) } })
    let results = try SideBySide.run(7, session: session) { piece, session in
      for epoch in 1...3 { session.log?(self.epoch(epoch, of: "\(piece)")) }
      return piece * piece
    }
    #expect(results == (0..<7).map { $0 * $0 })
    let expected = (0..<7).flatMap { piece in (1...3).map { epoch($0, of: "\(piece)") } }
    #expect(log.withLock { $0 } == expected)
  }

  @Test("throws the error of the first piece that has one, with the log up to it", arguments: 1...5)
  func failure(threads: Int) {
    let log = Mutex<[String]>([])
    let session = Session(threads: threads, log: { record in log.withLock { $0.append(record.model) } })
    #expect(throws: PieceError(piece: 3)) {
      _ = try SideBySide.run(9, session: session) { piece, session in
        session.log?(self.epoch(1, of: "\(piece)"))
        if piece >= 3 { throw PieceError(piece: piece) }
        return piece
      }
    }
    #expect(log.withLock { $0 } == ["0", "1", "2", "3"])
  }

  @Test(
    "the pieces that run at a time share the threads",
    arguments: [(1, 3, 1), (2, 3, 1), (5, 2, 2), (4, 1, 4)])
  func threads(threads: Int, pieces: Int, share: Int) throws {
    let shares = try SideBySide.run(pieces, session: Session(threads: threads)) { $1.threads }
    #expect(shares == Array(repeating: share, count: pieces))
  }

  @Test("progress tells of the first fit that runs, and the share done and the speed of all")
  func progress() throws {
    let reports = Mutex<[FitProgress]>([])
    let joint = JointProgress(count: 4) { progress in reports.withLock { $0.append(progress) } }
    func observe(_ fit: Int, _ fraction: Double) {
      joint.observe(
        FitProgress(
          model: "\(fit)", epoch: 1, maxEpochs: 2, fraction: fraction, loss: 1, validationLoss: nil,
          windowsPerSecond: 100), of: fit)
    }
    observe(1, 0.5)
    observe(0, 0.25)
    joint.finish(0)
    observe(1, 0.75)
    joint.finish(1)
    observe(3, 0.5)
    observe(2, 0.5)
    let seen = reports.withLock { $0 }
    #expect(seen.map(\.model) == ["0", "1", "2"])
    #expect(seen.map(\.fit) == [1, 2, 3] && seen.allSatisfy { $0.fits == 4 })
    #expect(seen.map(\.totalFraction) == [0.1875, 0.4375, 0.75])
    #expect(seen.map(\.windowsPerSecond) == [200, 100, 200])
  }
}
