"""Wrong answers to "Adam" that keep other means, or correct them elsewhere."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter06._adam_mistakes import Other
from nnlib.networks import optimizers


class Means:
    class starts_at_the_first_gradient(Other):
        """The means start at the first gradient and its square. Formula (6.3) starts them at 0, and
        that's why they are corrected."""

        def mean(self, m, g):
            return super().mean(g if self.t == 1 else m, g)

        def mean_square(self, v, g):
            return super().mean_square(g**2 if self.t == 1 else v, g)

        def divisors(self):
            return 1, 1

    class starts_there_and_corrects(starts_at_the_first_gradient):
        divisors = Other.divisors

    starts_at_the_first_gradient = spelled(starts_at_the_first_gradient, starts_there_and_corrects)
    del starts_there_and_corrects

    class rate_in_the_mean(Other):
        """The learning rate goes into the running mean, so `m` is not the mean of the gradient, and
        after a change of the rate old gradients still count with the old one. Let the rate multiply
        the finished step."""

        def mean(self, m, g):
            return self.beta1 * m + (1 - self.beta1) * self.learning_rate * g

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= m_hat / (np.sqrt(v_hat) + self.epsilon)

    class one_step_behind(Other):
        """The first step is right, but from the second on the corrections are those of the step
        before, because a step is counted only after the count has been used. Count first: then `t`
        is 1 in the first step by itself."""

        def divisors(self):
            t = max(self.t - 1, 1)
            return 1 - self.beta1**t, 1 - self.beta2**t

    class no_means_yet(optimizers.Adam):
        """There's no mean of that name yet (KeyError). What is it before the first step?"""

        def step(self, params, grads):
            self.t += 1
            for name in params:
                self.m[name] = self.beta1 * self.m[name] + (1 - self.beta1) * grads[name]

    class get_without_a_start(optimizers.Adam):
        """`get` gives None for a name that isn't there yet, and None can't be multiplied. Say what
        it should give then: `get(name, 0)`."""

        def step(self, params, grads):
            for name in params:
                self.m[name] = self.beta1 * self.m.get(name) + (1 - self.beta1) * grads[name]

    class dictionary_as_a_number(optimizers.Adam):
        """`self.m` is a dictionary, so it can't be multiplied. Each parameter has a mean of its own
        in it, under its name."""

        def step(self, params, grads):
            for name in params:
                self.m = self.beta1 * self.m + (1 - self.beta1) * grads[name]

    class mean_of_the_gradient_twice(Other):
        """The gradient isn't squared in the second mean, and below 0 there's no root. The second
        mean is that of the *square*."""

        def mean_square(self, v, g):
            return self.beta2 * v + (1 - self.beta2) * g

    class epsilon_beside_the_uncorrected(Other):
        """The corrections are moved into the rate, and epsilon stands beside the uncorrected root.
        That makes it larger in the first steps: correct v first, then take the root, then add
        epsilon."""

        def divisors(self):
            return 1, 1

        def move(self, parameter, m_hat, v_hat, g):
            rate = self.learning_rate * np.sqrt(1 - self.beta2**self.t) / (1 - self.beta1**self.t)
            parameter -= rate * m_hat / (np.sqrt(v_hat) + self.epsilon)

    class root_without_correction(Other):
        """The second mean is corrected behind the root. What has reached only a part of its value
        is the mean square itself: correct it first, and then take the root."""

        def divisors(self):
            return 1 - self.beta1**self.t, 1

        def move(self, parameter, m_hat, v_hat, g):
            size = np.sqrt(v_hat) / (1 - self.beta2**self.t)
            parameter -= self.learning_rate * m_hat / (size + self.epsilon)

    class one_mean_for_all(Other):
        """All the parameters share a running mean. Keep one of each kind for each parameter, under
        its name."""

        keys = "m", "v"

        def step(self, params, grads):
            self.t += 1
            for name, parameter in params.items():
                g = grads[name]
                key_m, key_v = (key or name for key in self.keys)
                m = self.m[key_m] = self.mean(self.m.get(key_m, 0), g)
                v = self.v[key_v] = self.mean_square(self.v.get(key_v, 0), g)
                for_m, for_v = self.divisors()
                size = np.sqrt(v / for_v) + self.epsilon
                parameter -= self.learning_rate * (m / for_m) / size

    class one_first_mean_for_all(one_mean_for_all):
        keys = "m", ""

    class one_second_mean_for_all(one_mean_for_all):
        keys = "", "v"

    one_mean_for_all = spelled(one_mean_for_all, one_first_mean_for_all, one_second_mean_for_all)
    del one_first_mean_for_all, one_second_mean_for_all

    class one_mean_for_each_letter(Other):
        """Two parameters share their means, those whose names end in the same letter. A network has
        many a W: keep each mean under the whole name."""

        def step(self, params, grads):
            self.t += 1
            for name, parameter in params.items():
                g, key = grads[name], name[-1]
                m = self.m[key] = self.mean(self.m.get(key, 0), g)
                v = self.v[key] = self.mean_square(self.v.get(key, 0), g)
                for_m, for_v = self.divisors()
                self.move(parameter, m / for_m, v / for_v, g)

    class first_mean_without_weight(Other):
        """In the first mean the new gradient counts whole. It has to be weighted by 1 - beta1, as
        its square is by 1 - beta2: else it's no mean, but a sum."""

        def mean(self, m, g):
            return self.beta1 * m + g

    class second_mean_without_weight(Other):
        """In the second mean the new square counts whole. It has to be weighted by 1 - beta2, as
        the gradient is by 1 - beta1: else it's no mean, but a sum."""

        def mean_square(self, v, g):
            return self.beta2 * v + g**2

    class only_v_kept(Other):
        """The first mean begins anew in each step: it isn't kept, or not under the name that it's
        looked up by. Keep both, `self.m[name]` and `self.v[name]`."""

        def mean(self, m, g):
            return super().mean(0, g)

    class only_m_kept(Other):
        """The second mean begins anew in each step: it isn't kept, or not under the name that it's
        looked up by. Keep both, `self.m[name]` and `self.v[name]`."""

        def mean_square(self, v, g):
            return super().mean_square(0, g)

    class gradients_overwritten(optimizers.Adam):
        """The caller's gradients are overwritten, and the next step finds others. Only the
        parameters may change in place."""

        def step(self, params, grads):
            super().step(params, grads)
            for gradient in grads.values():
                gradient *= gradient

    class by_position(optimizers.Adam):
        """Parameters and gradients are paired as they come. What belongs together has the same
        *name*, and the two dictionaries may be in another order."""

        def step(self, params, grads):
            super().step(params, dict(zip(params, grads.values(), strict=True)))

    class skips_gradients_of_zero(optimizers.Adam):
        """A parameter whose gradients are all 0 is passed over. Its means are still there: it moves
        on by what they remember, and they fade as in every other step."""

        def step(self, params, grads):
            super().step({name: params[name] for name in params if np.any(grads[name])}, grads)

    class one_step_too_many(Other):
        """The corrections are those of the next step: the count is one too high there. In the first
        step `t` is 1."""

        def divisors(self):
            return 1 - self.beta1 ** (self.t + 1), 1 - self.beta2 ** (self.t + 1)

    class counted_twice(Other):
        """The step is counted twice, so that the corrections are those of a later one. After the
        first step `self.t` should be 1."""

        def step(self, params, grads):
            self.t += 1
            super().step(params, grads)

    class around_the_mean(Other):
        """The second mean is that of the squared distance between gradient and mean, a variance.
        Here the gradient itself is squared, whatever its mean is."""

        def step(self, params, grads):
            self.t += 1
            for name, parameter in params.items():
                g = grads[name]
                self.m[name] = m = self.mean(self.m.get(name, 0), g)
                self.v[name] = v = self.mean_square(self.v.get(name, 0), g - m)
                for_m, for_v = self.divisors()
                with np.errstate(all="ignore"):
                    self.move(parameter, m / for_m, v / for_v, g)

    class around_the_last_mean(around_the_mean):
        def step(self, params, grads):
            self.t += 1
            for name, parameter in params.items():
                g, last = grads[name], self.m.get(name, 0)
                self.m[name] = m = self.mean(last, g)
                self.v[name] = v = self.mean_square(self.v.get(name, 0), g - last)
                for_m, for_v = self.divisors()
                with np.errstate(all="ignore"):
                    self.move(parameter, m / for_m, v / for_v, g)

    around_the_mean = spelled(around_the_mean, around_the_last_mean)
    del around_the_last_mean

    class epsilon_as_a_bound(Other):
        """epsilon is taken for the smallest size that's allowed. It's added to the usual size,
        however large that is."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * m_hat / np.maximum(np.sqrt(v_hat), self.epsilon)

    class a_copy_moves(optimizers.Adam):
        """A transposed parameter hasn't moved: `ravel()` and `reshape(-1)` give a *copy* of it, and
        the copy has moved. Move the array itself, `parameter -= …`, whatever its shape."""

        def step(self, params, grads):
            super().step(
                {name: array.reshape(-1) for name, array in params.items()},
                {name: grad.reshape(-1) for name, grad in grads.items()},
            )
