"""Cuts the given sets of comparison.py into files that end at a cutoff, and one of what was observed.

    python3 Benchmarks/peers/given_sets.py DATA FOLDER [SETS]

DATA holds the sets, which are no part of this repository. FOLDER/SET gets known-1.csv, known-2.csv, ... with columns
unique_id, ds and y, of which each ends at its cutoff, observed.csv with all rows, and facts.json.
"""
import csv
import datetime
import glob
import json
import os
import sys


def wide(file):
    """A file with a column a series: names that columns share are numbered."""

    def series(data):
        with open(os.path.join(data, file), newline="") as lines:
            header, *rows = csv.reader(lines)
        for column in range(1, len(header)):
            name = f"{column}. {header[column].strip()}"
            yield name, [(row[0][:10], row[column]) for row in rows]

    return series


def vitals(data):
    """Heart rate, breaths and saturation of each patient; a missing cell has the value before it, and none is made up before the first."""
    start = datetime.datetime(2000, 1, 1)
    for path in sorted(glob.glob(os.path.join(data, "vitals", "bidmc_*_Numerics.csv"))):
        patient = os.path.basename(path).split("_")[1]
        with open(path, newline="") as lines:
            table = [{key.strip(): cell.strip() for key, cell in row.items()} for row in csv.DictReader(lines)]
        for sign in ["HR", "RESP", "SpO2"]:
            known, rows = "", []
            for row in table:
                known = row[sign] if row[sign] not in ("", "NaN") else known
                if known:
                    rows.append((str(start + datetime.timedelta(seconds=float(row["Time [s]"]))), known))
            yield f"{patient} {sign}", rows


SETS = {
    "hospital": {
        "what": "monthly counts of patients: many short series",
        "source": "`hospital/hospital.csv`, Monash archive",
        "series": wide("hospital/hospital.csv"), "frequency": "MS", "season": 12, "horizon": 12, "cutoffs": 1,
    },
    "nn5_daily": {
        "what": "cash drawn from machines a day, missing days filled as the file has them: a week's season, many leads",
        "source": "`nn5_daily/nn5_daily_imputed_weekday_median.csv`, NN5 competition, Monash archive",
        "series": wide("nn5_daily/nn5_daily_imputed_weekday_median.csv"),
        "frequency": "D", "season": 7, "horizon": 56, "cutoffs": 1,
    },
    "ili": {
        "what": "weekly reports of influenza-like illness: few long series of unlike scales, a year's season of 52 rows",
        "source": "`ili/national_illness.csv`, CDC",
        "series": wide("ili/national_illness.csv"), "frequency": "W-TUE", "season": 52, "horizon": 24, "cutoffs": 2,
    },
    "vitals": {
        "what": "heart rate, breaths and saturation of ten patients every second: no season, levels that move",
        "source": "`vitals/bidmc_*_Numerics.csv`, BIDMC, PhysioNet",
        "series": vitals, "frequency": "s", "season": 1, "horizon": 30, "cutoffs": 1,
    },
}


def write(path, series, held_out):
    """Writes the rows of all series but the last `held_out` of each."""
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["unique_id", "ds", "y"])
        for name, rows in series:
            writer.writerows([name, time, value] for time, value in rows[: len(rows) - held_out])


def cut(name, data, folder):
    """Writes the files of one set."""
    given = SETS[name]
    series = list(given["series"](data))
    if not series:
        sys.exit(f"{data} has no {given['source']}: --data names the folder that holds the sets")
    os.makedirs(folder, exist_ok=True)
    write(os.path.join(folder, "observed.csv"), series, 0)
    horizon, cutoffs = given["horizon"], given["cutoffs"]
    for cutoff in range(1, cutoffs + 1):
        write(os.path.join(folder, f"known-{cutoff}.csv"), series, horizon * (cutoffs - cutoff + 1))
    lengths = [len(rows) - horizon * cutoffs for _, rows in series]
    facts = {key: given[key] for key in ("what", "source", "frequency", "season", "horizon", "cutoffs")}
    facts |= {"series": len(series), "shortest": min(lengths), "longest": max(lengths)}
    with open(os.path.join(folder, "facts.json"), "w") as file:
        json.dump(facts, file)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    for name in sys.argv[3:] or SETS:
        cut(name, sys.argv[1], os.path.join(sys.argv[2], name))
