"""Build the book with today's Sphinx, without Jupyter Book: python -m bookbuild.next PYTHON

Jupyter Book 1 is frozen: its last release, of February 2025, keeps to Sphinx 7. What it does
for this book is to make a configuration of Sphinx out of _config.yml. Here it is asked for
that and no more, and PYTHON, an interpreter that has the newer Sphinx (requirements-next.txt),
builds from the result. So this book has one configuration and one table of contents, however
it is built, and the day Jupyter Book breaks, _build/next/conf.py is what remains to be kept.
"""

import subprocess
import sys

from jupyter_book.config import get_final_config

from bookbuild.paths import ROOT

NEXT = ROOT / "_build" / "next"
HTML = NEXT / "html"


def read_config(root):
    """The configuration of Sphinx that Jupyter Book makes, fit for a conf.py that lies elsewhere.

    Parameters
    ----------
    root : Path
        The folder of _config.yml and _toc.yml.

    Returns
    -------
    dict
        Name and value of every setting.
    """
    given = {"external_toc_path": str(root / "_toc.yml"), "latex_individualpages": False}
    config, _ = get_final_config(
        user_yaml=root / "_config.yml", sourcedir=root, cli_config=given, raise_on_invalid=True
    )
    config["extensions"].remove("jupyter_book")  # it does nothing but declare two of the names
    for name in ["html_static_path", "templates_path", "bibtex_bibfiles"]:  # else: beside conf.py
        config[name] = [str(root / path) for path in config[name]]
    config["html_favicon"] = str(root / config["html_favicon"])
    return config


def main(python):
    """Write conf.py and have Sphinx build from it; return the exit code."""
    lines = [f"{name} = {value!r}\n" for name, value in sorted(read_config(ROOT).items())]
    NEXT.mkdir(parents=True, exist_ok=True)
    (NEXT / "conf.py").write_text("".join(lines), encoding="utf-8")
    options = ["--nitpicky", "--fail-on-warning", "--fresh-env", "--write-all", "--quiet"]
    places = ["-c", NEXT, "-d", NEXT / "doctrees", ROOT, HTML]
    # From the top, so that `-m` lets Sphinx find nnlib and the extensions.
    command = [python, "-m", "sphinx", "-b", "html", *options, *places]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
