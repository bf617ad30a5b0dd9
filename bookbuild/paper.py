"""What the pages of the book become on paper.

Hints and answers move to a chapter's end, and where they stood their page is named. What only a
screen can use goes: the cell that asks for a check, the buttons, code that only draws. A page's
number is not known before the book is printed once: until then it is BLANK, and as wide.
"""

import html

from bs4 import BeautifulSoup, Tag

BLANK = "000"
BACK = "hints-and-answers"
SHORT = 14  # lines of code that one page holds rather than two
SORTED = "Sort its lines"
TO_THE_END = ("Hint", "Model answer", SORTED)


def made(text):
    """The one element that some HTML has."""
    return BeautifulSoup(text, "html.parser").find()


def page_of(target):
    """A link that says on which page its target stands, once that is known."""
    return f'<a class="page-of" href="#{html.escape(target)}">{BLANK}</a>'


def rearrange(article, page):
    """Make an article one for paper, in place.

    Parameters
    ----------
    article : Tag
        With the ids and links of the one big page.
    page : str
        Its name, such as ``"book/02-perceptron"``.
    """
    solved = page.startswith("solutions/")
    for link in of_class(article, "to-section", "to-next", "headerlink", "hide"):
        link.decompose()  # a reader of paper turns the page
    for cell in of_class(article, "tag_check"):
        _without_the_check(cell)
    for details in article("details", class_="contract"):
        other = details.find(class_="stub-full") if solved else details.find_previous_sibling()
        other.decompose()
    for details in article("details", class_=["contract", "waits"]):
        details.summary.decompose()
        details.unwrap()
    if not solved:
        _to_the_end(article, page)
    for links in of_class(article, "exercise-links"):
        links.decompose()
    for details in article("details"):
        details["open"] = ""
    for code in article("pre"):
        if code.get_text().count("\n") <= SHORT:
            code["class"] = [*code.get("class", []), "whole"]
    _chapter_number(article.h1)
    for heading in article(["h1", "h2", "h3"]):
        _keep_spaces(heading)


def of_class(article, *names):
    """The elements that have one of these classes: on a long page a selector takes seconds."""
    tags = (tag for tag in article.descendants if isinstance(tag, Tag))
    return [tag for tag in tags if not {*names}.isdisjoint(tag.get("class", ()))]


def _keep_spaces(heading):
    """A space at which a line ends is not in the bookmark: take one that is, and may end it."""
    for text in list(heading.find_all(string=True)):
        first, *others = str(text).replace("\n", " ").split(" ")
        if others:
            parts = [first]
            for word in others:
                parts += ["\u00a0", Tag(name="wbr", can_be_empty_element=True), word]
            text.replace_with(*parts)


def _without_the_check(cell):
    """Of a check keep what it says: what is wrong, or the other right answers."""
    if cell.select_one(".nnlib-verdict.not-yet"):
        cell.select_one(".cell_input").decompose()
        return
    others = cell.select(".nnlib-other")
    cell.clear()
    cell.extend(others)
    if not others:
        cell.decompose()


def _chapter_number(heading):
    """Set the number of a chapter apart from its title."""
    number, dot, title = heading.get_text().partition(" · ")
    if dot:
        heading.clear()
        heading.append(made(f"<span class='chapter-number'>{number} </span>"))
        heading.append(title)


def title_of(heading):
    """A page's title in one line."""
    number = heading.select_one(".chapter-number")
    words = " ".join(heading.get_text().split())
    start = number.get_text().strip() if number else ""
    return f"{start} · {words.removeprefix(start).strip()}" if start else words


def _to_the_end(article, page):
    """Move hints, and the answers to questions, to the chapter's end."""
    hints = [_hints(exercise) for exercise in article("section", class_="exercise")]
    answers = [_answer(card, i) for i, card in enumerate(of_class(article, "question-card"), 1)]
    parts = [("Hints", [h for h in hints if h]), ("Answers to the questions", answers)]
    if not any(found for _, found in parts):
        return
    back = made(
        f'<section class="back" id="{page}.html#{BACK}"><h2>Hints and answers</h2></section>'
    )
    for title, found in parts:
        if found:
            back.append(made(f"<h3>{title}</h3>"))
            back.extend(found)
    article.section.append(back)


