"""The environment in which notebooks are executed, by the builder, the tests and `make lab`."""

from nnlib._common.threads import VARIABLES

# One BLAS thread from the start to the end, also where a chapter computes without the library.
ONE_THREAD = dict.fromkeys(VARIABLES, "1")
QUIET = {
    "TQDM_DISABLE": "1",  # no progress bars in stored outputs
    "NNLIB_PROGRESS": "",  # no file of exercises done
    **ONE_THREAD,
}
