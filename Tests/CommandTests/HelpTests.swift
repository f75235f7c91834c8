import Testing

@Suite("The help")
struct HelpTests {
  private let inputs = """
    ARGUMENTS:
      <file>                  CSV files, or - for standard input. Several files are
                              one series each, named by the file.
    """

  private let forecast = """
    FORECAST:
      --target <columns>      The columns to forecast, separated by commas.
      --past <columns>        Columns to learn from that are known up to the cutoff.
      --future <columns>      Columns to learn from that are known ahead.
      --static <columns>      Columns to learn from that never change in a series.
      --horizon <steps>       Future steps to forecast.
      --model <models>        Models by name (see 'foresee models') or files of
                              fitted ones, separated by commas. (default: blend)
      --clock <clock>         Whether several series share a clock, with cutoffs at
                              one instant, or each has its own, as unrelated
                              recordings have, with cutoffs by the rows to its end.
                              (default: shared) (values: shared, own)
      --lookback <steps>      Past steps a model reads. (default: by horizon and
                              season)
      --calendar/--no-calendar
                              Learn from the calendar: hour, day of week, month,
                              holidays as in earlier years. (default: where its
                              cycles come back, for linear-gru, segment-gru and
                              blend)
      --series-embedding/--no-series-embedding
                              Tell series apart by an embedding of each. (default:
                              where they are few and long, for linear-gru,
                              segment-gru and blend)
      --segment <steps>       Steps that linear-gru, segment-gru and blend read at
                              once. (default: about a fourteenth of the lookback)
      --segment-units <units> Units of the networks of linear-gru, segment-gru and
                              blend. (default: 64, or 32 in a blend that leaves
                              recordings out)
      --anchor <anchor>       The centre of windows, of linear-gru, segment-gru and
                              blend. (default: what is nearest to the training
                              targets) (values: last, season)
      --season-lag <steps>    Steps before each lead whose value segment-gru, alone
                              or in blend, reads, 0 for none. (default: the longest
                              season in the lookback)
      --holidays/--no-holidays
                              Take off what holidays added in earlier years.
                              (default: where it helps a ridge, for linear-gru,
                              segment-gru and blend)
      --rounding/--no-rounding
                              Round forecasts to the decimals that the values have.
                              (default: where it lowers the validation error, for
                              blend)
    """

  private let folds = """
    FOLDS:
      --folds <count>         Cutoffs to forecast at. (default: 20)
      --step <rows>           Rows between two cutoffs. (default: the horizon)
      --gap <rows>            Training targets to drop before a cutoff. (default: 0)
      --train-window <rows>   Rows a fold may train on. (default: all)
      --refit <when>          When models train again: never, every-fold or
                              every-K. (default: never)
      --warm-start            Start each training at the weights of the one before.
    """

  private let models = """
    MODELS:
      --scaler <scaler>       How targets are normalised. (default: window)
                              (values: window, standard, robust, minmax, none)
      --transform <transform> What is done to targets first. (default: none;
                              networks of segments may learn logarithms) (values:
                              none, log, diff, log-return)
      --optimise <metric>     The metric that blend and the networks of segments
                              aim at; with qlike, for variances, no model forecasts
                              less than the least positive value known. (default:
                              mase) (values: mae, mase, smape, mse, qlike)
      --skip-short            Leave out series that are too short to learn from.
      --hidden <units>        Units of each recurrent layer. (default: 64)
      --layers <count>        Recurrent layers. (default: 2)
      --dropout <probability> Dropout between recurrent layers; none after the
                              last. (default: 0)
      --head <units>          Units of the dense layer of the head, 0 for none.
                              (default: 64)
      --activation <activation>
                              The activation of the rnn models. (default: tanh)
                              (values: tanh, relu)
      --attention-heads <count>
                              Heads of the attention models. (default: 4)
      --config <file>         A JSON file of settings named as these options;
                              options win.
    """

  private let training = """
    TRAINING:
      --max-epochs <count>    The most passes over the training windows. (default:
                              100)
      --max-steps <count>     The most steps of the optimiser, instead of epochs.
      --patience <epochs>     Epochs without a better validation loss; rnn, lstm
                              and gru are then trained again on all rows. 0 for no
                              validation. (default: 10)
      --validation <share>    The tail of the training range that validates.
                              (default: 0.2)
      --loss <loss>           The loss to minimise. (default: mae) (values: mse,
                              mae, huber)
      --batch <count>         Windows a step. (default: 32)
      --learning-rate <rate>  The learning rate. (default: 0.001)
      --schedule <schedule>   How the learning rate changes. (default: constant)
                              (values: constant, cosine, step, plateau)
      --warm-up <steps>       Steps over which the rate rises from 0. (default: 0)
      --optimizer <optimizer> The optimiser. (default: adam) (values: adam, adamw,
                              sgd)
      --weight-decay <rate>   Weight decay of adamw and sgd. (default: 0)
      --momentum <share>      The momentum of sgd. (default: 0.9)
      --clip <norm>           The largest gradient norm, 0 for no bound. (default:
                              1)
      --seed <number>         The seed of all randomness. (default: 1)
      --members <count>       Networks trained, with seeds from --seed on; the
                              forecast is their mean. (default: 1; blend: 2 where
                              windows are few)
    """

