"""Questions and waiting outputs in a browser: by mouse, by keys and by finger."""

import pytest

from nnlib.exercises.questions import all_questions, find_question
from nnlib.widgets import Question
from tests.browser.test_every_page import AXE, AXE_SAYS

PAGE = "book/01-sigmoid-softmax.html"
WIDE, PHONE, SMALL = [{"width": w, "height": h} for w, h in [(1440, 1000), (390, 844), (320, 640)]]
KINDS = {facts["kind"]: name for name, facts in reversed(all_questions().items())}
READY = ".playable.live .question"


def words(figure):
    """What has been said of the answers."""
    return figure.locator(".response").all_inner_texts()


@pytest.mark.parametrize("way", ["mouse", "keys", "touch"])
def test_each_option_of_a_choice_has_its_answer(alone, way):
    facts = find_question(KINDS["choice"])
    settings = {"viewport": PHONE, "has_touch": True} if way == "touch" else {}
    page, figure = alone(Question(facts), **settings)
    keys = figure.locator("button.option")
    for n, option in enumerate(facts["options"]):
        if way == "keys":
            keys.nth(n).focus()
            page.keyboard.press("Enter")
        else:
            keys.nth(n).tap() if way == "touch" else keys.nth(n).click()
        said = words(figure)[n]
        assert said.startswith("Right." if option["right"] else "Not this.")
        assert len(said) > 20
        assert [bool(text) for text in words(figure)] == [
            k <= n for k in range(len(facts["options"]))
        ]
    assert figure.locator(".response[aria-live=polite]").count() == len(facts["options"])


def test_several_are_wanted(alone):
    facts = find_question(KINDS["several"])
    _, figure = alone(Question(facts))
    boxes = figure.get_by_role("checkbox")
    wrong = next(n for n, option in enumerate(facts["options"]) if not option["right"])
    boxes.nth(wrong).check()
    figure.get_by_role("button", name="Check").click()
    assert words(figure)[wrong].startswith("Not this.")
    assert "belong to the answer" in words(figure)[-1]
    for n, option in enumerate(facts["options"]):
        boxes.nth(n).set_checked(option["right"])
    figure.get_by_role("button", name="Check").click()
    assert words(figure)[-1].startswith("Right.")


@pytest.mark.parametrize("kind", ["number", "shape"])
def test_a_typed_answer_earns_its_sentence(alone, kind):
    facts = find_question(KINDS[kind])
    page, figure = alone(Question(facts))
    field = figure.get_by_role("textbox")
    said = set()
    for option in facts["options"]:
        value = option["value"]
        text = "x".join(map(str, value)) if kind == "shape" else f"{value:.4f}"
        field.fill(text)
        page.keyboard.press("Enter")
        said.add(words(figure)[0])
        assert words(figure)[0].startswith("Right." if option["right"] else "Not this.")
    assert len(said) == len(facts["options"])
    for text, words_said in [("what?", "Write a"), ("77", "Not this. The ")]:
        field.fill(text)
        figure.get_by_role("button", name="Check").click()
        assert words(figure)[0].startswith(words_said)


def test_numbers_are_read_as_people_write_them(alone):
    facts = find_question(KINDS["number"])
    half = {**facts, "within": 1e-6, "options": [{**facts["options"][0], "value": -0.5}]}
    _, figure = alone(Question(half))
    for text in ["-0.5", "\u22120,5", "-1/2", "-50 %", "-5e-1"]:
        figure.get_by_role("textbox").fill(text)
        figure.get_by_role("button", name="Check").click()
        assert words(figure)[0].startswith("Right."), text


def test_steps_are_put_in_order_by_keys(alone):
    facts = find_question(KINDS["order"])
    page, figure = alone(Question(facts))
    figure.get_by_role("button", name="Check").click()
    assert words(figure)[0].startswith("Not this.")
    for place, option in enumerate(facts["options"]):
        up = figure.get_by_role("button", name=f"Move up: {option['text']}")
        up.focus()
        for _ in facts["options"]:
            steps = figure.locator(".steps > li > span:first-child").all_inner_texts()
            if steps.index(option["text"]) == place:
                break
            page.keyboard.press("Enter")  # the focus stays on the step that moves
    figure.get_by_role("button", name="Check").click()
    assert words(figure)[0].startswith("Right.")


def test_a_sentence_is_compared_with_the_models(alone):
    _, figure = alone(Question(find_question(KINDS["explain"])))
    figure.get_by_role("textbox").fill("Because.")
    figure.get_by_role("button", name="Compare").click()
    assert "Often said instead" in words(figure)[0]
    figure.get_by_role("button", name="Mine says this too").click()
    assert "Noted" in words(figure)[0]


@pytest.mark.parametrize("name", KINDS.values(), ids=KINDS)
def test_skipping_is_one_click(alone, name):
    _, figure = alone(Question(find_question(name)))
    assert "".join(words(figure)) == ""
    figure.get_by_role("button", name="Show the answer").click()
    assert len("".join(words(figure))) > 50


def answer(page, figure, facts):
    """Answer a question, not all right."""
    if facts["kind"] == "choice":
        figure.locator("button.option").nth(1).click()
        return
    if facts["kind"] == "several":
        figure.get_by_role("checkbox").nth(1).check()
    elif facts["kind"] == "explain":
        figure.get_by_role("textbox").fill("Because.")
    elif facts["kind"] in ("number", "shape"):
        figure.get_by_role("textbox").fill("77")
    figure.get_by_role("button", name="Compare" if facts["kind"] == "explain" else "Check").click()
    if facts["kind"] == "explain":
        figure.get_by_role("button", name="Mine was different").click()


