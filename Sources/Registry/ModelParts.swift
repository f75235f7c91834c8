import Files
import Forecasting

/// The models in a file and their tensors, taken out one by one, so that what is left over is known.
struct ModelParts {
  /// Members of one combination at most, and how deep they lie in each other: a calibrated mean for each
  /// target, inside bounds.
  private static let (mostMembers, mostDepth) = (1_024, 4)

  private var texts: [String: String]
  private var tensors: [Substring: [NamedTensor]] = [:]

  /// Separates the texts and the tensors of `file` by the members that they belong to.
  ///
  /// - Parameters:
  ///   - file: The contents of a model file.
  ///   - known: The names of texts that have been read already.
  init(_ file: Safetensors, known: [String]) {
    texts = file.metadata.filter { !known.contains($0.key) }
    for tensor in file.tensors {
      let prefix = tensor.name.prefix { $0 == "." || $0.isASCII && $0.isNumber }
      tensors[prefix, default: []].append(
        NamedTensor(
          name: String(tensor.name.dropFirst(prefix.count)), shape: tensor.shape, elements: tensor.elements))
    }
  }

  /// Takes out the whole model.
  mutating func record() throws(Failure) -> ModelRecord {
    let members = try members(under: "", depth: 1)
    guard let model = texts.removeValue(forKey: "model"),
      let text = texts.removeValue(forKey: "configuration")
    else {
      guard members.count == 1 else {
        throw Failure(.modelFile, "the file does not say how its \(members.count) members are combined")
      }
      return members[0]
    }
    var record = ModelRecord(model: model, configuration: text, tensors: [])
    record.members = members
    return record
  }

  /// Refuses a file that holds more than its models.
  func requireNothingElse() throws(Failure) {
    if let name = texts.keys.min() {
      throw Failure(
        .modelFile, "the file holds the text \(ShownText.quoted(name)), which belongs to no member")
    }
    if let (prefix, tensors) = tensors.min(by: { $0.key < $1.key }), let tensor = tensors.first {
      throw Failure(
        .modelFile,
        "the file holds the tensor \(ShownText.quoted(prefix + tensor.name)), which belongs to no member")
    }
  }

  /// Takes out the members under `prefix`, with theirs.
  private mutating func members(under prefix: String, depth: Int) throws(Failure) -> [ModelRecord] {
    guard let count = texts.removeValue(forKey: prefix + "members").flatMap({ Int($0) }),
      (1...Self.mostMembers).contains(count)
    else {
      throw Failure(.modelFile, "the file does not say how many members it has")
    }
    guard depth <= Self.mostDepth else {
      throw Failure(.modelFile, "member \(prefix.dropLast()) has members, which none so deep has")
    }
    var members: [ModelRecord] = []
    for index in 0..<count {
      let prefix = "\(prefix)\(index)."
      guard let model = texts.removeValue(forKey: prefix + "model"),
        let text = texts.removeValue(forKey: prefix + "configuration")
      else {
        throw Failure(.modelFile, "member \(prefix.dropLast()) has no configuration")
      }
      var member = ModelRecord(model: model, configuration: text, tensors: [])
      if texts[prefix + "members"] != nil {
        member.members = try self.members(under: prefix, depth: depth + 1)
      } else {
        member.tensors = tensors.removeValue(forKey: prefix[...]) ?? []
      }
      members.append(member)
    }
    return members
  }
}

extension ModelRecord {
  /// Refuses tensors that the restored model, of which `restored` is the record, does not have.
  func requireTensors(of restored: ModelRecord) throws(Failure) {
    let known = Set(restored.tensors.map(\.name))
    if let other = tensors.first(where: { !known.contains($0.name) }) {
      throw Failure(
        .modelFile, "\(model) has a tensor \(ShownText.quoted(other.name)), which no such model has")
    }
    for (member, restored) in zip(members, restored.members) { try member.requireTensors(of: restored) }
  }
}
