"""The bugs of a hunt: a line of the reader of digits, and what stands there instead."""

import inspect
from dataclasses import dataclass

import numpy as np

from nnlib.by_hand import reader
from nnlib.judge.stub import without_annotations

_MODULE = inspect.getsource(reader)
PROGRAM = without_annotations(_MODULE[_MODULE.index("class Reader") :]).rstrip()


@dataclass(frozen=True)
class Bug:
    """A bug of the pool.

    Attributes
    ----------
    name : str
    law : str
        The law that it breaks; it breaks no other.
    right, wrong : str
        What stands in the program, and what does with the bug.
    story : str
        What it is, for who has found it and for who teaches.
    masks : bool
        True if it keeps the accuracy at chance, whatever else is wrong: the log hides the others.
    """

    name: str
    law: str
    right: str
    wrong: str
    story: str
    masks: bool = False


POOL = (
    Bug(
        "whole_division",
        "start",
        "np.sqrt(2 / n_in)",
        "np.sqrt(2 // n_in)",
        "`2 // n_in` is 0 for more than two inputs, so all weights start at 0. Nothing but the "
        "last biases ever learns, and every other gradient is 0, the measured one too.",
        masks=True,
    ),
    Bug(
        "start_too_wide",
        "start",
        " * np.sqrt(2 / n_in)",
        "",
        "The start isn't scaled by the root of 2 / n_in, so scores are about six times too large "
        "in the hidden layer and get larger in the next.",
    ),
    Bug(
        "start_too_narrow",
        "start",
        "np.sqrt(2 / n_in)",
        "2 / n_in",
        "The square root is missing, so signals get smaller from layer to layer.",
    ),
    Bug(
        "mask_by_activations",
        "slopes",
        "(self.Z_h > 0)",
        "(self.A_h >= 0)",
        "After a ReLU every activation is at least 0, so the mask lets everything through.",
    ),
    Bug(
        "every_label_of_the_batch",
        "slopes",
        "dZ_o[np.arange(len(y)), y] -= 1",
        "dZ_o[:, y] -= 1",
        "The colon takes all rows for each label of the batch, so in every row 1 is subtracted at "
        "all of these labels, not only at the row's own.",
        masks=True,
    ),
    Bug(
        "divided_by_classes",
        "slopes",
        "dZ_o /= len(y)",
        "dZ_o /= dZ_o.shape[1]",
        "The gradient of a mean over N samples is divided by the number of classes.",
    ),
    Bug(
        "mean_for_sum",
        "slopes",
        "dZ_h.sum(axis=0)",
        "dZ_h.mean(axis=0)",
        "The gradient of the hidden biases is averaged: the 1/N is in it twice.",
    ),
    Bug(
        "scores_for_activations",
        "slopes",
        "self.A_h.T @ dZ_o",
        "self.Z_h.T @ dZ_o",
        "The output weights' gradient is made with the hidden scores, not with the activations.",
    ),
    Bug(
        "no_shift",
        "shift",
        "        Z = Z - Z.max(axis=1, keepdims=True)\n",
        "",
        "Exponentials of scores as they come overflow beyond 709. It waits for large scores.",
    ),
    Bug(
        "shifted_by_the_batch",
        "shift",
        "Z.max(axis=1, keepdims=True)",
        "Z.max()",
        "The largest score of the whole batch is taken off. In a row far below it all exponentials "
        "become 0, and the logarithm of their sum minus infinity.",
    ),
    Bug(
        "scaled_by_its_company",
        "alone",
        "(X - self.mean)",
        "(X - X.mean(axis=0))",
        "What is to be scaled goes by its own mean, so that an answer depends on the company.",
    ),
    Bug(
        "unscaled_in_use",
        "units",
        "self.forward(self.scale(X))))",
        "self.forward(X)))",
        "It learns from scaled digits and answers to digits as they come.",
    ),
    Bug(
        "guard_in_pixels",
        "units",
        "self.std[self.std == 0] = 1",
        "self.std[self.std < 1] = 1",
        "The guard against a division by 0 takes in every pixel that varies by less than 1. How "
        "many these are depends on the units that pixels are counted in.",
    ),
    Bug(
        "seed_or_none",
        "repeat",
        "default_rng(self.seed)",
        "default_rng(self.seed or None)",
        "A seed of 0 counts as False, so it is taken for none.",
    ),
    Bug(
        "last_batch_lost",
        "batches",
        "range(0, len(X), self.batch_size)",
        "range(0, len(X) - self.batch_size, self.batch_size)",
        "The last batch of every epoch is left out.",
    ),
    Bug(
        "drawn_with_replacement",
        "batches",
        "self.rng.permutation(len(X))",
        "self.rng.integers(len(X), size=len(X))",
        "Rows are drawn anew each time, so in an epoch about a third of the samples never come.",
    ),
    Bug(
        "labels_left_behind",
        "batches",
        "X, y = X[order], y[order]",
        "X = X[order]",
        "The samples are shuffled and their labels stay behind.",
        masks=True,
    ),
    Bug(
        "nothing_moves",
        "steps",
        "W += self.velocities[k]",
        "W = W + self.velocities[k]",
        "`W = W + …` makes a new array and gives it a name that the loop forgets; nothing moves.",
        masks=True,
    ),
    Bug(
        "rate_fades",
        "steps",
        "            self.velocities[k] *= self.momentum\n"
        "            self.velocities[k] -= self.rate * gradients[k]\n",
        "            self.velocities[k] -= self.rate * gradients[k]\n"
        "            self.velocities[k] *= self.momentum\n",
        "Two lines in the wrong order: the gradient comes in before the velocity fades, and so it "
        "is multiplied by the momentum as well.",
    ),
    Bug(
        "exchanged",
        "steps",
        "self.rate, self.momentum = rate, momentum",
        "self.momentum, self.rate = rate, momentum",
        "The learning rate is taken for the momentum and the momentum for the learning rate.",
    ),
    Bug(
        "one_velocity",
        "steps",
        "self.velocities[k] *= self.momentum",
        "self.velocities[k] *= -self.momentum",
        "The old velocity is subtracted, so each step brakes what the one before has begun.",
    ),
    Bug(
        "everyone_with_everyone",
        "score",
        ".argmax(axis=1) == y)",
        ".argmax(axis=1) == y[:, np.newaxis])",
        "A row against a column makes a table: every answer is compared with every label.",
        masks=True,
    ),
    Bug(
        "only_if_sure",
        "score",
        "self.predict_proba(X).argmax(axis=1) == y)",
        "self.predict_proba(X)[np.arange(len(y)), y] > 0.5)",
        "An answer counts as right only if more than half of the probability is on it.",
    ),
)
LAWS = tuple(dict.fromkeys(bug.law for bug in POOL))


