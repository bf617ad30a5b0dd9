"""The environment in which notebooks are executed, by the builder, the tests and `make lab`."""

# These networks are small. BLAS threads that fight for the cores, with another notebook or with
# a browser, are many times slower than one; each BLAS reads a variable of its own.
ONE_THREAD = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "BLIS_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
}
QUIET = {
    "TQDM_DISABLE": "1",  # no progress bars in stored outputs
    "NNLIB_PROGRESS": "",  # no file of exercises done
    **ONE_THREAD,
}
