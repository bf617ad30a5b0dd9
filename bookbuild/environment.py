"""The environment in which notebooks are executed, by the builder and by the tests alike."""

QUIET = {
    "TQDM_DISABLE": "1",  # no progress bars in stored outputs
    "NNLIB_PROGRESS": "",  # no file of exercises done
    # Two notebooks run at a time, and BLAS threads that fight for the cores are many times slower.
    "OPENBLAS_NUM_THREADS": "1",
}
