"""Sphinx extension: from a chapter's words to the glossary, and back to the very place.

Chapters stay plain Markdown: no mark stands in them. On its page each word of the glossary
is linked once: where it is first read; in the chapter that brings it in, where that explains
it. Which words there are, and which chapter brings each in, the glossary alone says.
"""

import itertools
import re
from operator import itemgetter
from typing import NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

GLOSSARY, CHAPTER = "book/glossary", re.compile(r"book/\d\d-")
# In these a word is a name, a title, a formula, a link already, or what a program printed.
NOT_PROSE = (nodes.title, nodes.literal, nodes.literal_block, nodes.math, nodes.math_block)
NOT_PROSE += (nodes.reference, nodes.emphasis)
# Everyday words: in other chapters than the one that explains them they mean what they always do.
EVERYDAY = {"attention", "axis", "block", "class", "confidence", "in place", "independent", "judge"}
EVERYDAY |= {"key", "leaf", "margin", "mask", "odds", "query", "rule", "seed", "shape"}
EVERYDAY |= {"temperature", "value", "view"}


class GlossaryLinks(SphinxPostTransform):
    """Link the words of a chapter to the glossary, and the glossary to them."""

    default_priority = 700  # when all other links are resolved
    formats = ("html",)

    def run(self, **kwargs):
        """Change the page that is being written."""
        if self.env.docname == GLOSSARY:
            for item in self.document.findall(nodes.definition_list_item):
                *_, chapter = item.findall(nodes.reference)
                chapter["refuri"] += f"#{place_of(item[0]['ids'][0])}"
        elif CHAPTER.match(self.env.docname):
            page = self.app.builder.get_relative_uri(self.env.docname, GLOSSARY)
            entries = read_entries(self.env.get_doctree(GLOSSARY))
            join_lines(self.document)
            number = self.env.docname.removeprefix("book/")[:2]
            for group in chosen_uses(self.document, entries, number):
                put_links(group, page)


def join_lines(document):
    """Make one text of lines that follow each other: a word may be broken between them."""
    for element in document.findall(nodes.TextElement):
        runs = itertools.groupby(element.children, key=lambda node: isinstance(node, nodes.Text))
        joined = [[nodes.Text("".join(run))] if is_text else list(run) for is_text, run in runs]
        element.children = []
        element.extend(itertools.chain(*joined))


class Entry(NamedTuple):
    """An entry of the glossary."""

    words: list
    anchor: str
    meaning: str
    chapter: str  # the number of the one that brings it in


def read_entries(glossary):
    """The entries of the glossary's page."""
    entries = []
    for item in glossary.findall(nodes.definition_list_item):
        term, definition = item.children
        meaning, chapter = re.fullmatch(
            r"(.*) \((\d\d)\)", " ".join(definition.astext().split())
        ).groups()
        entries.append(Entry(term.astext().split(", "), term["ids"][0], meaning, chapter))
    return entries


def chosen_uses(document, entries, number):
    """Find each entry's place on a page: lists of (text, match, entry), one for each text."""
    words = [(word, i) for i, entry in enumerate(entries) for word in entry.words]
    words.sort(key=lambda pair: -len(pair[0]))  # "hidden layer" before "layer"
    forms = "|".join(f"({word_pattern(word)})" for word, _ in words)
    pattern = re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.I)
    chosen = {}
    for order, text in enumerate(prose(document)):
        for match in pattern.finditer(text):
            word, i = words[match.lastindex - 1]
            if word in EVERYDAY and entries[i].chapter != number:
                continue
            rank = explains(text, match) if entries[i].chapter == number else 0
            if i not in chosen or rank > chosen[i][0]:
                chosen[i] = rank, (order, match.start()), (text, match, entries[i])
    in_order = sorted(chosen.values(), key=itemgetter(1))
    for _, group in itertools.groupby(in_order, key=lambda use: use[1][0]):
        yield [use for _, _, use in group]


def explains(text, match):
    """How likely a word is explained here: best where it stands in bold by itself."""
    if isinstance(text.parent, nodes.strong) and match[0] == text:
        return 2
    above = [node for node in ancestors(text) if isinstance(node, nodes.section)]
    return 1 if len(above) > 1 else 0  # the chapter's opener promises, it does not explain


def prose(document):
    """The texts of a page that are neither code nor formula nor folded away."""
    folds = 0
    for text in document.findall(nodes.Text):
        if isinstance(text.parent, nodes.raw):
            folds += text.count("<details") - text.count("</details")
        elif not folds and not any(isinstance(above, NOT_PROSE) for above in ancestors(text)):
            yield text


def ancestors(node):
    """What a node stands in, from inside out."""
    while node := node.parent:
        yield node


def word_pattern(word):
    """A pattern for a word or its plural, also where a line ends in it."""
    pattern = r"\s+".join(re.escape(part) for part in word.split())
    if word.endswith("y") and word[-2] not in "aeiou":  # an entry, entries; but arrays
        return pattern[:-1] + "(?:y|ies)"
    return pattern[:-2] + "[ie]s" if word.endswith("is") else pattern + "(?:e?s)?"


def put_links(uses, page):
    """Replace a text by its pieces, with a link around each word that was found."""
    text, pieces, done = uses[0][0], [], 0
    for _, match, entry in uses:
        link = nodes.reference("", match[0], refuri=f"{page}#{entry.anchor}", internal=True)
        link.update_basic_atts({"ids": [place_of(entry.anchor)], "classes": ["glossary-word"]})
        link["reftitle"] = entry.meaning
        pieces += [nodes.Text(text[done : match.start()]), link]
        done = match.end()
    text.parent.replace(text, [*pieces, nodes.Text(text[done:])])


def place_of(anchor):
    """The anchor, in a chapter, of the word that has this entry."""
    return anchor.replace("term-", "word-", 1)


def note_dependency(app, doctree):
    """Have the chapters written again when the glossary has changed."""
    if CHAPTER.match(app.env.docname):
        app.env.note_dependency(f"{GLOSSARY}.md")


def setup(app):
    """Register the extension."""
    app.add_post_transform(GlossaryLinks)
    app.connect("doctree-read", note_dependency)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
