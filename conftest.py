"""Settings of every test run, the notebooks' included."""

import os
import sys
from pathlib import Path

for folder in ["_src", "_ext"]:
    sys.path.insert(0, str(Path(__file__).parent / "book" / folder))
from environment import QUIET

os.environ.update(QUIET)
