"""Reads what the command says on standard error: notices, progress, an error, and the table of results."""

from __future__ import annotations

import codecs
import re
from typing import Callable, Dict, List, Optional

from .errors import ForeseeError

_NOTE = "foresee: note: "
_ERROR = "foresee: error: "
_FIX = "fix: "
_CLEAR = "\x1b[K"
_END = re.compile("\n|" + re.escape(_CLEAR))
_PLACE = re.compile(r"(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): (?P<message>.*)", re.DOTALL)

Listener = Callable[[str], None]


class Messages:
    """Takes the bytes of standard error as they come, and sorts them by what they say.

    ``names`` are the places of files that were made for the call, with what they are called in messages.
    """

    def __init__(self, notice: Optional[Listener], progress: Optional[Listener], names: Dict[str, str]) -> None:
        self._notice = notice
        self._progress = progress
        self._names = names
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        #: The lines of the error, if there is one.
        self.error: Optional[List[str]] = None
        self._fix: Optional[str] = None
        #: The lines that are neither notices nor an error: a table of results.
        self.lines: List[str] = []

    @property
    def text(self) -> str:
        """The table of results."""
        return "".join(line + "\n" for line in self.lines)

    def feed(self, data: bytes) -> None:
        """Takes the next bytes."""
        text = self._rest + self._decoder.decode(data)
        start = 0
        for end in _END.finditer(text):
            self._take(text[start : end.start()], cleared=end.group() == _CLEAR)
            start = end.end()
        self._rest = text[start:]

    def close(self) -> None:
        """Takes a last line that has no end."""
        rest, self._rest = self._rest + self._decoder.decode(b"", True), ""
        if rest:
            self._take(rest, cleared=False)

    def _take(self, line: str, cleared: bool) -> None:
        if cleared or line.startswith("\r"):
            if self._progress is not None:
                self._progress(line.strip("\r"))
        elif line.startswith(_NOTE):
            if self._notice is not None:
                self._notice(self._named(line[len(_NOTE) :]))
        elif line.startswith(_ERROR) and self.error is None:
            self.error = [line[len(_ERROR) :]]
        elif self.error is not None and line.startswith(_FIX):
            self._fix = self._named(line[len(_FIX) :])
        elif self.error is not None and self._fix is None:
            self.error.append(line)
        else:
            self.lines.append(line)

    def _named(self, text: str) -> str:
        for place, name in self._names.items():
            text = re.sub(re.escape(place) + r"(?!\d)", name.replace("\\", r"\\"), text)
        return text

    def failure(self, exit_code: int) -> ForeseeError:
        """The error that ended the command with the code."""
        if self.error is None:
            return _unexplained(exit_code, self.lines)
        text = "\n".join(self.error)
        place = _PLACE.fullmatch(self._named(text))
        if place is None:
            return self._placeless(self._named(text), exit_code)
        return ForeseeError(place["message"], place["file"], int(place["line"]), int(place["column"]), self._fix, exit_code)

    def _placeless(self, text: str, exit_code: int) -> ForeseeError:
        for name in self._names.values():
            if text.startswith(name + ": "):
                return ForeseeError(text[len(name) + 2 :], name, fix=self._fix, exit_code=exit_code)
        return ForeseeError(text, fix=self._fix, exit_code=exit_code)


def _unexplained(exit_code: int, lines: List[str]) -> ForeseeError:
    said = f": {lines[-1]}" if lines else ""
    if exit_code < 0:
        fix = "look for a limit of memory on this machine" if exit_code == -9 else None
        return ForeseeError(f"the command was ended by signal {-exit_code}{said}", fix=fix, exit_code=128 - exit_code)
    return ForeseeError(f"the command ended with exit code {exit_code}{said}", exit_code=exit_code)
