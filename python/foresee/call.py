"""One call of the command: its options, its frames, and whom it tells what."""

from __future__ import annotations

import json
import os
import sys
import warnings
from types import FrameType
from typing import IO, Any, Callable, Dict, List, Mapping, Optional, TypeVar, Union

from . import process
from .errors import ForeseeError, ForeseeNotice
from .files import CallFiles
from .frames import is_frame
from .messages import Listener, Messages
from .options import arguments, option_name, option_text
from .panel import Panel
from .table import Table, read_table

Result = TypeVar("Result")
#: Who is told of progress: a function; nobody, for ``False``; standard error, for ``True``, or for ``None`` where it is a terminal.
Progress = Union[Listener, bool, None]


class Fitted:
    """A fitted model, as the bytes of its file."""

    data: bytes
    name: str

    def reading(self) -> Mapping[str, Any]:
        """What the model says of the columns that it reads."""
        raise NotImplementedError


class Call:
    """A call that is being prepared, and then run once.

    ``notices`` is called with every notice; without it they are warnings. ``progress`` is called with every line of
    progress; without it they are shown where standard error is a terminal, or, for ``True``, wherever it is.
    """

    def __init__(self, command: str, options: Mapping[str, Any], notices: Optional[Listener], progress: Progress) -> None:
        self.command = command
        self.options = _merged(options)
        self.files = CallFiles()
        self.panel: Optional[Panel] = None
        self.inputs: List[str] = []
        self.text = ""
        self._listener = notices
        self._progress = progress
        self._heard: List[str] = []

    def take_panel(self, data: Any, roles: Mapping[str, Any], model: Optional[Mapping[str, Any]] = None) -> Panel:
        """Makes a frame the standard input of the call."""
        panel = Panel(data, self.named_roles(roles), self.options, model)
        self.options.update(panel.options)
        self.panel = panel
        self.inputs = ["-"]
        return panel

    def named_roles(self, roles: Mapping[str, Any]) -> Dict[str, Any]:
        """The names of columns, by keyword or by option."""
        found = dict(roles)
        for role in found:
            named = self.options.pop(role, None)
            if named is not None:
                if found[role] is not None:
                    raise TypeError(f"{role}_col and {role} name the same: give one of them")
                found[role] = named
        return found

    def models(self, model: Any) -> Optional[str]:
        """The value of ``--model``: names, paths of files, and models that were fitted here."""
        if model is None:
            return None
        items = model if isinstance(model, (list, tuple)) else [model]
        return ",".join(self._model(item) for item in items)

    def _model(self, item: Any) -> str:
        if isinstance(item, Fitted):
            return self.files.input(item.name, [item.data])
        return option_text(item)

    def _make_file(self, name: str, value: Any) -> str:
        if name == "config":
            return self.files.input("config", [json.dumps(value).encode()])
        if isinstance(value, Fitted):
            return self.files.input(value.name, [value.data])
        if is_frame(value):
            return self.files.input(name, self._beside(value).chunks())
        raise TypeError(f"{name} takes a text, a number, a list of them, a path or a frame, not {type(value).__name__}")

    def _beside(self, data: Any) -> Panel:
        """A frame whose columns are called as those of the one that is sent."""
        if self.panel is None:
            return Panel(data, {}, self.options, start=0)
        start = self.panel.clock.start if self.panel.clock is not None else 0
        return Panel(data, {role: names or None for role, names in self.panel.roles.items()}, self.options, start=start)

    def run(self, read: Callable[[IO[bytes]], Result]) -> Result:
        """Runs the command; ``read`` makes the result of the file that it writes, to standard output or where it was asked to."""
        path = self.options.get("output")
        if path is None:
            return self._run("-", read)
        self.text = self._run(os.fspath(path), lambda stream: stream.read().decode("utf-8", "replace")) + self.text
        with open(path, "rb") as file:
            return read(file)

    def _run(self, output: str, read: Callable[[IO[bytes]], Result]) -> Result:
        given = arguments({key: value for key, value in self.options.items() if key != "output"}, self._make_file)
        command = [self.command, *given, f"--output={output}", "--", *self.inputs]
        listener = _progress_listener(self._progress)
        messages = Messages(self._hear, listener, self.files.names)
        chunks = self.panel.chunks() if self.panel is not None else None
        try:
            result = process.run(command, chunks, read, self.files, messages, on_terminal=listener is not None)
        except ForeseeError as error:
            error.notices = list(self._heard)
            self._place(error)
            raise
        self.text = messages.text
        self._warn()
        return result

    def forecasts(self) -> Any:
        """Runs the command, prints what it drew, and makes a frame of the forecasts."""
        made = self.table()
        if self.text:
            print(self.text, end="")
        return made

    def table(self) -> Any:
        """Runs the command, and makes a frame of the file that it writes to standard output."""
        return self.decoded(self.run(read_table))

    def decoded(self, table: Table) -> Any:
        """A frame of a table, like the one that was sent."""
        assert self.panel is not None
        return self.panel.decoded(table)

    def _hear(self, text: str) -> None:
        self._heard.append(text)
        if self._listener is not None:
            self._listener(text)

    def _warn(self) -> None:
        if self._listener is None:
            for text in self._heard:
                warnings.warn(text, ForeseeNotice, stacklevel=_depth())

    def _place(self, error: ForeseeError) -> None:
        """Says which row of the frame a line is."""
        is_sent = error.file == "<stdin>" and self.panel is not None and not self.panel.has_long_rows
        if is_sent and error.line is not None and error.line >= 2:
            error.row = error.line - 2


def _merged(options: Mapping[str, Any]) -> Dict[str, Any]:
    """The options by their names with underscores, in which no option is given twice."""
    found: Dict[str, Any] = {}
    for keyword, value in options.items():
        name = option_name(keyword).replace("-", "_")
        if value is None:
            continue
        if name in found:
            raise TypeError(f"{name} is given twice, as {keyword} and otherwise")
        found[name] = value
    return found


def _depth() -> int:
    """How far up the caller is who is not of this package, so that warnings name the caller's line."""
    here = os.path.dirname(__file__)
    depth = 1
    frame: Optional[FrameType] = sys._getframe(1)
    while frame is not None and os.path.dirname(frame.f_code.co_filename) == here:
        frame = frame.f_back
        depth += 1
    return depth


def _progress_listener(progress: Progress) -> Optional[Listener]:
    if progress is None or isinstance(progress, bool):
        return _show if progress or progress is None and process.shows_progress() else None
    return progress


def _show(text: str) -> None:
    sys.stderr.write("\r" + text + "\x1b[K")
    sys.stderr.flush()
