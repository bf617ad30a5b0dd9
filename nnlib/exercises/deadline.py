"""Stop code that never ends.

On Linux and macOS a timer signal breaks into the running code, in the main thread,
where notebooks run their cells. On Windows, which has no such signal, the timer
pretends that Ctrl-C was pressed. Either way the code is stopped between two steps of
Python: a single call into NumPy that takes minutes runs to its end first. In any
other thread there is no way to break in, and the code runs without a limit.
"""

import _thread
import contextlib
import os
import signal
import sys
import threading

AGAIN = 0.2  # seconds until the next try, for code that catches the first
OURS = os.path.dirname(__file__)


class TimeUp(KeyboardInterrupt):
    """Raised in the code that took too long; ``except Exception`` lets it through."""


@contextlib.contextmanager
def deadline(seconds):
    """Raise ``TimeUp`` in the body if it takes longer than ``seconds``."""
    if threading.current_thread() is not threading.main_thread():
        yield
    elif hasattr(signal, "setitimer"):
        with _timer_signal(seconds):
            yield
    else:
        with _pretended_interrupt(seconds):
            yield


@contextlib.contextmanager
def _timer_signal(seconds):
    n_rings = 0

    def stop(_, frame):
        nonlocal n_rings
        n_rings += 1
        if n_rings == 1:
            raise TimeUp
        _raise_at_next_line(frame)

    before, tracing = signal.signal(signal.SIGALRM, stop), sys.gettrace()
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        sys.settrace(tracing)


def _raise_at_next_line(frame):
    """Raise ``TimeUp`` at the next line, which may lie outside the ``try`` that caught the last."""

    def trace(frame, event, _):
        if event == "line":
            raise TimeUp
        return trace

    while frame is not None and not frame.f_code.co_filename.startswith(OURS):
        frame.f_trace = trace
        frame = frame.f_back
    sys.settrace(trace)


@contextlib.contextmanager
def _pretended_interrupt(seconds):
    over = threading.Event()
    pressed = threading.Event()

    def press():
        wait = seconds
        while not over.wait(wait):
            pressed.set()
            _thread.interrupt_main()
            wait = AGAIN

    threading.Thread(target=press, daemon=True).start()
    try:
        yield
    except KeyboardInterrupt as error:
        if pressed.is_set():
            raise TimeUp from error
        raise
    finally:
        over.set()
