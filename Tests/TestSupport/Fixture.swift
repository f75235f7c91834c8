import FoundationEssentials

/// Reference values kept in `Tests/Fixtures`, written by `generate.py` there.
public enum Fixture {
  /// Decodes the JSON file called `name`.
  public static func load<Content: Decodable>(_ name: String, as _: Content.Type = Content.self) throws
    -> Content
  {
    let folder = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    let data = try Data(contentsOf: URL(filePath: "/\(folder)/Fixtures/\(name)"))
    return try JSONDecoder().decode(Content.self, from: data)
  }

  /// The gradient of one parameter, by PyTorch's name.
  public struct Gradient: Decodable, Sendable {
    /// The parameter's name in the `state_dict`.
    public let name: String
    /// Its elements, row-major.
    public let values: [Double]
  }
}
