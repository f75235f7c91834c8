import Testing

/// The chart of ``TerminalChartTests/fan`` as it is to look.
enum TerminalPictures {
  /// A size, and the lines.
  struct Picture: Sendable, CustomTestStringConvertible {
    let columns: Int
    let rows: Int
    var isASCII = false
    let text: String
    var testDescription: String { "\(columns) x \(rows)" }
  }

  static let all = [narrow, usual, plain, wide]

  private static let narrow = Picture(
    columns: 40, rows: 14,
    text: """
      births: 15 days after 2024-03-30
      ░░ 95 %   ▒▒ 80 %   ── observed
      a── gru   b── naive
      births
         │                       cutoff ┊    ░
         │⢢        ⢀⡴⡀        ⡸⢢        ⢰   ░▒
      50 ┤ ⢱      ⢀⠎ ⠸⡀      ⣴⠁⠸⡀      ⢠⠃ ░▒▒a
         │  ⢣     ⡜   ⠑⡄    ⡸   ⠘⢄    ⢰⠜┊⣀⠤⠒⠋⠁
         │   ⠣⡀ ⢀⠞     ⠈⡆  ⡰⠁     ⡇  ⢠⠃ ⢈⣀⣀⣀⣀b
         │    ⠱⡀⡎       ⠱⡀⡜⠃      ⠈⢆⣀⠇  ┊
       0 ┤     ⠟         ⠑⠁         ⠁   ┊
         └┬─────────┬─────────┬──────────┬────
         Jan       Feb       Mar        Apr
        2024

      """)

  private static let usual = Picture(
    columns: 80, rows: 20,
    text: """
      births: 15 days after 2024-03-30
      ░░ 95 %   ▒▒ 80 %   ── observed   a── gru   b── naive
      births
         │                                                                 ┊ cutoff  ░
         │                                                                 ┊        ░░
      60 ┤⡀                     ⣄                    ⢠⠳⡀                   ⡄       ░░░
         │⠘⢄                  ⡀⡸⠈⠢⡀                 ⢠⠃ ⢸                  ⢰⠁     ░░░▒▒
         │  ⠣⡀               ⡰⠙⠁  ⠑⡄                ⡜   ⡇                ⢀⠇┊    ░░▒▒▒▒
         │   ⠱⡀             ⢰⠁     ⢣              ⡔⠜    ⠘⢄              ⢀⠎ ┊   ░▒▒▒▒⢀a
      40 ┤    ⢸            ⢠⠃      ⠘⢄            ⡸       ⠈⠢⡀           ⣄⡜  ┊ ░▒▒⣀⠤⠔⠉⠁▒
         │     ⡇          ⢀⠇         ⠣⡀         ⡰⠁         ⠑⢄         ⡜⠈   ⢀⣀⠤⠒⠊▒▒▒▒▒▒
         │     ⠈⢢       ⢀⢀⠎           ⠘⡄       ⢠⠃           ⠘⡄       ⡸     ⠁ ░░░░░░░░░
      20 ┤       ⠑⡄     ⡎⠉             ⠈⡆     ⢠⠃             ⢣      ⢰⠁     ⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀b
         │        ⠈⢢   ⡜                ⢸   ⢀⠦⠎               ⠣⡀   ⢠⠃      ┊         ░
         │         ⠈⡆ ⡸                  ⢣  ⡜                  ⠸⡀⢠⣀⠇       ┊
         │          ⢱⢰⠁                   ⠑⡜                    ⠑⠎⠈        ┊
       0 ┤           ⠃                                                     ┊
         └─────┬─────────┬─────────┬──────────┬─────────┬─────────┬─────────┬─────────
             8 Jan    22 Jan     5 Feb     19 Feb     4 Mar    18 Mar     1 Apr
             2024

      """)

  private static let plain = Picture(
    columns: 80, rows: 16, isASCII: true,
    text: """
      births: 15 days after 2024-03-30
      .. 95 %   :: 80 %   * observed   o gru   + naive
      births
         |                                                                 | cutoff ..
         |                                            *                    |      ....
      60 +**                  ****                  ****                  **    ..::::
         |  **               **   **              * *   *                * |  .:::::::
      40 +    *            **      **            * *     **           * *  |::::oooooo
         |     **         **         **         **         **        ***   ooooo::::::
         |       **     **             **     **             *      *      +++++++++++
      20 +         *  **                 *  ***               **   **      |
         |          * *                  ***                    ***        |
       0 +           *                                                     |
         +-----+---------+---------+----------+---------+---------+---------+---------
             8 Jan    22 Jan     5 Feb     19 Feb     4 Mar    18 Mar     1 Apr
             2024

      """)

  private static let wide = Picture(
    columns: 200, rows: 14,
    text: """
      births: 15 days after 2024-03-30
      ░░ 95 %   ▒▒ 80 %   ── observed   a── gru   b── naive
      births
         │                                                                                                                                                                         ┊ cutoff                 ░░
      60 ┤⠤⣀⡀                                                   ⢀⡠⠔⠢⢄⣀                                                   ⢀⡠⠔⠒⠤⠤⣀                                                 ⢀⡠⠄                 ░░░░░░░░░
         │  ⠈⠑⠒⠤⢄⣀⡀                                        ⣀⠤⠒⠒⠊⠁     ⠉⠑⠒⠢⠤⡀                                          ⡠⠔⠊⠁      ⠑⢄⡀                                          ⢀⡠⠔⠊⠁ ┊           ░░░░░░▒▒▒▒▒▒▒▒▒
      40 ┤        ⠈⠉⠑⠒⢄                               ⢀⣀⠤⠒⠉                ⠈⠢⢄⣀⡀                               ⣀⠤⠒⠉⠑⠒⠉            ⠈⠉⠑⠒⠤⣀⡀                              ⣀⡀ ⣀⠤⠒⠁     ┊     ░░▒▒▒▒⢀⣀⣀⣀⣀⣀⠤⠤⠤⠤⠒⠒⠒⠒a
         │             ⠑⠢⢄⡀                       ⢀⡠⠔⠊⠁                        ⠈⠑⠢⠤⣀⣀                      ⢀⡠⠒⠉                         ⠈⠉⠒⠒⠤⢄                     ⢀⠤⠒⠉ ⠈⠉         ⠤⠤⠤⠒⠒⠒⠊⠉⠉⠉⠉⠉⠁▒▒▒▒▒▒▒▒▒▒▒▒▒▒
      20 ┤                ⠈⠉⠒⠒⠤⠤⣀⣀          ⢀⡠⠔⠊⠉⠉⠁                                  ⠉⠉⠒⠢⡀          ⢀⣀ ⢀⡠⠔⠊⠁                                  ⠑⠤⣀⣀             ⢀⡠⠔⠊⠁               ⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤b
         │                        ⠉⠢⡀    ⣀⠤⠒⠁                                            ⠑⠢⠤⣀    ⣀⠤⠊⠁ ⠉⠁                                          ⠉⠒⠤⢄⣀⡀ ⣀⠤⢄⡠⠔⠊⠁                   ┊
       0 ┤                          ⠈⠒⠤⠒⠉                                                    ⠉⠑⠒⠉                                                      ⠈⠉                          ┊
         └┬────────────┬────────────┬─────────────┬────────────┬────────────┬────────────┬─────────────┬────────────┬────────────┬─────────────┬────────────┬────────────┬────────────┬─────────────┬─────────
        1 Jan        8 Jan       15 Jan        22 Jan       29 Jan        5 Feb       12 Feb        19 Feb       26 Feb        4 Mar        11 Mar       18 Mar       25 Mar        1 Apr         8 Apr
        2024

      """)
}
