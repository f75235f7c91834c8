import Files
import LinearAlgebra
import Platform
import Synchronization
import Testing

@testable import Forecasting
@testable import Training

@Suite("Pieces of work side by side")
struct SideBySideTests {
  private struct PieceError: Error, Equatable { let piece: Int }

  private func epoch(_ epoch: Int, of model: String) -> EpochRecord {
    EpochRecord(
      model: model, epoch: epoch, step: epoch, loss: 1, validationLoss: nil, learningRate: 1, isBest: true)
  }

  @Test("results, logs and notes come in order, at any number of threads", arguments: 1...5)
  func order(threads: Int) throws {
    let log = Mutex<[EpochRecord]>([])
    let notes = Mutex<[String]>([])
    let session = Session(
      threads: threads, log: { record in log.withLock { $0.append(record) } },
      note: { note in notes.withLock { $0.append(note.text) } })
    let results = try SideBySide.run(7, session: session) { piece, session in
      for epoch in 1...3 { session.log?(self.epoch(epoch, of: "\(piece)")) }
      session.note?(FitNote(.remark("seen"), of: "\(piece)"))
      return piece * piece
    }
    #expect(results == (0..<7).map { $0 * $0 })
    let expected = (0..<7).flatMap { piece in (1...3).map { epoch($0, of: "\(piece)") } }
    #expect(log.withLock { $0 } == expected)
    #expect(notes.withLock { $0 } == (0..<7).map { "\($0): seen" })
  }

  @Test("throws the error of the first piece that has one, and passes on no log", arguments: 1...5)
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
    #expect(log.withLock { $0 }.isEmpty)
  }

  @Test(
    "the pieces that run at a time share the threads",
    arguments: [(1, 3, 1), (2, 3, 1), (5, 2, 2), (4, 1, 4)])
  func threads(threads: Int, pieces: Int, share: Int) throws {
    let shares = try SideBySide.run(pieces, session: Session(threads: threads)) { $1.threads }
    #expect(shares == Array(repeating: share, count: pieces))
  }

  @Test("the last piece has the threads of those that have ended", arguments: [2, 4])
  func lastPiece(threads: Int) throws {
    let met = try SideBySide.run(3, session: Session(threads: threads)) { piece, session in
      guard piece == 0, session.allThreads == threads else { return piece > 0 }
      let started = Mutex(0)
      return try SideBySide.run(threads, session: session) { _, _ in
        started.withLock { $0 += 1 }
        for _ in 0..<10_000 where started.withLock({ $0 }) < threads { usleep(1_000) }
        return started.withLock { $0 } == threads
      }.allSatisfy { $0 }
    }
    #expect(met == [true, true, true])
  }

  @Test("pieces within a piece start side by side when another piece ends")
  func nested() throws {
    let started = Mutex(0)
    /// Waits until `count` inner pieces have started, but not forever.
    @Sendable func wait(for count: Int) -> Bool {
      for _ in 0..<10_000 where started.withLock({ $0 }) < count { usleep(1_000) }
      return started.withLock { $0 } >= count
    }
    let met = try SideBySide.run(2, session: Session(threads: 2)) { piece, session in
      guard piece == 0 else { return wait(for: 1) }
      return try SideBySide.run(2, session: session) { _, _ in
        started.withLock { $0 += 1 }
        return wait(for: 2)
      }.allSatisfy { $0 }
    }
    #expect(met == [true, true])
  }

  @Test(
    "pieces share the memory, and get all of it in turn where a share is too little", arguments: [1, 2, 3])
  func memory(threads: Int) throws {
    let session = Session(threads: threads, memory: 600)
    let shares = try SideBySide.run(3, session: session) { _, session in session.memory }
    #expect(shares == Array(repeating: 600 / threads, count: 3))
    let all = try SideBySide.run(3, session: session) { _, session in
      guard session.memory == 600 else { throw Failure(.limit, "too little") }
      return session.threads
    }
    #expect(all == Array(repeating: threads, count: 3))
  }

  @Test(
    "however pieces are nested, those under way have no more memory than there is",
    arguments: [2, 3, 4, 6, 9], [[2, 3], [1, 5], [3, 2, 2], [2, 4, 3]])
  func nestedMemory(threads: Int, counts: [Int]) throws {
    let held = Mutex(0)
    let most = Mutex(0)
    /// Pieces within pieces, the innermost of which use their memory for a while.
    @Sendable func run(_ counts: ArraySlice<Int>, _ session: Session) throws {
      guard let count = counts.first else {
        let memory = session.memory ?? 0
        let sum = held.withLock { held in
          held += memory
          return held
        }
        most.withLock { $0 = max($0, sum) }
        usleep(500)
        held.withLock { $0 -= memory }
        return
      }
      _ = try SideBySide.run(count, session: session) { try run(counts.dropFirst(), $1) }
    }
    try run(counts[...], Session(threads: threads, memory: 7_200))
    #expect(most.withLock { $0 } <= 7_200)
  }

  @Test("the threads of all pieces are no more than those of the session", arguments: 1...4)
  func allThreads(threads: Int) throws {
    let running = Mutex(0)
    let most = Mutex(0)
    _ = try SideBySide.run(3, session: Session(threads: threads)) { _, session in
      try SideBySide.run(4, session: session) { _, session in
        let now = running.withLock { running in
          running += 1
          return running
        }
        most.withLock { $0 = max($0, now) }
        usleep(500)
        running.withLock { $0 -= 1 }
      }
    }
    #expect(most.withLock { $0 } <= threads)
  }

  @Test("epochs are logged with the path of their part, and named from the inside out")
  func path() throws {
    let log = Mutex<[EpochRecord]>([])
    let session = Session(threads: 2, log: { record in log.withLock { $0.append(record) } })
    _ = try SideBySide.run(2, session: session) { target, session in
      let session = session.ofPart(["HR", "SpO2"][target])
      _ = try SideBySide.run(2, session: session) { member, session in
        for session in [session.ofMember(member, of: 2), session.ofMember(0, of: 1).ofRefit()] {
          TrainingObserver(reportingTo: session, as: "gru").epoch?(
            TrainingReport.Epoch(
              epoch: 1, step: 1, loss: 1, validationLoss: nil, learningRate: 1, isBest: true))
        }
      }
    }
    let seen = log.withLock { $0 }
    #expect(
      seen.map(\.name) == [
        "gru 1 HR", "gru HR", "gru 2 HR", "gru HR", "gru 1 SpO2", "gru SpO2", "gru 2 SpO2", "gru SpO2",
      ])
    #expect(seen.prefix(2).map(\.path) == [["HR", "1"], ["HR"]])
    #expect(seen.prefix(2).map(\.isRefit) == [false, true])
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
