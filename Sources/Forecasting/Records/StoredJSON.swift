import Files
import FoundationEssentials

/// The JSON texts in a model file, read as what they may be and nothing else.
package enum StoredJSON {
  /// The most values of one text.
  package static let mostValues = 1 << 20

  /// Decodes a `Value` from `text`, all of whose members must be known and unique.
  ///
  /// - Parameters:
  ///   - text: The JSON.
  ///   - subject: The name of the text in messages, as in "the configuration of gru".
  ///   - defaults: The values of members that the text of an earlier version may lack; see ``members(of:)``.
  /// - Returns: The decoded value.
  /// - Throws: `Failure` (model file).
  package static func decode<Value: Codable>(
    _ text: String, as subject: String, defaults: JSONValue = .object([:])
  ) throws(Failure) -> Value {
    let stored = try parse(text, as: subject)
    let value: Value
    let known: JSONValue
    do {
      let filled = stored.filled(from: defaults).compactText
      value = try JSONDecoder().decode(Value.self, from: Data(filled.utf8))
      known = try parse(String(decoding: try JSONEncoder().encode(value), as: UTF8.self), as: subject)
    } catch let error as DecodingError {
      throw Failure(.modelFile, "\(subject) cannot be read: \(error.words)")
    } catch {
      throw Failure(.modelFile, "\(subject) cannot be read")
    }
    if let name = firstUnknown(in: stored, known) {
      throw Failure(.modelFile, "\(subject) has \(ShownText.quoted(name)), which this version does not know")
    }
    return value
  }

  /// The members of `value` as they are stored, without those called `names`.
  ///
  /// They are the defaults of stored values of its type.
  ///
  /// - Parameters:
  ///   - value: A value with its defaults.
  ///   - names: The names of members without a default.
  /// - Returns: An object, without members where `value` cannot be encoded.
  package static func members(of value: some Encodable, without names: Set<String> = []) -> JSONValue {
    guard let data = try? JSONEncoder().encode(value),
      let members = try? parse(String(decoding: data, as: UTF8.self), as: "a default").members
    else { return .object([:]) }
    return JSONValue(.object(members.filter { !names.contains($0.name) }))
  }

  private static func parse(_ text: String, as subject: String) throws(Failure) -> JSONValue {
    do throws(Failure) {
      return try JSONParser.parse(Array(text.utf8), file: "", cause: .modelFile, mostValues: mostValues)
    } catch {
      throw Failure(.modelFile, "\(subject) cannot be read: \(error.message)")
    }
  }

  /// The first member of `stored` that is not in `known`; one that is null stands for nothing.
  private static func firstUnknown(in stored: JSONValue, _ known: JSONValue) -> String? {
    for (index, element) in (stored.elements ?? []).enumerated() {
      guard let others = known.elements, index < others.count else { return nil }
      if let name = firstUnknown(in: element, others[index]) { return name }
    }
    let members = Dictionary((known.members ?? []).map { ($0.name, $0.value) }) { first, _ in first }
    for member in stored.members ?? [] where member.value.content != .null {
      guard let other = members[member.name] else { return member.name }
      if let name = firstUnknown(in: member.value, other) { return name }
    }
    return nil
  }
}

extension JSONValue {
  /// The value with those members of `defaults`, at any depth of objects, that it lacks.
  fileprivate func filled(from defaults: JSONValue) -> JSONValue {
    guard let members, let others = defaults.members else { return self }
    let known = Dictionary(others.map { ($0.name, $0.value) }) { first, _ in first }
    let names = Set(members.map(\.name))
    let filled = members.map { member in
      Member(member.name, known[member.name].map { member.value.filled(from: $0) } ?? member.value)
    }
    return JSONValue(.object(filled + others.filter { !names.contains($0.name) }))
  }
}

extension DecodingError {
  /// What is wrong where, in words.
  fileprivate var words: String {
    switch self {
    case .keyNotFound(let key, let context):
      "\(Self.path(context.codingPath + [key])) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      "\(Self.path(context.codingPath)) is not what it should be"
    @unknown default: "it is not what it should be"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.isEmpty ? "the text" : ShownText.quoted(keys.map(\.stringValue).joined(separator: "."))
  }
}
