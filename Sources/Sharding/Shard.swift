import Files

/// One of several parts into which the series of an input are divided, by their names alone: what one process
/// does of them.
public struct Shard: Sendable, Hashable, CustomStringConvertible {
  /// Which one it is, from 1.
  public let number: Int
  /// How many there are.
  public let count: Int

  /// The most shards there may be.
  public static let most = 1_000_000

  /// The shard at `number` of `count`; `nil` where there is none.
  public init?(_ number: Int, of count: Int) {
    guard (1...Self.most).contains(count), (1...count).contains(number) else { return nil }
    self.number = number
    self.count = count
  }

  /// Reads `2/4`.
  ///
  /// - Throws: `Failure` (arguments) for another text, or a number that is not one of the count.
  public init(_ text: String) throws(Failure) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Self.number(String($0)) }
    guard parts.count == 2, let number = parts[0], let count = parts[1] else {
      throw Failure(
        .arguments, "--shard \(ShownText.quoted(text)) is not the number of a shard and their count",
        fix: Self.likely(text).map { "--shard \($0)" } ?? "for instance --shard 2/4, or --shard auto")
    }
    guard let shard = Shard(number, of: count) else {
      guard (1...Self.most).contains(count) else {
        throw Failure(
          .arguments, "--shard \(text): there are from 1 to \(Self.most) shards",
          fix: "for instance --shard 1/4")
      }
      throw Failure(
        .arguments, "--shard \(text): shards are counted from 1 to \(count)",
        fix: number == 0
          ? "--shard 1/\(count) for the first, to --shard \(count)/\(count)"
          : "--shard \(count)/\(count) for the last")
    }
    self = shard
  }

  /// The shard as an option takes it.
  public var description: String { "\(number)/\(count)" }

  /// The shard in a sentence.
  public var words: String { "shard \(number) of \(count)" }

  /// Whether the series called `id` is done by it.
  public func holds(_ id: String) -> Bool {
    SeriesHash.value(of: id) % UInt64(count) == UInt64(number - 1)
  }

  /// A whole number without a sign.
  static func number(_ text: String) -> Int? {
    !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      ? Int(text) : nil
  }

  /// The shard that is probably meant by a text that holds two numbers, as `2-of-4` or `2 / 4`.
  private static func likely(_ text: String) -> Shard? {
    let numbers = text.split { !$0.isASCII || !$0.isNumber }.map { number(String($0)) }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1] else { return nil }
    return Shard(number, of: count)
  }
}
