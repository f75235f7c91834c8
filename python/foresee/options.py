"""Turns keywords into the options of the command."""

from __future__ import annotations

import datetime
import os
from typing import Any, Callable, Iterable, List, Mapping, Optional, Sequence

#: Options that have an opposite, which ``False`` asks for. Of other options ``False`` leaves them out.
_OPPOSITES = frozenset(["calendar", "series-embedding", "holidays", "rounding", "plot"])

#: Options whose value is a list of names of columns.
COLUMN_OPTIONS = ("id", "time", "target", "past", "future", "static")

#: Turns a value that only a file can hold into the path of one.
FileMaker = Callable[[str, Any], str]


def arguments(options: Mapping[str, Any], make_file: Optional[FileMaker] = None) -> List[str]:
    """The arguments for keywords: ``max_epochs=5`` is ``--max-epochs=5``, ``True`` an option without a value.

    Items of a list are joined by commas, and of a dictionary as ``name=value``. ``None`` leaves an option out. Values
    that are neither are handed to ``make_file``. Names are passed on as they are, so that the command itself tells of one
    that it does not know.
    """
    found: List[str] = []
    for keyword, value in options.items():
        name = option_name(keyword)
        if value is None:
            continue
        if isinstance(value, bool):
            if value:
                found.append(_dashed(name))
            elif name in _OPPOSITES:
                found.append("--no-" + name)
        elif make_file is not None and needs_file(name, value):
            found.append(f"{_dashed(name)}={make_file(name, value)}")
        else:
            found.append(f"{_dashed(name)}={option_text(value, quoted=name in COLUMN_OPTIONS)}")
    return found


def option_name(keyword: str) -> str:
    """The name of an option without its dashes: ``max_epochs`` is ``max-epochs``, and ``h`` is ``horizon``."""
    name = keyword.rstrip("_").replace("_", "-")
    return {"h": "horizon", "o": "output"}.get(name, name)


def _dashed(name: str) -> str:
    return ("-" if len(name) == 1 else "--") + name


def needs_file(name: str, value: Any) -> bool:
    """Whether the value is not a text, a number or a list of them, so that only a file can hold it."""
    if name == "config":
        return isinstance(value, Mapping)
    return not _is_plain(value) and not isinstance(value, Mapping) and not _is_list(value)


def _is_plain(value: Any) -> bool:
    kinds = (str, int, float, os.PathLike, datetime.date, datetime.time)
    return isinstance(value, kinds) or hasattr(value, "item") and getattr(value, "ndim", None) == 0


def _is_list(value: Any) -> bool:
    return isinstance(value, Iterable) and not hasattr(value, "columns")


def option_text(value: Any, quoted: bool = False) -> str:
    """The text of a value; of names of columns those with a comma stand in quotes."""
    if isinstance(value, Mapping):
        return ",".join(f"{key}={option_text(item)}" for key, item in value.items())
    if _is_list(value) and not _is_plain(value):
        return ",".join(quoted_name(str(item)) if quoted else option_text(item) for item in value)
    if isinstance(value, os.PathLike):
        return os.fspath(value) if isinstance(os.fspath(value), str) else os.fsdecode(os.fspath(value))
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        value = value.item()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def quoted_name(name: str) -> str:
    """The name as an item of a list of names."""
    return f'"{name}"' if "," in name else name


def name_list(value: Any, known: Sequence[str]) -> List[str]:
    """The names in an option's value: a name, names, or a text with names and commas.

    A text that is itself one of the ``known`` names is one name, whatever it holds.
    """
    if value is None or value is True or value is False:
        return []
    if not isinstance(value, str):
        return [str(item) for item in value] if _is_list(value) else [str(value)]
    return [value] if value in known else _split(value)


def _split(text: str) -> List[str]:
    names, name, is_quoted = [], "", False
    for character in text:
        if character == '"':
            is_quoted = not is_quoted
        elif character == "," and not is_quoted:
            names.append(name)
            name = ""
        else:
            name += character
    return [*names, name]
