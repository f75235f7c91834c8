#!/usr/bin/env python3
"""Measures how often intervals of 80 and 95 % held on real files.

    Benchmarks/coverage.py .build/release/foresee DATA [MODELS] [SETS] [OPTIONS...]

DATA is the folder of the measuring files, MODELS a list as after --model (naive,linear,ets by default), SETS names of
sets separated by commas; OPTIONS go to foresee, as --intervals adaptive. Prints, for each set, model and level, the share
held, the band that a block bootstrap over folds knows it within, and the mean width; then how many of the bands hold the
level.
"""
import json
import os
import subprocess
import sys
import time

SETS = {
    "sp500": "tickers/sp500.csv --target Close --horizon 5 --folds 100 --transform log-return",
    "nasdaq": "tickers/nasdaq.csv --target Close --horizon 5 --folds 100",
    "ili": "ili/national_illness.csv --target OT --horizon 12 --folds 20",
    "births": "us_births/us_births.csv --horizon 14 --folds 50 --train-window 3000",
    "hospital": "hospital/hospital.csv --layout wide --duplicate-columns number --horizon 6 --folds 4",
    "broll": "cgm/ExampleData5Subjects.csv --horizon 12 --folds 20 --clock own",
    "bidmc02": "vitals/bidmc_02_Numerics.csv --target HR --horizon 10 --folds 20",
    "bidmc07": "vitals/bidmc_07_Numerics.csv --target HR --horizon 10 --folds 20",
}


def backtest(binary, data, line, models, more):
    """The summary of a backtest, and its seconds."""
    file, *options = line.split()
    command = [binary, "backtest", os.path.join(data, file), *options, "--model", models, "--level", "80,95", "--json", *more]
    start = time.monotonic()
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr)
    return json.loads(run.stdout), time.monotonic() - start


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    binary, data = sys.argv[1:3]
    models = sys.argv[3] if len(sys.argv) > 3 else "naive,linear,ets"
    names = sys.argv[4].split(",") if len(sys.argv) > 4 and sys.argv[4] else list(SETS)
    more = sys.argv[5:]
    cells = holding = 0
    for name in names:
        summary, seconds = backtest(binary, data, SETS[name], models, more)
        print(f"{name}, {seconds:.1f} s")
        for model in summary["models"]:
            line = f"  {model['name']:15} scaled CRPS {model['scaled-crps']:.5f}"
            for interval in model["intervals"]:
                line += f"   {interval['level']:g} %: {100 * interval['coverage']:5.1f}"
                band = interval.get("band")
                if band:
                    holds = band["lower"] <= interval["level"] / 100 <= band["upper"]
                    cells, holding = cells + 1, holding + holds
                    line += f" [{100 * band['lower']:5.1f}, {100 * band['upper']:5.1f}]{' ' if holds else '*'}"
                line += f" width {interval['width']:.4g}"
            print(line)
    print(f"{holding} of {cells} bands hold the level (* do not); of fewer than five blocks of folds there is none")


main()
