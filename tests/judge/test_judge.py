"""The order of comparison, and answers that do their worst."""

import contextlib
import dataclasses
import gc
import os
import signal
import sys
import threading
import time
import weakref

import IPython
import numpy as np
import pytest

from nnlib import Layer
from nnlib.exercises import find
from nnlib.judge import deadline
from nnlib.judge.exercise import Case
from nnlib.judge.judge import judge
from nnlib.judge.trial import try_case

SIGMOID, SOFTMAX = find("01-sigmoid"), find("01-softmax")
PICK, SHARE, UNIT = find("00-pick"), find("00-share-right"), find("02-sigmoid-unit")
TABLE = find("05-confusion-matrix")
RELU, DENSE, BOXES = find("06-relu"), find("06-dense"), find("04-more-boxes")


def reason(attempt, exercise=SOFTMAX):
    verdict = judge(exercise, attempt)
    assert verdict.status == "not yet"
    assert not verdict
    return verdict.reason


def test_nothing_is_not_attempted():
    assert judge(SOFTMAX, None).status == "not attempted"
    assert judge(SOFTMAX, ...).status == "not attempted"


def test_the_wrong_kind_of_answer_is_named():
    assert "should be a function" in reason(3)
    assert "should be a class" in reason(lambda: 0, RELU)


def test_a_class_without_init_is_named_when_something_is_handed_to_it():
    class MoreBoxes(BOXES.reference):
        def made(self, data):
            return type(self)(data, (self,), (1.0,))

        def log(self):
            return self.made(np.log(self.data))

    assert "`MoreBoxes` has no `__init__`" in reason(MoreBoxes, BOXES)


def test_each_difference_has_its_sentence():
    # In the order of comparison; none of these is a named mistake.
    def raises(Z):
        return Z.softmax()

    assert "raised AttributeError" in reason(raises)
    assert "is None" in reason(lambda Z: None)
    assert "is a tuple" in reason(lambda Z: (0.1, 0.9))
    assert "is a generator" in reason(lambda Z: (z for z in Z))
    assert "shape (3, 1); expected (3,)" in reason(lambda Z: np.ones((3, 1)))
    assert "is a single number; expected an array of shape (3,). Without an `axis`, `max`" in (
        reason(lambda Z: np.exp(Z).max() / 2)
    )
    assert reason(lambda Z: 0.5).endswith("is a single number; expected an array of shape (3,).")
    assert "bool" in reason(lambda Z: np.ones(np.shape(Z), bool))
    assert "complex" in reason(lambda Z: np.ones(np.shape(Z), complex))
    assert "object" in reason(lambda Z: np.full(np.shape(Z), None))
    assert "holds infinity" in reason(lambda Z: np.full(np.shape(Z), np.inf))
    assert "not the right values" in reason(lambda Z: np.full(np.shape(Z), 0.3))


def test_what_was_never_put_in_is_not_right_by_luck():
    # A block that was just freed holds the numbers that stood in it, and NumPy hands it out again.
    def freed_and_made_again(Z, like):
        right = SOFTMAX.reference(Z)
        del right
        return np.empty_like(Z) if like else np.empty(np.shape(Z), np.float32)

    made = np.empty, np.empty_like
    for like in (True, False):
        said = reason(lambda Z, like=like: freed_and_made_again(Z, like))
        assert "entries that were never put in" in said
    assert "never put in" in reason(lambda y, answers, n: np.empty((n, n), int), TABLE)
    assert (np.empty, np.empty_like) == made
    assert np.empty(2, "U3").tolist() == ["", ""]  # what holds no numbers is left alone


def test_a_learners_error_shows_her_own_line_and_not_our_stack():
    # A function of a real file: its line can be looked up.
    from tests.judge.failing_lines import divides_by_zero

    verdict = judge(SOFTMAX, divides_by_zero)
    shown = dict(verdict.details)
    assert shown["your code"] == "line 7: return 1 // 0"
    assert "Traceback" not in str(verdict)


def test_the_message_shows_input_expected_and_got_in_a_readable_size():
    verdict = judge(SOFTMAX, lambda Z: np.zeros(np.shape(Z)))
    shown = dict(verdict.rows())
    assert {"tried on", "Z", "expected", "got"} <= set(shown)
    assert all(len(text) < 500 for text in shown.values())


def test_what_was_seen_is_a_sentence_that_wraps_and_a_value_keeps_its_lines():
    suspect = find("08-sigmoid-layer")
    shown = judge(suspect, next(m.wrong for m in suspect.mistakes))._repr_html_()
    above, table = shown.split("<table", maxsplit=1)
    assert "<p>Seen: layer.backward(dA), after" in above
    assert "<p>Tried on: " in above
    assert "<pre" not in above
    assert "Seen" not in table.title()
    assert table.count("<th") == table.count("<pre") + table.count("nnlib-grid") >= 4


