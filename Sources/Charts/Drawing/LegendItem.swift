/// One entry of a legend: a name, and what is drawn under it.
struct LegendItem: Equatable {
  /// What a mark looks like.
  enum Look: Equatable {
    /// A line.
    case line(Ink, Mark.Line.Stroke)
    /// An area.
    case band(Ink)
    /// A point.
    case point(Ink)
    /// A vertical interval.
    case interval(Ink)
    /// A bar.
    case bar(Ink)
    /// A zone.
    case zone(Mark.Zone.Grade)
    /// Depths of colour, between two numbers.
    case depths
  }

  /// The name.
  var name: String
  /// What is drawn.
  var look: Look
  /// How many bands of the same colour lie below a band.
  var depth = 0
  /// The position of the first mark with the name.
  var mark = 0

  /// The space that a sample takes in a drawing, in pixels, with that between it and the name.
  var swatchLength: Double { look == .depths ? 66 : 24 }

  /// The entries of a chart, each name and look once.
  static func items(of chart: Chart) -> [LegendItem] {
    var items: [LegendItem] = []
    var bands: [Ink: Int] = [:]
    for (index, mark) in chart.marks.enumerated() {
      guard var item = LegendItem(mark) else { continue }
      if case .band(let ink) = item.look {
        item.depth = bands[ink, default: 0]
        bands[ink] = item.depth + 1
      }
      item.mark = index
      if !items.contains(where: { $0.name == item.name && $0.look == item.look }) { items.append(item) }
    }
    return items
  }

  /// The entry of `mark`; `nil` where it has no name.
  init?(_ mark: Mark) {
    let (name, look): (String?, Look?) =
      switch mark {
      case .line(let line): (line.name, .line(line.ink, line.stroke))
      case .band(let band): (band.name, .band(band.ink))
      case .points(let points): (points.name, .point(points.ink))
      case .intervals(let intervals): (intervals.name, .interval(intervals.ink))
      case .bars(let bars): (bars.name, .bar(bars.ink))
      case .zone(let zone): (zone.name, .zone(zone.grade))
      case .cells(let cells): (cells.legend, .depths)
      case .rule, .label: (nil, nil)
      }
    guard let name, let look, !name.isEmpty else { return nil }
    (self.name, self.look) = (name, look)
  }
}

extension Mark.Cells {
  /// The least and the greatest value; `nil` where there is none.
  var bounds: ClosedRange<Double>? {
    let finite = values.joined().filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else { return nil }
    return least...most
  }

  /// How many depths of colour there are.
  static let depthCount = 7

  /// The depth of a value's colour, from 1 to ``depthCount``.
  func depth(of value: Double, in bounds: ClosedRange<Double>) -> Int {
    let length = bounds.upperBound / 2 - bounds.lowerBound / 2
    guard length > 0 else { return (Self.depthCount + 1) / 2 }
    let share = (value / 2 - bounds.lowerBound / 2) / length
    return 1 + min(Self.depthCount - 1, max(0, Int(share * Double(Self.depthCount))))
  }

  /// What the colours mean, with their bounds.
  fileprivate var legend: String? {
    guard let bounds else { return nil }
    let texts = [bounds.lowerBound, bounds.upperBound].map { RoundNumber.text($0) }
    return "\(name): \(texts[0]) to \(texts[1])"
  }
}

/// Numbers in words, with three digits.
enum RoundNumber {
  /// The number.
  static func text(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "no number" }
    var exponent = 0
    var digits = abs(value)
    while digits >= 1000 { (digits, exponent) = (digits / 10, exponent + 1) }
    while digits < 100 { (digits, exponent) = (digits * 10, exponent - 1) }
    var whole = Int(digits.rounded()) * (value < 0 ? -1 : 1)
    while whole % 10 == 0, exponent < 0 { (whole, exponent) = (whole / 10, exponent + 1) }
    return NumberLabels.texts([whole], exponent: exponent)[0]
  }
}
