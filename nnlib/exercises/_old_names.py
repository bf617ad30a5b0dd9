"""Names of the first edition, for the notebooks that were handed out until November 2026.

Chapter 08 began with ``from nnlib.exercises import chapter08 as found``. Some of the found code
has the name of the file in which it stands now, and goes before it here. Chapter 07 had its
``pass_over`` from ``nnlib.exercises.optional``.
"""

import sys

from nnlib.exercises import chapter08, found
from nnlib.exercises.retired import optional

sys.modules["nnlib.exercises.optional"] = optional

for name in found.__all__:
    setattr(chapter08, name, getattr(found, name))
