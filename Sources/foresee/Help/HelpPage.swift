/// A page that explains a subject with examples, as `foresee help layouts` prints it.
enum HelpPage: String, CaseIterable {
  case timeFormats = "time-formats"
  case layouts
  case models

  /// The page.
  var text: String {
    switch self {
    case .timeFormats: Self.timeFormatsText
    case .layouts: Self.layoutsText
    case .models: Self.modelsText
    }
  }

  private static let timeFormatsText = """
    TIMES

    A column, or several, are taken for the time where they can be nothing else. Read as they are:
      2024-01-31   2024-01-31 23:59:00+02:00   2024-01-31 23:59 UTC   20240131 23:59:00 US/Eastern
      1/31/2024 11:59 PM and 31/1/24 23:59, once a row settles which comes first   Jan 31, 2024   31-Jan-2024
      Wed Jan 31 23:59:00 2024   2024-01   Jan-24   2024-W05   2024-Q1   Q1 2024   20240131   202401
      31 janvier 2024   Mo 31.01.2024   2024M01   31-JAN-24 11.59.00 PM   2024-01-31 23:00 - 2024-02-01 00:00
      PT5M, P1DT2H, 0 days 00:05:00: elapsed time
      seconds, ms, us or ns since 1970   days as spreadsheets count them, in a column named like a date
    Where no row settles the order of 1/2/2024, the day comes first with --decimal ',', and in 1.2.2024 beside
    semicolons; the rows of one day are kept together. All else is asked for.
    A time in several columns: Date,Time   Date,Hour   Year,Month,Day   Year,Week. --time names them, as
    --time Date,Time. Several times: the start of what has an end, or --time COLUMN.

    Others are named by --time-format, in strptime's letters; the whole cell must fit.
      31 01 2024 23h59             --time-format '%d %m %Y %Hh%M'
      01/02/24                     --time-format %m/%d/%y or %d/%m/%y, where no row settles it
      240131 2359                  --time-format '%y%m%d %H%M'

    %Y year, %y year of two digits, %m month, %b or %B its name, %d or %e day, %j day of the year, %H hour,
    %I hour up to 12 with %p for AM or PM, %M minute, %S second, %f fraction of it, %z offset from UTC,
    %Z name of a zone, %a or %A weekday, %G-W%V ISO year and week, %q quarter, %F is %Y-%m-%d, %T is
    %H:%M:%S, and %% is a percent sign.

    Numbers counted from a start: --time-unit s, m, h or d (ms, us, ns); excel: days of a spreadsheet.
    Times of day without a date are elapsed time; --date 2024-01-31 is the day of the first row.
    Times without an offset are read as they are; --timezone Europe/Berlin says whose clocks they go by.
    Rows may be newest first; --sort reads rows in no order. Rows without a time: --leave-out no-time.
    Rows are steps only where nothing can be a time, or with --steps.

    Later rows leave out the weekdays, nights and breaks that the known ones leave out (--closures none:
    they do not), and a season is what rows there are of a day or a week (--season decides).

    """

  private static let layoutsText = """
    LAYOUTS

    long, a row for each time of each series, with a column that names it:
      unique_id,ds,y
      A,2024-01-01,5          foresee forecast FILE --horizon 3
      B,2024-01-01,7
    Other names are given: --id patient --time charted --target hr. Several columns may name a series
    together, --id stay,item; and --where 'item=220045' keeps the rows of one kind.

    wide, a column for each series:
      date,AAPL,MSFT
      2024-01-01,190.5,370.2  foresee forecast FILE --layout wide --horizon 3
    Without --layout wide a column is one quantity of one series: --target AAPL,MSFT.

    rows, a row for each series, the oldest value first; names of columns that are times are the times:
      country,2024-01,2024-02
      Italy,60.1,60.4         foresee forecast FILE --layout rows --horizon 3
    Columns that are named by no time are left out. --id names the column, or columns, with the names.

    files, one series each, named by the file:
                              foresee forecast a.csv b.csv --target y --horizon 3

    A header of several lines, as tables of several tickers have, names series and columns. Units below the
    names are left out. Rows of covariates that are known ahead may stand at the end, with an empty target,
    or in a file of their own: --future promo --future-file next-week.csv.

    """

  private static let modelsText = """
    MODELS

    blend             the default: weighs networks and simple forecasts by rows they were not fitted to
    segment-gru, linear-gru
                      its networks alone: fast, for one series or many
    gru, lstm, rnn, and with -attention
                      read step by step; shaped by --layers, --hidden, --head and the options of training
    linear            a ridge regression on windows: in seconds, and often hard to beat
    ets, responsive-ets, theta, ses, holt, seasonal-median
                      one series at a time, in seconds; for short ones
    log-har           for realised variances, with --past
    ewma, garch       for variances and squared returns; --volatility makes them of prices or returns
    naive, seasonal-naive, drift, mean
                      what any model should beat; a backtest has the first two beside others

      foresee backtest FILE --target y --horizon 5 --model blend,linear,ets     compares models on the past
      foresee fit FILE --target y --horizon 5 --model linear-gru -o y.foresee   trains one and keeps it
      foresee forecast FILE --model y.foresee                                   forecasts with it
      foresee backtest FILE --volatility garman-klass --horizon 5 --model garch,ewma,log-har     variances

    Networks read the columns of --past, --future and --static; simple models do not, and say so.
    --transform log learns relative changes, log1p admits zeros and forecasts nothing below zero.
    --objective mae|mase|smape|mse|qlike names the metric to aim at. 'foresee models' lists all models.

    """
}
