"""Runs the command: data goes in, results and messages come out, all at the same time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import IO, Any, Callable, Iterable, List, Optional, Sequence, TypeVar

from .binary import find_binary
from .files import CallFiles, Reader
from .messages import Messages

Result = TypeVar("Result")

#: How long the command has to end by itself when it is interrupted, in seconds.
_GRACE = 10.0


class Work(threading.Thread):
    """A part of a call beside the main one, whose error is kept until it is asked for."""

    def __init__(self, job: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._job = job
        self.error: Optional[BaseException] = None
        self.start()

    def run(self) -> None:
        try:
            self._job()
        except BaseException as error:  # It is raised again where the call ends.
            self.error = error


def run(
    arguments: Sequence[str],
    data: Optional[Iterable[bytes]],
    read: Callable[[IO[bytes]], Result],
    files: CallFiles,
    messages: Messages,
    on_terminal: bool = False,
) -> Result:
    """Runs the command and returns what ``read`` makes of its standard output.

    ``data`` is written to standard input, whose reading never waits for the output to be read, nor the reverse. With
    ``on_terminal`` the command takes its standard error for a terminal, and so tells of its progress.
    """
    command = [find_binary(), *arguments]
    reading, writing = _terminal() if on_terminal else os.pipe()
    try:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL if data is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=writing,
            pass_fds=files.descriptors,
        )
    except BaseException:
        os.close(reading)
        raise
    finally:
        os.close(writing)
    try:
        return _attend(child, data, read, files, messages, reading)
    except BaseException:
        _end(child)
        raise


def _attend(
    child: "subprocess.Popen[bytes]",
    data: Optional[Iterable[bytes]],
    read: Callable[[IO[bytes]], Result],
    files: CallFiles,
    messages: Messages,
    reading: int,
) -> Result:
    listener = Work(lambda: _listen(child, reading, messages))
    workers: List[Work] = []
    if data is not None and child.stdin is not None:
        stdin, chunks = child.stdin, data
        workers.append(Work(lambda: _feed(child, stdin, chunks)))
    for end, reader in files.started():
        workers.append(Work(_reading(end, reader)))
    assert child.stdout is not None
    failure: Optional[Exception] = None
    result: Optional[Result] = None
    with child.stdout:
        try:
            result = read(child.stdout)
        except Exception as error:  # The command's own error explains more, if there is one.
            failure = error
    code = child.wait()
    for worker in [*workers, listener]:
        worker.join()
    for worker in workers:
        if worker.error is not None:
            raise worker.error
    if listener.error is not None:
        raise listener.error
    if failure is not None and messages.error is None:
        raise failure
    if code != 0:
        raise messages.failure(code)
    return result  # type: ignore[return-value]


def _reading(end: int, reader: Reader) -> Callable[[], None]:
    def job() -> None:
        with os.fdopen(end, "rb") as pipe:
            reader(pipe)

    return job


def _feed(child: "subprocess.Popen[bytes]", stdin: Any, chunks: Iterable[bytes]) -> None:
    try:
        try:
            for chunk in chunks:
                stdin.write(chunk)
        finally:
            stdin.close()
    except BrokenPipeError:
        pass  # The command ended before it had read all, and says why.
    except BaseException:
        child.kill()
        raise


def _listen(child: "subprocess.Popen[bytes]", descriptor: int, messages: Messages) -> None:
    failure: Optional[BaseException] = None
    with os.fdopen(descriptor, "rb", buffering=0) as pipe:
        while True:
            try:
                data = pipe.read(1 << 16)
            except OSError:  # A terminal that nobody has open any more.
                data = b""
            if not data:
                break
            try:
                if failure is None:
                    messages.feed(data)
            except BaseException as error:  # Of a callback. What follows is read, so that the command can end.
                failure = error
                child.send_signal(signal.SIGINT)
    if failure is not None:
        raise failure
    messages.close()


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.poll() is None:
        child.send_signal(signal.SIGINT)
        try:
            child.wait(_GRACE)
        except BaseException:
            child.kill()
            child.wait()


def _terminal() -> Any:
    import pty
    import tty

    try:
        reading, writing = pty.openpty()
    except OSError:  # Containers may have no terminals to give; nothing is told of progress then.
        return os.pipe()
    tty.setraw(writing)
    return reading, writing


def shows_progress() -> bool:
    """Whether somebody who can see progress sits at standard error."""
    try:
        return os.name == "posix" and sys.stderr.isatty()
    except (AttributeError, ValueError):
        return False
