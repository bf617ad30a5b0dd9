"""A plugin of pytest that sets the environment of every test run, the notebooks' included.

`pyproject.toml` names it, for pytest imports it before any other. A conftest.py comes too late:
pytest-randomly loads NumPy before that, and its BLAS has chosen its threads by then.
"""

import os

from bookbuild.environment import QUIET

os.environ.update(QUIET)
