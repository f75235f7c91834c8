"""Files that the command reads or writes beside the standard streams, of which nothing is ever left behind."""

from __future__ import annotations

import os
import shutil
import tempfile
from types import TracebackType
from typing import IO, Callable, Dict, Iterable, List, Optional, Tuple, Type

#: Reads what comes out of a pipe, to its end.
Reader = Callable[[IO[bytes]], None]


class CallFiles:
    """The files of one call.

    An input is kept in memory where the system can (Linux), under a path that is the command's alone; elsewhere, or where a
    name matters, in a temporary folder that goes away with the call. An output is a pipe.
    """

    def __init__(self) -> None:
        #: What the paths are called in messages.
        self.names: Dict[str, str] = {}
        #: The descriptors that the command inherits.
        self.descriptors: List[int] = []
        #: The outputs, each with the end to read from and who reads.
        self.outputs: List[Tuple[int, Reader]] = []
        self._folder: Optional[str] = None

    def __enter__(self) -> "CallFiles":
        return self

    def __exit__(
        self,
        kind: Optional[Type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors = []
        for descriptor, _ in self.outputs:
            os.close(descriptor)
        self.outputs = []
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def input(self, name: str, content: Iterable[bytes]) -> str:
        """The path of a file with the content, which messages call by ``name``."""
        descriptor = _memory_file()
        if descriptor is None:
            return self.named_input(name, content)
        self.descriptors.append(descriptor)
        with os.fdopen(os.dup(descriptor), "wb") as file:
            file.writelines(content)
        return self._known(f"/dev/fd/{descriptor}", name)

    def named_input(self, name: str, content: Iterable[bytes]) -> str:
        """The path of a file of this name, for inputs whose name is a part of the result."""
        if self._folder is None:
            self._folder = tempfile.mkdtemp(prefix="foresee-")
        path = os.path.join(self._folder, name.replace(os.sep, "_"))
        with open(path, "wb") as file:
            file.writelines(content)
        return self._known(path, name)

    def output(self, name: str, reader: Reader) -> str:
        """The path of a pipe from which ``reader`` reads what the command writes."""
        reading, writing = os.pipe()
        self.outputs.append((reading, reader))
        self.descriptors.append(writing)
        return self._known(f"/dev/fd/{writing}", name)

    def started(self) -> List[Tuple[int, Reader]]:
        """Closes what only the command needs, once it runs, and hands over the ends to read from."""
        for descriptor in self.descriptors:
            os.close(descriptor)
        self.descriptors = []
        outputs, self.outputs = self.outputs, []
        return outputs

    def _known(self, path: str, name: str) -> str:
        self.names[path] = name
        return path


def _memory_file() -> Optional[int]:
    create = getattr(os, "memfd_create", None)
    if create is None:
        return None
    try:
        descriptor: int = create("foresee")
    except OSError:
        return None
    if os.path.exists(f"/dev/fd/{descriptor}"):
        return descriptor
    os.close(descriptor)
    return None
