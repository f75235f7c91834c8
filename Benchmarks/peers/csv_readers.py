"""Reads a CSV file with its timestamps parsed, on request, and answers with the seconds it took."""
import sys
import time

from answering import absent, serve

reader = sys.argv[1]
try:
    if reader == "pandas":
        import pandas

        version = pandas.__version__
        read = lambda request: pandas.read_csv(request["path"], parse_dates=[request["time"]])
    else:
        import polars

        version = polars.__version__
        read = lambda request: polars.read_csv(request["path"], try_parse_dates=True)
except ModuleNotFoundError as error:
    absent(error)


def seconds(request):
    start = time.perf_counter()
    read(request)
    return time.perf_counter() - start


serve(f"{reader} {version}", seconds)
