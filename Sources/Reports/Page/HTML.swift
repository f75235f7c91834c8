import Charts

/// A piece of a page: text that enters it is escaped, so that no name of a file, a series or a model can be
/// anything but text.
struct HTML: Sendable, Equatable {
  /// The source of the piece.
  let source: String

  private init(source: String) { self.source = source }

  /// Words.
  static func text(_ words: String) -> HTML { HTML(source: escaped(words)) }

  /// A name from outside, which keeps its direction of writing to itself.
  static func name(_ name: String) -> HTML { element("bdi", text(name)) }

  /// A drawing, which escapes what it shows.
  static func drawing(_ svg: String) -> HTML { HTML(source: svg) }

  /// Pieces one after the other.
  static func joined(_ pieces: [HTML], by separator: String = "") -> HTML {
    HTML(source: pieces.map(\.source).joined(separator: separator))
  }

  /// Makes an element with its children.
  ///
  /// - Parameters:
  ///   - tag: The name of the element.
  ///   - attributes: The names and values of its attributes; a value is escaped.
  ///   - children: The contents of the element.
  /// - Returns: The element, with its start tag and its end tag.
  static func element(
    _ tag: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ children: HTML...
  ) -> HTML {
    let given = attributes.map { " \($0)=\"\(escaped($1))\"" }.joined()
    return HTML(source: "<\(tag)\(given)>\(joined(children).source)</\(tag)>")
  }

  /// An element without attributes.
  static func element(_ tag: StaticString, _ child: HTML) -> HTML { element(tag, [:], child) }

  /// The words without anything that HTML would read as a sign of its own, or that is not allowed in it.
  private static func escaped(_ words: String) -> String {
    var escaped = ""
    for scalar in words.unicodeScalars {
      switch scalar {
      case "\t", "\n": escaped.unicodeScalars.append(scalar)
      default: MarkupText.append(scalar, to: &escaped)
      }
    }
    return escaped
  }
}
