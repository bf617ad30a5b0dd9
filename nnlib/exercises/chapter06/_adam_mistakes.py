"""Wrong answers to "Adam"."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.networks import optimizers


class _Other(optimizers.Adam):
    """Adam in parts, each of which an answer may get wrong."""

    def mean(self, m, g):
        return self.beta1 * m + (1 - self.beta1) * g

    def mean_square(self, v, g):
        return self.beta2 * v + (1 - self.beta2) * g**2

    def divisors(self):
        return 1 - self.beta1**self.t, 1 - self.beta2**self.t

    def move(self, parameter, m_hat, v_hat, g):
        parameter -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)

    def kept(self, mean, corrected):
        return mean

    def step(self, params, grads):
        self.t += 1
        for name, parameter in params.items():
            g = grads[name]
            m = self.mean(self.m.get(name, 0), g)
            v = self.mean_square(self.v.get(name, 0), g)
            for_m, for_v = self.divisors()
            with np.errstate(all="ignore"):
                self.m[name], self.v[name] = self.kept((m, v), (m / for_m, v / for_v))
                self.move(parameter, m / for_m, v / for_v, g)


class Mistakes:
    class nothing_corrected(_Other):
        """The means aren't corrected, so the first steps are too long: v starts even further from
        its value than m. After t steps, which fraction of its value has each reached?"""

        def divisors(self):
            return 1, 1

    class first_step_only(_Other):
        """The correction is right for the first step alone. It has to change from step to step:
        after t steps a mean has reached more of its value."""

        def divisors(self):
            return 1 - self.beta1, 1 - self.beta2

    class only_m_corrected(_Other):
        """Only the first mean is corrected. The second starts at 0 as well."""

        def divisors(self):
            return 1 - self.beta1**self.t, 1

    class only_v_corrected(_Other):
        """Only the second mean is corrected. The first starts at 0 as well."""

        def divisors(self):
            return 1, 1 - self.beta2**self.t

    class times_for_power(_Other):
        """beta is multiplied by the number of steps. A mean doesn't grow in equal steps: look at
        the numbers above again."""

        def divisors(self):
            return 1 - self.beta1 * self.t, 1 - self.beta2 * self.t

    class t_times(_Other):
        """The first step's divisor is multiplied by the number of steps. A mean doesn't grow in
        equal steps: look at the numbers above again."""

        def divisors(self):
            return self.t * (1 - self.beta1), self.t * (1 - self.beta2)

    class counted_from_zero(_Other):
        """In the first step the divisor is 0: a number to the power 0 is 1. Count the step before
        you use the count."""

        def divisors(self):
            return 1 - self.beta1 ** (self.t - 1), 1 - self.beta2 ** (self.t - 1)

    class counts_each_parameter(_Other):
        """The steps are counted once for each parameter. All parameters move in the same step:
        count it once, before the loop."""

        def step(self, params, grads):
            for name in params:
                super().step({name: params[name]}, grads)

    class power_of_the_rest(_Other):
        """The power is taken of 1 - beta. What is missing after t steps is beta to the power t, and
        the mean has reached the rest: 1 minus that."""

        def divisors(self):
            return (1 - self.beta1) ** self.t, (1 - self.beta2) ** self.t

    class corrections_exchanged(_Other):
        """The two corrections are exchanged. The first mean fades with beta1, the second with
        beta2."""

        def divisors(self):
            return 1 - self.beta2**self.t, 1 - self.beta1**self.t

    class ten_steps_for_ever(_Other):
        """The divisor is the one of ten steps, from the question. It depends on the step."""

        def divisors(self):
            return 0.65, 0.65

    class brackets_forgotten(_Other):
        """In the corrections brackets are missing: `m / 1 - …` divides by 1 and then subtracts.
        Divide by all of (1 - …)."""

        def step(self, params, grads):
            self.t += 1
            for name, parameter in params.items():
                g = grads[name]
                self.m[name] = m = self.mean(self.m.get(name, 0), g)
                self.v[name] = v = self.mean_square(self.v.get(name, 0), g)
                m_hat, v_hat = m / 1 - self.beta1**self.t, v / 1 - self.beta2**self.t
                with np.errstate(all="ignore"):
                    self.move(parameter, m_hat, v_hat, g)

    class beta1_in_both(_Other):
        """Both means are corrected with beta1. The second one fades with beta2, so it has reached
        less of its value by then."""

        def divisors(self):
            return 1 - self.beta1**self.t, 1 - self.beta1**self.t

    class powers_alone(_Other):
        """The means are divided by the power of beta itself, which is what is still *missing*."""

        def divisors(self):
            return self.beta1**self.t, self.beta2**self.t

    class multiplied(_Other):
        """The means are multiplied by the fraction that they have reached. They're too small, so
        divide."""

        def divisors(self):
            return 1 / (1 - self.beta1**self.t), 1 / (1 - self.beta2**self.t)

    class corrected_means_kept(_Other):
        """The corrected means are kept, so the next step corrects them once more. Keep the
        uncorrected ones in `self.m` and `self.v`."""

        def kept(self, mean, corrected):
            return corrected

    class without_the_root(_Other):
        """The step is divided by the mean *square*. Its root is the usual size."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * m_hat / (v_hat + self.epsilon)

    class epsilon_under_the_root(_Other):
        """epsilon stands under the root. It's added to the usual size, which is the root."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * m_hat / np.sqrt(v_hat + self.epsilon)

    class without_epsilon(_Other):
        """Where all gradients have been 0 so far, this is 0 / 0. Add epsilon to the usual size."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * m_hat / np.sqrt(v_hat)

    class epsilon_fixed(_Other):
        """epsilon is fixed at 1e-8. It's the optimizer's own, `self.epsilon`."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * m_hat / (np.sqrt(v_hat) + 1e-8)

    class gradient_for_mean(_Other):
        """The step takes this batch's gradient itself. Its running mean belongs there."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * g / (np.sqrt(v_hat) + self.epsilon)

    class without_the_size(_Other):
        """The step isn't divided by the usual size of the gradient."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * m_hat

    class uphill(_Other):
        """The steps go uphill: the means are those of the gradients, so subtract them."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter += self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)

    class without_the_rate(_Other):
        """The learning rate is missing."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= m_hat / (np.sqrt(v_hat) + self.epsilon)

    class moved_a_copy(_Other):
        """The network's own arrays haven't moved: `parameter = parameter - …` makes a new array
        that the network never sees."""

        def move(self, parameter, m_hat, v_hat, g):
            pass

    class sums_for_means(_Other):
        """These are sums that fade, as in momentum, and no means: the new gradient has to be
        weighted by 1 - beta."""

        def mean(self, m, g):
            return self.beta1 * m + g

        def mean_square(self, v, g):
            return self.beta2 * v + g**2

    class weights_exchanged(_Other):
        """The two weights of the running means are exchanged: beta is how much of the *old* mean is
        kept."""

        def mean(self, m, g):
            return (1 - self.beta1) * m + self.beta1 * g

        def mean_square(self, v, g):
            return (1 - self.beta2) * v + self.beta2 * g**2

    class not_squared(_Other):
        """The second mean is that of the gradient's size, not of its square."""

        def mean_square(self, v, g):
            return self.beta2 * v + (1 - self.beta2) * np.abs(g)

    class mean_squared(_Other):
        """The second mean is that of the squared *mean*. It's the mean of the squared gradients."""

        def step(self, params, grads):
            self.t += 1
            for name, parameter in params.items():
                self.m[name] = m = self.mean(self.m.get(name, 0), grads[name])
                self.v[name] = v = self.mean_square(self.v.get(name, 0), m)
                for_m, for_v = self.divisors()
                self.move(parameter, m / for_m, v / for_v, grads[name])

    class one_beta(_Other):
        """Both means fade with beta1. The second has a beta of its own, beta2."""

        def mean_square(self, v, g):
            return self.beta1 * v + (1 - self.beta1) * g**2

    class signs_alone(optimizers.Adam):
        """Every step has the same length: only the gradient's sign is left. That holds while the
        gradient stays the same; in general both running means count."""

        def step(self, params, grads):
            for name, parameter in params.items():
                parameter -= self.learning_rate * np.sign(grads[name])

    class betas_fixed(_Other):
        """0.9 and 0.999 stand in the code. They are the optimizer's own, `self.beta1` and
        `self.beta2`."""

        def mean(self, m, g):
            return 0.9 * m + 0.1 * g

        def mean_square(self, v, g):
            return 0.999 * v + 0.001 * g**2

        def divisors(self):
            return 1 - 0.9**self.t, 1 - 0.999**self.t

    class betas_fixed_in_the_means(betas_fixed):
        def divisors(self):
            return 1 - self.beta1**self.t, 1 - self.beta2**self.t

    betas_fixed = spelled(betas_fixed, betas_fixed_in_the_means)
    del betas_fixed_in_the_means

    class betas_exchanged(_Other):
        """The two betas are exchanged in the running means: the gradient's has beta1, that of its
        square has beta2."""

        def mean(self, m, g):
            return self.beta2 * m + (1 - self.beta2) * g

        def mean_square(self, v, g):
            return self.beta1 * v + (1 - self.beta1) * g**2

    class betas_exchanged_everywhere(betas_exchanged):
        def divisors(self):
            return 1 - self.beta2**self.t, 1 - self.beta1**self.t

    betas_exchanged = spelled(betas_exchanged, betas_exchanged_everywhere)
    del betas_exchanged_everywhere

    class one_size_for_all(_Other):
        """All the entries of a parameter are divided by one size. Each number has its own: square
        the gradient entry by entry, and add nothing up."""

        def mean_square(self, v, g):
            return self.beta2 * v + (1 - self.beta2) * np.mean(g**2)

    class one_length_for_all(_Other):
        def mean_square(self, v, g):
            return self.beta2 * v + (1 - self.beta2) * np.sum(g**2)

    one_size_for_all = spelled(one_size_for_all, one_length_for_all)
    del one_length_for_all

    class nothing_kept(_Other):
        """The means are forgotten after each step, so that every step begins them anew. Keep them
        in `self.m` and `self.v`, under the parameter's name."""

        def step(self, params, grads):
            self.m, self.v = {}, {}
            super().step(params, grads)

    class epsilon_added_to_the_step(_Other):
        """epsilon is added to the quotient, not to what stands below it. Put brackets round the
        root plus epsilon."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * (m_hat / np.sqrt(v_hat)) + self.epsilon

    class without_the_mean(_Other):
        """The step has a length and no direction: the mean of the gradient is missing above."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate / (np.sqrt(v_hat) + self.epsilon)

    class size_without_square(_Other):
        """The second mean is that of the gradient's size, and no root is taken. The usual size is
        the root of the mean *square*, in which large gradients count more."""

        def mean_square(self, v, g):
            return self.beta2 * v + (1 - self.beta2) * np.abs(g)

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * m_hat / (v_hat + self.epsilon)

    class starts_at_the_first_gradient(_Other):
        """The means start at the first gradient and its square. Formula (6.3) starts them at 0, and
        that's why they are corrected."""

        def mean(self, m, g):
            return super().mean(g if self.t == 1 else m, g)

        def mean_square(self, v, g):
            return super().mean_square(g**2 if self.t == 1 else v, g)

        def divisors(self):
            return 1, 1

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

    class mean_of_the_gradient_twice(_Other):
        """The gradient isn't squared in the second mean, and below 0 there's no root. The second
        mean is that of the *square*."""

        def mean_square(self, v, g):
            return self.beta2 * v + (1 - self.beta2) * g

    class epsilon_beside_the_uncorrected(_Other):
        """The corrections are moved into the rate, and epsilon stands beside the uncorrected root.
        That makes it larger in the first steps: correct v first, then take the root, then add
        epsilon."""

        def divisors(self):
            return 1, 1

        def move(self, parameter, m_hat, v_hat, g):
            rate = self.learning_rate * np.sqrt(1 - self.beta2**self.t) / (1 - self.beta1**self.t)
            parameter -= rate * m_hat / (np.sqrt(v_hat) + self.epsilon)

    class root_without_correction(_Other):
        """The second mean is corrected behind the root. What has reached only a part of its value
        is the mean square itself: correct it first, and then take the root."""

        def divisors(self):
            return 1 - self.beta1**self.t, 1

        def move(self, parameter, m_hat, v_hat, g):
            size = np.sqrt(v_hat) / (1 - self.beta2**self.t)
            parameter -= self.learning_rate * m_hat / (size + self.epsilon)

    class one_mean_for_all(_Other):
        """All the parameters share their means, and the shapes don't fit. Keep one of each kind for
        each parameter, under its name."""

        def step(self, params, grads):
            self.t += 1
            for name, parameter in params.items():
                g = grads[name]
                m = self.m["m"] = self.mean(self.m.get("m", 0), g)
                v = self.v["v"] = self.mean_square(self.v.get("v", 0), g)
                for_m, for_v = self.divisors()
                self.move(parameter, m / for_m, v / for_v, g)

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
