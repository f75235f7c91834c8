import Testing

@testable import Sharding

@Suite("The hash of a series' name")
struct SeriesHashTests {
  // python3 -c '
  // M = 2**64 - 1
  // def h(s):
  //     x = 0xcbf29ce484222325
  //     for b in s.encode(): x = ((x ^ b) * 0x100000001b3) & M
  //     x ^= x >> 33; x = x * 0xff51afd7ed558ccd & M; x ^= x >> 33; x = x * 0xc4ceb9fe1a85ec53 & M
  //     return x ^ (x >> 33)
  // for s in ["", "a", ...]: print(s, hex(h(s)), [h(s) % n + 1 for n in (1, 2, 3, 7, 16, 1000)])'
  private static let cases: [(id: String, hash: UInt64, shards: [Int])] = [
    ("", 0xefd0_1f60_ba99_2926, [1, 1, 3, 2, 7, 343]),
    ("a", 0x82a2_a958_a9be_ce5b, [1, 2, 3, 2, 12, 316]),
    ("b", 0x6e67_3288_764a_d2d0, [1, 1, 2, 3, 1, 705]),
    ("T1", 0xd775_59ac_0c34_ba96, [1, 1, 1, 5, 7, 199]),
    ("AAPL", 0x59ab_e90c_82fc_3687, [1, 2, 3, 4, 8, 952]),
    ("store 1/Milch", 0x83df_5d5f_9b5a_768c, [1, 1, 2, 7, 13, 261]),
    ("na\u{EF}ve", 0x1b21_a798_c5ab_1dcf, [1, 2, 3, 7, 16, 344]),
    ("Z\u{FC}rich", 0x24b2_2821_293c_05d0, [1, 1, 2, 7, 1, 777]),
    ("株", 0x0f2c_5b5c_c33c_f15f, [1, 2, 3, 6, 16, 824]),
    ("patient-0007", 0x0011_7de9_8f7e_6ac0, [1, 1, 1, 6, 1, 873]),
    (String(repeating: "a", count: 100), 0x5868_0e16_4a22_3518, [1, 1, 3, 6, 9, 769]),
  ]

  @Test("is the one that is written down, on every machine and in every version", arguments: cases)
  func values(_ item: (id: String, hash: UInt64, shards: [Int])) throws {
    #expect(SeriesHash.value(of: item.id) == item.hash)
    for (count, number) in zip([1, 2, 3, 7, 16, 1_000], item.shards) {
      for candidate in 1...count {
        #expect(try #require(Shard(candidate, of: count)).holds(item.id) == (candidate == number))
      }
    }
  }

  @Test("divides names evenly, whatever is common to them", arguments: [2, 3, 7, 16])
  func evenness(_ count: Int) throws {
    for prefix in ["series-", "", "https://example.org/a/very/long/prefix/"] {
      var sizes = Array(repeating: 0, count: count)
      for number in 0..<10_000 { sizes[Int(SeriesHash.value(of: "\(prefix)\(number)") % UInt64(count))] += 1 }
      // Five standard deviations of a binomial count.
      let mean = 10_000 / Double(count)
      for size in sizes { #expect(abs(Double(size) - mean) < 5 * mean.squareRoot()) }
    }
  }

  @Test("samples the same names in any order, a smaller sample inside a larger one")
  func samples() {
    let names = (0..<10).map { "s\($0)" }
    func sample(_ count: Int, of names: [String]) -> Set<String> {
      Set(SeriesHash.sample(count, of: names).map { names[$0] })
    }
    // sorted(names, key=h) with h as above: s6, s3, s2, s8, s9, s1, s0, s7, s5, s4
    #expect(SeriesHash.sample(4, of: names) == [2, 3, 6, 8])
    for count in 0...10 {
      #expect(sample(count, of: names) == sample(count, of: names.reversed()))
      #expect(sample(count, of: names).count == count)
      #expect(sample(count, of: names).isSuperset(of: sample(max(0, count - 1), of: names)))
    }
    #expect(sample(11, of: names).count == 10)
  }
}
