"""A Pyodide distribution as far as package registries hold it.

The core comes from npm. Of the packages, the pure ones are fetched by name and version; those
that are compiled for the browser are in no registry, so stand-ins take their place: they
install, they import, and they compute nothing.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile

from jupyterlite_pyodide_kernel.constants import PYODIDE_PYTHON_VERSION, PYODIDE_VERSION

PURE = ["micropip", "ipython", "jedi", "typing-extensions", "tqdm", "threadpoolctl"]
STAND_INS = ["numpy", "matplotlib", "scikit-learn"]
MODULES = {
    "numpy": ["numpy", "numpy.lib", "numpy.lib.stride_tricks", "numpy.typing"],
    "matplotlib": [
        f"matplotlib{part}" for part in ("", ".pyplot", ".figure", ".colors", ".ticker")
    ],
    "scikit-learn": ["sklearn"],
}
STAND_IN = """import sys
import types


class Nothing(types.ModuleType):
    ndarray = type("ndarray", (), {{}})
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def nothing(self, *args, **options):
        return self

    def __iter__(self):
        return iter(())

    def __instancecheck__(self, thing):
        return False

    def __exit__(self, *error):
        return False


for name in "call enter getitem neg pow".split() + "ge gt le lt".split():
    setattr(Nothing, f"__{{name}}__", Nothing.nothing)
for name in "add and matmul mul or sub truediv".split():
    setattr(Nothing, f"__{{name}}__", Nothing.nothing)
    setattr(Nothing, f"__r{{name}}__", Nothing.nothing)
for name in {modules}:
    sys.modules[name] = Nothing(name)
    sys.modules[name].__file__ = __file__
"""


def fetch(folder):
    """Make the distribution, packed as the real one is, and return the archive's path.

    Raises subprocess.CalledProcessError if npm or pip gets no answer.
    """
    folder = folder / "pyodide"
    folder.mkdir()
    package = f"pyodide@{PYODIDE_VERSION}"
    run("npm", "pack", "--silent", "--pack-destination", folder, package)
    with tarfile.open(folder / f"pyodide-{PYODIDE_VERSION}.tgz") as archive:
        for member in archive:
            name = member.name.removeprefix("package/")
            if name.endswith((".mjs", ".wasm", ".zip", ".json")):
                (folder / name).write_bytes(archive.extractfile(member).read())
    lock = json.loads((folder / "pyodide-lock.json").read_text())
    packages = lock["packages"]
    pure = with_dependencies(packages, PURE)
    wanted = [f"{name}=={packages[name]['version']}" for name in pure]
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download"]
    only = ["--no-deps", "--only-binary", ":all:", "--platform", "any", "--implementation", "py"]
    only += ["--abi", "none", "--python-version", PYODIDE_PYTHON_VERSION, "--dest", folder]
    run(*pip, *only, *wanted)
    for name in STAND_INS:
        packages[name]["file_name"] = write_stand_in(folder, name, packages[name]["version"])
        packages[name]["depends"] = []
    for name in [*pure, *STAND_INS]:
        content = (folder / packages[name]["file_name"]).read_bytes()
        packages[name]["sha256"] = hashlib.sha256(content).hexdigest()
    (folder / "pyodide-lock.json").write_text(json.dumps(lock))
    archive = folder.with_name(f"pyodide-{PYODIDE_VERSION}.tar.bz2")
    with tarfile.open(archive, "w:bz2", compresslevel=1) as packed:
        packed.add(folder, folder.name)
    return archive


def run(*command):
    """Run a package client, quietly."""
    subprocess.run(command, check=True, capture_output=True, text=True)


def with_dependencies(packages, names):
    """These packages and all that they depend on."""
    found = {}
    todo = list(names)
    while todo:
        name = todo.pop().lower().replace("_", "-")
        if name not in found:
            found[name] = True
            todo += packages[name]["depends"]
    return sorted(found)


def write_stand_in(folder, name, version):
    """A pure wheel with a package's name and version; return the file's name."""
    stem = f"{name.replace('-', '_')}-{version}"
    info = f"{stem}.dist-info"
    first, *_ = MODULES[name]
    files = {
        f"{first}.py": STAND_IN.format(modules=MODULES[name]),
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
        for path, text in {**files, f"{info}/RECORD": record}.items():
            wheel.writestr(path, text)
    return f"{stem}-py3-none-any.whl"