  private let reading = """
    READING:
      --id <column>           The column that names the series.
      --time <column>         The column with the time.
      --time-format <form>    The form of times, as '%d/%m/%Y %H:%M'.
      --time-unit <unit>      The unit of times that are numbers. (values: s, ms,
                              us, ns)
      --timezone <zone>       The zone of times without an offset, and whose days
                              and hours all times go by, as Europe/Berlin.
      --layout <layout>       Where series lie: long, a column each or a row each.
                              (values: long, wide, rows)
      --every <spacing>       The regular spacing to put irregular rows on, as 5m.
      --max-gap <duration>    The longest gap inside a series, as 45m.
      --season <steps>        Steps a season lasts. (default: by the spacing)
      --missing <way>         What inputs see of missing cells. (default: mask)
                              (values: mask, linear)
      --na <texts>            The texts that mean a missing cell, separated by
                              commas.
      --duplicates <way>      What is done with a time that appears twice. (values:
                              first)
      --delimiter <byte>      The byte between fields, or tab.
      --decimal <mark>        The decimal mark, . or ,. (default: .)
      --thousands <mark>      The mark between thousands.
      --comment <text>        The text that begins a comment line.
      --skip-rows <lines>     Lines to skip before the header.
      --skip-footer <lines>   Lines to leave out at the end.
      --no-header             The first line is data; columns are called c1, c2, ...
      --duplicate-columns <way>
                              Number the columns that share a name: A, A.2.
                              (values: number)
    """

  private let machine = """
    MACHINE:
      --threads <count>       Threads to use; never changes a result. (default: all
                              processors)
      --memory <megabytes>    Memory that training may take, in MB, data included;
                              never changes a result. (default: 256)
    """

