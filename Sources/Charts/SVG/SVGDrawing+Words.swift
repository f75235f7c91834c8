extension SVGDrawing {
  /// The words of labels and beside rules, each where no other stands.
  mutating func drawWords(_ marks: [Mark], in area: PlotArea) {
    var boxes: [WordBox] = []
    for mark in marks {
      guard let (text, wanted) = Self.words(of: mark, in: area), !text.isEmpty else { continue }
      let shown = TextLength.cut(text, to: area.width, size: SVGLayout.fontSize)
      let length = TextLength.of(shown, size: SVGLayout.fontSize)
      guard let box = WordBox.free(from: wanted, length: length, in: area, among: boxes) else { continue }
      boxes.append(box)
      words(shown, "label", x: box.x, y: box.y)
    }
  }

  /// The words of a mark and where they would best begin; `nil` for a mark without any.
  private static func words(of mark: Mark, in area: PlotArea) -> (text: String, place: Spot)? {
    switch mark {
    case .label(let label):
      guard let spot = area.spot(label.place), area.contains(spot) else { return nil }
      let half = TextLength.of(label.text, size: SVGLayout.fontSize) / 2
      return (label.text, Spot(x: spot.x - half, y: spot.y + 4))
    case .rule(let rule):
      guard let (start, end) = area.ends(of: rule.place) else { return nil }
      let length = TextLength.of(rule.label, size: SVGLayout.fontSize)
      switch rule.place {
      case .horizontal: return (rule.label, Spot(x: end.x - length - 2, y: end.y - 4))
      case .vertical:
        let isLeft = start.x + 4 + length > area.right
        return (rule.label, Spot(x: isLeft ? start.x - 4 - length : start.x + 4, y: area.top + 12))
      case .diagonal: return (rule.label, Spot(x: end.x - length - 8, y: end.y + 16))
      }
    default: return nil
    }
  }
}

/// Where words stand: they begin at `x`, and their letters stand on `y`.
private struct WordBox {
  var x: Double
  var y: Double
  let length: Double

  /// The place nearest to the wanted one at which the words touch no others; `nil` where there is none within
  /// a few lines.
  static func free(from wanted: Spot, length: Double, in area: PlotArea, among others: [WordBox]) -> WordBox?
  {
    let x = max(area.left, min(wanted.x, area.right - length))
    let steps = [0.0, 1, -1, 2, -2, 3, -3, 4, -4]
    let places = steps.map { step in
      WordBox(x: x, y: wanted.y + step * 15, length: length)
    }.filter { $0.y >= area.top + 10 && $0.y <= area.bottom - 2 }
    let moved =
      places.isEmpty
      ? [WordBox(x: x, y: max(area.top + 10, min(wanted.y, area.bottom - 2)), length: length)] : places
    return moved.first { box in others.allSatisfy { !$0.touches(box) } }
  }

  private func touches(_ other: WordBox) -> Bool {
    abs(y - other.y) < 13 && x < other.x + other.length + 4 && other.x < x + length + 4
  }
}
