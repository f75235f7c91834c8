"""The blocks of Python and of the shell on the pages of docs, in SKILL.md and in the package's README, run as they stand."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys
from typing import List, Tuple

import foresee
import pytest

ROOT = pathlib.Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "docs").glob("*.md"), ROOT / "SKILL.md"])


def blocks(page: pathlib.Path) -> List[Tuple[str, str]]:
    """The blocks of a page that are to be run, with their language."""
    found = re.findall(r"^```(\w+)(?: (\w+))?\n(.*?)^```", page.read_text(), re.DOTALL | re.MULTILINE)
    return [(f"{language} {needs}".strip(), text) for language, needs, text in found if language in ("python", "sh")]


def python(page: pathlib.Path, needs: str) -> str:
    return "\n".join(text for language, text in blocks(page) if language == f"python {needs}".strip())


def run(words: List[str], folder: pathlib.Path) -> str:
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    if not (tools / "foresee").exists():
        os.symlink(os.path.abspath(foresee.find_binary()), tools / "foresee")
        os.symlink(ROOT / "datasets", folder / "datasets")
    environment = {
        **os.environ,
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "python"),
        "PYTHONWARNINGS": "ignore",
    }
    done = subprocess.run(
        words, cwd=folder, env={**environment, "PYSPARK_PYTHON": sys.executable}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page(page: pathlib.Path, tmp_path: pathlib.Path) -> None:
    shell = "\n".join(text for language, text in blocks(page) if language == "sh")
    code = python(page, "")
    if (
        "unshare" in shell
        and subprocess.run(["unshare", "--user", "--map-root-user", "--net", "true"], capture_output=True).returncode
    ):
        pytest.skip("this machine gives no namespaces of networks")
    for module in ("pandas", "polars"):
        if f"import {module}" in code:
            pytest.importorskip(module)
    if shell:
        run(["bash", "-euo", "pipefail", "-c", shell], tmp_path)
    if code:
        run([sys.executable, "-c", code], tmp_path)


def test_the_readme_of_the_package(tmp_path: pathlib.Path) -> None:
    """Its first block, below the frame and the files that it speaks of."""
    pytest.importorskip("pandas")
    before = """
import sys
sys.path.insert(0, sys.argv[1])
import pandas
from conftest import columns
df = pandas.DataFrame(columns(140))
import foresee
other = foresee.backtest(df, h=5, model="theta", folds=20, quiet=True).predictions
other.rename(columns={"theta": "mine"}).to_csv("other.csv", index=False)
other.to_csv("predictions.csv", index=False)
"""
    code = next(text for language, text in blocks(ROOT / "python" / "README.md") if language == "python")
    run([sys.executable, "-c", before + code, str(pathlib.Path(__file__).parent)], tmp_path)


def test_the_pages_name_what_there_is() -> None:
    """Links of pages lead somewhere."""
    for page in [*PAGES, ROOT / "python" / "README.md", ROOT / "llms.txt"]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
