"""Finds the command that does the work, and makes sure that it is the right one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from typing import Dict, Iterator, Tuple

from ._version import __version__
from .errors import ForeseeError

#: The variable of the environment that names the command, before every other place.
VARIABLE = "FORESEE_BINARY"

_checked: Dict[str, Tuple[int, int]] = {}


def find_binary() -> str:
    """The path of the command ``foresee``.

    It is the one that the variable ``FORESEE_BINARY`` names; or lies where a wheel puts it, beside the running Python; or
    is on the ``PATH``.
    """
    named = os.environ.get(VARIABLE)
    if named:
        return _checked_path(named, f"{VARIABLE} names {named}")
    for path in _places():
        if os.path.isfile(path) and os.access(path, os.X_OK):
            return _checked_path(path, f"the command is {path}")
    found = shutil.which("foresee")
    if found:
        return _checked_path(found, f"the command on the PATH is {found}")
    raise ForeseeError(
        "the command foresee is not installed beside this Python and not on the PATH",
        fix=f"install the wheel that holds it, or set {VARIABLE} to its path",
        exit_code=127,
    )


def _places() -> Iterator[str]:
    folders = [os.path.dirname(sys.executable or ""), sysconfig.get_path("scripts") or ""]
    user = sysconfig.get_preferred_scheme("user") if hasattr(sysconfig, "get_preferred_scheme") else "posix_user"
    folders.append(sysconfig.get_path("scripts", user) or "")
    for folder in folders:
        if folder:
            yield os.path.join(folder, "foresee")


def _checked_path(path: str, said: str) -> str:
    try:
        status = os.stat(path)
    except OSError as error:
        raise _unusable(said, error.strerror or str(error)) from None
    state = (status.st_mtime_ns, status.st_size)
    if _checked.get(path) != state:
        _check(path, said)
        _checked[path] = state
    return path


def _check(path: str, said: str) -> None:
    try:
        done = subprocess.run([path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    except OSError as error:
        raise _unusable(said, error.strerror or str(error)) from None
    except subprocess.TimeoutExpired:
        raise _unusable(said, "it did not answer to --version in a minute") from None
    version = done.stdout.decode("utf-8", "replace").strip()
    if done.returncode != 0 or not re.fullmatch(r"\d+\.\d+\.\d+\S*", version):
        words = (done.stderr.decode("utf-8", "replace").strip().splitlines() or [version])[-1][:200]
        raise _unusable(said, f"it does not answer to --version as foresee does: {words or 'it says nothing'}")
    if version.split(".")[:2] != __version__.split(".")[:2]:
        raise _unusable(said, f"its version is {version}, and this package goes with {__version__}")


def _unusable(said: str, reason: str) -> ForeseeError:
    return ForeseeError(
        f"{said}: {reason}",
        fix=f"set {VARIABLE} to the path of foresee {__version__}, or install the wheel that holds it",
        exit_code=127,
    )
