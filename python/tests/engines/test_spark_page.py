"""The page on Spark, run as it stands."""

from __future__ import annotations

import pathlib
import sys

import pytest
from test_pages import ROOT, python, run

pytest.importorskip("pyspark", reason="pyspark is not installed")
pytest.importorskip("pandas")


def test_the_page(tmp_path: pathlib.Path) -> None:
    run([sys.executable, "-c", python(ROOT / "docs" / "tickers-on-spark.md", "spark")], tmp_path)
    assert (tmp_path / "bands.parquet").is_dir()
