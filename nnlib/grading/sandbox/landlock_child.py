"""Give up, for good, every right that a calculation does not need: Landlock and seccomp.

``confine`` runs in the child, before anything of the student's; allowed.py says what may be
read. The filter also serves bubblewrap. Needs the packages landlock and pyseccomp.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
from typing import Any

CLONE_THREAD = 0x10000
# What a calculation needs of the kernel. All else is refused: new processes, sockets, signals
# to others, rights and times of files, and whatever a later kernel brings.
ALLOWED = """
    read write readv writev pread64 pwrite64 lseek close close_range dup dup2 dup3 pipe pipe2
    open openat openat2 stat lstat fstat newfstatat statx access faccessat faccessat2 readlink
    readlinkat getdents getdents64 getcwd chdir umask ftruncate fsync
    mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2
    mmap mprotect munmap mremap madvise brk mlock munlock
    rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack alarm getitimer setitimer
    select pselect6 poll ppoll epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2
    sendto recvfrom sendmsg recvmsg shutdown getsockname getpeername getsockopt setsockopt
    socketpair nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times
    getpid getppid gettid getuid geteuid getgid getegid getgroups getpgrp getpgid getsid
    getrlimit setrlimit getrusage uname sysinfo getcpu sched_getaffinity sched_yield
    futex set_robust_list set_tid_address rseq membarrier arch_prctl getrandom
    restart_syscall execve exit exit_group wait4
"""
# And these with certain arguments only, or they would reach other processes.
FCNTL = [*range(8), 1030]  # descriptors, flags and locks; not who gets the signals
IOCTL = [0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451]  # asks a terminal, blocking, closing
PR_SET_PDEATHSIG, SIGKILL = 1, 9


# No coverage is counted in it: it runs in the sandbox, which lets it write down nothing.
def confine(facts: str) -> None:  # pragma: no cover
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


def seccomp_filter(pyseccomp: Any) -> Any:
    """What a child may ask of the kernel; a refused call fails like one without permission."""
    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    equal, masked = pyseccomp.EQ, pyseccomp.MASKED_EQ

    def allow(name: str, *conditions: tuple[Any, ...]) -> None:
        with contextlib.suppress(Exception):  # not every machine has every call
            rules.add_rule(pyseccomp.ALLOW, name, *(pyseccomp.Arg(*c) for c in conditions))

    for name in ALLOWED.split():
        allow(name)
    allow("clone", (0, masked, CLONE_THREAD, CLONE_THREAD))  # threads, but no processes
    allow("prlimit64", (0, equal, 0))  # its own limits
    allow("prctl", (0, equal, PR_SET_PDEATHSIG), (1, equal, SIGKILL))
    for number in FCNTL:
        allow("fcntl", (1, equal, number))
    for number in IOCTL:
        allow("ioctl", (1, equal, number))
    # clone3 hides its flags from the filter: say that there is none.
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    return rules
