"""Importing the exercises computes nothing: in a browser they are imported before NumPy is there.

The live site's test does the same in a browser, which takes minutes to say it.
"""

import subprocess
import sys

from bookbuild.paths import ROOT
from tests.browser import pyodide_here

IMPORTED = """
from nnlib.exercises import check

def endless(Z):
    while True:
        pass

check("01-sigmoid", endless)
print("imported and checked")
"""


def test_the_exercises_are_imported_over_packages_that_compute_nothing():
    modules = [name for names in pyodide_here.MODULES.values() for name in names]
    code = f"__file__ = ''\n{pyodide_here.STAND_IN.format(modules=modules)}\n{IMPORTED}"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "imported and checked" in ran.stdout
