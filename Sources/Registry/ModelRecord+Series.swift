import Forecasting
import FoundationEssentials

/// The part of a network's configuration that says which series it tells apart.
private struct EmbeddedSeries: Decodable {
  var embedsSeries: Bool?
  var ids: [String]?
}

extension ModelRecord {
  /// The series that this model or one of its members has learnt an embedding of; `nil` where none has.
  var seriesToldApart: Set<String>? {
    var found: Set<String>?
    for member in members {
      guard let ids = member.seriesToldApart else { continue }
      found = (found ?? []).union(ids)
    }
    guard let own = try? JSONDecoder().decode(EmbeddedSeries.self, from: Data(configuration.utf8)),
      own.embedsSeries == true, let ids = own.ids
    else { return found }
    return (found ?? []).union(ids)
  }
}
