/// Columns and series: files, the exit code they end with, and what is said of them.
enum ColumnCorpus {
  static let cases: [CorpusCase] = [
    CorpusCase(
      "a target that is not there", "time,temp\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n", ends: 3,
      says: ["did you mean \"temp\"?"], with: ["--target", "tmep"]),
    CorpusCase(
      "a target of text", "time,y\n2024-01-01,a\n2024-01-02,b\n", ends: 3, says: [":2:12"],
      with: ["--target", "y"]),
    CorpusCase(
      "a target that is the time", "time,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n", ends: 2,
      with: ["--target", "time", "--time", "time"]),
    CorpusCase(
      "a covariate twice", "time,y,z\n2024-01-01,1,1\n2024-01-02,2,2\n", ends: 2,
      with: ["--target", "y", "--past", "z", "--past", "z"]),
    CorpusCase(
      "a covariate in two roles", "time,y,z\n2024-01-01,1,1\n2024-01-02,2,2\n", ends: 2,
      with: ["--target", "y", "--past", "z", "--future", "z"]),
    CorpusCase(
      "names with spaces behind", "id,time,y\n\"A \",2024-01-01,1\nA,2024-01-02,2\n",
      says: ["spaces around the names"], with: ["--id", "id"]),
    CorpusCase(
      "names of digits", "id,time,y\n01,2024-01-01,1\n1,2024-01-01,2\n01,2024-01-02,1\n1,2024-01-02,2\n",
      with: ["--id", "id"]),
    CorpusCase(
      "a name that is missing", "id,time,y\nA,2024-01-01,1\n,2024-01-02,2\n", ends: 3, says: [":3:1"],
      with: ["--id", "id"]),
    CorpusCase(
      "rows of series in turns", "id,time,y\nA,2024-01-01,1\nB,2024-01-01,1\nA,2024-01-02,1\nB,2024-01-02,1\n"
    ),
    CorpusCase(
      "a covariate known ahead that ends too soon",
      "time,y,z\n2024-01-01,0,1\n2024-01-02,1,1\n2024-01-03,2,1\n2024-01-04,3,1\n2024-01-05,4,1\n2024-01-06,0,1\n2024-01-07,1,1\n2024-01-08,2,1\n2024-01-09,3,1\n2024-01-10,4,1\n2024-01-11,0,1\n2024-01-12,1,1\n2024-01-13,2,1\n2024-01-14,3,1\n2024-01-15,4,1\n2024-01-16,0,1\n2024-01-17,1,1\n2024-01-18,2,1\n2024-01-19,3,1\n2024-01-20,4,1\n2024-01-21,0,1\n2024-01-22,1,1\n2024-01-23,2,1\n2024-01-24,3,1\n2024-01-25,4,1\n",
      ends: 3, says: ["known ahead"],
      with: ["--target", "y", "--future", "z", "--model", "gru", "--max-steps", "1", "--lookback", "4"]),
    CorpusCase(
      "a covariate that a rule passes over",
      "time,y,z\n2024-01-01,0,1\n2024-01-02,1,1\n2024-01-03,2,1\n2024-01-04,3,1\n2024-01-05,4,1\n2024-01-06,0,1\n2024-01-07,1,1\n2024-01-08,2,1\n2024-01-09,3,1\n2024-01-10,4,1\n2024-01-11,0,1\n2024-01-12,1,1\n2024-01-13,2,1\n2024-01-14,3,1\n2024-01-15,4,1\n2024-01-16,0,1\n2024-01-17,1,1\n2024-01-18,2,1\n2024-01-19,3,1\n2024-01-20,4,1\n2024-01-21,0,1\n2024-01-22,1,1\n2024-01-23,2,1\n2024-01-24,3,1\n2024-01-25,4,1\n",
      says: ["without effect on naive: --future"], with: ["--target", "y", "--future", "z"]),
  ]
}
