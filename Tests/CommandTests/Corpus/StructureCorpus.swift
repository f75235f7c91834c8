/// How rows and fields are written: files, the exit code they end with, and what is said of them.
enum StructureCorpus {
  static let cases: [CorpusCase] = [
    CorpusCase("an empty file", "", ends: 3, says: [":1:1: the file is empty"]),
    CorpusCase("only a mark of UTF-8", "‹EF›‹BB›‹BF›", ends: 3, says: [":1:1: the file is empty"]),
    CorpusCase("only line breaks", "\n\n\n", ends: 3, says: ["no header"]),
    CorpusCase("only a header", "time,y\n", ends: 3, says: ["no rows of data"]),
    CorpusCase("only a header, inspected", "time,y\n", says: ["0 rows"], command: "inspect"),
    CorpusCase("one row", "time,y\n2024-01-01,0\n"),
    CorpusCase(
      "one row for a model that needs more", "time,y\n2024-01-01,0\n", ends: 3, says: ["1"],
      with: ["--model", "linear"]),
    CorpusCase(
      "no line break at the end",
      "time,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n2024-01-04,3\n2024-01-05,4"),
    CorpusCase(
      "Windows line breaks",
      "time,y\r\n2024-01-01,0\r\n2024-01-02,1\r\n2024-01-03,2\r\n2024-01-04,3\r\n2024-01-05,4\r\n"),
    CorpusCase(
      "old Macintosh line breaks",
      "time,y\r2024-01-01,0\r2024-01-02,1\r2024-01-03,2\r2024-01-04,3\r2024-01-05,4\r"),
    CorpusCase(
      "an error behind old Macintosh line breaks", "time,y\r2024-01-01,0\r2024-01-02,1\r2024-01-03,x\r",
      ends: 3, says: [":4:12: "], with: ["--target", "y"]),
    CorpusCase(
      "mixed line breaks", "time,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n2024-01-04,3\n2024-01-05,4\r\n",
      says: ["mixed line breaks, first at line 6"]),
    CorpusCase(
      "a carriage return inside a field", "time,y\n2024-01-01,1\r2\n2024-01-01,0\n2024-01-02,1\n", ends: 3,
      says: [":2:1"]),
    CorpusCase(
      "blank lines between rows", "time,y\n2024-01-01,1\n\n2024-01-02,2\n\n\n2024-01-03,3\n",
      says: ["3 lines left out: blank"]),
    CorpusCase("a blank line in a file of one column", "y\n1\n2\n\n3\n", ends: 3, says: [":4:1: ", "NA"]),
    CorpusCase(
      "blank lines at the end",
      "time,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n2024-01-04,3\n2024-01-05,4\n\n\n"),
    CorpusCase(
      "a line of spaces and tabs", "time,y\n2024-01-01,0\n2024-01-02,1\n \t \n2024-01-03,3\n",
      says: ["1 line left out: blank"]),
    CorpusCase(
      "a row one field short", "time,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03\n2024-01-04,4\n", ends: 3,
      says: [":4:", "1 field"]),
    CorpusCase(
      "a row one field long", "time,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,3,9\n", ends: 3,
      says: [":4:", "3 fields"]),
    CorpusCase("a comma after every row and the header", "time,y,\n2024-01-01,1,\n2024-01-02,2,\n"),
    CorpusCase(
      "a comma after some rows", "time,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,3,\n2024-01-04,4\n", ends: 3,
      says: [":4:"]),
    CorpusCase(
      "a short last line without a break", "time,y,z\n2024-01-01,1,1\n2024-01-02,2,2\n2024-01-03", ends: 3,
      says: [":4:", "cut off"], with: ["--target", "y"]),
    CorpusCase(
      "a quote that is never closed", "time,y\n2024-01-01,1\n2024-01-02,\"2\n2024-01-03,3\n", ends: 3,
      says: [":3:12: ", "never closed"]),
    CorpusCase("text after a closing quote", "time,y\n\"2024-01-01\"x,1\n", ends: 3, says: [":2:13"]),
    CorpusCase("a quote inside a field", "time,y\n2024-01-01,1\"2\n", ends: 3, says: [":2:13"]),
    CorpusCase(
      "doubled quotes in a name", "id,time,y\n\"5\"\" pipe\",2024-01-01,1\n\"5\"\" pipe\",2024-01-02,2\n"),
    CorpusCase(
      "a line break in a quoted text", "id,time,y\n\"a\nb\",2024-01-01,1\n\"a\nb\",2024-01-02,x\n", ends: 3,
      says: [":5:15: "], with: ["--target", "y"]),
    CorpusCase(
      "a Windows line break in a quoted text", "id,time,y\n\"a\r\nb\",2024-01-01,1\n\"a\r\nb\",2024-01-02,2\n"
    ),
    CorpusCase("numbers in quotes", "time,y\n2024-01-01,\"12.5\"\n2024-01-02,\"13\"\n"),
    CorpusCase("an empty cell in quotes", "time,y\n2024-01-01,1\n2024-01-02,\"\"\n2024-01-03,3\n"),
    CorpusCase(
      "a name that is empty", "id,time,y\na,2024-01-01,1\n\"\",2024-01-02,2\n", ends: 3,
      says: [":3:", "name of the series is missing"], with: ["--id", "id"]),
    CorpusCase("a space before a quote", "id,time,y\n \"a\",2024-01-01,1\n \"a\",2024-01-02,2\n"),
    CorpusCase("spaces and tabs around numbers", "time,y\n2024-01-01, 1\n2024-01-02,\t2 \n"),
    CorpusCase(
      "a backslash before a quote", "id,time,y\n\"a\\\"b\",2024-01-01,1\n", ends: 3, says: [":2:5: "]),
    CorpusCase(
      "semicolons and decimal commas", "time;y\n2024-01-01;12,5\n2024-01-02;13,5\n", with: ["--decimal", ","]),
    CorpusCase(
      "semicolons and decimal commas, without the option", "time;y\n2024-01-01;12,5\n2024-01-02;13,5\n",
      ends: 3, says: ["--decimal ','"], with: ["--target", "y"]),
    CorpusCase("tabs", "time\ty\n2024-01-01\t1\n2024-01-02\t2\n"),
    CorpusCase("vertical bars", "time|y\n2024-01-01|1\n2024-01-02|2\n"),
    CorpusCase("two separators in the header", "a;b,c\n1;2,3\n1;2,4\n", ends: 3, says: ["--delimiter"]),
    CorpusCase("a width that changes at the first row", "a,b,c\n1,2\n", ends: 3, says: [":2:"]),
    CorpusCase(
      "a width that changes at row 100",
      "time,y\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2,3\n",
      ends: 3, says: [":101:"], with: ["--steps", "--target", "y"]),
    CorpusCase(
      "comments", "# made by hand\ntime,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n", says: ["comment"],
      with: ["--comment", "#"]),
    CorpusCase(
      "comments, without the option", "time,y\n2024-01-01,0\n2024-01-02,1\n# a note\n2024-01-03,3\n", ends: 3,
      says: ["--comment '#'"]),
    CorpusCase(
      "lines before the header", "Report of the day\n\ntime,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n",
      ends: 3, says: ["--skip-rows"]),
    CorpusCase(
      "lines before the header, left out",
      "Report of the day\n\ntime,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n", with: ["--skip-rows", "2"]),
    CorpusCase(
      "a footer", "time,a,y\n2024-01-01,1,1\n2024-01-02,1,2\nTotal,,3\n", ends: 3,
      says: [":4:1", "--leave-out no-time"], with: ["--target", "y"]),
    CorpusCase(
      "two tables", "time,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n\nname,value\na,1\n", ends: 3,
      says: [":6:"], with: ["--target", "y"]),
    CorpusCase(
      "a header that is repeated", "time,y\n2024-01-01,0\n2024-01-02,1\ntime,y\n2024-01-03,3\n", ends: 3,
      says: [":4:", "repeats the header"], with: ["--target", "y"]),
    CorpusCase(
      "a header of two lines", "time,temp,y\n,C,kWh\n2024-01-01,1,1\n2024-01-02,2,2\n2024-01-03,3,3\n",
      ends: 3, says: [":2:1"], with: ["--target", "y"]),
    CorpusCase(
      "a separator named in the first line", "sep=;\ntime;y\n2024-01-01;1\n2024-01-02;2\n",
      says: ["names the delimiter"]),
    CorpusCase(
      "two columns of one name", "time,y,y\n2024-01-01,1,2\n", ends: 3, says: ["are both named \"y\""],
      with: ["--target", "y"]),
    CorpusCase(
      "names that differ in case", "time,Temp,temp\n2024-01-01,1,2\n2024-01-02,1,3\n",
      with: ["--target", "temp"]),
    CorpusCase(
      "a column without a name that holds values", "time,,y\n2024-01-01,a,2\n2024-01-02,b,3\n", ends: 3,
      says: ["no name"], with: ["--target", "y"]),
    CorpusCase(
      "names with spaces around", "time , y \n2024-01-01,1\n2024-01-02,2\n", with: ["--target", "y"]),
    CorpusCase("a name with a line break", "time,\"y\nz\"\n2024-01-01,1\n2024-01-02,2\n", says: ["y\\nz"]),
    CorpusCase("no header", "1,2\n3,4\n5,6\n", ends: 3, says: ["--no-header"]),
    CorpusCase(
      "no header, as asked for", "1,2\n3,4\n5,6\n", with: ["--no-header", "--target", "c2", "--steps"]),
    CorpusCase("a zero byte", "time,y\n2024-01-01,1‹00›2\n", ends: 3, says: [":2:", "NUL"]),
    CorpusCase(
      "escapes in a name", "id,time,y\n‹1B›[31mred‹07›,2024-01-01,1\n‹1B›[31mred‹07›,2024-01-02,2\n"),
    CorpusCase(
      "the end mark of old systems",
      "time,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n2024-01-04,3\n2024-01-05,4\n‹1A›", says: ["0x1A"]),
    CorpusCase("a gzip file", "‹1F›‹8B›‹08›‹00›‹00›‹00›‹00›‹00›", ends: 3, says: ["zcat"]),
    CorpusCase("a zip archive", "PK‹03›‹04›‹14›‹00›", ends: 3, says: ["zip"]),
    CorpusCase("a Parquet file", "PAR1‹15›‹04›", ends: 3, says: ["Parquet"]),
    CorpusCase("an Arrow file", "ARROW1‹00›‹00›", ends: 3, says: ["Arrow"]),
    CorpusCase("a database", "SQLite format 3‹00›", ends: 3, says: ["SQLite"]),
    CorpusCase("a PDF", "%PDF-1.7\n", ends: 3, says: ["PDF"]),
    CorpusCase("a web page", "<!DOCTYPE html>\n<html></html>\n", ends: 3, says: ["HTML"]),
    CorpusCase("JSON", "{\"error\": \"not found\"}\n", ends: 3, says: ["JSON"]),
  ]
}
