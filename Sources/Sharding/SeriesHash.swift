/// A number for the name of a series, the same on every machine and in every version: it decides which shard
/// does the series.
///
/// FNV-1a of 64 bits over the bytes of the name in UTF-8, then the finaliser of MurmurHash3, so that every
/// bit of the number depends on every byte and the rest of a division by any count is even.
///
/// - Sources: draft-eastlake-fnv-21; Appleby, MurmurHash3, `fmix64`.
public enum SeriesHash {
  /// What the hash is called in manifests.
  public static let name = "fnv1a64-fmix64"

  /// The number of the series called `id`.
  public static func value(of id: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in id.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
    hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return hash ^ hash >> 33
  }

  /// The positions of `count` of `names`, chosen by their numbers alone, in the order of the names; all where
  /// there are no more.
  ///
  /// Which are chosen does not depend on the order of the names, and those of a smaller count are among those
  /// of a larger one.
  public static func sample(_ count: Int, of names: [String]) -> [Int] {
    let ranked = names.indices.map { (hash: value(of: names[$0]), position: $0) }.sorted {
      ($0.hash, names[$0.position]) < ($1.hash, names[$1.position])
    }
    return ranked.prefix(count).map(\.position).sorted()
  }
}
