"""Settings of every test run, the notebooks' included."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "book" / "_ext"))
sys.path.insert(0, str(Path(__file__).parent / "book" / "_src"))
from environment import QUIET

os.environ.update(QUIET)
