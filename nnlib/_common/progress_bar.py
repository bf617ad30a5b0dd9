"""A progress bar for long work."""

from __future__ import annotations

import os
import sys
from typing import Any


def progress_bar(shown: bool, **options: Any) -> Any:
    """A bar of tqdm's, which stays away unless it is to be shown.

    Parameters
    ----------
    shown : bool
        Whether to show it; the environment's TQDM_DISABLE hides it all the same.
    **options
        As tqdm takes them: ``total``, ``unit``.

    Returns
    -------
    tqdm.tqdm
    """
    from tqdm.auto import tqdm  # here, since it is slow to import

    if sys.platform == "emscripten":
        tqdm.monitor_interval = 0  # its thread, which a web page cannot start
    # tqdm's bar for notebooks does not look at TQDM_DISABLE by itself.
    return tqdm(disable=not shown or bool(os.environ.get("TQDM_DISABLE")), **options)