def test_small_numbers_are_not_shown_as_zeros_but_noise_is():
    def got(value):
        return dict(judge(SOFTMAX, lambda Z: np.array(value)).rows())["got"]

    assert got([2e-9, -1e-9]) == "[ 2.e-09 -1.e-09]"
    assert got([2e-9, 1.0]) == "[0. 1.]"
    assert got([2e-17, 0.0]) == "[0. 0.]"


def test_a_changed_argument_is_noticed():
    def changes(Z):
        A = SIGMOID.reference(Z)
        if isinstance(Z, np.ndarray):
            Z[...] = 0
        return A

    unnamed = dataclasses.replace(SIGMOID, mistakes=[])
    assert "changed its argument Z. Work" in reason(changes, unnamed)


DESCEND = dataclasses.replace(find("05-descend"), mistakes=[])


def into_the_callers_list(X, y, params, rate, n_steps):
    end, losses = DESCEND.reference(X, y, params, rate, n_steps)
    params[:] = end
    return params, losses


def pair_by_pair_into_the_callers_list(X, y, params, rate, n_steps):
    end, losses = DESCEND.reference(X, y, params, rate, n_steps)
    for i, pair in enumerate(end):
        params[i] = pair
    return list(params), losses


def emptied(X, y, params, rate, n_steps):
    found = DESCEND.reference(X, y, [*params], rate, n_steps)
    params.clear()
    return found


@pytest.mark.parametrize(
    "changes", [into_the_callers_list, pair_by_pair_into_the_callers_list, emptied]
)
def test_entries_replaced_in_a_list_of_the_callers_are_noticed(changes):
    said = reason(changes, DESCEND)
    assert said.startswith("The result is right, but your code changed its argument params. Put")
    assert "`params[…] = …` changes the caller's" in said


def test_entries_replaced_in_a_dictionary_or_deep_inside_are_noticed_and_equal_ones_are_not():
    def use(answer, x):
        return answer({"a": [x]}, options=[1, (2, x)])

    def tried(answer):
        return try_case(answer, Case("", {"x": np.ones(2)}, use)).replaced

    def in_the_dictionary(a, options):
        a["b"] = 3

    def in_the_list_in_it(a, options):
        a["a"][0] = a["a"][0] + 1

    def by_name(a, options):
        options.append(0)

    def and_fails(a, options):
        del a["a"]
        raise ValueError

    def the_same_again(a, options):
        a["a"][0], options[1] = a["a"][0], (2, options[1][1])

    def in_a_list_of_its_own(a, options):
        own = list(options)
        own[0] = 5

    changing = [in_the_dictionary, in_the_list_in_it, by_name, and_fails]
    assert [tried(answer) for answer in changing] == [(0,), (0,), ("options",), (0,)]
    assert tried(the_same_again) == tried(in_a_list_of_its_own) == ()


def test_a_list_among_a_cases_arguments_is_another_for_each_answer():
    case = Case("", {"x": [np.zeros(2), [1]]}, lambda answer, x: answer(x))
    changes = try_case(lambda x: x[1].append(2) or x[0].__iadd__(1).sum(), case)
    assert changes.replaced == (0,)
    assert case.args["x"][0].tolist() == [0, 0]
    assert case.args["x"][1] == [1]


def test_of_several_changed_arguments_the_advice_names_one():
    def changes(dZ, As, Zs, params, slope):
        grads = find("04-mlp-backward").reference(dZ, As, Zs, params, slope)
        for W, b in params:
            W += 1
            b += 1
        return grads

    said = reason(changes, find("04-mlp-backward"))
    assert "changed its arguments W_1, b_1, W_2 and b_2. Work" in said
    assert "`W_1 -= 1` changes the caller's data, `W_1 - 1` does not" in said


def test_partial_work_on_a_class_says_what_is_missing_and_earns_its_share():
    class Half(RELU.reference):
        def backward(self, dA):
            raise NotImplementedError

    verdict = judge(RELU, Half)
    assert verdict.status == "not yet"
    assert verdict.reason.startswith("`backward` is not written yet")
    assert verdict.points == RELU.points / 2


