"""Fitted models."""

from __future__ import annotations

import json
import os
import tempfile
from typing import Any, Dict, Mapping, Optional, TypeVar, Union

from .call import Call, Fitted, Progress
from .errors import ForeseeError
from .messages import Listener

FrameT = TypeVar("FrameT")
Path = Union[str, "os.PathLike[str]"]


class Model(Fitted):
    """A fitted model.

    ``data`` are the bytes of its file: safetensors, with the weights under PyTorch's names and all settings as metadata.
    ``text`` is what the command said of the training. A model can be pickled, and so be sent to other processes.
    """

    def __init__(self, data: bytes, name: str = "model", text: str = "") -> None:
        self.data = data
        self.name = name
        self.text = text

    @property
    def metadata(self) -> Dict[str, str]:
        """The settings in the file, as texts."""
        size = int.from_bytes(self.data[:8], "little")
        try:
            found: Dict[str, str] = json.loads(self.data[8 : 8 + size])["__metadata__"]
        except (ValueError, KeyError):
            raise ForeseeError("it is no model file of foresee", file=self.name, exit_code=4) from None
        return found

    def reading(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(self.metadata.get("reading", "{}"))
        return found

    def predict(
        self,
        df: FrameT,
        *,
        id_col: Optional[str] = None,
        time_col: Optional[str] = None,
        target_col: Optional[str] = None,
        notices: Optional[Listener] = None,
        progress: Progress = None,
        **options: Any,
    ) -> FrameT:
        """Forecasts the steps after the last row of each series of ``df``.

        Columns are called as they were when the model was fitted, unless they are named. Other keywords are options of
        ``foresee forecast``.
        """
        call = Call("forecast", options, notices, progress)
        with call.files:
            call.take_panel(df, {"id": id_col, "time": time_col, "target": target_col}, self.reading())
            call.options["model"] = call.models(self)
            for option in ("past", "future", "static"):
                call.options.pop(option, None)
            made: FrameT = call.forecasts()
            return made

    def save(self, path: Path) -> None:
        """Writes the model to a file, whole or not at all."""
        target = os.fspath(path)
        folder = os.path.dirname(os.path.abspath(target))
        descriptor, temporary = tempfile.mkstemp(prefix=".foresee-", dir=folder)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(self.data)
                file.flush()
                os.fsync(file.fileno())
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(temporary, 0o666 & ~mask)
            os.replace(temporary, target)
        except BaseException:
            os.unlink(temporary)
            raise

    def __repr__(self) -> str:
        return f"<foresee.Model {self.name}, {len(self.data)} bytes>"


def load(path: Path) -> Model:
    """The model in a file that ``Model.save`` or ``foresee fit`` wrote."""
    name = os.fspath(path)
    with open(name, "rb") as file:
        model = Model(file.read(), name)
    if not model.metadata:
        raise ForeseeError("it is no model file of foresee", file=name, exit_code=4)
    return model
