import FoundationEssentials

/// Reference values and texts kept in `Tests/Fixtures`.
public enum Fixture {
  /// Decodes the JSON file called `name`, written by `generate.py` there.
  public static func load<Content: Decodable>(_ name: String, as _: Content.Type = Content.self) throws
    -> Content
  {
    let data = try Data(contentsOf: URL(filePath: path(name)))
    return try JSONDecoder().decode(Content.self, from: data)
  }

  /// The text of the file called `name`.
  public static func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path(name))), as: UTF8.self)
  }

  /// The names of the files in the folder called `name`.
  public static func names(in name: String) throws -> Set<String> {
    Set(try FileManager.default.contentsOfDirectory(atPath: path(name)))
  }

  /// The gradient of one parameter, by PyTorch's name.
  public struct Gradient: Decodable, Sendable {
    /// The parameter's name in the `state_dict`.
    public let name: String
    /// Its elements, row-major.
    public let values: [Double]
  }

  /// The path of a file in `Tests/Fixtures`.
  public static func path(_ name: String) -> String { "\(root)/Tests/Fixtures/\(name)" }

  /// The path of one of the project's own data sets.
  public static func dataset(_ name: String) -> String { "\(root)/datasets/\(name)" }

  private static var root: String {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  }
}
