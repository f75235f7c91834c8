"""Answers requests: a JSON object a line comes in on standard input, a JSON object a line goes out.

The first line out is {"version": ...}, or {"absent": ...} when the peer is not installed.
"""
import json
import sys


def serve(version, answer):
    print(json.dumps({"version": version}), flush=True)
    for line in sys.stdin:
        print(json.dumps({"value": answer(json.loads(line))}), flush=True)


def absent(error):
    print(json.dumps({"absent": error.name or str(error)}), flush=True)
    sys.exit(0)
