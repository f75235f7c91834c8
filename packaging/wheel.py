#!/usr/bin/env python3
"""Writes a wheel that holds the command foresee and the Python package that calls it; the same bytes every time.

usage: wheel.py PREFIX PYTHON TAG OUTPUT

PREFIX holds bin/foresee and share/, which go where Python puts commands and data; PYTHON holds pyproject.toml and the
package foresee; TAG is as manylinux_2_34_x86_64. Prints the name of the wheel, which is put into OUTPUT.
"""

import base64
import hashlib
import os
import pathlib
import re
import subprocess
import sys
import time
import tomllib
import zipfile


def files_below(folder):
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]


def licences(prefix):
    return [prefix / "LICENSE", *files_below(prefix / "licences")]


def metadata(project, version, licence_names, readme):
    """The core metadata, version 2.4, of what pyproject.toml says of the project."""
    lines = ["Metadata-Version: 2.4", f"Name: {project['name']}", f"Version: {version}",
             f"Summary: {project['description']}", f"Requires-Python: {project['requires-python']}",
             f"License: {project['license']['text']}; of what is linked, see licences/README"]
    lines += [f"License-File: {name}" for name in licence_names]
    lines += [f"Requires-Dist: {each}" for each in project.get("dependencies", [])]
    for extra, needed in project.get("optional-dependencies", {}).items():
        lines += [f"Provides-Extra: {extra}"]
        lines += [f"Requires-Dist: {each} ; extra == '{extra}'" for each in needed]
    lines += ["Description-Content-Type: text/markdown", "", readme]
    return "\n".join(lines) + "\n"


def contents(prefix, python, version, tag):
    """The files of the wheel but its record: names, bytes, and whether they are run."""
    project = tomllib.loads((python / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    readme = (python / project["readme"]).read_text(encoding="utf-8")
    for path in files_below(python / "foresee"):
        yield path.relative_to(python).as_posix(), path.read_bytes(), False
    stem = f"{project['name']}-{version}"
    yield f"{stem}.data/scripts/foresee", (prefix / "bin/foresee").read_bytes(), True
    for path in files_below(prefix / "share"):
        yield f"{stem}.data/data/{path.relative_to(prefix).as_posix()}", path.read_bytes(), False
    for path in licences(prefix):
        yield f"{stem}.dist-info/licenses/{path.relative_to(prefix).as_posix()}", path.read_bytes(), False
    names = [path.relative_to(prefix).as_posix() for path in licences(prefix)]
    yield f"{stem}.dist-info/METADATA", metadata(project, version, names, readme).encode(), False
    wheel = f"Wheel-Version: 1.0\nGenerator: foresee packaging\nRoot-Is-Purelib: false\nTag: py3-none-{tag}\n"
    yield f"{stem}.dist-info/WHEEL", wheel.encode(), False


def record_line(name, data):
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
    return f"{name},sha256={digest},{len(data)}\n"


def write(path, files, record_name, date):
    record = "".join(record_line(name, data) for name, data, _ in files) + f"{record_name},,\n"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data, is_run in [*files, (record_name, record.encode(), False)]:
            entry = zipfile.ZipInfo(name, date)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whose modes follow
            entry.external_attr = (0o100755 if is_run else 0o100644) << 16
            archive.writestr(entry, data, compresslevel=9)


def main(prefix, python, tag, output):
    prefix, python, output = pathlib.Path(prefix), pathlib.Path(python), pathlib.Path(output)
    said = subprocess.run([prefix / "bin/foresee", "--version"], check=True, capture_output=True, text=True).stdout
    version = said.strip()
    if not re.fullmatch(r"\d+(\.\d+)*((a|b|rc)\d+)?", version):
        sys.exit(f"wheel: the version '{version}' is none that a wheel may have, as 0.1.0 or 0.1.0rc1")
    date = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", 315532800)))[:6]
    files = list(contents(prefix, python, version, tag))
    stem = f"foresee-{version}"
    path = output / f"{stem}-py3-none-{tag}.whl"
    write(path, files, f"{stem}.dist-info/RECORD", date)
    print(path.name)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
