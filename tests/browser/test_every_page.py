"""Every built page: offline, without errors, accessible in both schemes, quiet and light."""

import io
import re
from pathlib import Path
from urllib.parse import urlparse

import pytest
from matplotlib.image import imread

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
TYPESET = """() => !window.MathJax?.startup || MathJax.startup.promise.then(() => true)"""
# In another width a picture may be another one, whose file comes a moment later.
THERE = """() => [...document.images].every(i => i.complete || i.loading === "lazy")"""
SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value }))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 50);
})"""
AXE_SAYS = """([where, rules]) => axe.run(
    where ?? document, { preload: false, resultTypes: ["violations"], ...rules })
  .then(found => found.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html}`)))"""

# A contrast is a matter of the letters' colour, size and weight and of the grounds behind them. axe
# takes seconds a page for it, so it is asked about one element of each kind not met before.
NEW_CONTRASTS = """seen => {
  const met = new Set(seen), found = [], grounds = new Map();
  const ground = e => {
    if (!e) return "";
    if (!grounds.has(e)) {
      const { backgroundColor: colour, backgroundImage: image, opacity } = getComputedStyle(e);
      const own = colour === "rgba(0, 0, 0, 0)" && image === "none" ? "" : `${colour} ${image}`;
      const solid = colour.startsWith("rgb(") && image === "none";
      const behind = solid && opacity === "1" ? "" : ground(e.parentElement);
      grounds.set(e, `${behind} ${own}${opacity === "1" ? "" : ` at ${opacity}`}`.trim());
    }
    return grounds.get(e);
  };
  for (const e of document.querySelectorAll("[data-met-first]")) delete e.dataset.metFirst;
  for (const e of document.body.querySelectorAll("*")) {
    const letters = [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
    if (!letters || !e.checkVisibility({ opacityProperty: true })) continue;
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(e);
    const kind = [color, fontSize, fontWeight, textShadow, ground(e)].join("; ");
    if (met.has(kind)) continue;
    met.add(kind);
    found.push(kind);
    e.dataset.metFirst = "";
  }
  return found;
}"""

# axe needs the longer the more elements a page has, and most of them are the colours of code, which
# matter to a contrast alone: while it looks, code without a kind that is new is text and no more.
# Contrasts are asked about in the same run, since both it and links in a text need the page's grid.
AXE_SAYS_OF_THE_PAGE = f"""async asked => {{
  axe.configure({{ rules: [{{ id: "color-contrast", selector: "[data-met-first]" }}] }});
  const plain = "pre:not(:has(:not(span), [data-met-first], [id], [role], [style], [tabindex]))";
  const codes = [...document.querySelectorAll(plain)].map(code => [code, [...code.childNodes]]);
  for (const [code] of codes) code.replaceChildren(code.textContent);
  const found = await ({AXE_SAYS})(asked);
  for (const [code, nodes] of codes) code.replaceChildren(...nodes);
  return found;
}}"""

# What may be wrong with a page as it stands, each a list of what is. A page is opened once for all.
WRONG = {
    "a picture is lost": """() => [...document.images]
        .filter(i => i.complete && !i.naturalWidth).map(i => i.src)""",
    "a formula is an error": """() => [...document.querySelectorAll("mjx-merror, [data-mjx-error]")]
        .map(e => e.title || e.getAttribute("data-mjx-error") || e.textContent)""",
    "the page scrolls sideways": """() => [document.documentElement.scrollWidth]
        .filter(width => width > innerWidth)""",
    "a picture is squeezed": """() => [...document.querySelectorAll("article img")]
        .filter(i => i.complete && i.naturalWidth && i.getClientRects().length)  // it is shown
        .filter(i => Math.abs(i.width * i.naturalHeight / i.height / i.naturalWidth - 1) > 0.05)
        .map(i => i.src)""",
    "a picture has no words": """() => [...document.querySelectorAll("article img:not(.toggler)")]
        .filter(i => i.alt.length <= 40).map(i => i.src)""",
    "a table is too wide, or breaks a word": r"""() => {
        const found = [];
        for (const table of document.querySelectorAll("article table.table")) {
          const box = table.closest(".pst-scrollable-table-container") ?? table.parentElement;
          const [is, may] = [box.scrollWidth, box.clientWidth];
          if (is > may) found.push(`${is} > ${may}`);
          const walker = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            if (walker.currentNode.parentElement.closest("mjx-container")) continue;
            for (const word of walker.currentNode.data.matchAll(/[\w.]+/g)) {
              const range = new Range();
              range.setStart(walker.currentNode, word.index);
              range.setEnd(walker.currentNode, word.index + word[0].length);
              const lines = new Set([...range.getClientRects()].map(line => Math.round(line.top)));
              if (lines.size > 1) found.push(word[0]);
            }
          }
        }
        return found;
    }""",
}
# By http a page asks for its letters ahead; from a disk no browser does that, and on a busy machine
# they come after the first view, and where neither Times nor Liberation stands in for them until
# then, lines break elsewhere. (`font-display: optional` would not show them at all, then.)
STEADY = {"http": 0.1, "file": 0.3}
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}


def all_that_is_wrong(page, name, way=None):
    """What is wrong with a page that is open; a page's own errors fail its tab.

    way: how it has just been opened, if it has; its text must not have moved since.
    """
    page.wait_for_function(TYPESET)
    page.wait_for_function(THERE)
    wrong = {what: said for what, js in WRONG.items() if (said := page.evaluate(js))}
    if way and (shift := page.evaluate(SHIFTS)) >= STEADY[way]:
        wrong["the text moves"] = shift
    return {(name, what): said for what, said in wrong.items()}


def test_every_page_is_whole_from_disk(tab, places, every_page):
    page, wrong = tab(viewport=WIDE), {}
    for name in every_page:
        page.goto(f"{places['file']}/{name}")
        wrong |= all_that_is_wrong(page, name, "file")
    assert wrong == {}


# All at one opening, for a chapter's formulas take seconds to be typeset.
def test_every_page_is_whole_on_a_phone_and_without_a_barrier_that_axe_finds(
    tab, places, every_page
):
    page, wrong = tab(viewport=PHONE, formulas=True, reduced_motion="reduce"), {}
    filters = """[...document.querySelectorAll("article img")].map(
        i => [i.classList.contains("on-paper"), getComputedStyle(i).filter])"""
    n_on_paper, seen = 0, []

    def barriers(**rules):
        """What axe finds, asking for a contrast where letters and ground are met first.

        Of what MathJax makes, thousands of elements a chapter, it looks at one page's.
        """
        new = page.evaluate(NEW_CONTRASTS, seen)
        seen.extend(new)
        if rules and not new:
            return []
        formulas = {"exclude": [["mjx-container:not(:has([data-met-first]))"]]}
        where = None if "04-" in name else formulas
        return page.evaluate(AXE_SAYS_OF_THE_PAGE, [where, rules])

    for name in every_page:
        page.set_viewport_size(PHONE)
        page.goto(f"{places['http']}/{name}")
        wrong |= all_that_is_wrong(page, name, "http")
        page.set_viewport_size(WIDE)
        wrong |= all_that_is_wrong(page, f"{name}, wide")
        page.add_script_tag(path=AXE)
        if found := barriers():
            wrong[name, "axe"] = found
        page.evaluate("document.documentElement.dataset.theme = 'dark'")
        if found := barriers(runOnly=["color-contrast"]):
            wrong[name, "axe, dark"] = found
        for on_paper, style in page.evaluate(filters):  # dark, unless its words say otherwise
            n_on_paper += on_paper
            if ("invert" in style) == on_paper:
                wrong[name, "a picture in the dark"] = style
    assert wrong == {}
    assert n_on_paper
    assert len(seen) > 100


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_figures_background_is_the_pages_and_orange_stays_orange(tab, places, scheme):
    page = tab(f"{places['file']}/book/02-perceptron.html", color_scheme=scheme)
    picture = page.locator("article img[alt*='orange triangles']").first
    picture.scroll_into_view_if_needed()
    pixels = imread(io.BytesIO(picture.screenshot()))[..., :3]
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    paper = [int(value) / 255 for value in paper.removeprefix("rgb(").removesuffix(")").split(",")]
    assert abs(pixels[3, 3] - paper).max() < 0.02
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    assert ((red > 0.75) & (green < 0.6) & (blue < 0.4)).sum() > 500


def test_every_page_has_a_title_of_its_own(html, every_page):
    texts = {name: (html / name).read_text(encoding="utf-8") for name in every_page}
    titles = {n: re.search("<title>(.*?)</title>", t, re.S)[1].strip() for n, t in texts.items()}
    assert titles["book/index.html"] == "Neural networks from scratch"
    assert len(set(titles.values())) == len(titles)


@pytest.mark.parametrize("way", ["http", "file"])
def test_search_finds_backpropagation(tab, places, way):
    page = tab(f"{places[way]}/book/index.html")
    page.keyboard.press("Control+k")
    page.locator("dialog input[name=q], .search-button__search-container input").first.fill(
        "backpropagation"
    )
    page.keyboard.press("Enter")
    page.locator("#search-results a[href*='book/04-backpropagation.html']").first.click()
    page.wait_for_url("**/book/04-backpropagation.html*")


@pytest.mark.parametrize("way", ["http", "file"])
def test_a_chapters_notebook_is_offered_and_so_is_the_readers_own_copy(tab, places, html, way):
    page = tab(f"{places[way]}/book/04-backpropagation.html")
    link = page.locator("a.btn-download-notebook")
    original = Path(__file__).parent.parent.parent / "book" / "04-backpropagation.ipynb"
    given = html / "book" / link.get_attribute("href")
    assert given.read_bytes() == original.read_bytes()
    if way == "http":  # from disk a browser shows the file instead
        with page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename == "04-backpropagation.ipynb"
    lab = page.locator("a.btn-open-in-lab")
    assert lab.get_attribute("href") == "http://localhost:8888/lab/tree/04-backpropagation.ipynb"
    lab.hover()
    page.get_by_role("tooltip", name="run `make lab` first").wait_for()


def test_on_the_web_no_page_offers_a_jupyterlab_that_runs_on_somebody_elses_computer(tab, html):
    page = tab()

    def from_the_book(route):
        route.fulfill(path=html / urlparse(route.request.url).path.lstrip("/"))

    page.route("http://book.example/**", from_the_book)
    page.goto("http://book.example/book/04-backpropagation.html")
    assert page.locator("a.btn-download-notebook").is_visible()
    assert not page.locator("a.btn-open-in-lab").is_visible()