def test_what_is_not_written_is_named_and_not_what_was_looked_at():
    class Half(UNIT.reference):
        def step(self, X, y, learning_rate):
            raise NotImplementedError

    def sigmoid_unit_grad(X, y, w, b):
        raise NotImplementedError

    class NeedsMore(UNIT.reference):
        def step(self, X, y, learning_rate):
            sigmoid_unit_grad(X, y, self.w, self.b)

    assert reason(Half, UNIT) == "`step` is not written yet: it still raises NotImplementedError."
    assert reason(NeedsMore, UNIT).startswith("`sigmoid_unit_grad` is not written yet")


def endless(Z):
    while True:
        pass


def stubborn(Z):
    while True:
        with contextlib.suppress(BaseException):
            time.sleep(0.01)


def deaf(Z):
    n = 0
    while True:
        try:
            n += 1
        except BaseException:
            n = 0


def spend(*_):
    """Take a while, where nobody can catch what is raised."""
    end = time.perf_counter() + 0.05
    while time.perf_counter() < end:
        pass


class Finalized:
    __del__ = spend


class FailsAtItsEnd:
    def __del__(self):
        raise ValueError


def busy_in_del(Z):
    while True:
        it = Finalized()
        del it


def busy_in_a_garbage_callback(Z):
    gc.callbacks.append(spend)
    try:
        while True:
            gc.collect()
    finally:
        gc.callbacks.remove(spend)


def busy_in_a_weak_reference(Z):
    while True:
        it = set()
        _ = weakref.ref(it, spend)
        del it


def busy_in_the_hook_for_all_that(Z):
    sys.unraisablehook = spend
    while True:
        FailsAtItsEnd()


def endless_in_del_and_right(Z):
    class Endless:
        def __del__(self):
            while True:
                pass

    Endless()
    return SOFTMAX.reference(Z)


def gives_up_and_is_right(Z):
    with contextlib.suppress(BaseException):
        endless(Z)
    return SOFTMAX.reference(Z)


def recursive(Z):
    return recursive(Z)


def leaves(Z):
    sys.exit()


def leaves_at_once(Z):
    os._exit(1)


def chatters(Z):
    for _ in range(200_000):
        print("learning " * 3)
    return Z


def masked(Z):
    return np.ma.masked_array(SOFTMAX.reference(Z), mask=True)


class Liar(np.ndarray):
    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def __array__(self, *_):
        return np.zeros(self.shape)


def lies(Z):
    return np.zeros(np.shape(Z)).view(Liar)


class Everything:
    shape = property(lambda self: Anything())

    def __eq__(self, other):
        return True

    def __repr__(self):
        raise RuntimeError


class Anything:
    def __eq__(self, other):
        return True


def is_equal_to_everything(Z):
    return Everything()


def replaces_allclose(Z):
    np.allclose = np.isclose = lambda *_, **__: True
    return np.zeros(np.shape(Z))


def huge(Z):
    return np.zeros((250_000_000,))  # 2 GB, as long as nobody touches it


HOSTILE = [recursive, leaves, leaves_at_once, chatters, masked, lies, is_equal_to_everything]


@pytest.mark.parametrize("attempt", [*HOSTILE, replaces_allclose, huge], ids=lambda f: f.__name__)
def test_it_survives_and_is_not_correct(attempt, monkeypatch, capsys):
    monkeypatch.setattr(np, "allclose", np.allclose)
    monkeypatch.setattr(np, "isclose", np.isclose)
    verdict = judge(SOFTMAX, attempt)
    assert verdict.status == "not yet"
    assert len(str(verdict)) < 5000
    assert len(verdict._repr_html_()) < 10_000
    assert capsys.readouterr().out == ""
    assert os._exit.__name__ == "_exit"  # put back


SWALLOWED = [busy_in_del, busy_in_a_garbage_callback, busy_in_a_weak_reference]
SWALLOWED += [endless_in_del_and_right, gives_up_and_is_right]
ENDLESS = [endless, stubborn, deaf, busy_in_the_hook_for_all_that, *SWALLOWED]


@pytest.mark.parametrize("attempt", ENDLESS, ids=lambda f: f.__name__)
def test_endless_code_is_stopped_with_a_sentence(attempt):
    hook = sys.unraisablehook
    assert "took too long" in judge(SOFTMAX, attempt, seconds=0.3).reason
    assert sys.unraisablehook is hook


@pytest.mark.parametrize("attempt", SWALLOWED, ids=lambda f: f.__name__)
def test_what_was_swallowed_on_the_way_is_not_shown(attempt):
    assert judge(SOFTMAX, attempt, seconds=0.3).printed == ""