  @Test("lists the commands")
  func root() throws {
    #expect(
      try help() == """
        OVERVIEW: Forecasts tickers, vitals and other series from CSV files with
        recurrent networks.

        Begin with 'foresee inspect FILE': it says what a file holds and which command
        to run next.
        'foresee --generate-completion-script bash' (or zsh, fish) prints shell
        completions.

        USAGE: foresee <subcommand>

        OPTIONS:
          --version               Show the version.
          -h, --help              Show help information.

        SUBCOMMANDS:
          inspect                 Say what files hold: columns, series, spacing, gaps,
                                  trouble, and the command to run next.
          backtest                Score models by forecasting the past: walk forward
                                  through a series and compare.
          fit                     Train a model and write it to a file that 'foresee
                                  forecast' reads.
          forecast                Forecast the steps after the last row of each series.
          tune                    Search for better settings of a network, and keep
                                  them in a configuration file.
          models                  List the models.
          synthesize              Write made-up data with the known properties of real
                                  tickers or vitals.
          demo                    Run the main job on the sample data: backtest
                                  networks on a ticker, forecast patients.

          See 'foresee help <subcommand>' for detailed help.

        """)
  }

  @Test("of inspect lists its options")
  func inspectCommand() throws {
    #expect(
      try help("inspect") == """
        OVERVIEW: Say what files hold: columns, series, spacing, gaps, trouble, and the
        command to run next.

        USAGE: foresee inspect [<options>] <file> ...

        \(inputs)

        COLUMNS:
          --target <columns>      The columns to forecast, separated by commas.
          --past <columns>        Columns to learn from that are known up to the cutoff.
          --future <columns>      Columns to learn from that are known ahead.
          --static <columns>      Columns to learn from that never change in a series.

        \(reading)

        OPTIONS:
          --json                  Print the report as JSON.
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  @Test("of backtest lists its options")
  func backtestCommand() throws {
    #expect(
      try help("backtest") == """
        OVERVIEW: Score models by forecasting the past: walk forward through a series
        and compare.

        Prints a table of errors, with the simple baselines naive, seasonal-naive and
        linear beside the models. With '-o -' or '--metrics -' the file goes to
        standard output, and the table to standard error.

        USAGE: foresee backtest [<options>] <file> ...

        \(inputs)

        \(forecast)

        \(folds)

        \(models)

        \(training)

        \(reading)

        \(machine)

        OPTIONS:
          -o, --output <file>     Where to write every forecast, as CSV.
          --metrics <file>        Where to write all metrics, as CSV.
          --log <file>            Where to write the history of training, as CSV.
          --json                  Print the table as JSON.
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  @Test("of fit lists its options")
  func fitCommand() throws {
    #expect(
      try help("fit") == """
        OVERVIEW: Train a model and write it to a file that 'foresee forecast' reads.

        The file is safetensors: weights under PyTorch's names, and all settings as
        metadata.

        USAGE: foresee fit [<options>] <file> ... --output <file>

        \(inputs)

        \(forecast)

        \(models)

        \(training)

        \(reading)

        \(machine)

        OPTIONS:
          -o, --output <file>     Where to write the model, as MODEL.foresee.
          --log <file>            Where to write the history of training, as CSV.
          --json                  Print the summary as JSON.
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  @Test("of forecast lists its options")
  func forecastCommand() throws {
    #expect(
      try help("forecast") == """
        OVERVIEW: Forecast the steps after the last row of each series.

        A model by name is trained first; a file of a fitted one knows its target and
        horizon. Without -o the forecasts go to standard output, as CSV.

        USAGE: foresee forecast [<options>] <file> ...

        \(inputs)

        \(forecast)

        \(models)

        \(training)

        \(reading)

        \(machine)

        OPTIONS:
          --name <name>           The column of the forecasts, instead of the model's
                                  name.
          -o, --output <file>     Where to write the forecasts, as CSV.
          --log <file>            Where to write the history of training, as CSV.
          --json                  Print the table as JSON; it is printed when the
                                  forecasts go to a file.
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  @Test("of tune lists its options")
  func tuneCommand() throws {
    #expect(
      try help("tune") == """
        OVERVIEW: Search for better settings of a network, and keep them in a
        configuration file.

        Candidates drawn at random are trained and judged on the rows before the folds;
        the folds then show the default beside the best candidate. The file holds
        model, horizon and what was chosen: other options given here must be given
        again with it. What was found stands in FILE.trials, and the same command goes
        on from there.

        USAGE: foresee tune [<options>] <file> ... --output <file>

        \(inputs)

        \(forecast)

        \(folds)

        \(models)

        \(training)

        \(reading)

        \(machine)

        OPTIONS:
          -o, --output <file>     Where to write the best settings, for --config.
          --budget <duration>     How long to search, as 90s, 10m or 2h; what is under
                                  way is finished. (default: 10m)
          --rounds <count>        The most rounds of nine candidates.
          --json                  Print the table as JSON.
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  @Test("of models lists its options")
  func modelsCommand() throws {
    #expect(
      try help("models") == """
        OVERVIEW: List the models.

        USAGE: foresee models [--json]

        OPTIONS:
          --json                  Print the list as JSON.
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  @Test("of synthesize lists its options")
  func synthesizeCommand() throws {
    #expect(
      try help("synthesize") == """
        OVERVIEW: Write made-up data with the known properties of real tickers or
        vitals.

        Equal options give equal bytes.

        USAGE: foresee synthesize <kind> [--rows <count>] [--series <count>] [--every <spacing>] [--seed <number>] [--output <file>]

        ARGUMENTS:
          <kind>                  What to write. (values: ticker, vitals)

        OPTIONS:
          --rows <count>          Rows of each series. (default: 2500 of a ticker, 2880
                                  of vitals)
          --series <count>        Series. (default: 1 ticker, 6 patients)
          --every <spacing>       The spacing, as 1m or 1d. (default: business days of
                                  a ticker of up to 20000 rows, else 1m)
          --seed <number>         The seed of all randomness. (default: 1)
          -o, --output <file>     Where to write the CSV. (default: standard output)
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  @Test("of demo lists its options")
  func demoCommand() throws {
    #expect(
      try help("demo") == """
        OVERVIEW: Run the main job on the sample data: backtest networks on a ticker,
        forecast patients.

        Every command is shown before it runs; training is kept short.

        USAGE: foresee demo [--data <folder>] [--output <folder>]

        OPTIONS:
          --data <folder>         The folder with ticker.csv and vitals.csv. (default:
                                  datasets)
          -o, --output <folder>   The folder to write to; made if it is missing.
                                  (default: foresee-demo)
          --version               Show the version.
          -h, --help              Show help information.

        """)
  }

  /// The help of a command, as a terminal of 80 columns shows it.
  private func help(_ command: String...) throws -> String {
    let outcome = try foresee(command + ["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    return outcome.output
  }
}
