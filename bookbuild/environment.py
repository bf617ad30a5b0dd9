"""The environment in which notebooks are executed, by the builder, the tests and `make lab`."""

from nnlib._common.threads import VARIABLES

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
