"""Wrong answers to "Adam"."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.networks import optimizers


class Other(optimizers.Adam):
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
    class nothing_corrected(Other):
        """The means aren't corrected, so the first steps are too long: v starts even further from
        its value than m. After t steps, which fraction of its value has each reached?"""

        def divisors(self):
            return 1, 1

    class first_step_only(Other):
        """The correction is right for the first step alone. It has to change from step to step:
        after t steps a mean has reached more of its value."""

        def divisors(self):
            return 1 - self.beta1, 1 - self.beta2

    class only_m_corrected(Other):
        """Only the first mean is corrected. The second starts at 0 as well."""

        def divisors(self):
            return 1 - self.beta1**self.t, 1

    class only_v_corrected(Other):
        """Only the second mean is corrected. The first starts at 0 as well."""

        def divisors(self):
            return 1, 1 - self.beta2**self.t

    class times_for_power(Other):
        """beta is multiplied by the number of steps. A mean doesn't grow in equal steps: look at
        the numbers above again."""

        def divisors(self):
            return 1 - self.beta1 * self.t, 1 - self.beta2 * self.t

    class t_times(Other):
        """The first step's divisor is multiplied by the number of steps. A mean doesn't grow in
        equal steps: look at the numbers above again."""

        def divisors(self):
            return self.t * (1 - self.beta1), self.t * (1 - self.beta2)

    class t_times_and_at_most_one(t_times):
        def divisors(self):
            return tuple(min(divisor, 1) for divisor in super().divisors())

    t_times = spelled(t_times, t_times_and_at_most_one)
    del t_times_and_at_most_one

    class counted_from_zero(Other):
        """In the first step the divisor is 0: a number to the power 0 is 1. Count the step before
        you use the count."""

        def divisors(self):
            return 1 - self.beta1 ** (self.t - 1), 1 - self.beta2 ** (self.t - 1)

    class counts_each_parameter(Other):
        """The steps are counted once for each parameter. All parameters move in the same step:
        count it once, before the loop."""

        def step(self, params, grads):
            for name in params:
                super().step({name: params[name]}, grads)

    class power_of_the_rest(Other):
        """The power is taken of 1 - beta. What is missing after t steps is beta to the power t, and
        the mean has reached the rest: 1 minus that."""

        def divisors(self):
            return (1 - self.beta1) ** self.t, (1 - self.beta2) ** self.t

    class corrections_exchanged(Other):
        """The two corrections are exchanged. The first mean fades with beta1, the second with
        beta2."""

        def divisors(self):
            return 1 - self.beta2**self.t, 1 - self.beta1**self.t

    class ten_steps_for_ever(Other):
        """The divisor is the one of ten steps, from the question. It depends on the step."""

        def divisors(self):
            return 0.65, 0.65

    class brackets_forgotten(Other):
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

    class beta1_in_both(Other):
        """Both means are corrected with beta1. The second one fades with beta2, so it has reached
        less of its value by then."""

        def divisors(self):
            return 1 - self.beta1**self.t, 1 - self.beta1**self.t

    class powers_alone(Other):
        """The means are divided by the power of beta itself, which is what is still *missing*."""

        def divisors(self):
            return self.beta1**self.t, self.beta2**self.t

    class multiplied(Other):
        """The means are multiplied by the fraction that they have reached. They're too small, so
        divide."""

        def divisors(self):
            return 1 / (1 - self.beta1**self.t), 1 / (1 - self.beta2**self.t)

    class corrected_means_kept(Other):
        """The corrected means are kept, so the next step corrects them once more. Keep the
        uncorrected ones in `self.m` and `self.v`."""

        def kept(self, mean, corrected):
            return corrected

    class without_the_root(Other):
        """The step is divided by the mean *square*. Its root is the usual size."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * m_hat / (v_hat + self.epsilon)

    class epsilon_under_the_root(Other):
        """epsilon stands under the root. It's added to the usual size, which is the root."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * m_hat / np.sqrt(v_hat + self.epsilon)

    class without_epsilon(Other):
        """Where all gradients have been 0 so far, this is 0 / 0. Add epsilon to the usual size."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * m_hat / np.sqrt(v_hat)

    class epsilon_fixed(Other):
        """epsilon is fixed at 1e-8. It's the optimizer's own, `self.epsilon`."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * m_hat / (np.sqrt(v_hat) + 1e-8)

    class gradient_for_mean(Other):
        """The step takes this batch's gradient itself. Its running mean belongs there."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * g / (np.sqrt(v_hat) + self.epsilon)

    class without_the_size(Other):
        """The step isn't divided by the usual size of the gradient."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * m_hat

    class uphill(Other):
        """The steps go uphill: the means are those of the gradients, so subtract them."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter += self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)

    class without_the_rate(Other):
        """The learning rate is missing."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= m_hat / (np.sqrt(v_hat) + self.epsilon)

    class moved_a_copy(Other):
        """The network's own arrays haven't moved: `parameter = parameter - …` makes a new array
        that the network never sees."""

        def move(self, parameter, m_hat, v_hat, g):
            pass

    class sums_for_means(Other):
        """These are sums that fade, as in momentum, and no means: the new gradient has to be
        weighted by 1 - beta."""

        def mean(self, m, g):
            return self.beta1 * m + g

        def mean_square(self, v, g):
            return self.beta2 * v + g**2

    class weights_exchanged(Other):
        """The two weights of the running means are exchanged: beta is how much of the *old* mean is
        kept."""

        def mean(self, m, g):
            return (1 - self.beta1) * m + self.beta1 * g

        def mean_square(self, v, g):
            return (1 - self.beta2) * v + self.beta2 * g**2

    class not_squared(Other):
        """The second mean is that of the gradient's size, not of its square."""

        def mean_square(self, v, g):
            return self.beta2 * v + (1 - self.beta2) * np.abs(g)

    class mean_squared(Other):
        """The second mean is that of the squared *mean*. It's the mean of the squared gradients."""

        def step(self, params, grads):
            self.t += 1
            for name, parameter in params.items():
                self.m[name] = m = self.mean(self.m.get(name, 0), grads[name])
                self.v[name] = v = self.mean_square(self.v.get(name, 0), m)
                for_m, for_v = self.divisors()
                self.move(parameter, m / for_m, v / for_v, grads[name])

    class one_beta(Other):
        """Both means fade with beta1. The second has a beta of its own, beta2."""

        def mean_square(self, v, g):
            return self.beta1 * v + (1 - self.beta1) * g**2

    class signs_alone(optimizers.Adam):
        """Every step has the same length: only the gradient's sign is left. That holds while the
        gradient stays the same; in general both running means count."""

        def step(self, params, grads):
            for name, parameter in params.items():
                parameter -= self.learning_rate * np.sign(grads[name])

    class betas_fixed(Other):
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

    class betas_exchanged(Other):
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

    class one_size_for_all(Other):
        """All the entries of a parameter are divided by one size. Each number has its own: square
        the gradient entry by entry, and add nothing up."""

        def mean_square(self, v, g):
            return self.beta2 * v + (1 - self.beta2) * np.mean(g**2)

    class one_length_for_all(Other):
        def mean_square(self, v, g):
            return self.beta2 * v + (1 - self.beta2) * np.sum(g**2)

    one_size_for_all = spelled(one_size_for_all, one_length_for_all)
    del one_length_for_all

    class nothing_kept(Other):
        """The means are forgotten after each step, so that every step begins them anew. Keep them
        in `self.m` and `self.v`, under the parameter's name."""

        def step(self, params, grads):
            self.m, self.v = {}, {}
            super().step(params, grads)

    class epsilon_added_to_the_step(Other):
        """epsilon is added to the quotient, not to what stands below it. Put brackets round the
        root plus epsilon."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * (m_hat / np.sqrt(v_hat)) + self.epsilon

    class without_the_mean(Other):
        """The step has a length and no direction: the mean of the gradient is missing above."""

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate / (np.sqrt(v_hat) + self.epsilon)

    class size_without_square(Other):
        """The second mean is that of the gradient's size, and no root is taken. The usual size is
        the root of the mean *square*, in which large gradients count more."""

        def mean_square(self, v, g):
            return self.beta2 * v + (1 - self.beta2) * np.abs(g)

        def move(self, parameter, m_hat, v_hat, g):
            parameter -= self.learning_rate * m_hat / (v_hat + self.epsilon)
