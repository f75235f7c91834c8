"""The command as a process: found, fed while it writes, interrupted."""

from __future__ import annotations

import os
import pathlib
import signal
import subprocess
import sys
import textwrap
import time
from typing import Any, Dict

import foresee
import pytest
from conftest import columns, values

HERE = pathlib.Path(__file__).parent


def script(path: pathlib.Path, text: str) -> str:
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)
    return str(path)


WRONG = {
    "missing": (None, "No such file"),
    "another command": ("echo hello", "it does not answer to --version as foresee does: hello"),
    "one that fails": ("echo no >&2; exit 3", "as foresee does: no"),
    "another version": ("echo 99.1.0", "its version is 99.1.0, and this package goes with"),
    "silent": ("exit 0", "it says nothing"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_command(kind: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text, message = WRONG[kind]
    path = script(tmp_path / "foresee", text) if text else str(tmp_path / "nothing")
    monkeypatch.setenv("FORESEE_BINARY", path)
    with pytest.raises(foresee.ForeseeError, match=message) as caught:
        foresee.find_binary()
    assert path in str(caught.value) and "FORESEE_BINARY" in str(caught.value.fix) and caught.value.exit_code == 127


def test_where_the_command_is_looked_for(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = foresee.find_binary()
    monkeypatch.delenv("FORESEE_BINARY", raising=False)
    (tmp_path / "bin").mkdir()
    (tmp_path / "path").mkdir()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    monkeypatch.setattr("sysconfig.get_path", lambda *_: str(tmp_path / "scripts"))
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    with pytest.raises(foresee.ForeseeError, match="not installed beside this Python and not on the PATH"):
        foresee.find_binary()
    os.symlink(real, tmp_path / "path" / "foresee")
    assert foresee.find_binary() == str(tmp_path / "path" / "foresee")
    os.symlink(real, tmp_path / "bin" / "foresee")
    assert foresee.find_binary() == str(tmp_path / "bin" / "foresee")


def test_libraries_are_imported_only_when_used() -> None:
    code = "import foresee, sys; print([name for name in ('pandas', 'polars', 'numpy', 'pyspark', 'ray', 'dask') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=HERE.parent, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_module_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "foresee", "--version"], cwd=HERE.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == foresee.__version__


def test_much_goes_in_while_much_comes_out(library: Any) -> None:
    """More than any pipe holds, in both directions, with many notices."""
    count, ids = 120, [f"series {number}" for number in range(1500)]
    frame = library.DataFrame({
        "unique_id": [name for name in ids for _ in range(count)],
        "ds": list(range(count)) * len(ids),
        "y": [float((row * 31 + number) % 17) for number in range(len(ids)) for row in range(count)],
    })  # fmt: skip
    scored = foresee.backtest(frame, 5, "naive", folds=10, explain_choices=True)
    assert len(scored.predictions) == 5 * 10 * len(ids)
    assert values(scored.predictions, "unique_id")[:: 5 * 10] == ids


def test_a_command_that_does_not_read_its_input(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pandas = pytest.importorskip("pandas")
    text = '[ "$1" = --version ] && { echo 0.1.0; exit; }\necho "foresee: error: full" >&2; exit 5'
    monkeypatch.setenv("FORESEE_BINARY", script(tmp_path / "foresee", text))
    with pytest.raises(foresee.ForeseeError, match="^full$") as caught:
        foresee.forecast(pandas.DataFrame(columns(50000)), 2)
    assert caught.value.exit_code == 5


STRANGE_ENDS: Dict[str, Any] = {
    "killed": ("kill -9 $$", "ended by signal 9", 137),
    "output that is no table": ("echo unique_id,ds,cutoff,lead,naive; echo a,b", "another number of fields", 1),
    "silent": ("exit 3", "exit code 3", 3),
}


@pytest.mark.parametrize("kind", STRANGE_ENDS)
def test_strange_ends(kind: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pandas = pytest.importorskip("pandas")
    text, message, code = STRANGE_ENDS[kind]
    monkeypatch.setenv(
        "FORESEE_BINARY", script(tmp_path / "foresee", f'[ "$1" = --version ] && {{ echo 0.1.0; exit; }}\n{text}\n')
    )
    with pytest.raises(foresee.ForeseeError, match=message) as caught:
        foresee.forecast(pandas.DataFrame(columns(5)), 2)
    assert caught.value.exit_code == code


def test_an_interrupt_ends_the_command(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("pandas")
    code = textwrap.dedent("""
        import sys, warnings
        warnings.simplefilter("ignore")
        import pandas, foresee
        sys.path.insert(0, "tests")
        from conftest import columns
        frame = pandas.DataFrame(columns(2000))
        print("ready", flush=True)
        try:
            foresee.forecast(frame, 5, "lstm", max_epochs=100000, patience=100000)
        except KeyboardInterrupt:
            print("interrupted", flush=True)
    """)
    process = subprocess.Popen([sys.executable, "-c", code], cwd=HERE.parent, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    child = wait_for_child(process.pid)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=30)[0] == "interrupted\n"
    assert process.returncode == 0 and not os.path.exists(f"/proc/{child}/cmdline")


def wait_for_child(pid: int) -> int:
    for _ in range(200):
        listed = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if listed and "forecast" in pathlib.Path(f"/proc/{listed[-1]}/cmdline").read_text():
            return int(listed[-1])
        time.sleep(0.05)
    raise AssertionError("the command did not start")


def test_progress_on_a_terminal(tmp_path: pathlib.Path) -> None:
    pty = pytest.importorskip("pty")
    pytest.importorskip("pandas")
    code = (
        "import sys; sys.path.insert(0, 'tests'); import pandas, foresee; from conftest import columns; "
        "foresee.forecast(pandas.DataFrame(columns(60)), 2, 'gru', max_epochs=3, hidden=4, quiet=True)"
    )
    reading, writing = pty.openpty()
    process = subprocess.Popen([sys.executable, "-c", code], cwd=HERE.parent, stderr=writing)
    os.close(writing)
    said = b""
    while True:
        try:
            part = os.read(reading, 4096)
        except OSError:
            break
        if not part:
            break
        said += part
    os.close(reading)
    assert process.wait() == 0
    assert b"epoch" in said and said.endswith(b"\r\x1b[K")


def test_threads_do_not_meet(library: Any) -> None:
    from concurrent.futures import ThreadPoolExecutor

    frames = [library.DataFrame(columns(40, [number, number + 1])) for number in range(12)]
    with ThreadPoolExecutor(6) as pool:
        outs = list(pool.map(lambda frame: foresee.forecast(frame, 2, "naive"), frames))
    for frame, out in zip(frames, outs):
        assert out.equals(foresee.forecast(frame, 2, "naive"))
