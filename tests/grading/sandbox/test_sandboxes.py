"""What a child may not do, in every sandbox of this machine."""

import contextlib
import os
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import nnlib
from nnlib.grading.sandbox import Bubblewrap, SandboxError, Unconfined, sandboxes
from nnlib.grading.sandbox.link import Link

pytestmark = pytest.mark.usefixtures("nothing_left")


def attempt(sandbox, code, **values):
    """Run code in a child; what it printed, or the error that it raised."""
    with Link(sandbox) as link:
        link.offer(values)
        link.run(f"def attempt():\n    import os\n    return {code}", "cell 1", 10)
        try:
            return link.look("attempt")()
        except OSError as error:
            return f"refused: {type(error).__name__}"


@pytest.mark.parametrize(
    "code",
    [
        "open(secret).read()",
        "open(secret, 'w')",
        "open(secret, 'a')",
        "os.listdir(os.path.dirname(secret))",
        "os.unlink(secret)",
        "os.rename(secret, secret + '2')",
        "os.truncate(secret, 0)",
        "os.link(secret, '/tmp/link')",
        "os.chmod(secret, 0)",
        "os.chown(secret, 12345, 12345)",
        "os.utime(secret, (0, 0))",
        "os.setxattr(secret, 'user.a', b'b')",
        "os.mkdir(os.path.dirname(secret) + '/new')",
        "os.symlink('/', os.path.dirname(secret) + '/new')",
        "os.mkfifo(os.path.dirname(secret) + '/new')",
        "open(os.path.dirname(secret) + '/new', 'w')",
        "open(library).read()",
        "open(solutions).read()",
        "open('/tmp/new-file', 'w')",
        "open('/dev/shm/new-file', 'w')",
        "open('/var/tmp/new-file', 'w')",
        "open('/proc/sys/kernel/hostname', 'w')",
        "open('/etc/passwd').read()",
        "os.listdir('/home')",
    ],
)
def test_files_outside_are_neither_read_nor_changed(each_sandbox, tmp_path, code):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    before = secret.stat()
    here = Path(nnlib.__file__).parent
    solutions = next(here.parent.glob("solutions/01-*.ipynb"))
    library = here / "functions" / "activations.py"
    assert library.is_file()
    paths = {"secret": str(secret), "library": str(library), "solutions": str(solutions)}
    assert "refused" in str(attempt(each_sandbox, code, **paths))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["secret.txt"]
    assert secret.read_text() == "secret"
    assert secret.stat()[:7] == before[:7]
    assert secret.stat().st_mtime == before.st_mtime


@pytest.mark.parametrize(
    "code",
    [
        "os.fork()",
        "os.system('true') and 1 / 0",
        "__import__('subprocess').run(['/bin/true'])",
        "__import__('pty').fork()",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.setsid()",
        "__import__('multiprocessing').get_context('fork').Process(target=print).start()",
    ],
)
def test_no_process_can_be_started(each_sandbox, code):
    # A shell that could not be started gives a code, a child that ended itself an error.
    with contextlib.suppress(ZeroDivisionError, RuntimeError):
        assert "refused" in str(attempt(each_sandbox, code))


SIGNALS = [
    "os.kill(parent, 0)",
    "os.killpg(os.getpgid(parent), 0)",
    "os.kill(-1, 0)",
    "os.pidfd_open(parent)",
    "os.setpriority(os.PRIO_PROCESS, parent, 1)",
    "os.sched_setaffinity(parent, {0})",
    "__import__('resource').prlimit(parent, 0, (1, 1))",
    "__import__('fcntl').fcntl(0, 8, parent)",
    "__import__('fcntl').fcntl(0, 10, 9)",
    "open(f'/proc/{parent}/mem', 'rb').seek(1)",
    "open(f'/proc/{parent}/environ').read()",
    "open(f'/proc/{parent}/cmdline').read()",
    "os.listdir(f'/proc/{parent}/fd')",
    "os.readlink(f'/proc/{parent}/cwd')",
]


@pytest.mark.parametrize("code", SIGNALS)
def test_the_parent_cannot_be_reached(each_sandbox, code):
    assert "refused" in str(attempt(each_sandbox, code, parent=os.getpid()))


CALLS = {  # by number on x86-64, with arguments that do no harm where they are allowed
    "tgkill": "234, parent, parent, 0",
    "tkill": "200, parent, 0",
    "rt_sigqueueinfo": "129, parent, 0, 0",
    "pidfd_open": "434, parent, 0",
    "ptrace": "101, 16, 0, 0",
    "process_vm_readv": "310, parent, 0, 0, 0, 0, 0",
    "prlimit64": "302, parent, 7, 0, 0",
    "kcmp": "312, parent, parent, 0, 0, 0",
    "sethostname": "170, 0, 100000",
    "socket": "41, 1, 1, 0",
    "io_uring_setup": "425, 0, 0",
    "bpf": "321, 100, 0, 0",
    "mount": "165, 0, 0, 0, 0, 0",
    "unshare": "272, 0",
    "keyctl": "250, 0, -3, 0",
    "memfd_create": "319, 0, 0",
    "shmget": "29, 0, 4096, 0o1600",
    "mq_open": "240, 0, 0",
    "vfork": "58,",
    "prctl": "157, 1, 15, 0, 0, 0",
    "fchmodat2": "452, -100, 0, 0, 0",
    "made up": "5000,",
}


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="the numbers are those of x86-64")
@pytest.mark.parametrize("name", CALLS)
def test_a_call_to_the_kernel_that_no_calculation_needs_is_refused(each_sandbox, name):
    if "seccomp" not in each_sandbox.name:
        pytest.skip("pyseccomp is missing")
    code = f"(c.syscall({CALLS[name]}), ctypes.get_errno())"
    setup = "[c := ctypes.CDLL(None, use_errno=True), ctypes.set_errno(0)]"
    code = f"[ctypes := __import__('ctypes'), {setup}, {code}][-1]"
    assert attempt(each_sandbox, code, parent=os.getpid()) == (-1, 1)