@pytest.mark.parametrize("attempt", ENDLESS, ids=lambda f: f.__name__)
def test_without_timer_signals_a_pretended_ctrl_c_stops_it(attempt, monkeypatch):
    monkeypatch.delattr(signal, "setitimer")  # as on Windows
    before = signal.getsignal(signal.SIGINT)
    assert "took too long" in judge(SOFTMAX, attempt, seconds=0.3).reason
    assert signal.getsignal(signal.SIGINT) is before


def test_a_short_limit_is_the_answers_and_not_the_librarys(monkeypatch):
    """Where a busy machine stops for a moment in the library's own answer, nothing is broken."""
    limits = []

    def noted(attempt, case, seconds):
        limits.append((attempt is SOFTMAX.reference, seconds))
        return try_case(attempt, case, seconds)

    monkeypatch.setattr("nnlib.judge.judge.try_case", noted)
    judge(SOFTMAX, lambda Z: SOFTMAX.reference(Z), seconds=0.3)
    assert min(seconds for ours, seconds in limits if ours) >= 3
    assert max(seconds for ours, seconds in limits if not ours) <= 0.3


def test_a_pretended_ctrl_c_is_heard_where_real_ones_are_ignored(monkeypatch):
    monkeypatch.delattr(signal, "setitimer")
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # as in `nohup make test &`
    try:
        assert "took too long" in judge(SOFTMAX, endless, seconds=0.3).reason
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("attempt", [endless, stubborn, *SWALLOWED], ids=lambda f: f.__name__)
def test_on_a_web_page_without_signals_and_threads_it_is_stopped_too(attempt, monkeypatch):
    monkeypatch.setattr(sys, "platform", "emscripten")
    monkeypatch.setattr(signal, "signal", None)
    monkeypatch.setattr(threading.Thread, "start", None)
    tracing = sys.gettrace()
    assert "took too long" in judge(SOFTMAX, attempt, seconds=0.3).reason
    assert sys.gettrace() is tracing
    assert judge(SOFTMAX, SOFTMAX.reference).status == "correct"


def test_a_bell_that_never_rests_strikes_nothing_but_the_answer(monkeypatch):
    monkeypatch.setattr(deadline, "AGAIN", 1e-4)

    def catches_one(Z):
        with contextlib.suppress(BaseException):
            endless(Z)
        raise ValueError

    case = SOFTMAX.draw_cases()[0]
    for _ in range(100):
        for attempt in (SOFTMAX.reference, endless, catches_one):
            try_case(attempt, case, 1e-4)
            assert os._exit.__name__ == "_exit"
            assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_shell_without_ask_exit_is_no_obstacle(monkeypatch):
    monkeypatch.setattr(IPython, "get_ipython", object)  # as on a web page
    assert judge(SOFTMAX, SOFTMAX.reference).status == "correct"


def test_a_real_ctrl_c_is_told_from_a_pretended_one(monkeypatch):
    monkeypatch.delattr(signal, "setitimer")
    with pytest.raises(KeyboardInterrupt) as caught, deadline.deadline(60):
        signal.raise_signal(signal.SIGINT)
    assert not isinstance(caught.value, deadline.TimeUp)


def test_the_learners_own_ctrl_c_is_not_swallowed():
    def interrupted(Z):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(SOFTMAX, interrupted)


def test_judging_works_outside_the_main_thread():
    verdicts = []
    thread = threading.Thread(target=lambda: verdicts.append(judge(SOFTMAX, SOFTMAX.reference)))
    thread.start()
    thread.join()
    assert verdicts[0].status == "correct"


def test_html_is_escaped():
    def evil(Z):
        raise ValueError("<script>alert(1)</script>")

    assert "<script>" not in judge(SOFTMAX, evil)._repr_html_()


def test_a_value_tells_neither_too_much_nor_the_answer():
    verdict = judge(find("06-count-parameters"), 7)
    assert verdict.status == "not yet"
    assert "100" not in str(verdict).replace("06-count-parameters", "")


def test_a_misspelt_method_is_named_and_not_taken_for_an_untouched_stub():
    class ReLU(Layer):
        def foward(self, Z):
            return Z

    assert "no method `forward` and `backward`" in reason(ReLU, RELU)


def test_an_instance_in_place_of_the_class_is_told():
    assert "leave out the `()`" in reason(RELU.reference(), RELU)


def test_state_shared_between_layers_or_batches_is_noticed():
    class Shared(RELU.reference):
        def forward(self, Z):
            Shared.kept = Z
            return np.maximum(Z, 0)

        def backward(self, dA):
            return dA * (Shared.kept > 0)

    class Accumulates(DENSE.reference):
        def backward(self, dZ):
            dW, db = getattr(self, "dW", 0), getattr(self, "db", 0)
            dX = super().backward(dZ)
            self.dW, self.db = dW + self.dW, db + self.db
            return dX

    assert reason(Shared, RELU)
    assert "of an earlier batch" in reason(Accumulates, DENSE)


