"""A learner's own copies of the chapters: made, and brought to a new edition.

work/ holds the chapters, without the outputs of their cells, and the pages and pictures that
they refer to. What was handed out is kept in work/.editions/, so that a later edition can tell
what a learner has written (bookbuild/updates.py merges). Nothing of theirs is ever lost: the old
file stays beside the new one, and each file is written whole or not at all.
"""

import hashlib
import json
import shutil
from pathlib import Path

import nbformat

from bookbuild import handouts, updates
from nnlib._common.atomic import write_atomically

WANTED = ["*.ipynb", "*.md", "figures/*.svg"]
EDITIONS = ".editions"  # in work/: a folder for each edition of a chapter
PAGES = "pages.json"  # in there: the hash of each page and picture as it was handed out
FRESH = ". To get the book's, rename yours and run `make lab` again."
# The first edition noted no editions: the digests of its cells' texts, by chapter and id.
FIRST = Path(__file__).parent / "texts" / "first_edition.json"


def wanted(book):
    """Path and name of each file that a learner gets."""
    paths = sorted(path for pattern in WANTED for path in book.glob(pattern))
    return [(path, path.relative_to(book).as_posix()) for path in paths]


def copy_new(book, work):
    """Copy what is missing; return the names of the copied files."""
    copied = []
    for source, name in wanted(book):
        if (work / name).exists():
            continue
        if name.endswith(".ipynb"):
            write(handouts.hand_out(source), work / name)
        else:
            copy(source, work / name)
        copied.append(name)
    return copied


def in_words(names):
    """The names of a few files; of many, how many of each kind."""
    if len(names) <= 3:
        return ", ".join(names)
    n_notebooks = sum(name.endswith(".ipynb") for name in names)
    n_pictures = sum(name.endswith(".svg") for name in names)
    rest = len(names) - n_notebooks - n_pictures
    counts = [(n_notebooks, "notebook"), (rest, "page"), (n_pictures, "picture")]
    return ", ".join(f"{n} {what}{'s' * (n > 1)}" for n, what in counts if n)


def renew(book, work):
    """Copy what is missing and bring the rest to this edition; return what is to be said."""
    there = [(source, name) for source, name in wanted(book) if (work / name).exists()]
    said = renew_pages([one for one in there if not one[1].endswith(".ipynb")], work)
    said += renew_chapters([one for one in there if one[1].endswith(".ipynb")], work)
    for source, name in wanted(book):
        if name.endswith(".ipynb") and not (work / name).exists():
            keep_edition(handouts.hand_out(source), name, work)
    if copied := copy_new(book, work):
        said.insert(0, f"copied into {work}: {in_words(copied)}")
    note_pages(book, work)
    return said or [f"nothing new for {work}"]


def renew_chapters(chapters, work):
    """Merge each chapter's new edition into the copy there; return what is to be said."""
    new = {name: (source, handouts.hand_out(source)) for source, name in chapters}
    old, said = {}, []
    for name, (_, chapter) in new.items():
        try:
            mine = nbformat.read(work / name, as_version=4)
        except Exception as error:  # cut off, or no notebook at all
            said.append(f"{name} cannot be read and stays as it is ({type(error).__name__})")
            continue
        if handouts.edition_of(mine) != handouts.edition_of(chapter):
            old[name] = mine
    if old and (server := running_server(work)):
        waiting = ", ".join(old)
        return [*said, f"JupyterLab is open on {server}: close it to get what is new in {waiting}"]
    return said + [renew_chapter(name, mine, new[name][1], work) for name, mine in old.items()]


