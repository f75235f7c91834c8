extension Session {
  /// The session of one of `count` members: its part has its number, from 1, where there are several.
  package func ofMember(_ index: Int, of count: Int) -> Self {
    count > 1 ? ofPart("\(index + 1)") : self
  }

  /// The session of one part of the work, which epochs are logged with.
  package func ofPart(_ part: String) -> Self {
    var session = self
    session.path.append(part)
    return session
  }

  /// The session of a network that is trained again on all rows: its epochs are logged as such.
  package func ofRefit() -> Self {
    var session = self
    session.isRefit = true
    return session
  }
}
