"""A frame on its way to the command, and what comes back from it."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Mapping, Optional, Sequence, Union

from .cells import quoted
from .clock import Clock
from .frames import library_of
from .ids import Ids
from .options import name_list, quoted_name
from .table import IntegerColumn, NumberColumn, Table, TextColumn

Names = Union[str, Sequence[str]]

#: The columns of Nixtla's frames, which need not be named.
DEFAULTS = {"id": "unique_id", "time": "ds", "target": "y"}
#: Options that may name any column, so that all are sent.
_ANY_COLUMN = (
    "where", "layout", "volatility", "config", "plausible", "plausible_change", "no_header", "censored", "strip",
)  # fmt: skip
_COVARIATES = ("past", "future", "static")
_ROWS = 1 << 14


class Panel:
    """A frame of series, with the options that say what its columns are.

    ``roles`` are the names of the columns of ids, times and targets; one of the usual names that the frame does not have is
    left to the command. ``model`` is what a fitted model says of the columns that it reads, if there is one. Of a frame
    beside another, whose whole numbers as times count from the same ``start``, all columns are sent.
    """

    def __init__(
        self,
        data: Any,
        roles: Mapping[str, Optional[Names]],
        options: Mapping[str, Any],
        model: Optional[Mapping[str, Any]] = None,
        start: Optional[int] = None,
    ) -> None:
        self._library = library_of(data)
        self.frame = self._library.frame(data)
        self._options = options
        self._start = start
        self._wire = _wire_names(self.frame.names, are_ids=bool(options.get("layout")))
        self.roles = {role: self._names(role, roles.get(role), model or {}) for role in DEFAULTS}
        self._selected = self._selection(model)
        ids = [self._place(name) for name in self.roles["id"] if name in self.frame.names]
        self._id_places: List[int] = ids if len(ids) == len(self.roles["id"]) else []
        self.ids = Ids([self.frame.column(place) for place in self._id_places])
        self.clock = self._clock()
        #: Whether a cell may hold the end of a line, so that lines are not rows.
        self.has_long_rows = False
        #: Options that say what the columns are.
        self.options = self._column_options()

    def _names(self, role: str, given: Optional[Names], model: Mapping[str, Any]) -> List[str]:
        known = self.frame.names
        if given is not None:
            return name_list(given, known)
        kept = model.get("targets" if role == "target" else role)
        if kept:
            return name_list(kept, known)
        usual = DEFAULTS[role]
        layout = self._options.get("layout")
        is_usual = layout in (None, "long") or layout == "wide" and role == "time"
        return [usual] if usual in known and is_usual else []

    def _place(self, name: str) -> int:
        return self.frame.names.index(name)

    def _clock(self) -> Optional[Clock]:
        named = self.roles["time"]
        if len(named) != 1 or self.frame.names.count(named[0]) != 1:
            return None
        return Clock(self._library, self.frame, self._place(named[0]), self._options, self._start)

    def _selection(self, model: Optional[Mapping[str, Any]]) -> List[int]:
        names = self.frame.names
        everything = list(range(len(names)))
        if self._start is not None:
            return everything
        if not self.roles["time"] or not self.roles["target"]:
            return everything
        if any(self._options.get(option) for option in _ANY_COLUMN):
            return everything
        wanted = {name for named in self.roles.values() for name in named}
        for option in _COVARIATES:
            wanted.update(name_list(self._options.get(option), names))
            kept = "statics" if option == "static" else option
            wanted.update(name_list((model or {}).get(kept), names))
        is_known = wanted <= set(names)  # Otherwise the command says which names there are.
        return [place for place in everything if names[place] in wanted] if is_known else everything

    def _column_options(self) -> Dict[str, Any]:
        found: Dict[str, Any] = {}
        for role, names in self.roles.items():
            if role == "time" and self._options.get("steps"):
                continue
            if role == "id" and len(self._id_places) > 1:
                found[role] = self._id_name()
            elif names:
                found[role] = self._list(names)
        for option in _COVARIATES:
            value = self._options.get(option)
            if value is not None and not isinstance(value, bool):
                found[option] = self._list(name_list(value, self.frame.names))
        if self.clock is not None:
            found.update(self.clock.options)
        return found

    def _list(self, names: Sequence[str]) -> str:
        return ",".join(quoted_name(self._wire[self._place(name)] if name in self.frame.names else name) for name in names)

    def _id_name(self) -> str:
        name = "unique_id"
        while name in self._wire:
            name += "_"
        return name

    def chunks(self) -> Iterator[bytes]:
        """The frame as a CSV file, part by part."""
        plain = [place for place in self._selected if place not in self._id_places or len(self._id_places) > 1]
        columns = [self.frame.column(place) for place in plain]
        clock = self._place(self.roles["time"][0]) if self.clock is not None else None
        header = [quoted(self._wire[place]) for place in plain]
        if self._id_places:
            single = self._wire[self._id_places[0]]
            header.insert(0, quoted(single if len(self._id_places) == 1 else self._id_name()))
        yield (",".join(header) + "\n").encode()
        for start in range(0, self.frame.height, _ROWS):
            stop = min(start + _ROWS, self.frame.height)
            cells: List[List[str]] = [self.ids.texts(start, stop)] if self._id_places else []
            for place, column in zip(plain, columns):
                source = self.clock if place == clock and self.clock is not None else column
                cells.append(source.texts(start, stop))
            rows = list(map(",".join, zip(*cells)))
            text = "\n".join(row or '""' for row in rows) if len(cells) == 1 else "\n".join(rows)
            self.has_long_rows = self.has_long_rows or text.count("\n") != len(rows) - 1 or "\r" in text
            yield (text + "\n").encode("utf-8", "replace")

    def decoded(self, table: Table) -> Any:
        """A frame of the columns of a table, with ids and times in the types that they have here."""
        names: List[Any] = []
        columns: List[Any] = []
        for name, column in table.columns:
            if name == "unique_id" and isinstance(column, TextColumn):
                for label, made in self._id_columns(column):
                    names.append(label)
                    columns.append(made)
                continue
            names.append(self._label(name))
            columns.append(self._column(name, column))
        return self._library.build(names, columns)

    def _label(self, name: str) -> Any:
        role = {"ds": "time", "y": "target"}.get(name)
        if role is None or len(self.roles[role]) != 1 or self.roles[role][0] not in self.frame.names:
            return name
        return self.frame.label(self._place(self.roles[role][0]))

    def _id_columns(self, column: TextColumn) -> Iterator[Any]:
        rows = [self.ids.rows.get(text, -1) for text in column.texts]
        is_known = all(row >= 0 or text == "" for row, text in zip(rows, column.texts))
        if not self._id_places or not is_known:
            yield "unique_id", self._library.texts(column.texts, column.codes)
            return
        places = list(map(rows.__getitem__, column.codes))
        for place in self._id_places:
            yield self.frame.label(place), self.frame.take(place, places)

    def _column(self, name: str, column: Any) -> Any:
        if isinstance(column, NumberColumn):
            return self._library.floats(column.values)
        if isinstance(column, IntegerColumn):
            return self._library.integers(column.values)
        if name in ("ds", "cutoff") and self.clock is not None:
            return self.clock.decoded(column.texts, column.codes)
        return self._library.texts(column.texts, column.codes)


def _wire_names(names: Sequence[str], are_ids: bool) -> List[str]:
    """The names as the command can be asked for them: without quotes, ends of lines and blanks at their ends.

    One that is a number would be taken for data, unless names are ids.
    """
    found: List[str] = []
    for name in names:
        wire = " ".join(name.replace('"', "'").replace("\x00", "").split()) or "_"
        if not are_ids and _is_number(wire):
            wire = f"column {wire}"
        if wire != name:
            while wire in names or wire in found:
                wire += "_"
        found.append(wire)
    return found


def _is_number(name: str) -> bool:
    try:
        float(name)
    except ValueError:
        return False
    return True
