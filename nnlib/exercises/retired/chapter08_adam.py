"""A repair: Adam corrects its means as if each step were the first."""

import numpy as np

from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import optimizers

exercise = Exercise(
    id="08-adam",
    title="Repair Adam",
    minutes=7,
    difficulty=4,
    points=3,
    reference=optimizers.Adam,
    blank=("step",),
    hints=(
        "Work the first two steps out on paper, for a gradient that is always 1. What is m after "
        "the first step, what after the second, and what should stand in its place?",
        "After the first step m is 1 - beta1; after the second it is 1 - beta1 squared. You have "
        "seen the numbers for ten steps. What will it be after t steps?",
        "Only the line of m_hat and v_hat is wrong. Both divisors depend on how many steps have "
        "been taken, which the class counts in `self.t` and never reads.",
    ),
    why="""A running mean that starts at 0 has, after t steps with a constant gradient g,
reached `(1 - beta**t) * g`. Divided by `1 - beta**t` it is g at once. The found code divides
by `1 - beta`, which is right for the first step only. Later both means are too large, m by up
to 10 and the root of v by up to 31.6, so the steps swell to twice their length and then
shrink to a third of it. The gradients are all right: no check of gradients can see it.""",
    promises={
        "one step": lambda case: len(case.args["dW"]) == 1,
        "several steps": lambda case: len(case.args["dW"]) > 2,
        "float32": lambda case: case.args["dW"].dtype == np.float32,
        "other options": lambda case: case.args["beta1"] != 0.9 and case.args["beta2"] != 0.999,
        "a gradient of 0": lambda case: (case.args["dW"] == 0).any(),
    },
    survivors={"self.t = self.t + 1 -> self.t += 1": "the same in other words"},
)


def _after_steps(Adam, W, dW, learning_rate, beta1, beta2, epsilon):
    """Take a step with each of the gradients dW; W and a second parameter, b, both move."""
    optimizer = Adam(learning_rate, beta1=beta1, beta2=beta2, epsilon=epsilon)
    params = {"W": W.copy(), "b": W[0].copy()}
    W, b = params.values()  # the network's own arrays
    for gradient in dW:
        optimizer.step(params, {"W": gradient, "b": 3 * gradient[0]})
    return np.vstack([W, b])


@exercise.cases
def _(rng):
    def draw(T, D, H, dtype=np.float64, **options):
        W = rng.normal(size=(D, H)).round(1).astype(dtype)
        dW = rng.uniform(0.5, 3, size=(T, D, H)).round(1).astype(dtype)
        dW *= rng.choice([-1, 1], size=dW.shape).astype(dtype)
        usual = {"learning_rate": 0.1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
        return {"W": W, "dW": dW, **usual, **options}

    def case(label, args):
        steps = "1 step" if len(args["dW"]) == 1 else f"{len(args['dW'])} steps"
        return Case(label, args, _after_steps, f"W, with b under it, after {steps},")

    W = np.array([[1.0, -2, 3], [0, 4, -5]])
    yield case("a constant gradient", {**draw(3, 2, 3), "W": W, "dW": np.ones((3, 2, 3))})
    yield case("one step", draw(1, 2, 2))
    yield case("four steps", draw(4, 3, 2))
    yield case("other options", draw(3, 1, 4, beta1=0.5, beta2=0.75, epsilon=0.5))
    whole = np.array([[[1.0, 0]], [[3, -2]]])  # 0 at once: there epsilon alone keeps 0 / 0 away
    yield case("whole gradients, and one that is 0", {**draw(2, 1, 2), "dW": whole})
    yield case("float32", draw(2, 2, 4, np.float32))


@exercise.broken(
    "The first step is right. From the second on the steps have the wrong length: while the "
    "gradient stays the same, so should they."
)
class Adam:
    """Steps of like size for every parameter: the mean gradient over its usual size.

    Parameters
    ----------
    learning_rate : float
        Length of a step while the gradient does not change.
    beta1, beta2 : float in [0, 1)
        How much of the two running means is kept.
    epsilon : float
        Keeps a gradient of 0 from dividing by 0.
    """

    def __init__(self, learning_rate=0.001, *, beta1=0.9, beta2=0.999, epsilon=1e-8):
        self.learning_rate = float(learning_rate)
        self.beta1, self.beta2, self.epsilon = float(beta1), float(beta2), float(epsilon)
        self.m, self.v, self.t = {}, {}, 0

    def step(self, params, grads):
        """Move every parameter, in place, one step."""
        self.t += 1
        for name, parameter in params.items():
            g, m, v = grads[name], self.m.get(name, 0), self.v.get(name, 0)
            self.m[name] = m = self.beta1 * m + (1 - self.beta1) * g
            self.v[name] = v = self.beta2 * v + (1 - self.beta2) * g**2
            m_hat, v_hat = m / (1 - self.beta1), v / (1 - self.beta2)
            parameter -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)


