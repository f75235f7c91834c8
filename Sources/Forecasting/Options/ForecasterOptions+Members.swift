import LinearAlgebra
import Training

extension ForecasterOptions {
  /// The options of what forecasts points alone.
  package var ofPoints: Self {
    var options = self
    (options.intervals, options.bounds) = (nil, nil)
    return options
  }

  /// The options of what learns no quantiles: medians by absolute errors instead.
  package var withoutQuantiles: Self {
    var options = self
    if training.loss == .quantile { options.training.loss = .mae }
    options.training.quantileLevels = nil
    return options
  }

  /// The options of each member of an ensemble, which differ by their seeds.
  package var ofMembers: [Self] {
    let members = members ?? 1
    precondition(members >= 1, "an ensemble has at least one member, found \(members)")
    return (0..<members).map { index in
      var member = self
      member.members = 1
      member.training.seed &+= UInt64(index)
      return member
    }
  }
}
