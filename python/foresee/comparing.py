"""Files and frames with forecasts that are compared."""

from __future__ import annotations

import os
from typing import Any, List, Mapping, Optional

from .call import Call
from .frames import is_frame, library_named, library_of
from .panel import Panel
from .results import plain_frame
from .table import Table


class Inputs:
    """The inputs of a comparison: paths as they are, and frames as files of the call.

    The first frame decides how times are read, and which types ids and times have in the result.
    """

    def __init__(self, call: Call, roles: Mapping[str, Any]) -> None:
        self._call = call
        self._roles = call.named_roles(roles)
        self._panels: List[Panel] = []

    def path(self, item: Any, name: str, is_named: bool = False) -> str:
        """The path of an input; of one that ``is_named`` models are called by the name where no column names them."""
        if isinstance(item, (str, os.PathLike)):
            self._call.options.update({role: named for role, named in self._roles.items() if named is not None})
            return os.fspath(item) if isinstance(item, str) else str(item)
        if not is_frame(item):
            library_of(item)
        panel = Panel(item, self._roles, self._call.options, start=0)
        for option, value in panel.options.items():
            if self._roles.get(option) is not None or option not in self._roles:
                self._call.options.setdefault(option, value)
        self._panels.append(panel)
        make = self._call.files.named_input if is_named else self._call.files.input
        return make(f"{name}.csv" if is_named else name, panel.chunks())

    def frame(self, table: Table) -> Any:
        """A frame of a table, like the frames that were sent."""
        panel: Optional[Panel] = self._panels[0] if self._panels else None
        return plain_frame(library_named("pandas"), table) if panel is None else panel.decoded(table)
