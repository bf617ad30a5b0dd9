"""The environment in which notebooks are executed, by the builder, the tests and `make lab`.

Nothing here needs NumPy. It loads a BLAS, which reads its variables once and for all, so whoever
sets them has to come first.
"""

import importlib.util
import runpy
from pathlib import Path

# By its path: to import a module of nnlib is to import nnlib, and that needs NumPy.
NNLIB = Path(importlib.util.find_spec("nnlib").origin).parent
VARIABLES = runpy.run_path(str(NNLIB / "_common" / "threads.py"))["VARIABLES"]

# For whoever runs notebooks for what they compute: to draw their figures takes most of the time.
UNSEEN = {"MPLBACKEND": "agg"}
# One BLAS thread from the start to the end, also where a chapter computes without the library.
ONE_THREAD = dict.fromkeys(VARIABLES, "1")
QUIET = {
    # NumPy adds up in another order on another processor, and a training at a rate that is nearly
    # too high magnifies that: any that has AVX2 takes these kernels, and prints the same digits.
    "OPENBLAS_CORETYPE": "Haswell",
    "TQDM_DISABLE": "1",  # no progress bars in stored outputs
    "NNLIB_PROGRESS": "",  # no file of exercises done
    **ONE_THREAD,
}
