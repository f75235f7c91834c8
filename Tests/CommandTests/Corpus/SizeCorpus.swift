/// Sizes: files, the exit code they end with, and what is said of them.
enum SizeCorpus {
  static let cases: [CorpusCase] = [
    CorpusCase(
      "a field of more than a mebibyte", "id,time,y\n«1048577»,2024-01-01,1\n", ends: 6, says: [":2:1"]),
    CorpusCase("too many columns", "time,y«,c16400»\n", ends: 6, says: ["more than 16384 fields"]),
    CorpusCase(
      "a horizon of a thousand million",
      "time,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n2024-01-04,3\n2024-01-05,4\n", ends: 2,
      says: ["--horizon"], with: ["--horizon", "1000000000"]),
    CorpusCase(
      "more units than memory has",
      "time,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n2024-01-04,3\n2024-01-05,4\n", ends: 2,
      with: ["--model", "gru", "--hidden", "10000000"]),
    CorpusCase(
      "layers beyond the memory",
      "time,y\n0,0\n1,1\n2,2\n3,3\n4,4\n5,5\n6,6\n7,0\n8,1\n9,2\n10,3\n11,4\n12,5\n13,6\n14,0\n15,1\n16,2\n17,3\n18,4\n19,5\n20,6\n21,0\n22,1\n23,2\n24,3\n25,4\n26,5\n27,6\n28,0\n29,1\n30,2\n31,3\n32,4\n33,5\n34,6\n35,0\n36,1\n37,2\n38,3\n39,4\n40,5\n41,6\n42,0\n43,1\n44,2\n45,3\n46,4\n47,5\n48,6\n49,0\n50,1\n51,2\n52,3\n53,4\n54,5\n55,6\n56,0\n57,1\n58,2\n59,3\n60,4\n61,5\n62,6\n63,0\n64,1\n65,2\n66,3\n67,4\n68,5\n69,6\n70,0\n71,1\n72,2\n73,3\n74,4\n75,5\n76,6\n77,0\n78,1\n79,2\n80,3\n81,4\n82,5\n83,6\n84,0\n85,1\n86,2\n87,3\n88,4\n89,5\n90,6\n91,0\n92,1\n93,2\n94,3\n95,4\n96,5\n97,6\n98,0\n99,1\n100,2\n101,3\n102,4\n103,5\n104,6\n105,0\n106,1\n107,2\n108,3\n109,4\n110,5\n111,6\n112,0\n113,1\n114,2\n115,3\n116,4\n117,5\n118,6\n119,0\n120,1\n121,2\n122,3\n123,4\n124,5\n125,6\n126,0\n127,1\n128,2\n129,3\n130,4\n131,5\n132,6\n133,0\n134,1\n135,2\n136,3\n137,4\n138,5\n139,6\n140,0\n141,1\n142,2\n143,3\n144,4\n145,5\n146,6\n147,0\n148,1\n149,2\n150,3\n151,4\n152,5\n153,6\n154,0\n155,1\n156,2\n157,3\n158,4\n159,5\n160,6\n161,0\n162,1\n163,2\n164,3\n165,4\n166,5\n167,6\n168,0\n169,1\n170,2\n171,3\n172,4\n173,5\n174,6\n175,0\n176,1\n177,2\n178,3\n179,4\n180,5\n181,6\n182,0\n183,1\n184,2\n185,3\n186,4\n187,5\n188,6\n189,0\n190,1\n191,2\n192,3\n193,4\n194,5\n195,6\n196,0\n197,1\n198,2\n199,3\n",
      ends: 6, says: ["MB"],
      with: ["--steps", "--target", "y", "--model", "gru", "--hidden", "16384", "--lookback", "9"]),
    CorpusCase(
      "no memory at all", "time,y\n2024-01-01,0\n2024-01-02,1\n2024-01-03,2\n2024-01-04,3\n2024-01-05,4\n",
      ends: 2, says: ["--memory"], with: ["--memory", "0"]),
  ]
}