def _hints(exercise):
    """An exercise's hints, its lines to sort, its model answer; a line with their page stays."""
    name, place = exercise.h3.get_text(), exercise["id"]
    found = [d for d in exercise.select("details") if d.summary.get_text().startswith(TO_THE_END)]
    twin = exercise.select_one("a.to-twin")
    said = []
    box = None
    if found:
        end = f"{place}-hints"
        kind = "Hints" if any("Hint" in d.summary.get_text() for d in found) else "Model answer"
        said.append(f"{kind}: page {page_of(end)}")
        box = made(f'<div class="hints" id="{html.escape(end)}"></div>')
        box.append(made(f"<h4>{html.escape(name)} <small>page {page_of(place)}</small></h4>"))
        numbered = made("<ol></ol>")
        box.append(numbered)
        for details in found:
            title = details.summary.extract().get_text()
            if title.startswith("Hint"):
                item = made("<li></li>")
                numbered.append(item)
            else:
                words = "Its lines, out of order and with wrong ones among them"
                item = made("<div class='more-help'></div>")
                item.append(made(f"<p><strong>{words if title == SORTED else title}.</strong></p>"))
                box.append(item)
            item.extend(list(details.contents))
            details.decompose()
        if not numbered.contents:
            numbered.decompose()
        for empty in exercise.select(".exercise-hints"):
            empty.decompose()
    if twin:
        said.append(f"Solution: page {page_of(twin['href'].removeprefix('#'))}")
    if said:
        exercise.select_one(".exercise-card").append(made(f"<p class='see'>{' · '.join(said)}</p>"))
    return box


def _answer(card, number):
    """What a question's answers say; the question gets a number, and the page of its answer."""
    name, place = f"Question {number}", card["id"]
    heading = card.p.strong
    heading.string = f"{name}."
    end = f"{place}-answer"
    card.append(made(f"<p class='see'>Answer: page {page_of(end)}</p>"))
    details = card.select_one("details")
    details.summary.decompose()
    box = made(f'<div class="answer" id="{html.escape(end)}"></div>')
    box.append(made(f"<h4>{name} <small>page {page_of(place)}</small></h4>"))
    box.extend(list(details.contents))
    details.decompose()
    return box


def contents(parts):
    """The table of contents.

    Parameters
    ----------
    parts : list of (str, list)
        The parts' captions, and of each page its id, title and sections, which are (id, title).
    """
    lines = ["<nav id='contents'><h1>Contents</h1>"]
    for caption, pages in parts:
        if caption:
            lines.append(f"<p class='part'>{caption}</p>")
        for place, title, sections in pages:
            lines.append(f"<div class='entry'>{_line(place, title)}")
            lines += [f"<div class='sections'>{''.join(_line(*s) for s in sections)}</div>"]
            lines.append("</div>")
    return made("\n".join([*lines, "</nav>"]))


def _line(place, title):
    """A title, dots, and a page."""
    title = html.escape(title)
    return (
        f"<p><a href='#{html.escape(place)}'>{title}</a><span class='dots'></span>"
        f"{page_of(place)}</p>"
    )


def running_heads(pages, title):
    """Rules that print a page's title above it: Chromium has no running elements.

    Parameters
    ----------
    pages : list of (str, str)
        Of each page its id and its title.
    title : str
        The book's.
    """
    rules = []
    for i, (place, heading) in enumerate(pages):
        rules.append(
            f'[id="{place}"] {{ page: p{i} }}\n'
            f"@page p{i}:left {{ @top-left {{ content: counter(page) }} "
            f"@top-right {{ content: {_quoted(title)} }} }}\n"
            f"@page p{i}:right {{ @top-left {{ content: {_quoted(heading)} }} "
            "@top-right { content: counter(page) } }"
        )
    return "\n".join(rules)


def _quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def cover(title, sentence, image, edition):
    """The cover: a digit of 28 × 28 dots, as large as they are dark.

    Parameters
    ----------
    title, sentence, edition : str
        What stands on it.
    image : array (28, 28)
        From 0 to 1.
    """
    dots = "".join(
        f'<circle cx="{j + 0.5}" cy="{i + 0.5}" r="{0.07 + 0.41 * value**0.5:.2f}"/>'
        for i, row in enumerate(image.tolist())
        for j, value in enumerate(row)
    )
    whole = made(
        f"<div class='cover'><h1>{title}</h1><p class='sentence'>{sentence}</p>"
        f'<svg viewBox="0 0 28 28" aria-hidden="true">{dots}</svg>'
        f"<p class='edition'>{edition}</p></div>"
    )
    _keep_spaces(whole.h1)
    return whole
