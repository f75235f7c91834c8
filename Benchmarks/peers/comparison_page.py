"""The page of comparison.py: everything on it that is a figure comes from what was measured."""
import os
import platform
import shlex
import statistics
import subprocess
import textwrap
import time

import comparison_findings
from comparison_findings import listed

INTRODUCTION = """# Foresee beside other libraries

This page was written by `Benchmarks/comparison.py` from what it measured on {day}; no figure is typed by hand. It says how
{tools} forecast {count} given sets with their defaults: how far they are off, how long a user waits, and how much memory it takes.

## What was done

Every row of a table is one model that forecasts one set in a process of its own. The process reads a CSV file that ends at the
cutoff, so that no library ever sees a row that is scored; it fits, forecasts, and writes its forecasts and, where it gives one, an
interval of 80 % as CSV. The horizon and the season are said to all of them, and nothing else is chosen: each model has its defaults,
called as the library's documentation shows ([forecast_set.py](peers/forecast_set.py) has the calls, which are short). Where a
model has no default for the window it reads, the window is two horizons long. Nothing was tuned on the rows that are scored.

- `statsforecast` fits on all cores (`n_jobs=-1`).
- `neuralforecast` is trained for {steps} steps (`max_steps`; {default}), with its quantile loss, since its default loss gives no interval.
- darts' `ExponentialSmoothing` has its interval from 500 samples.
- Foresee takes its intervals from errors on rows that a fit did not learn from, which takes it further fits: they are in its seconds.

All forecasts are scored together by `foresee compare`, which `peers/forecast_files.py` checks against utilsforecast (426 metrics, to
1e-15). **MASE** is the mean absolute error over that of repeating the last season in the rows before the cutoff (the last value, where
there is no season), averaged over series: 1 is no better. **holds** is the share of observed values inside the interval of 80 %, to be
near 80. **CRPS** is `scaled-crps` of the interval's two ends (the loss of the quantiles 0.1 and 0.9 by the size of the values), which rewards intervals that are narrow and hold: less is better.
`naive` and `seasonal-naive` are scored beside the models, on the same rows.

**seconds** run from the start of the process to its end, imports included, and **CPU** is the time that the processors worked for it,
which neighbours disturb less. **MB** is the most memory that a process of it held, as the system says when it has ended (`wait4`);
where a library starts processes of its own, as statsforecast does, it is the largest of them, and not their sum. It cannot be below the
{floor:.0f} MB of the process that starts them. **runs** is how many there were, of which seconds and CPU are the median and MB is the most: {rounds}
that alternate between the models, and one at each cutoff of what takes {once:.0f} s or longer.{incomplete}

Versions: {versions}.

Machine: {machine}. {caveat}

## The sets

The four were named before any was forecast, for being unlike each other and small enough for two cores; none was chosen by a score,
and none was left out after one. They belong to others and are no part of this repository.

"""

NUMBERS = {1: "one", 2: "two", 3: "three", 4: "four"}
CAVEAT = """The cores are shared with other programs, so that seconds vary: differences of less than a third mean nothing."""


def page(options, tables):
    """The whole page of the runs and scores of each set."""
    runs = [run for own, _ in tables.values() for run in own]
    short = any(len(run.measured) < options.rounds and seconds(run) < options.once for run in runs if run.complete)
    text = INTRODUCTION.format(
        day=time.strftime("%Y-%m-%d", time.gmtime()), tools=listed(dict.fromkeys(run.tool for run in runs)),
        count=NUMBERS.get(len(tables), len(tables)), steps=options.max_steps,
        default="its default" if options.max_steps == 1000 else f"its default is 1000, which would take {1000 / options.max_steps:.0f} times as long",
        floor=max((one.get("floor", 0) for run in runs for one in run.measured), default=0), once=options.once,
        rounds=NUMBERS.get(options.rounds, options.rounds),
        incomplete=" Some were run less often, for want of time." if short else "",
        versions=versions(options, runs), machine=machine(),
        caveat=CAVEAT + priority(runs))
    text += sets(tables)
    for name, (own, scores) in tables.items():
        text += f"\n## {name}\n\n" + table(own, scores)
    text += "\n## What it shows\n\n" + comparison_findings.paragraphs(tables)
    text += "\n## The commands\n\n" + commands(options, runs)
    return flowed(text)


def flowed(text):
    """The text with its paragraphs and lists in lines of at most 126 characters."""
    blocks = []
    for block in text.strip("\n").split("\n\n"):
        if not block.startswith(("#", "|", "    ")):
            items = block.replace("\n- ", "\0- ").split("\0")
            block = "\n".join(
                textwrap.fill(" ".join(item.split()), 126, subsequent_indent="  " if item.startswith("- ") else "",
                              break_long_words=False, break_on_hyphens=False) for item in items)
        blocks.append(block.strip("\n"))
    return "\n\n".join(blocks) + "\n"


