/// Something that Foresee and its peers do in turn, to compare how fast.
struct Contest {
  /// One of those who compete.
  struct Contestant {
    /// The name.
    let name: String
    /// Does it once and returns the figure.
    let measure: () throws -> Double
  }

  /// What is measured.
  let subject: String
  /// The figure's unit.
  let unit: String
  /// Whether larger figures are better, as of rates.
  let prefersLarger: Bool
  /// Foresee.
  let ours: () throws -> Double
  /// The others.
  let peers: [Contestant]

  /// What a peer's figures are beside ours.
  struct Outcome {
    /// The peer.
    let peer: String
    /// Our figures.
    let ours: [Double]
    /// The peer's, each measured right after ours of the same position.
    let theirs: [Double]
    /// How many times better we are, each time.
    let ratios: [Double]
  }

  /// Measures all in turn, A B A B, `alternations` times: what disturbs the machine disturbs all.
  func outcomes(alternations: Int) throws -> [Outcome] {
    var ours: [Double] = []
    var theirs = peers.map { _ in [Double]() }
    for _ in 0..<alternations {
      ours.append(try self.ours())
      for index in peers.indices { theirs[index].append(try peers[index].measure()) }
    }
    return zip(peers, theirs).map { peer, theirs in
      let ratios = zip(ours, theirs).map { prefersLarger ? $0 / $1 : $1 / $0 }
      return Outcome(peer: peer.name, ours: ours, theirs: theirs, ratios: ratios)
    }
  }
}

extension Contest.Outcome {
  /// The result as a line: medians, and how far the ratios spread.
  func fields(subject: String, unit: String, decimals: Int) -> [Field] {
    [
      ("what", .text(subject)), ("peer", .text(peer)), ("unit", .text(unit)),
      ("ours", .number(ours.median, decimals: decimals)),
      ("theirs", .number(theirs.median, decimals: decimals)),
      ("ratio", .number(ratios.median, decimals: 2)), ("lowest", .number(ratios.min() ?? .nan, decimals: 2)),
      ("highest", .number(ratios.max() ?? .nan, decimals: 2)),
    ]
  }
}