def test_an_answer_that_calls_check_is_refused():
    def nested(Z):
        return judge(SOFTMAX, nested)

    assert "cannot call check" in reason(nested)
    assert judge(SOFTMAX, SOFTMAX.reference)  # and the next check works


def test_a_replaced_function_of_numpy_is_named(monkeypatch):
    monkeypatch.setattr(np, "max", 3.0)
    assert "replaced a function of NumPy" in reason(SOFTMAX.reference)


def test_errors_and_objects_that_cannot_be_shown():
    class Mute(Exception):
        def __str__(self):
            raise TypeError

    def raises(Z):
        raise Mute

    class Endless:
        def __repr__(self):
            while True:
                pass

    assert "raised Mute" in reason(raises)
    assert "Endless" in reason(lambda Z: Endless())


def test_the_time_limit_is_for_all_cases_together():
    calls = []

    def slow(Z):
        calls.append(Z)
        time.sleep(0.2)
        return SOFTMAX.reference(Z)

    assert "took too long" in judge(SOFTMAX, slow, seconds=0.5).reason
    assert len(calls) <= 3


A, w, b = np.zeros(5), np.ones(2), 0.5  # as an earlier cell may have left them


def test_a_variable_of_an_earlier_cell_is_named():
    class SigmoidUnit(UNIT.reference):
        def predict_proba(self, X):
            return SIGMOID.reference(X @ w + b)

    said = reason(SigmoidUnit, UNIT)
    assert "takes `w` and `b` from another cell" in said
    assert "`self.`" in said
    assert "takes `A` from another cell" in reason(lambda Z: [a for a in A], SIGMOID)
    assert "another cell" not in reason(lambda Z: np.zeros_like(Z).A, SIGMOID)  # no global


def test_an_unknown_name_gets_the_advice_that_fits():
    class ReLU(RELU.reference):
        def forward(self, Z):
            return Z * positive  # noqa: F821

    assert "`self.`" in reason(ReLU, RELU)
    said = reason(lambda P, y: P[rows, y], PICK)  # noqa: F821
    assert said.endswith("Is `rows` spelled right? pick is given `P` and `y`.")


def test_what_no_method_has_kept_is_named():
    class ReLU(RELU.reference):
        def backward(self, dA):
            return dA * self.mask

    assert "Nothing has set `self.mask` by then" in reason(ReLU, RELU)


def test_a_network_that_gives_nothing_back_is_told_so():
    assert "is None. Did you forget" in reason(lambda X, y, params: None, find("05-loss-and-grads"))


def test_a_value_is_shown_whatever_the_print_options_are():
    def fails(x):
        raise RuntimeError

    with np.printoptions(formatter={"all": fails}):
        assert "shape (3, 1); expected (3,)" in reason(lambda Z: np.ones((3, 1)))


def test_index_arrays_that_do_not_pair_up_are_told_about_shapes():
    assert "The shapes do not fit" in reason(lambda P, y: P[np.arange(9), y], PICK)


def test_an_array_after_if_gets_advice():
    def choose(P, y):
        return PICK.reference(P, y) if P > 0 else 0

    assert "a single True or False is wanted" in reason(choose, PICK)


def test_a_power_written_as_in_mathematics_gets_advice():
    from tests.judge import failing_lines

    assert "a power with `**`" in reason(failing_lines.array_hat_number)
    assert "a power with `**`" in reason(failing_lines.float_hat_number)
    assert "`**`" not in reason(failing_lines.exclusive_or_of_floats)
    assert "`**`" not in reason(failing_lines.true_hat_false)


def test_true_and_false_are_compared_entry_by_entry():
    verdict = judge(SHARE, lambda Z, y: np.argmax(Z, axis=1) != y)
    assert "bool" in verdict.reason
    assert not verdict.mistake  # as if it were the mask of the right ones


def test_an_answer_in_float32_is_asked_for_no_less():
    """Else a one-sided difference, cast, would pass for a two-sided one."""

    def one_sided(Z):
        E = np.exp(Z - np.max(Z, axis=-1, keepdims=True))
        return (E / np.sum(E, axis=-1, keepdims=True) * (1 + 2e-5)).astype(np.float32)

    def cast(Z):
        return SOFTMAX.reference(Z).astype(np.float32)

    assert judge(SOFTMAX, cast)
    assert not judge(SOFTMAX, one_sided)
