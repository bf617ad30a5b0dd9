"""One submission's child: the process in which a student's code runs, and the way to ask it.

sandboxes       how a child is started: ``Bubblewrap``, ``Landlocked`` or ``Unconfined``
ahead           one child in reserve, for a process that grades many notebooks
choosing        which of them this machine allows
allowed         what of this machine a child may read, and its memory and time
landlock_child  what ``Landlocked`` has its child give up
link            the parent's side: start, ask, put away; arguments, proxies and exceptions serve it
protocol        what both sides say to each other
child           the other side, with child_start, child_cells, child_values and standins: these
                files run without nnlib
"""

from nnlib.grading.sandbox.sandboxes import (
    Bubblewrap,
    Landlocked,
    Sandbox,
    SandboxError,
    Unconfined,
)

__all__ = ["Bubblewrap", "Landlocked", "Sandbox", "SandboxError", "Unconfined"]