def sets(tables):
    """What each set is, as its files were cut."""
    lines = ["| set | what | series | rows before the first cutoff | horizon | season | cutoffs |", "|---|---|---|---|---|---|---|"]
    for name, (own, _) in tables.items():
        facts = own[0].facts
        rows = str(facts["shortest"]) if facts["shortest"] == facts["longest"] else f"{facts['shortest']} to {facts['longest']}"
        season = facts["season"] if facts["season"] > 1 else "none"
        lines.append(
            f"| {name} | {facts['what']} ({facts['source']}) | {facts['series']} | {rows} | {facts['horizon']} | {season} | "
            f"{facts['cutoffs']} |")
    return "\n".join(lines) + "\n\nAt each cutoff a model is fitted anew to a file that ends there; cutoffs are one horizon apart, and the last\nleaves one horizon of rows.\n"


def failed(run):
    return next((one["error"] for one in run.measured if "error" in one), None)


def seconds(run):
    return statistics.median(one["seconds"] for one in run.measured)


def table(runs, scores):
    """One set: models by their error, those that failed below."""
    lines = ["| model | of | MASE | holds | CRPS | seconds | CPU | MB | runs |", "|---|---|---|---|---|---|---|---|---|"]
    rows = []
    for run in runs:
        if run.complete:
            rows.append((scores[run.model]["mase"], run.model, run.tool, scores[run.model], run.measured))
    rows += [(scores[name]["mase"], name, "rule", scores[name], []) for name in ("naive", "seasonal-naive") if name in scores]
    for _, model, tool, own, measured in sorted(rows, key=lambda row: row[0]):
        cells = [f"{own['mase']:.3f}", share(own.get("coverage-80")), figure(own.get("scaled-crps") if "coverage-80" in own else None)]
        if measured:
            middle = {key: statistics.median(one[key] for one in measured) for key in ("seconds", "processor")}
            cells += [f"{middle['seconds']:.1f}", f"{middle['processor']:.1f}", f"{max(one['peak'] for one in measured):.0f}"]
        else:
            cells += ["", "", ""]
        name = f"**{model}**" if tool == "foresee" else model
        lines.append(f"| {name} | {tool} | {' | '.join(cells)} | {len(measured) or ''} |")
    for run in runs:
        error = failed(run)
        if error is None and not run.complete:
            lines.append(f"| {run.model} | {run.tool} | not run | | | | | | |")
        if error is not None:
            said = f"not installed: `pip install {run.tool}`" if error.startswith("absent") else "failed: " + plain(error)
            lines.append(f"| {run.model} | {run.tool} | {said} | | | | | | |")
    return "\n".join(lines) + "\n"


def plain(error):
    return error.replace("|", "/").replace("\n", " ")[:120]


def share(value):
    return "-" if value is None else f"{100 * value:.0f} %"


def figure(value):
    return "-" if value is None else f"{value:.4f}"


def versions(options, runs):
    """The versions of what ran, as the Python that ran them says."""
    own = subprocess.run([options.binary, "--version"], capture_output=True, text=True).stdout.strip()
    found = [f"Foresee {own}" + (f" (commit {options.commit})" if options.commit else "")]
    script = ("import importlib.metadata as m, platform, sys; print('Python ' + platform.python_version());\n"
              "for n in sys.argv[1:]:\n try: print(n + ' ' + m.version(n))\n except m.PackageNotFoundError: print(n + ' (absent)')")
    names = [*dict.fromkeys(run.tool for run in runs if run.tool != "foresee"), "torch", "pandas", "numpy"]
    done = subprocess.run([options.python, "-c", script, *names], capture_output=True, text=True)
    return ", ".join(found + done.stdout.split("\n")[:-1])


def priority(runs):
    """How many forecasts other programs had precedence over."""
    measured = [one for run in runs for one in run.measured]
    yielding = sum(one.get("niceness", 19) > 0 for one in measured)
    return "" if not yielding else (
        f" {yielding} of the {len(measured)} forecasts ran with a niceness above 0, so that they waited where others worked: compare CPU"
        " rather than seconds.")


def machine():
    """The processor and its cores, and the memory."""
    model = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo") as file:
            model = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), model)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{len(os.sched_getaffinity(0))} cores of {model}, {memory:.0f} GiB, {platform.system()}"


def commands(options, runs):
    """This page's command, and that of each model on the first set."""
    words = ["python3", "Benchmarks/comparison.py", "--data", "DIR", "--binary", "foresee", f"--max-steps={options.max_steps}"]
    lines = ["The whole page, once the libraries are there:", "",
             "    pip install -r Benchmarks/peers/comparison-requirements.txt", f"    {shlex.join(words)}", "",
             f"Each forecast, of {runs[0].set} here:", ""]
    for run in runs:
        if run.set != runs[0].set:
            continue
        own = run.command("known-1.csv", f"{run.model}.csv")
        own = [word.replace(options.binary, "foresee").replace(options.python, "python") for word in own]
        own = ["Benchmarks/peers/forecast_set.py" if word.endswith("forecast_set.py") else word for word in own]
        lines.append("    " + textwrap.fill(
            shlex.join(own), 120, subsequent_indent=8 * " ", break_long_words=False, break_on_hyphens=False,
        ).replace("\n", " \\\n"))
    lines += ["", "The scores:", "", f"    foresee compare */cutoff-*.csv --truth observed.csv --target y --season "
              f"{runs[0].facts['season']} --metrics -", ""]
    return "\n".join(lines)
