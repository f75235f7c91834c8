extension Session {
  /// The session of one of `count` members: its epochs are logged under its number, from 1, where there are
  /// several.
  package func ofMember(_ index: Int, of count: Int) -> Self {
    count > 1 ? logging(as: "\(index + 1)") : self
  }

  /// The session of one of several fits: its epochs are logged under the model's name and the part's.
  package func logging(as part: String) -> Self {
    guard let log else { return self }
    var session = self
    session.log = { record in
      var record = record
      record.model += " \(part)"
      log(record)
    }
    return session
  }

  /// The session of a network that is trained again on all rows: its epochs are logged as such.
  package func ofRefit() -> Self {
    guard let log else { return self }
    var session = self
    session.log = { record in
      var record = record
      record.isRefit = true
      log(record)
    }
    return session
  }
}
