"""Names that ``nnlib`` no longer lists, for the notebooks that were handed out with them.

Such a name still works, but stands neither in ``__all__`` nor in the reference.
"""

from __future__ import annotations

import pkgutil

OLD_NAMES = {  # old name: new place, and since when
    "layers": "nnlib.networks.layers",  # 2026-12
    "likelihood": "nnlib.by_hand.rows:pick",  # 2026-12
    "optimizers": "nnlib.networks.optimizers",  # 2026-12
}


def find_old_name(name: str) -> object:
    """Return what ``name`` stood for, or raise KeyError if it is no old name."""
    return pkgutil.resolve_name(OLD_NAMES[name])
