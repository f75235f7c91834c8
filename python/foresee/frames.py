"""What is asked of a frame, whichever library it comes from; none is imported before a frame of it is seen."""

from __future__ import annotations

import importlib
from typing import Any, List, Protocol, Sequence

from .cells import Column


class Frame(Protocol):
    """A frame of pandas or polars."""

    #: The names of the columns, as texts.
    names: List[str]
    #: How many rows it has.
    height: int

    def column(self, index: int) -> Column:
        """How the column's cells are written."""

    def label(self, index: int) -> Any:
        """The name of the column as it is, which in pandas may be no text."""

    def take(self, index: int, rows: Sequence[int]) -> Any:
        """The values of the column in these rows, as a column of the same type; a row of -1 is missing."""

    def like(self, index: int, values: List[Any], codes: Sequence[int]) -> Any:
        """A column of the same type as another: ``values`` at the codes."""

    def instants(self, index: int, counts: List[int], unit: str, codes: Sequence[int]) -> Any:
        """A column of times of the same type as another: counts of a unit since 1970, at the codes."""


class Library(Protocol):
    """What makes frames."""

    def frame(self, data: Any) -> Frame:
        """A frame to read from."""

    def floats(self, values: Any) -> Any:
        """A column of an array of numbers."""

    def integers(self, values: List[Any]) -> Any:
        """A column of whole numbers, of which some may be ``None``."""

    def texts(self, texts: List[str], codes: Sequence[int]) -> Any:
        """A column of texts, of which an empty one is missing."""

    def moments(self, counts: List[int], unit: str, zone: Any, codes: Sequence[int]) -> Any:
        """A column of times."""

    def build(self, names: List[Any], columns: List[Any]) -> Any:
        """A frame of columns."""


def library_of(data: Any) -> Library:
    """The library that a frame comes from."""
    for kind in type(data).__mro__:
        package = kind.__module__.partition(".")[0]
        if package == "polars" and kind.__name__ == "LazyFrame":
            raise TypeError("a LazyFrame of polars has no rows yet: call its collect() first")
        if package in ("pandas", "polars") and kind.__name__ == "DataFrame":
            return library_named(package)
    raise TypeError(f"a DataFrame of pandas or polars was expected, not {type(data).__module__}.{type(data).__name__}")


def library_named(name: str) -> Library:
    """The library called ``pandas`` or ``polars``."""
    if name not in ("pandas", "polars"):
        raise ValueError(f'the library of frames is "pandas" or "polars", not {name!r}')
    module: Library = importlib.import_module(f"foresee._{name}")
    return module


def is_frame(data: Any) -> bool:
    """Whether it is a frame that can be sent."""
    try:
        library_of(data)
    except TypeError:
        return False
    return True
