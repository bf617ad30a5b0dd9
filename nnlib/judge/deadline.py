"""Stop code that never ends.

Where there is a timer signal (Linux, macOS) it breaks into the running code; on Windows a
thread pretends that Ctrl-C was pressed. Both reach the main thread only, where notebooks
run their cells; in any other thread code runs without a limit. A web page (Pyodide) has
neither signals nor threads: there the clock is looked at before each line. Code is stopped
between two steps of Python: a single call into NumPy that takes minutes runs to its end first.
"""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import FrameType

AGAIN = 0.2  # seconds until the next try, for code that catches the first
OURS = os.path.dirname(__file__)


class TimeUp(KeyboardInterrupt):
    """Raised in the code that took too long; ``except Exception`` lets it through."""


@contextlib.contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise ``TimeUp`` in the body if it takes longer than ``seconds``."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    tracing = sys.gettrace()
    try:
        with _rings()(seconds, _Stopper()):
            yield
    finally:
        sys.settrace(tracing)


def _rings() -> Callable[[float, _Stopper], AbstractContextManager[None]]:
    if sys.platform == "emscripten":
        return _line_rings
    return _timer_rings if hasattr(signal, "setitimer") else _thread_rings


class _Stopper:
    """Called at each ring: raise at once, and, if that was caught, at a line outside."""

    def __init__(self) -> None:
        self.rings = 0

    def __call__(self, frame: FrameType | None) -> None:
        self.rings += 1
        if self.rings == 1:
            raise TimeUp
        while frame is not None and not frame.f_code.co_filename.startswith(OURS):
            frame.f_trace = self.trace
            frame = frame.f_back
        sys.settrace(self.trace)

    # No coverage is counted in it: it takes coverage's own hook.
    def trace(self, frame: FrameType, event: str, _: object) -> Any:  # pragma: no cover
        """Raise at the next line, which may lie outside the ``try`` that caught the last."""
        if event == "line":
            raise TimeUp
        return self.trace


@contextlib.contextmanager
def _timer_rings(seconds: float, stopper: _Stopper) -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, lambda _, frame: stopper(frame))
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _thread_rings(seconds: float, stopper: _Stopper) -> Iterator[None]:
    over, pretended = threading.Event(), threading.Event()

    def press() -> None:
        wait = seconds
        while not over.wait(wait):
            pretended.set()
            _thread.interrupt_main()
            wait = AGAIN

    def pressed(number: int, frame: FrameType | None) -> None:
        if not pretended.is_set():
            signal.default_int_handler(number, frame)  # the learner's own Ctrl-C
        stopper(frame)

    before = signal.signal(signal.SIGINT, pressed)
    thread = threading.Thread(target=press, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _line_rings(seconds: float, _: _Stopper) -> Iterator[None]:
    """Ring once: Python stops tracing when it raises, so a bare ``except:`` outlives this."""
    end = time.monotonic() + seconds

    # No coverage is counted in it: it takes coverage's own hook.
    def trace(frame: FrameType, event: str, _: object) -> Any:  # pragma: no cover
        if time.monotonic() > end:
            raise TimeUp
        return trace

    sys.settrace(trace)
    yield
