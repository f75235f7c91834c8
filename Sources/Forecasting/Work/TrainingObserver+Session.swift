import Training

extension TrainingObserver {
  /// Reports the training of the model called `name` to whoever watches `session`.
  package init(reportingTo session: Session, as name: String) {
    self.init()
    if let report = session.progress { progress = Self.progress(to: report, name) }
    if let log = session.log {
      let (path, isRefit) = (session.path, session.isRefit)
      epoch = { log(EpochRecord(model: name, path: path, $0, isRefit: isRefit)) }
    }
  }

  private static func progress(
    to report: @escaping @Sendable (FitProgress) -> Void, _ name: String
  ) -> @Sendable (TrainingProgress) -> Void {
    let clock = ContinuousClock()
    let start = clock.now
    return { progress in
      let seconds = (clock.now - start) / .seconds(1)
      report(
        FitProgress(
          model: name, epoch: progress.epoch, maxEpochs: progress.maxEpochs, fraction: progress.fraction,
          loss: progress.loss, validationLoss: progress.validationLoss,
          windowsPerSecond: Double(progress.windows) / max(seconds, 1e-9)))
    }
  }
}

extension EpochRecord {
  fileprivate init(model: String, path: [String], _ epoch: TrainingReport.Epoch, isRefit: Bool) {
    self.init(
      model: model, path: path, epoch: epoch.epoch, step: epoch.step, loss: epoch.loss,
      validationLoss: epoch.validationLoss, learningRate: epoch.learningRate, isBest: epoch.isBest,
      isRefit: isRefit)
  }
}
