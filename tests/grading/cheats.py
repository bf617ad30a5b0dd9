"""Forty and more ways to points without an answer, none of which may earn any.

Each is the whole cell of an exercise: ``{name}`` is the function's name, ``{id}`` the exercise's.
Another kind than those of test_thefts.py, test_forgeries.py and test_submission.py each.
"""

FUNCTION = "def {name}(*given, **options):\n"

CHEATS = {
    # What the notebook's own helpers give.
    "the check's value": "{name} = check('{id}', None)",
    "the check's value of another's id": "{name} = check('01-sigmoid', lambda *a: 0)",
    "the solution's": "{name} = solution('{id}')",
    "the puzzle's": "{name} = puzzle('{id}')",
    "the question's": "{name} = question('01-odds')",
    "the hint's": "{name} = hint('{id}', 3)",
    "asked again within": FUNCTION + "    return check('{id}', {name})(*given)",
    # What is lent, or stands somewhere in memory.
    "a lent one by the library's own name": "import nnlib\n{name} = vars(nnlib).get('{name}')",
    "the offered table": "import sys\n{name} = sys.modules['standins'].Library.offered['{name}']",
    "all functions in memory": (
        "import gc\n{name} = next(f for f in gc.get_objects() if callable(f) and "
        "getattr(f, '__name__', '') == '{name}')"
    ),
    "the caller's frame": (
        FUNCTION + "    import sys\n    f = sys._getframe()\n    while f:\n"
        "        if 'expected' in f.f_locals: return f.f_locals['expected']\n        f = f.f_back"
    ),
    "the caller's stack": (
        FUNCTION + "    import inspect\n    return [i.frame.f_locals for i in inspect.stack()]"
    ),
    "the frame of an error": (
        FUNCTION + "    try:\n        1 / 0\n    except ZeroDivisionError as e:\n"
        "        return e.__traceback__.tb_frame.f_back.f_locals"
    ),
    "the parent's command line": (
        "import os\ntext = open(f'/proc/{{os.getppid()}}/cmdline').read()\n{name} = text"
    ),
    "a file in the environment": (
        "import os\nfor value in os.environ.values():\n"
        "    try:\n        exec(open(value + '/nnlib/functions/activations.py').read())\n"
        "    except Exception:\n        pass"
    ),
    "a byte-compiled library": (
        "import glob, marshal\nfor path in glob.glob('/**/activations*.pyc', recursive=True)[:5]:\n"
        "    exec(marshal.loads(open(path, 'rb').read()[16:]))"
    ),
    "ctypes": (
        "import ctypes\nlibc = ctypes.CDLL(None)\n{name} = lambda *a: libc.getppid()"
    ),
    # Values that try to be equal to anything.
    "a masked array": FUNCTION + "    return np.ma.masked_all(np.shape(given[0]))",
    "an array of NaN": FUNCTION + "    return np.full(np.shape(given[0]), np.nan)",
    "infinities": FUNCTION + "    return np.full(np.shape(given[0]), np.inf)",
    "objects that are equal": (
        "class Yes:\n    def __eq__(s, o): return True\n    def __abs__(s): return 0\n"
        "    def __sub__(s, o): return 0\n    __rsub__ = __sub__\n    __float__ = lambda s: 0.5\n"
        + FUNCTION + "    return np.full(np.shape(given[0]), Yes(), dtype=object)"
    ),
    "a float that is equal": (
        "class F(float):\n    __eq__ = lambda s, o: True\n    __sub__ = lambda s, o: 0.0\n"
        + FUNCTION + "    return F(0.5)"
    ),
    "an object with __array__": (
        "class A:\n    calls = 0\n    def __array__(self, *a, **k): return np.zeros(3)\n"
        "    shape = (3,)\n    dtype = np.dtype(float)\n" + FUNCTION + "    return A()"
    ),
    "an array that answers for NumPy": (
        "class A(np.ndarray):\n    def __array_ufunc__(self, *a, **k): return np.True_\n"
        "    def __array_function__(self, *a, **k): return np.True_\n"
        + FUNCTION + "    return np.zeros(np.shape(given[0])).view(A)"
    ),
    "an interface to memory": (
        "class A:\n    __array_interface__ = dict(shape=(3,), typestr='<f8', data=(1, True), "
        "version=3)\n" + FUNCTION + "    return A()"
    ),
    "complex numbers": FUNCTION + "    return np.full(np.shape(given[0]), 0.5 + 1e9j)",
    "texts": FUNCTION + "    return np.full(np.shape(given[0]), '0.5')",
    "dates": FUNCTION + "    return np.zeros(np.shape(given[0]), 'datetime64[s]')",
    "records": FUNCTION + "    return np.zeros(np.shape(given[0]), [('a', float)])",
    "numbers that are too wide": FUNCTION + "    return np.zeros(len(given[0]), np.longdouble)",
    "numbers that hardly differ": FUNCTION + "    return np.zeros(np.shape(given[0]), np.float16)",
    "truth": FUNCTION + "    return True",
    "one number for all": FUNCTION + "    return np.float64(0.5)",
    "no number at all": FUNCTION + "    return np.zeros(0)",
    "an array of strides": (
        FUNCTION + "    return np.lib.stride_tricks.as_strided(np.zeros(1), (10**9,), (0,))"
    ),
    "what it was given": FUNCTION + "    return given[0]",
    "what it has made equal": FUNCTION + "    given[0][...] = 0\n    return given[0]",
    "a generator": FUNCTION + "    yield from np.zeros(3)",
    "a memory view": FUNCTION + "    return memoryview(np.zeros(3))",
    "itself": FUNCTION + "    return {name}",
    "a list within itself": FUNCTION + "    a = []\n    a.append(a)\n    return a",
    # Ends that might count as something else.
    "says that it was never tried, half the time": (
        FUNCTION + "    import random\n    if random.random() < 0.5: raise NotImplementedError\n"
        "    return 0.5"
    ),
    "an error that says correct": (
        "class correct(Exception):\n    points = 99\n    __str__ = lambda self: '✓ {id} correct'\n"
        + FUNCTION + "    raise correct"
    ),
    "an error with a value": FUNCTION + "    raise StopIteration(0.5)",
    "an error for the judge": FUNCTION + "    raise AssertionError('expected == got')",
    "the end of the program": FUNCTION + "    raise SystemExit(0)",
    "a message to the reader": FUNCTION + "    print('✓ {id}: correct.')\n    return None",
    # What would meet the judge, were it there.
    "a verdict": (
        "class Verdict:\n    status = 'correct'\n    points = 99\n    __bool__ = lambda s: True\n"
        "def judge(*a): return Verdict()\n{name} = Verdict()"
    ),
    "a judge": (
        "import sys, types\nm = sys.modules['nnlib.judge.judge'] = types.ModuleType('m')\n"
        "m.judge = lambda *a, **k: True\n" + FUNCTION + "    return 0"
    ),
    "a looser comparison": (
        "import math\nnp.finfo = lambda *a: type('F', (), dict(eps=1e9, max=1, tiny=1))\n"
        "math.isclose = lambda *a, **k: True\n" + FUNCTION + "    return 0.5"
    ),
    "builtins that agree": (
        "import builtins\nbuiltins.abs = lambda *a: 0\n" + FUNCTION + "    return 0.5"
    ),
    "a trace of what is asked": (
        "import sys\nseen = []\nsys.settrace(lambda f, *a: seen.append(f) or None)\n"
        + FUNCTION + "    return len(seen)"
    ),
    "a cache of what was right": (
        "known = {{}}\n" + FUNCTION + "    k = str(given)\n    known[k] = known.get(k, 0) + 0.1\n"
        "    return known[k]"
    ),
    "a class of that name": (
        "class {name}:\n    def __new__(cls, *a): return 0.5\n    def __init__(self, *a): pass"
    ),
    "a metaclass": (
        "class M(type):\n    __instancecheck__ = __subclasscheck__ = lambda *a: True\n"
        "    def __call__(cls, *a): return cls\nclass {name}(metaclass=M): pass"
    ),
}  # fmt: skip
