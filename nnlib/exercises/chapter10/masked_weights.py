"""Weights of which some have to be 0."""

import numpy as np

from nnlib.autodiff import attention
from nnlib.exercises._helpers import draw_arrays, spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter10._shared import back_to, data
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="10-masked-weights",
    title="Where one must not look",
    minutes=8,
    difficulty=3,
    points=3,
    reference=attention.masked_weights,
    hints=(
        "The weights that are left have to add up to 1. So what has to be changed, the weights "
        "after softmax or the scores before it?",
        "Which score has the weight 0 after softmax? One that's far, far below the others. "
        "`np.where(allowed, ..., ...)` makes a number for each place of a mask.",
        "Add an array to the scores that changes nothing where it's allowed to look, and that "
        "elsewhere pulls a score below any that may come, without making it infinite. A Tensor "
        "plus an array is a Tensor, and the mask needs no gradient.",
    ),
    why="""A score that is a thousand million below the others has the weight `exp(-1e9)`, and that
underflows to exactly 0. Softmax divides by the sum of what is left, so each row adds up to 1 by
itself, and since the weight is 0, nothing goes back to a forbidden score either. `-np.inf` does
the same as long as each row has one place that's allowed; a row without any would be
nothing but nan.""",
    promises={
        "all allowed": array_where("allowed", np.all),
        "one place allowed": array_where("allowed", lambda a: (a.sum(axis=-1) == 1).any()),
        "a mask for each list": array_where("allowed", lambda a: a.ndim == 3),
        "one mask for all lists": lambda case: (
            case.args["scores"].ndim == 3 and case.args["allowed"].ndim == 2
        ),
        "scores far below 0": array_where("scores", lambda s: (s < -900).any()),
        "gradients": lambda case: "G" in case.args,
    },
    survivors={
        "1000000000.0 -> 1000000001.0": "one more doesn't matter",
        "0.0 -> -1.0": "all allowed scores of a row are lowered alike",
        "0.0 -> 1.0": "all allowed scores of a row are lifted alike",
        "1 -> -2": "only how far the two kinds lie apart counts",
        "1 -> 2": "only how far the two kinds lie apart counts",
        "np.asarray(allowed) -> np.asarray(allowed, dtype=int)": "True counts as 1",
        "scores * allowed -> scores": "a forbidden score may be anything that is small",
        "scores * allowed -> scores + allowed": "all allowed scores are lifted alike",
    },
)


def entry(label, scores, allowed, G):
    """Cases of one input: the weights, and what goes back to the scores."""
    given = {"scores": scores, "allowed": allowed}

    def weights(answer, scores, allowed):
        return data(answer, scores, allowed, plain=1)

    yield Case(label, given, weights, "masked_weights(scores, allowed).data", "weights")
    cut = "The gradient has to find its way from the weights back to the scores. Compute with the "
    cut += "Tensor and not with its `.data`."
    use, result = back_to(0, plain=1), "What goes back from the weights to the scores"
    yield Case(label, {**given, "G": G}, use, result, "gradients", cut)


@exercise.cases
def _(rng):
    scores = np.array([[1.0, 2.0, 3.0]])
    G = np.array([[1.0, 0.0, 0.0]])
    yield from entry("the third is forbidden", scores, np.array([[True, True, False]]), G)
    yield from entry("all are allowed", scores, np.array([[True, True, True]]), G)
    for label, stack, mask in [
        ("each looks at those before it and at itself", (3, 3), np.tri(3, dtype=bool)),
        ("one mask for two lists", (2, 3, 4), np.tri(3, 4, 1, dtype=bool)),
    ]:
        yield from entry(label, *_with(mask, draw_arrays(rng, scores=stack, G=stack)))
    short = np.arange(5) < np.array([2, 5])[:, None, None]  # lists of two and of five entries
    drawn = draw_arrays(rng, scores=(2, 1, 5), G=(2, 1, 5))
    yield from entry("a mask for each list", *_with(short, drawn))
    low = np.array([[-1000.0, -999, -998], [-2000, 2000, -1999]])
    mask = np.array([[True, True, False], [True, False, True]])
    yield from entry("scores far below 0", low, mask, np.array([[1.0, 2, 3], [3, 1, 2]]))


def _with(mask, drawn):
    return drawn["scores"], mask, drawn["G"]


def _masked(scores, allowed, far=-1e9):
    return (scores + np.where(allowed, 0.0, far)).softmax()


