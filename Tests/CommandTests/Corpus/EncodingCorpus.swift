/// Letters and bytes: files, the exit code they end with, and what is said of them.
enum EncodingCorpus {
  static let cases: [CorpusCase] = [
    CorpusCase(
      "a mark of UTF-8",
      "‹EF›‹BB›‹BF›time,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n2024-01-04,3\n2024-01-05,4\n"),
    CorpusCase(
      "a mark of UTF-8 before a quote",
      "‹EF›‹BB›‹BF›\"time\",y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n2024-01-04,3\n2024-01-05,4\n"),
    CorpusCase(
      "a mark of UTF-8 inside", "time,y\n2024-01-01,0\n2024-01-02,1\n‹EF›‹BB›‹BF›2024-01-03,3\n", ends: 3,
      says: [":4:1"]),
    CorpusCase(
      "UTF-16 with its mark",
      "‹FF›‹FE›‹74›‹00›‹69›‹00›‹6D›‹00›‹65›‹00›‹2C›‹00›‹79›‹00›‹0A›‹00›‹32›‹00›‹30›‹00›‹32›‹00›‹34›‹00›‹2D›‹00›‹30›‹00›‹31›‹00›‹2D›‹00›‹30›‹00›‹31›‹00›‹2C›‹00›‹30›‹00›‹0A›‹00›‹32›‹00›‹30›‹00›‹32›‹00›‹34›‹00›‹2D›‹00›‹30›‹00›‹31›‹00›‹2D›‹00›‹30›‹00›‹32›‹00›‹2C›‹00›‹31›‹00›‹0A›‹00›",
      ends: 3, says: ["UTF-16"]),
    CorpusCase(
      "UTF-16 of the other order",
      "‹FE›‹FF›‹00›‹74›‹00›‹69›‹00›‹6D›‹00›‹65›‹00›‹2C›‹00›‹79›‹00›‹0A›‹00›‹32›‹00›‹30›‹00›‹32›‹00›‹34›‹00›‹2D›‹00›‹30›‹00›‹31›‹00›‹2D›‹00›‹30›‹00›‹31›‹00›‹2C›‹00›‹30›‹00›‹0A›‹00›‹32›‹00›‹30›‹00›‹32›‹00›‹34›‹00›‹2D›‹00›‹30›‹00›‹31›‹00›‹2D›‹00›‹30›‹00›‹32›‹00›‹2C›‹00›‹31›‹00›‹0A›",
      ends: 3, says: ["UTF-16"]),
    CorpusCase(
      "UTF-16 without a mark",
      "‹74›‹00›‹69›‹00›‹6D›‹00›‹65›‹00›‹2C›‹00›‹79›‹00›‹0A›‹00›‹32›‹00›‹30›‹00›‹32›‹00›‹34›‹00›‹2D›‹00›‹30›‹00›‹31›‹00›‹2D›‹00›‹30›‹00›‹31›‹00›‹2C›‹00›‹30›‹00›‹0A›‹00›‹32›‹00›‹30›‹00›‹32›‹00›‹34›‹00›‹2D›‹00›‹30›‹00›‹31›‹00›‹2D›‹00›‹30›‹00›‹32›‹00›‹2C›‹00›‹31›‹00›‹0A›‹00›",
      ends: 3, says: ["UTF-16"]),
    CorpusCase(
      "UTF-32",
      "‹FF›‹FE›‹00›‹00›‹74›‹00›‹00›‹00›‹69›‹00›‹00›‹00›‹6D›‹00›‹00›‹00›‹65›‹00›‹00›‹00›‹2C›‹00›‹00›‹00›‹79›‹00›‹00›‹00›‹0A›‹00›‹00›‹00›‹32›‹00›‹00›‹00›‹30›‹00›‹00›‹00›‹32›‹00›‹00›‹00›‹34›‹00›‹00›‹00›‹2D›‹00›‹00›‹00›‹30›‹00›‹00›‹00›‹31›‹00›‹00›‹00›‹2D›‹00›‹00›‹00›‹30›‹00›‹00›‹00›‹31›‹00›‹00›‹00›‹2C›‹00›‹00›‹00›‹30›‹00›‹00›‹00›‹0A›‹00›‹00›‹00›‹32›‹00›‹00›‹00›‹30›‹00›‹00›‹00›‹32›‹00›‹00›‹00›‹34›‹00›‹00›‹00›‹2D›‹00›‹00›‹00›‹30›‹00›‹00›‹00›‹31›‹00›‹00›‹00›‹2D›‹00›‹00›‹00›‹30›‹00›‹00›‹00›‹32›‹00›‹00›‹00›‹2C›‹00›‹00›‹00›‹31›‹00›‹00›‹00›‹0A›‹00›‹00›‹00›",
      ends: 3, says: ["UTF-32"]),
    CorpusCase(
      "Latin letters in the header", "time,temp‹E9›rature\n2024-01-01,1\n2024-01-02,2\n", ends: 3,
      says: ["UTF-8"]),
    CorpusCase(
      "Latin letters in the header, told", "time,temp‹E9›rature\n2024-01-01,1\n2024-01-02,2\n",
      with: ["--encoding", "ISO-8859-1"]),
    CorpusCase(
      "bad bytes in a column that is not used", "time,note,y\n2024-01-01,‹E9›,1\n2024-01-02,‹FF›,2\n",
      with: ["--target", "y"]),
    CorpusCase(
      "bad bytes in a name", "id,time,y\n‹E9›,2024-01-01,1\n", ends: 3, says: [":2:1: "],
      with: ["--id", "id"]),
    CorpusCase(
      "a zero written too long", "id,time,y\n‹C0›‹80›,2024-01-01,1\n", ends: 3, says: [":2:1: "],
      with: ["--id", "id"]),
    CorpusCase(
      "half of a pair", "id,time,y\n‹ED›‹A0›‹80›,2024-01-01,1\n", ends: 3, says: [":2:1: "],
      with: ["--id", "id"]),
    CorpusCase(
      "a letter cut at the end of the file", "time,y,id\n2024-01-01,1,a‹C3›", ends: 3, says: [":2:"],
      with: ["--id", "id"]),
    CorpusCase("letters of several bytes", "id,time,Größe 🚀\n東京,2024-01-01,1\n東京,2024-01-02,2\n"),
    CorpusCase("a name composed otherwise", "time,e\u{301}\n2024-01-01,1\n", with: ["--target", "é"]),
    CorpusCase(
      "a no-break space in a number", "time,y\n2024-01-01,1\u{A0}234\n2024-01-02,2\n",
      says: ["between thousands"], with: ["--target", "y"]),
    CorpusCase(
      "a thin space in a number", "time,y\n2024-01-01,1\u{2009}234\n2024-01-02,2\n",
      says: ["between thousands"], with: ["--target", "y"]),
    CorpusCase(
      "digits of other scripts", "time,y\n2024-01-01,１２\n2024-01-02,2\n", ends: 3, says: ["U+FF11"],
      with: ["--target", "y"]),
    CorpusCase(
      "a mathematical minus", "time,y\n2024-01-01,−5\n2024-01-02,2\n", says: ["other signs for the minus"],
      with: ["--target", "y"]),
    CorpusCase(
      "a character without width in a name", "time,y\u{200B}\n2024-01-01,1\n2024-01-02,2\n",
      says: ["y<U+200B>"]),
    CorpusCase(
      "a mark of direction in a name", "time,\u{200E}y\n2024-01-01,1\n2024-01-02,2\n", says: ["<U+200E>y"]),
    CorpusCase(
      "a soft hyphen in a name", "time,vol\u{AD}ume\n2024-01-01,1\n2024-01-02,2\n", says: ["vol<U+00AD>ume"]),
    CorpusCase("joined characters in a name", "time,👨\u{200D}👩\u{200D}👧\n2024-01-01,1\n2024-01-02,2\n"),
    CorpusCase(
      "breaks of text that are none of lines", "id,time,y\na\u{2028}b,2024-01-01,1\na\u{2028}b,2024-01-02,2\n"
    ),
    CorpusCase("a next line of other systems", "id,time,y\na\u{85}b,2024-01-01,1\na\u{85}b,2024-01-02,2\n"),
  ]
}
