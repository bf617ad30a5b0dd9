"""Give up, for good, every right that a calculation does not need: Landlock and seccomp.

``confine`` runs in the child, before anything of the student's; sandbox.py says what may be
read. The filter also serves bubblewrap. Needs the packages landlock and pyseccomp.
"""

import contextlib
import errno
import json
import os
import sys

CLONE_THREAD = 0x10000
# What a calculation has no need of. Without new processes there is no bomb of them.
FORBIDDEN = [
    "fork", "vfork", "kill", "tkill", "ptrace", "process_vm_readv", "process_vm_writev",
    "socket", "bpf", "perf_event_open", "keyctl", "add_key", "unshare", "setns", "mount",
    "pivot_root", "chroot", "io_uring_setup", "userfaultfd", "setsid", "shmget", "msgget",
]  # fmt: skip


def confine(facts):
    """Confine this process.

    Parameters
    ----------
    facts : str
        JSON with ``"read"``, what may be read, and ``"packages"``, the folders that hold
        NumPy and the two packages that do the work.
    """
    facts = json.loads(facts)
    before = list(sys.path)
    sys.path += facts["packages"]
    import landlock
    import numpy  # noqa: F401  (later its folder can be read, but not searched for)
    import pyseccomp

    sys.path[:] = before
    rights = landlock.FSAccess
    rules = landlock.Ruleset()
    for path in facts["read"]:
        of_folders = rights.READ_DIR if os.path.isdir(path) else rights(0)
        rules.allow(path, rules=rights.READ_FILE | rights.EXECUTE | of_folders)
    rules.apply()
    seccomp_filter(pyseccomp).load()


def seccomp_filter(pyseccomp):
    """What a child may ask of the kernel; a refused call fails like one without permission."""
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    refuse = pyseccomp.ERRNO(errno.EPERM)
    for name in FORBIDDEN:
        with contextlib.suppress(Exception):  # not every machine has every call
            rules.add_rule(refuse, name)
    # Threads are allowed, processes are not.
    rules.add_rule(refuse, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_THREAD, 0))
    # clone3 hides its flags from the filter: say that there is none.
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    return rules
