/// Configuration files, the exit code they end with, and what is said of them.
enum ConfigurationCorpus {
  static let cases: [CorpusCase] = [
    CorpusCase("an unknown key", "{\"laers\": 2}", ends: 2, says: ["layers"]),
    CorpusCase("a wrong type", "{\"horizon\": \"five\"}", ends: 2, says: ["horizon"]),
    CorpusCase("a rate of zero", "{\"learning-rate\": 0}", ends: 2, says: ["learning-rate"]),
    CorpusCase("a negative rate", "{\"learning-rate\": -1}", ends: 2, says: ["learning-rate"]),
    CorpusCase("a dropout of one", "{\"dropout\": 1}", ends: 2, says: ["dropout"]),
    CorpusCase("no units", "{\"hidden\": 0}", ends: 2, says: ["hidden"]),
    CorpusCase("negative epochs", "{\"max-epochs\": -1}", ends: 2, says: ["max-epochs"]),
    CorpusCase("a key twice", "{\"hidden\": 4,\n\"hidden\": 4}", ends: 2, says: ["twice"]),
    CorpusCase("a comment", "{\"hidden\": 4} // no", ends: 2, says: [":1:"]),
    CorpusCase("a comma at the end", "{\"hidden\": 4,}", ends: 2, says: [":1:"]),
    CorpusCase("a number too large", "{\"learning-rate\": 1e999}", ends: 2, says: ["too large"]),
    CorpusCase(
      "deep nesting", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", ends: 2,
      says: ["nested"]),
    CorpusCase("a mark of UTF-8", "‹EF›‹BB›‹BF›{\"hidden\": 4}"),
    CorpusCase("nothing", "", ends: 2, says: ["empty"]),
    CorpusCase("a negative seed", "{\"seed\": -1}", ends: 2, says: ["seed"]),
    CorpusCase("half a seed", "{\"seed\": 1.5}", ends: 2, says: ["seed"]),
    CorpusCase("a seed beyond 64 bits", "{\"seed\": 18446744073709551616}", ends: 2, says: ["seed"]),
    CorpusCase("a list", "[]", ends: 2),
    CorpusCase("a number that is none", "{\"learning-rate\": NaN}", ends: 2, says: [":1:"]),
    CorpusCase("bytes that are no text", "{\"model\": \"‹FF›\"}", ends: 2, says: ["UTF-8"]),
  ]
}
