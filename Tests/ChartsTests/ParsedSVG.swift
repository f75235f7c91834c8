import Foundation
import FoundationXML

/// An SVG document as a strict reader of XML sees it.
final class ParsedSVG: NSObject, XMLParserDelegate {
  /// An element with its attributes.
  struct Element {
    let name: String
    let attributes: [String: String]
  }

  private(set) var elements: [Element] = []
  private(set) var texts: [String] = []
  private(set) var isWellFormed = false
  private var text = ""

  init(_ document: String) {
    super.init()
    let parser = XMLParser(data: Data(document.utf8))
    parser.delegate = self
    parser.shouldResolveExternalEntities = false
    isWellFormed = parser.parse()
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String] = [:]
  ) {
    elements.append(Element(name: name, attributes: attributes))
    text = ""
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    if ["text", "title", "desc"].contains(name) { texts.append(text) }
    text = ""
  }

  /// The elements with a class.
  func elements(_ className: String) -> [Element] {
    elements.filter { $0.attributes["class"]?.split(separator: " ").contains(Substring(className)) ?? false }
  }

  /// The places of paths, lines and texts, and the pairs of numbers that are none.
  var places: (spots: [(x: Double, y: Double)], malformed: [String]) {
    var (spots, malformed): ([(x: Double, y: Double)], [String]) = ([], [])
    func add(_ x: String, _ y: String) {
      guard let x = Double(x), let y = Double(y), x.isFinite, y.isFinite else {
        return malformed.append("\(x) \(y)")
      }
      spots.append((x, y))
    }
    for element in elements {
      let attributes = element.attributes
      for (x, y) in [("x", "y"), ("x1", "y1"), ("x2", "y2")] {
        if let x = attributes[x], let y = attributes[y] { add(x, y) }
      }
      let path = (attributes["d"] ?? "").replacing("h0", with: "")
      for pair in path.split(whereSeparator: { "MLZ".contains($0) }) {
        let numbers = pair.split(separator: " ")
        if numbers.count == 2 {
          add(String(numbers[0]), String(numbers[1]))
        } else {
          malformed.append(String(pair))
        }
      }
    }
    return (spots, malformed)
  }
}