class _OtherAdam(optimizers.Adam):
    """Adam in the two parts that a repair may get wrong, its divisors and its move."""

    def divisors(self):
        return 1 - self.beta1**self.t, 1 - self.beta2**self.t

    def move(self, parameter, m_hat, v_hat):
        parameter -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)

    def step(self, params, grads):
        self.t += 1
        for name, parameter in params.items():
            g, m, v = grads[name], self.m.get(name, 0), self.v.get(name, 0)
            self.m[name] = m = self.beta1 * m + (1 - self.beta1) * g
            self.v[name] = v = self.beta2 * v + (1 - self.beta2) * g**2
            for_m, for_v = self.divisors()
            self.move(parameter, m / for_m, v / for_v)


class _KeepsCorrected(optimizers.Adam):
    """Adam that goes on with its corrected means: those named in ``kept``."""

    kept = ()

    def step(self, params, grads):
        super().step(params, grads)
        for name in params:
            if "m" in self.kept:
                self.m[name] = self.m[name] / (1 - self.beta1**self.t)
            if "v" in self.kept:
                self.v[name] = self.v[name] / (1 - self.beta2**self.t)


@exercise.wrong
class Mistakes:
    class only_m_corrected(_OtherAdam):
        """Only the first mean is corrected by the number of steps. The second starts at 0 as
        well."""

        def divisors(self):
            return 1 - self.beta1**self.t, 1 - self.beta2

    class only_v_corrected(_OtherAdam):
        """Only the second mean is corrected by the number of steps. The first starts at 0 as
        well."""

        def divisors(self):
            return 1 - self.beta1, 1 - self.beta2**self.t

    class nothing_corrected(_OtherAdam):
        """Neither mean is corrected now, and even the first step has the wrong length."""

        def divisors(self):
            return 1, 1

    class times_for_power(_OtherAdam):
        """beta is multiplied by the number of steps. Look at the ten values of m again: they do
        not grow in equal steps."""

        def divisors(self):
            return 1 - self.beta1 * self.t, 1 - self.beta2 * self.t

    class times_the_first_divisor(_OtherAdam):
        """The first step's divisor is multiplied by the number of steps. The ten values of m do
        not grow in equal steps."""

        def divisors(self):
            return self.t * (1 - self.beta1), self.t * (1 - self.beta2)

    class power_of_the_difference(_OtherAdam):
        """The power is taken of the whole difference. Only beta is multiplied by itself from
        step to step; the 1 stays outside."""

        def divisors(self):
            return (1 - self.beta1) ** self.t, (1 - self.beta2) ** self.t

    class counted_from_zero(_OtherAdam):
        """The divisor is 0 in the first step: a number to the power 0 is 1. Steps are counted
        from 1."""

        def divisors(self):
            return 1 - self.beta1 ** (self.t - 1), 1 - self.beta2 ** (self.t - 1)

    class counted_from_two(_OtherAdam):
        """The count of steps is one too high, from the first step on: the first step should
        have the number 1."""

        def divisors(self):
            return 1 - self.beta1 ** (self.t + 1), 1 - self.beta2 ** (self.t + 1)

    class counts_each_parameter(_OtherAdam):
        """The steps are counted once for each parameter. All the parameters move in the same
        step: count it once."""

        def divisors(self):
            result = super().divisors()
            self.t += 1
            return result

        def step(self, params, grads):
            super().step(params, grads)
            self.t -= 1

    class divisors_exchanged(_OtherAdam):
        """The two divisors are exchanged: beta1 belongs to m, beta2 to v."""

        def divisors(self):
            return super().divisors()[::-1]

    class beta1_in_both(_OtherAdam):
        """Both means are corrected with beta1. The second one fades with beta2, so it has
        reached less of its full value by then."""

        def divisors(self):
            return 1 - self.beta1**self.t, 1 - self.beta1**self.t

    class corrected_m_kept(_KeepsCorrected):
        """The first mean is corrected and then kept, so the next step corrects it once more.
        Keep the uncorrected one in `self.m`."""

        kept = ("m",)

    class corrected_means_kept(_KeepsCorrected):
        """The corrected means are kept, so the next step corrects them once more. Keep the
        uncorrected ones in `self.m` and `self.v`."""

        kept = ("m", "v")

    class moved_a_copy(_OtherAdam):
        """The network's own arrays have not moved: `parameter = parameter - …` makes a new
        array that the network never sees."""

        def move(self, parameter, m_hat, v_hat):
            pass

    class without_the_root(_OtherAdam):
        """The square root is gone: the step has to be divided by a size, not by its square."""

        def move(self, parameter, m_hat, v_hat):
            parameter -= self.learning_rate * m_hat / (v_hat + self.epsilon)

    class uphill(_OtherAdam):
        """The steps go uphill: the sign of the last line has changed."""

        def move(self, parameter, m_hat, v_hat):
            parameter += self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)

    class multiplied(_OtherAdam):
        """The means are multiplied by 1 - beta to the power t. They are too small at first: to make
        up for that, divide."""

        def divisors(self):
            return 1 / (1 - self.beta1**self.t), 1 / (1 - self.beta2**self.t)

    class powers_alone(_OtherAdam):
        """The means are divided by the power of beta itself, which is what is still *missing* of
        their full value. What have they reached?"""

        def divisors(self):
            return self.beta1**self.t, self.beta2**self.t

    class divided_by_the_steps(_OtherAdam):
        """The means are divided by the number of steps. They are no sums, but running means, and
        have reached more of their value with each step."""

        def divisors(self):
            return self.t, self.t

    class beta2_in_both(_OtherAdam):
        """Both means are corrected with beta2. The first one fades with beta1, so it has reached
        more of its full value by then."""

        def divisors(self):
            return 1 - self.beta2**self.t, 1 - self.beta2**self.t

    class fixed_betas(_OtherAdam):
        """The betas in the divisors are fixed at 0.9 and 0.999. They are the optimizer's own:
        `self.beta1` and `self.beta2`."""

        def divisors(self):
            return 1 - 0.9**self.t, 1 - 0.999**self.t

    class only_the_first_step(_OtherAdam):
        """The means are corrected in the first step and left as they are later. After a few steps
        they are still too small."""

        def divisors(self):
            return (1 - self.beta1, 1 - self.beta2) if self.t == 1 else (1, 1)

    class root_of_the_divisor(_OtherAdam):
        """The divisor of the second mean has a square root of its own. The root is taken later, of
        the whole quotient."""

        def divisors(self):
            return 1 - self.beta1**self.t, np.sqrt(1 - self.beta2**self.t)

    class epsilon_under_the_root(_OtherAdam):
        """epsilon has moved under the root. It is added to the root, as in the found code."""

        def move(self, parameter, m_hat, v_hat):
            parameter -= self.learning_rate * m_hat / np.sqrt(v_hat + self.epsilon)

    class without_epsilon(_OtherAdam):
        """epsilon is gone, and where all gradients are 0 so far this is 0 / 0. It is added to the
        root, as in the found code."""

        def move(self, parameter, m_hat, v_hat):
            parameter -= self.learning_rate * m_hat / np.sqrt(v_hat)

    class epsilon_fixed(_OtherAdam):
        """epsilon is fixed at 1e-8. It is the optimizer's own: `self.epsilon`."""

        def move(self, parameter, m_hat, v_hat):
            parameter -= self.learning_rate * m_hat / (np.sqrt(v_hat) + 1e-8)

    class without_the_rate(_OtherAdam):
        """The learning rate is gone from the step."""

        def move(self, parameter, m_hat, v_hat):
            parameter -= m_hat / (np.sqrt(v_hat) + self.epsilon)

    class without_the_size(_OtherAdam):
        """The step is no longer divided by the gradient's usual size: this is momentum alone."""

        def move(self, parameter, m_hat, v_hat):
            parameter -= self.learning_rate * m_hat

    class epsilon_by_another_root(_OtherAdam):
        """The corrections went into the learning rate, but epsilon is now added to the root
        *before* its correction. It belongs to the root of the corrected mean."""

        def move(self, parameter, m_hat, v_hat):
            factor = np.sqrt(1 - self.beta2**self.t)
            parameter -= (
                self.learning_rate * factor * m_hat / (np.sqrt(v_hat) * factor + self.epsilon)
            )

    class corrected_outside_the_root(_OtherAdam):
        """The correction of v divides its root. It divides v itself, and then the root is taken."""

        def divisors(self):
            return 1 - self.beta1**self.t, (1 - self.beta2**self.t) ** 2

    class signs_alone(optimizers.Adam):
        """Every step has the same length: only the gradient's sign is left. That holds while the
        gradient stays the same; in general both running means count."""

        def step(self, params, grads):
            for name, parameter in params.items():
                parameter -= self.learning_rate * np.sign(grads[name])


