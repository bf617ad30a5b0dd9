"""Settings of every test run, the notebooks' included."""

import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent / "book" / folder) for folder in ["_src", "_ext"]]
from environment import QUIET

os.environ.update(QUIET)