@pytest.mark.parametrize("name", KINDS.values(), ids=KINDS)
def test_what_was_answered_stands_there_again_while_the_question_is_the_same(alone, name):
    page, figure = alone(Question(find_question(name)))
    before = "[...document.querySelectorAll('input, textarea')].map(e => [e.value, e.checked])"
    answer(page, figure, find_question(name))
    said, given = words(figure), page.evaluate(before)
    assert "".join(said)
    page.reload()
    page.wait_for_selector(".playable.live")
    assert words(figure) == said
    assert page.evaluate(before) == given
    key = f"nnlib-answered:{name}"
    another = "key => localStorage[key] = localStorage[key].replace('question\":\"', '$&x')"
    for change in (another, "key => { localStorage[key] = '{' }"):
        page.evaluate(change, key)
        page.reload()
        page.wait_for_selector(".playable.live")
        assert "".join(words(figure)) == ""


@pytest.mark.parametrize("way", ["http", "file"])
def test_a_page_says_that_it_keeps_answers_and_forgets_them(tab, places, way):
    page = tab(f"{places[way]}/{PAGE}")
    page.wait_for_selector(READY)
    option = page.locator(".question button.option").first
    option.click()
    page.get_by_text("What you answer to questions stays in this browser").wait_for()
    page.reload()
    page.wait_for_selector(READY)
    answered = page.locator(".question .option:is(.right, .wrong)")
    assert answered.count() == 1
    page.on("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        page.get_by_role("button", name="Forget it").click()
    page.wait_for_selector(READY)
    assert answered.count() == 0
    assert not page.evaluate("Object.keys(localStorage).some(k => k.includes('answered'))")


def test_jupyterlabs_setting_opens_a_question_at_once(alone):
    _, figure = alone(Question(find_question(KINDS["choice"]), opened=True))
    assert all(words(figure))


@pytest.mark.parametrize("way", ["http", "file"])
def test_what_waits_opens_and_stays_open_for_this_reader(tab, places, way):
    page = tab(f"{places[way]}/{PAGE}")
    page.wait_for_selector(READY)
    waits = page.locator("details.waits")
    assert [w.get_attribute("open") for w in waits.all()] == [None] * waits.count()
    waits.nth(1).locator("summary").click()
    assert waits.nth(1).locator(".output").first.is_visible()
    page.reload()
    page.wait_for_selector(READY)
    state = [w.get_attribute("open") is not None for w in waits.all()]
    assert state == [n == 1 for n in range(waits.count())]
    everything = page.get_by_label("Show all answers and outputs")
    everything.check()
    page.reload()
    page.wait_for_selector(READY)
    assert everything.is_checked()
    assert all(w.get_attribute("open") is not None for w in waits.all())
    assert all("".join(words(q)) for q in page.locator(".question").all())
    everything.uncheck()
    assert [w.get_attribute("open") is not None for w in waits.all()] == state


def test_what_a_check_says_of_code_to_be_repaired_waits_too(tab, places):
    page = tab(f"{places['file']}/book/08-find-the-bug.html")
    page.wait_for_selector(READY)
    verdicts = page.locator(".nnlib-verdict.not-yet").all()
    assert verdicts
    assert not any(verdict.is_visible() for verdict in verdicts)
    page.get_by_text("Show what the check says").first.click()
    assert verdicts[0].is_visible()


def test_the_visible_page_gives_no_answer_away(tab, places):
    page = tab(f"{places['file']}/{PAGE}")
    page.wait_for_selector(READY)
    visible = page.locator("article").inner_text()
    for name in KINDS.values():
        says = [option["says"] for option in find_question(name)["options"]]
        plain = [text for text in says if text and not set(text) & set("<&")]
        assert not [text for text in plain if text in visible]


# Whether they fit depends on the width, and what can be read on the colours.
@pytest.mark.parametrize(
    ("viewport", "scheme"),
    [(WIDE, "light"), (PHONE, "dark"), (SMALL, "light")],
    ids=["1440-light", "390-dark", "320-light"],
)
def test_answered_questions_fit_and_have_no_barrier(tab, places, viewport, scheme):
    page = tab(
        f"{places['file']}/{PAGE}", viewport=viewport, color_scheme=scheme, reduced_motion="reduce"
    )
    page.wait_for_selector(READY)
    page.get_by_label("Show all answers and outputs").check()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    for figure in page.locator(".question").all():
        assert figure.evaluate("e => e.scrollWidth <= e.clientWidth + 1")
    page.add_script_tag(path=AXE)
    where = {"include": [[".question-card"], ["details.waits"]], "exclude": [["mjx-container"]]}
    assert page.evaluate(AXE_SAYS, [where, {}]) == []


def test_without_javascript_answers_and_outputs_can_be_opened(tab, places):
    page = tab(f"{places['file']}/{PAGE}", java_script_enabled=False)
    card = page.locator(".question-card").first
    assert card.locator("li").first.is_visible()
    answer = card.locator("details li").first
    assert not answer.is_visible()
    card.get_by_text("Answer", exact=True).click()
    assert answer.is_visible()
    waits = page.locator("details.waits").first
    waits.locator("summary").click()
    assert waits.locator(".output").first.is_visible()


def test_paper_shows_everything(tab, places):
    page = tab(f"{places['file']}/{PAGE}")
    page.wait_for_selector(READY)
    page.emulate_media(media="print")
    assert page.locator("details.waits .output").first.is_visible()
    assert page.locator(".question-still details li").first.is_visible()
    assert not page.locator(".question").first.is_visible()