@exercise.right
class Variants:
    class corrections_in_the_rate(optimizers.Adam):
        """The two corrections join other numbers, so no corrected mean is made as an array."""

        def step(self, params, grads):
            self.t = self.t + 1
            for_m, for_v = 1 - self.beta1**self.t, 1 - self.beta2**self.t
            for name in params:
                g = np.asarray(grads[name])
                self.m[name] = g * (1 - self.beta1) + self.m.get(name, 0.0) * self.beta1
                self.v[name] = g * g * (1 - self.beta2) + self.v.get(name, 0.0) * self.beta2
                size = np.sqrt(self.v[name] / for_v) + self.epsilon
                params[name] -= (self.learning_rate / for_m * self.m[name] / size).astype(
                    params[name].dtype
                )

    class means_in_place(optimizers.Adam):
        def step(self, params, grads):
            self.t += 1
            for name, parameter in params.items():
                g = grads[name]
                m = self.m.setdefault(name, np.zeros_like(g))
                v = self.v.setdefault(name, np.zeros_like(g))
                m += (1 - self.beta1) * (g - m)
                v += (1 - self.beta2) * (g**2 - v)
                m_hat, v_hat = m / (1 - self.beta1**self.t), v / (1 - self.beta2**self.t)
                parameter -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)

    class keeps_powers(optimizers.Adam):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            self.power1 = self.power2 = 1.0

        def step(self, params, grads):
            self.power1 *= self.beta1
            self.power2 *= self.beta2
            for name, parameter in params.items():
                m, v = self.m.get(name, 0), self.v.get(name, 0)
                self.m[name] = m = m + (1 - self.beta1) * (grads[name] - m)
                self.v[name] = v = v + (1 - self.beta2) * (np.square(grads[name]) - v)
                m_hat, v_hat = m / (1 - self.power1), v / (1 - self.power2)
                parameter -= self.learning_rate * m_hat / (v_hat**0.5 + self.epsilon)