def _exponentials(scores):
    """Each row's largest score is taken off, forbidden or not, so nothing overflows."""
    return (scores - scores.data.max(axis=-1, keepdims=True)).exp()


def _of_all(shares):
    return shares / shares.sum()


@exercise.wrong
class Mistakes:
    def after_softmax(scores, allowed):
        """The forbidden weights are set to 0 *after* softmax, so the rest of a row doesn't add up
        to 1 any more: the forbidden ones have already taken their part. Change the scores,
        before."""
        return scores.softmax() * allowed

    def added_after_softmax(scores, allowed):
        """The mask is added to the *weights*, after softmax, so that these are far below 0 where
        one must not look. It's the scores that have to be far below the others, before."""
        return scores.softmax() + np.where(allowed, 0.0, -1e9)

    added_after_softmax = spelled(
        added_after_softmax,
        lambda scores, allowed: scores.softmax() + np.where(allowed, 0.0, -np.inf),
    )

    def scores_not_used(scores, allowed):
        """All places that are allowed get the same weight: the weights are made of the mask alone.
        It's the scores that say where to look; the mask only takes some of them out."""
        return type(scores)(np.where(allowed, 0.0, -1e9)).softmax()

    scores_not_used = spelled(
        scores_not_used,
        lambda scores, allowed: (scores * 0 + np.where(allowed, 0.0, -1e9)).softmax(),
        lambda scores, allowed: type(scores)(allowed / allowed.sum(axis=-1, keepdims=True)),
    )

    def one_mask_for_all_lists(scores, allowed):
        """Right for one mask for all lists. It may also come as a stack, a mask for each list, and
        then `allowed[i, j]` is a whole row. Two numbers find no single place any more: a function
        that takes the whole array at once doesn't care."""
        far = np.zeros(allowed.shape)
        for i in range(allowed.shape[0]):
            for j in range(allowed.shape[1]):
                if not allowed[i, j]:
                    far[i, j] = -1e9
        return (scores + far).softmax()

    def lowered_by_a_score(scores, allowed):
        """By how much the forbidden scores are lowered is computed from the scores that come, and
        for some of these it isn't far, or it's even up. -1e9 is far enough for all."""
        return _masked(scores, allowed, scores.data.min())

    lowered_by_a_score = spelled(
        lowered_by_a_score,
        *(
            lambda scores, allowed, far=far: _masked(scores, allowed, far(scores.data))
            for far in (
                lambda s: -s.max(),
                lambda s: -2 * s.max(),
                lambda s: s.min() - s.max(),
                lambda s: -np.abs(s).max(),
                lambda s: s.min() - 1,
            )
        ),
    )

    def scores_times_mask(scores, allowed):
        """Forbidden scores have become 0, and a score of 0 is a score like any other: its weight
        isn't 0. It has to be far *below* the others."""
        return (scores * allowed).softmax()

    def the_wrong_way_round(scores, allowed):
        """It looks exactly where it must not. `np.where(allowed, …)` takes its *second* argument
        where it is allowed, and what is forbidden has to be pushed far *down*: mind the sign."""
        return (scores + np.where(allowed, -1e9, 0.0)).softmax()

    def not_far_enough(scores, allowed):
        """The forbidden scores are lowered, but not by enough: if they were far above the others,
        they still get attention. -1e9 is a number that no score makes up for."""
        return (scores + np.where(allowed, 0.0, -10.0)).softmax()

    not_far_enough = spelled(
        not_far_enough,
        *(
            lambda scores, allowed, far=far: _masked(scores, allowed, far)
            for far in (-2.0, -5.0, -20.0, -50.0, -100.0, -1000.0)
        ),
    )

    def replaced_by_a_number(scores, allowed):
        """Forbidden scores are replaced by a number that isn't far below *all* others: some allowed
        scores are lower still. -1e9 is."""
        return (scores * allowed + np.where(allowed, 0.0, -100.0)).softmax()

    def lifted(scores, allowed):
        """The mask shifts the scores by 1 only, so the forbidden ones keep a part of the weight. If
        you've added the mask as it is: True counts as 1."""
        return (scores + allowed).softmax()

    def mask_forgotten(scores, allowed):
        """The weights are those without a mask. Either it isn't used, or the number that stands for
        a forbidden place is too small to be noticed: -1e-9 is nearly 0."""
        return scores.softmax()

    def no_softmax(scores, allowed):
        """These are the scores with the mask. Softmax makes weights of them."""
        return scores + np.where(allowed, 0.0, -1e9)

    def graph_cut(scores, allowed):
        """The weights are right, and nothing finds its way back to the scores: they are computed
        from `scores.data`, which knows no graph."""
        return type(scores)((scores + np.where(allowed, 0.0, -1e9)).softmax().data)

    def written_into_the_scores(scores, allowed):
        """The weights are right, but the forbidden scores have been overwritten in the Tensor that
        came in: `scores.data[…] = …` changes the caller's numbers. A sum makes a new Tensor."""
        scores.data[~np.broadcast_to(allowed, scores.data.shape)] = -1e9
        return scores.softmax()

    def mended_afterwards_without_care(scores, allowed):
        """Masked after softmax and divided by what is left. That's right until the forbidden
        scores are far above the others: then nothing is left to divide by, and 0 / 0 is nan."""
        with np.errstate(all="ignore"):
            weights = scores.softmax() * allowed
            return weights / weights.sum(-1, keepdims=True)

    def zero_times_infinity(scores, allowed):
        """The mask is multiplied by infinity, and 0 · ∞ is nan: it also hits what's allowed.
        `np.where(allowed, 0, -np.inf)` multiplies nothing."""
        with np.errstate(all="ignore"):
            return (scores + (~allowed) * -np.inf).softmax()

    def scores_times_a_large_number(scores, allowed):
        """The forbidden scores are *multiplied* by a large negative number, so those below 0 become
        enormous. Add it."""
        return (scores * np.where(allowed, 1.0, -1e9)).softmax()

    def shares_of_all_that_is_left(scores, allowed):
        """The weights that are left are divided by the sum of all of them. Each *row* should add up
        to 1."""
        weights = (scores + np.where(allowed, 0.0, -1e9)).softmax()
        return weights / weights.data.sum()

    shares_of_all_that_is_left = spelled(
        shares_of_all_that_is_left,
        lambda scores, allowed: _of_all(_masked(scores, allowed)),
        lambda scores, allowed: _of_all(_exponentials(scores) * allowed),
        lambda scores, allowed: _of_all(scores.softmax() * allowed),
    )

    def a_triangle_of_its_own(scores, allowed):
        """The triangle is right where each entry looks at itself and at those before it. But which
        places are allowed is given: use the mask that comes in."""
        triangle = np.tri(*scores.data.shape[-2:], dtype=bool)
        return (scores + np.where(triangle, 0.0, -1e9)).softmax()

    a_triangle_of_its_own = spelled(
        a_triangle_of_its_own,
        lambda scores, allowed: _masked(scores, np.tri(scores.data.shape[-1], dtype=bool)),
        lambda scores, allowed: _masked(scores, np.tri(scores.data.shape[-2], dtype=bool)),
    )

    def log_weights(scores, allowed):
        """These are the logarithms of the weights: `.log_softmax()` in place of `.softmax()`."""
        return (scores + np.where(allowed, 0.0, -1e9)).log_softmax()

    def an_array(scores, allowed):
        """What comes back is a plain array. Nothing can go back from it to the scores: compute
        with the Tensor, and return one."""
        return (scores + np.where(allowed, 0.0, -1e9)).softmax().data

    def forbidden_entries_left_out(scores, allowed):
        """A boolean index takes the allowed scores out of their rows and puts them all in one.
        Every place has to stay, and the forbidden ones get the weight 0."""
        return scores[np.broadcast_to(allowed, scores.data.shape)].softmax()

    def mask_turned(scores, allowed):
        """Rows and columns of the mask are exchanged. In `allowed` a row says where *one query* may
        look, as in the scores: use it as it comes."""
        return _masked(scores, np.swapaxes(allowed, -1, -2))

    mask_turned = spelled(mask_turned, lambda scores, allowed: _masked(scores, allowed.T))

    def mask_of_the_first_query(scores, allowed):
        """All queries are masked like the first one. Each row of the mask belongs to a query of its
        own."""
        return _masked(scores, allowed[..., :1, :])

    mask_of_the_first_query = spelled(
        mask_of_the_first_query,
        lambda scores, allowed: _masked(scores, allowed[0] if allowed.ndim == 2 else allowed),
    )

    def mask_of_the_first_list(scores, allowed):
        """All lists are masked like the first one. Where the mask comes as a stack, each list has
        one of its own."""
        return _masked(scores, allowed[0] if allowed.ndim == 3 else allowed)

    def over_the_queries(scores, allowed):
        """Softmax runs over the queries, so that the columns add up to 1. Each *query* shares out
        its attention among the keys: the rows should add up to 1."""
        return (scores + np.where(allowed, 0.0, -1e9)).T.softmax().T

    def softmax_before_the_mask_too(scores, allowed):
        """Softmax is taken twice: once before the mask and once behind it. The mask belongs to the
        scores themselves, and one softmax comes after it."""
        return _masked(scores.softmax(), allowed)

    def softmax_twice(scores, allowed):
        """Softmax is taken twice. The second one sees numbers between 0 and 1 alone, so forbidden
        places get a weight again, and all weights become nearly equal. Once is enough."""
        return _masked(scores, allowed).softmax()

    def divided_again(scores, allowed):
        """The scores have been divided by a root once more. They come in divided, so only the mask
        and softmax are left to do."""
        return _masked(scores / np.sqrt(scores.data.shape[-1]), allowed)

    divided_again = spelled(
        divided_again,
        lambda scores, allowed: _masked(scores / np.sqrt(scores.data.shape[-2]), allowed),
    )

    def scores_times_a_large_number_above_0(scores, allowed):
        """The forbidden scores are *multiplied* by a large number, so those above 0 become
        enormous and get all of the attention. Add something to them that pulls them down."""
        return (scores * np.where(allowed, 1.0, 1e9)).softmax()

    def overflows(scores, allowed):
        """Right for small scores. Those of 2000 overflow in the exponential, those of -1000 vanish
        there, and what is left isn't a number. `.softmax()` takes off each row's largest score
        first."""
        with np.errstate(all="ignore"):
            exps = scores.exp() * allowed
            return exps / exps.sum(-1, keepdims=True)

    def lifted_too_far(scores, allowed):
        """The allowed scores are lifted, and by so much that they lose their own digits: a float
        has room for 16. Push the forbidden ones down instead, whose digits nobody needs."""
        return (scores + np.where(allowed, 1e17, 0.0)).softmax()

    lifted_too_far = spelled(
        lifted_too_far,
        *(
            lambda scores, allowed, up=up: (scores + np.where(allowed, up, 0.0)).softmax()
            for up in (1e12, 1e15, 1e20)
        ),
    )

    def rest_spread_evenly(scores, allowed):
        """What the forbidden places had is handed out in equal parts. It should go to the others
        *in proportion* to their weights, as if the forbidden places weren't there."""
        weights = scores.softmax() * allowed
        rest = 1 - weights.data.sum(axis=-1, keepdims=True)
        return weights + allowed * rest / allowed.sum(axis=-1, keepdims=True)

    def numbers_chosen_of_a_tensor(scores, allowed):
        """`np.where` chooses among the numbers of *arrays*, and `scores` is a Tensor. Let it make
        an array from the mask alone, and put that and the Tensor together."""
        return type(scores)(np.where(allowed, scores, -1e9)).softmax()

    def written_into_a_tensor(scores, allowed):
        """`scores[…] = …` wants to write into a Tensor, and a Tensor can't be written into: the
        graph would not know of it. Something that is added to it makes a new one."""
        scores[~allowed] = -1e9
        return scores.softmax()

    def mended_with_a_small_number(scores, allowed):
        """Masked after softmax, and divided by what is left and a small number. That's right until
        the forbidden scores are far above the others: then nothing is left, and the rows don't
        add up to 1. Change the scores, before."""
        weights = scores.softmax() * allowed
        return weights / (weights.sum(-1, keepdims=True) + 1e-9)

    mended_with_a_small_number = spelled(
        mended_with_a_small_number,
        *(
            lambda scores, allowed, small=small: (
                (scores.softmax() * allowed)
                / ((scores.softmax() * allowed).sum(-1, keepdims=True) + small)
            )
            for small in (1e-12, 1e-6)
        ),
    )


@exercise.right
class Variants:
    def minus_infinity(scores, allowed):
        """Infinity in place of a large number. It needs no thought about how large is large
        enough, and makes nan of a row in which nothing is allowed."""
        return (scores + np.where(allowed, 0.0, -np.inf)).softmax()

    def subtracted(scores, allowed):
        """A thousand million times the mask, turned round, is subtracted; True counts as 1."""
        return (scores - 1e9 * (1 - np.asarray(allowed))).softmax()

    def multiplied_away(scores, allowed):
        return (scores * allowed - 1e9 * (~allowed)).softmax()
