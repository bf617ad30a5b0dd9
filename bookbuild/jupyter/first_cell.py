"""What each kernel of `make lab` runs first: a cell that lacks the imports says what to do.

A learner who opens a chapter in the middle and runs a check there would see a NameError. JupyterLab
is told of this file by PYTHONSTARTUP, and a Python in its terminal passes over it.
"""


def explain_missing_imports():
    """Say where a name comes from, in place of the traceback, if the first cell imports it."""
    import sys

    shell = "IPython" in sys.modules and sys.modules["IPython"].get_ipython()
    if not shell:
        return
    imported = {"np", "plt", "sns", "plots", "check", "hint", "progress", "puzzle", "question"}
    imported |= {"solution", "review", "nnlib"}

    def told(shell, kind, error, traceback, tb_offset=None):
        if error.name not in imported or error.name in shell.user_ns:
            shell.showtraceback((kind, error, traceback), tb_offset=tb_offset)
            return
        print(
            f"`{error.name}` comes with the imports at the top of the notebook. Run the first cell "
            "of code, then this one (or, in the menu Run, all cells above this one).",
            file=sys.stderr,
        )

    shell.set_custom_exc((NameError,), told)


explain_missing_imports()
del explain_missing_imports
