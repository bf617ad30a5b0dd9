"""Settings of every test run. Its environment comes earlier, by bookbuild/quiet_tests.py."""

import os

from hypothesis import settings

# New examples in each run on a desk, the same ones in each run of CI; no timing decides.
settings.register_profile("nnlib", max_examples=50, deadline=None, derandomize="CI" in os.environ)
settings.load_profile("nnlib")


def pytest_configure(config):
    """A notebook's cells run in their order; pytest-randomly shuffles all other tests."""
    if config.getoption("nbval", False) and config.pluginmanager.hasplugin("randomly"):
        config.option.randomly_reorganize = False
