"""What ends a call, and what is said beside its result."""

from __future__ import annotations

from typing import Any, List, Optional


class ForeseeNotice(UserWarning):
    """Something that was recognised, chosen or left out, as the command says it."""


class ForeseeError(Exception):
    """An error that the command reports.

    ``message`` is its sentence and ``fix`` what helps, if something does. ``file``, ``line`` and ``column`` say where in
    the data it is. A frame is sent as a table whose first line has the names, so that its first row is line 2;
    ``row`` counts the rows of the frame from 0. ``exit_code`` is that of the command:

    ==== ====================================== ======== ======================================
    1    a fault of the command                 6        a limit would be exceeded
    2    options or configuration               7        a loss or forecast is not finite
    3    data                                   8        the input changed while it was read
    4    model file                             128 + n  ended by signal n
    5    reading or writing                     127      the command was not found, or is another
    ==== ====================================== ======== ======================================
    """

    def __init__(
        self,
        message: str,
        file: Optional[str] = None,
        line: Optional[int] = None,
        column: Optional[int] = None,
        fix: Optional[str] = None,
        exit_code: int = 1,
        row: Optional[int] = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.fix = fix
        self.exit_code = exit_code
        self.row = row
        #: The notices that came before it.
        self.notices: List[str] = []

    def __str__(self) -> str:
        place = [str(part) for part in (self.file, self.line, self.column) if part is not None]
        text = ":".join(place) + ": " + self.message if place else self.message
        if self.row is not None:
            text += f" (row {self.row} of the frame)"
        return f"{text}\nfix: {self.fix}" if self.fix else text

    def __reduce__(self) -> Any:
        values = (self.message, self.file, self.line, self.column, self.fix, self.exit_code, self.row)
        return (type(self), values)
