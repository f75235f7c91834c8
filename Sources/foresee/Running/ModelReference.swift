import Files
import Forecasting
import Registry

/// What stands after `--model`: a model's name, or the file of a fitted one.
enum ModelReference {
  /// A model to train.
  case entry(ModelEntry)
  /// A file with a fitted model.
  case file(path: String)

  /// Tells names and files apart: a file has a `/`, ends in `.foresee`, or is there and no model is called
  /// so.
  ///
  /// - Throws: `Failure` (arguments) for a name that no model and no file has.
  init(_ text: String) throws(Failure) {
    let isFile =
      text.contains("/") || text.hasSuffix(".foresee")
      || !ModelRegistry.entries.contains { $0.name == text } && InputFile.isRegular(text)
    self = isFile ? .file(path: text) : .entry(try ModelRegistry.entry(named: text))
  }

  /// The references in a list such as `gru,models/a.foresee`.
  static func list(_ text: String) throws(Failure) -> [ModelReference] {
    guard let names = NameList(argument: text)?.names else {
      throw Failure(
        .arguments, "\"\(text)\" is not a list of models",
        fix: "names separated by commas, as --model gru,lstm")
    }
    return try names.map { name throws(Failure) in try ModelReference(name) }
  }
}