def draw_bugs(seed):
    """Three bugs of three laws, of which the first keeps the log at chance and hides the others."""
    rng = np.random.default_rng(seed)

    def one_of(things):
        return things[rng.integers(len(things))]

    chosen = [one_of([bug for bug in POOL if bug.masks])]
    while len(chosen) < 3:
        taken = {bug.law for bug in chosen}
        # A law first: one that many bugs break is broken no more often than others.
        law = one_of([law for law in LAWS if law not in taken])
        chosen.append(one_of([bug for bug in POOL if bug.law == law and not bug.masks]))
    return chosen


def named(*names):
    """The bugs of these names, in the pool's order."""
    return [bug for bug in POOL if bug.name in names]


def planted(bugs):
    """The program's text with these bugs."""
    text = PROGRAM
    for bug in bugs:
        if text.count(bug.right) != 1:
            raise ValueError(f"the line of {bug.name} is not there once: {bug.right}")
        text = text.replace(bug.right, bug.wrong)
    return text


def as_class(text):
    """What a text defines as Reader; it carries its own text."""
    scope = {"np": np, "__name__": __name__}
    exec(text, scope)
    return scope["Reader"]


def one_bug_each():
    """The right program once for each bug of the pool, with that bug alone."""
    return [as_class(planted([bug])) for bug in POOL]


# What the chapter measures before the hunt: a law is broken, and the log shows nothing of it.
OtherReader = as_class(planted(named("drawn_with_replacement")))