def renew_chapter(name, mine, chapter, work):
    """Merge a chapter's new edition into one copy; return what is to be said."""
    before = digest(work / name)
    handed_out = edition_before(mine, name, work)
    if handed_out is None:
        return f"{name} comes from an edition that is not known here, and stays as it is{FRESH}"
    merged = updates.merge(handed_out, mine, chapter)
    untouched = handouts.sources(mine) == handed_out
    kept = beside(work / name)
    try:
        keep_edition(chapter, name, work)
        if not untouched:
            shutil.copyfile(work / name, kept)
        if digest(work / name) != before:
            kept.unlink(missing_ok=True)
            return f"{name} was saved just now: it stays as it is until the next `make lab`"
        write(merged.notebook, work / name)
    except OSError as error:
        kept.unlink(missing_ok=True)
        return f"{name} stays as it is: {error.strerror or error}"
    if untouched:
        return f"{name} has a new edition; you had changed nothing in it"
    return f"{name} has a new edition: {merged.told()}. Your old copy is {kept.name}"


def edition_before(mine, name, work):
    """The digests of a copy's cells as they were handed out, by id; None if that is not known."""
    if edition := handouts.edition_of(mine):
        try:
            return handouts.sources(nbformat.read(work / EDITIONS / edition / name, as_version=4))
        except (OSError, ValueError, AttributeError):
            return None
    first = json.loads(FIRST.read_text(encoding="utf-8")).get(Path(name).stem, {})
    texts = {handouts.digest(cell.source) for cell in mine.cells}
    return first if len(texts & set(first.values())) > len(first) / 3 else None


def keep_edition(chapter, name, work):
    """Keep what is handed out, so that the next edition can tell what the learner has changed."""
    there = work / EDITIONS / handouts.edition_of(chapter) / name
    if not there.exists():
        write(chapter, there)


def write(notebook, path):
    """Write a notebook as a whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, nbformat.writes(notebook) + "\n")


def beside(path):
    """A name for the old copy that no file has yet."""
    n = 1
    while (there := path.with_name(f"{path.stem}-before-update-{n}{path.suffix}")).exists():
        n += 1
    return there


def running_server(work):
    """The folder that an open Jupyter server shows, if these copies lie in it; else None."""
    from jupyter_server.serverapp import list_running_servers

    for server in list_running_servers():
        root = Path(server.get("root_dir", "")).resolve()
        if root == work.resolve() or root in work.resolve().parents:
            return root
    return None


def renew_pages(pages, work):
    """Renew the pages and pictures that the learner has not changed; return what is to be said."""
    noted = noted_pages(work)
    renewed, kept, unknown = [], [], []
    for source, name in pages:
        mine, new = digest(work / name), digest(source)
        if mine == new:
            continue
        if name not in noted:
            unknown.append(name)
        elif mine == noted[name]:
            copy(source, work / name)
            renewed.append(name)
        elif new != noted[name]:
            kept.append(name)
    said = [
        (f"renewed in {work}, where you had not changed it: ", renewed, ""),
        ("new in the book, but you have changed your copy, which stays: ", kept, FRESH),
        ("not as in the book, we cannot tell which is newer, and yours stays: ", unknown, FRESH),
    ]
    return [start + ", ".join(names) + end for start, names, end in said if names]


def note_pages(book, work):
    """Note what was handed out; of a page that stays, the edition that it came from."""
    noted = noted_pages(work)
    for source, name in wanted(book):
        if not name.endswith(".ipynb") and digest(work / name) == digest(source):
            noted[name] = digest(source)
    (work / EDITIONS).mkdir(parents=True, exist_ok=True)
    write_atomically(work / EDITIONS / PAGES, json.dumps(noted, indent=1))


def noted_pages(work):
    """The pages and pictures that were handed out; nothing if that was not noted, or is lost."""
    try:
        return dict(json.loads((work / EDITIONS / PAGES).read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError):
        return {}


def copy(source, there):
    """Copy a file as a whole."""
    there.parent.mkdir(parents=True, exist_ok=True)
    scratch = there.with_name(there.name + ".part")  # a Ctrl-C leaves no half page
    shutil.copyfile(source, scratch)
    scratch.replace(there)


def digest(path):
    """A hash of a file's bytes; None if it is not there."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