def test_there_is_no_network(each_sandbox):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        code = (
            f"__import__('socket').create_connection(('127.0.0.1', {server.getsockname()[1]}), 1)"
        )
        assert "refused" in str(attempt(each_sandbox, code))
        with pytest.raises(TimeoutError):
            server.accept()


def test_memory_threads_and_open_files_are_bounded(each_sandbox):
    with Link(each_sandbox) as link:
        link.run("import numpy as np, threading", "cell 1", 10)
        with pytest.raises(MemoryError):
            link.run("a = np.ones(30_000_000_000 // 8)", "cell 2", 10)
        with pytest.raises(OSError, match="Too many open files"):
            link.run("import os\nkept = [os.pipe() for _ in range(1000)]", "cell 3", 10)
        link.run("kept = []", "cell 4", 10)
        with pytest.raises(RuntimeError, match="thread"):
            link.run(
                "over = threading.Event()\n"
                "for _ in range(100_000): threading.Thread(target=over.wait).start()",
                "cell 5",
                30,
            )


def test_a_calculation_finds_all_that_it_needs(each_sandbox):
    with Link(each_sandbox) as link:
        code = """
import collections, dataclasses, datetime, decimal, fractions, functools, itertools, json, math
import random, re, statistics, string, threading, time, typing
import numpy as np
rng = np.random.default_rng(0)
A = rng.normal(size=(50, 50))
np.linalg.svd(A), np.linalg.solve(A, A), np.fft.fft(A), np.random.seed(), random.random()
time.sleep(0.01), time.time(), datetime.datetime.now()
result = []
thread = threading.Thread(target=lambda: result.append(float((A @ A).sum())))
thread.start(); thread.join()
"""
        link.run(code, "cell 1", 20)
        assert type(link.look("result")[0]) is float


def test_of_the_parents_environment_nothing_is_seen(each_sandbox, monkeypatch):
    monkeypatch.setenv("A_TOKEN", "secret")
    assert "A_TOKEN" not in attempt(each_sandbox, "dict(os.environ)")


OPEN = """
import os, stat
def attempt():
    found = []
    for number in range(64):
        try:
            facts = os.fstat(number)
        except OSError:
            continue
        found.append((facts.st_ino, stat.S_IFMT(facts.st_mode)))
    return found
"""


def test_of_the_parents_files_none_is_open(each_sandbox, tmp_path):
    with open(tmp_path / "open.txt", "w") as file:
        os.set_inheritable(file.fileno(), True)
        inode = os.fstat(file.fileno()).st_ino
        with Link(each_sandbox) as link:
            link.run(OPEN, "cell 1", 10)
            found = link.look("attempt")()
    assert inode not in [number for number, _ in found]
    kinds = [kind for _, kind in found]
    assert kinds.count(stat.S_IFSOCK) == 1
    assert stat.S_IFDIR not in kinds  # from which files outside could be opened


def test_an_endless_child_ends_with_its_parent(each_sandbox):
    code = f"""
import sys, time
from nnlib.grading import sandbox
from nnlib.grading.sandbox.link import Link
link = Link(sandbox.{type(each_sandbox).__name__}())
link.run("import time, signal", "cell 1", 10)
print(link.process.pid, flush=True)
link.run("while True: time.sleep(100)", "cell 2", 100)
"""
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    with parent:
        child = int(parent.stdout.readline())
        parent.kill()
    for _ in range(50):
        if not os.path.exists(f"/proc/{child}"):
            return
        time.sleep(0.1)
    pytest.fail("the child is still there")


def test_a_child_that_was_put_away_is_gone_with_all_that_it_started():
    with Link(Unconfined()) as link:
        link.run(
            "import subprocess, sys\nkept = subprocess.Popen(['sleep', '1000'])",
            "cell 1",
            10,
        )
    # nothing_left looks


def test_without_seccomp_root_is_refused_for_a_fork_bomb_would_have_no_limit(monkeypatch):
    monkeypatch.setattr(sandboxes, "_seccomp_program", lambda: None)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(SandboxError, match="pip install pyseccomp"):
        Bubblewrap()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert Bubblewrap().name == "bubblewrap"


def test_without_pyseccomp_bubblewrap_still_confines(monkeypatch, made, tmp_path):
    if made[Bubblewrap][0] is None:
        pytest.skip(made[Bubblewrap][1])
    monkeypatch.setitem(sys.modules, "pyseccomp", None)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    sandbox = Bubblewrap()
    assert "seccomp" not in sandbox.name
    (tmp_path / "secret").write_text("secret")
    assert attempt(sandbox, "1 + 1") == 2
    assert "refused" in attempt(sandbox, "open(path).read()", path=str(tmp_path / "secret"))


def test_children_can_be_started_from_a_thread(each_sandbox):
    found = []

    def work():
        with Link(each_sandbox) as link:
            link.run("x = 1", "cell 1", 10)
            found.append(link.look("x"))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [1]
