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


class deadline:
    """Raise ``TimeUp`` in the body of a ``with`` if it takes longer than ``seconds``.

    The body may catch it, and Python swallows it in a ``__del__`` or in a callback of the garbage
    collector. So it is raised again until the body ends; if that ends without it, at the end.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.heard = threading.current_thread() is threading.main_thread()
        self.first = TimeUp()
        self.rings = 0
        self.live = False  # nothing may strike while the bell is hung up and taken down
        self.calls_too = True

    def __enter__(self) -> None:
        if not self.heard:
            return
        self.tracing, self.hook = sys.gettrace(), sys.unraisablehook
        sys.unraisablehook = self.swallowed
        self.bell = _rings()(self.seconds, self)
        self.bell.__enter__()
        self.live = True

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.live = False
        if not self.heard:
            return
        self.bell.__exit__(None, None, None)
        sys.unraisablehook = self.hook
        sys.settrace(self.tracing)
        if self.rings and not (kind and issubclass(kind, KeyboardInterrupt)):
            raise self.first

    def strikes(self, frame: FrameType | None) -> bool:
        """True where something may be raised: in the body, not on the way in and out of it."""
        return self.live and frame is not None and frame.f_code.co_filename != __file__

    def ring(self, frame: FrameType | None) -> None:
        """Raise at once, and, if that came to nothing, at the next line."""
        if not self.strikes(frame):
            return
        self.rings += 1
        if self.rings == 1:
            raise self.first
        # The next line may lie where the last was lost. So every other time the innermost call is
        # spared, or the innermost two, and so on: what is raised outside of them gets through.
        self.arm(frame, self.rings // 2 if self.rings % 2 else 0)

    def swallowed(self, unraisable: sys.UnraisableHookArgs) -> None:
        """Raise again where an exception that Python cannot pass on was lost."""
        if issubclass(unraisable.exc_type, TimeUp):
            self.arm(sys._getframe(1))
        else:
            self.hook(unraisable)

    def arm(self, frame: FrameType | None, spared: int = 0) -> None:
        """Let the next line raise, in the calls outside of the innermost ``spared``."""
        frames = []
        while frame is not None and not frame.f_code.co_filename.startswith(OURS):
            frames.append(frame)
            frame = frame.f_back
        spared %= max(len(frames), 1)
        for i, one in enumerate(frames):
            one.f_trace = self.trace if i >= spared else None
        self.calls_too = spared == 0
        sys.settrace(self.trace)

    # No coverage is counted in it: it takes coverage's own hook.
    def trace(self, frame: FrameType, event: str, _: object) -> Any:  # pragma: no cover
        """Raise at the next line, which may lie outside the ``try`` that caught the last."""
        if not self.strikes(frame) or (event == "call" and not self.calls_too):
            return None
        if event == "line":
            raise TimeUp
        return self.trace


def _rings() -> Callable[[float, deadline], AbstractContextManager[None]]:
    if sys.platform == "emscripten":
        return _line_rings
    return _timer_rings if hasattr(signal, "setitimer") else _thread_rings


@contextlib.contextmanager
def _timer_rings(seconds: float, stopper: deadline) -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, lambda _, frame: stopper.ring(frame))
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _thread_rings(seconds: float, stopper: deadline) -> Iterator[None]:
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
        stopper.ring(frame)

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
def _line_rings(seconds: float, stopper: deadline) -> Iterator[None]:
    """Ring at a line. Python stops tracing when that raises; at a call, profiling goes on with it.

    So only a loop that catches everything and calls nothing outlives this.
    """
    end = time.monotonic() + seconds

    # No coverage is counted in them: they take coverage's own hook.
    def trace(frame: FrameType, event: str, _: object) -> Any:  # pragma: no cover
        if time.monotonic() > end and stopper.strikes(frame):
            stopper.rings += 1
            raise stopper.first
        return trace

    def trace_again(*_: object) -> None:  # pragma: no cover
        if stopper.rings:
            sys.settrace(trace)

    profiling = sys.getprofile()
    sys.setprofile(trace_again)
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.setprofile(profiling)
