"""Wrong answers to "A step downhill, with momentum"."""

import numpy as np

from nnlib.networks import optimizers


class _OtherSGD(optimizers.SGD):  # in the two parts that an answer may get wrong
    def key(self, name):
        return name

    def renewed(self, v, gradient):
        return self.momentum * v - self.learning_rate * gradient

    def step(self, params, grads):
        for name, parameter in params.items():
            key = self.key(name)
            v = self.velocity.get(key, 0)
            self.velocity[key] = self.renewed(v, grads[name])
            parameter += self.velocity[key]


class Mistakes:
    class uphill(optimizers.SGD):
        """This climbs: the step must go against the gradient. Count the minus signs: if the
        velocity already points downhill, it is added to the parameter."""

        def step(self, params, grads):
            super().step(params, {name: -grad for name, grad in grads.items()})

    class new_array(optimizers.SGD):
        """The network's own array never moves. `parameter = parameter + v` makes a new array,
        which the network never sees; and a loop over `self.velocity` finds nothing in it at first.
        Go through `params`, and change the arrays themselves, in place."""

        def step(self, params, grads):
            super().step({name: parameter.copy() for name, parameter in params.items()}, grads)

    class forgot_the_velocity(optimizers.SGD):
        """Right without momentum, but with it the steps before this one leave no trace. Their
        velocity has to be kept in `self.velocity` and to enter the next step."""

        def step(self, params, grads):
            self.velocity = {}
            super().step(params, grads)

    class moved_by_the_old_velocity(optimizers.SGD):
        """The step uses the old velocity, from before this gradient. Renew the velocity first,
        then move by the new one."""

        def step(self, params, grads):
            for name, parameter in params.items():
                v = self.velocity.get(name, np.zeros_like(parameter))
                self.velocity[name] = self.momentum * v - self.learning_rate * grads[name]
                parameter += v

    class new_array_in_the_dict(optimizers.SGD):
        """The dictionary holds a new array afterwards, but the network keeps its own, which has
        not moved. Change the array itself, in place."""

        def step(self, params, grads):
            moved = {name: parameter.copy() for name, parameter in params.items()}
            super().step(moved, grads)
            params.update(moved)

    class rate_times_velocity(optimizers.SGD):
        """The learning rate multiplies the whole velocity, past steps included, as some
        libraries do it. Here each gradient is multiplied by the rate of its own step, on
        entering the velocity."""

        def step(self, params, grads):
            for name, parameter in params.items():
                self.velocity[name] = self.momentum * self.velocity.get(name, 0) + grads[name]
                parameter -= self.learning_rate * self.velocity[name]

    class only_the_last(optimizers.SGD):
        """Only one of the parameters has moved. The line that moves a parameter belongs inside
        the loop."""

        def step(self, params, grads):
            kept = {name: parameter.copy() for name, parameter in list(params.items())[:-1]}
            super().step(params, grads)
            for name, parameter in kept.items():
                params[name][...] = parameter

    class no_velocity_yet(optimizers.SGD):
        """There is no velocity of that name yet (KeyError). What is it before the first step?"""

        def step(self, params, grads):
            for name in params:
                self.velocity[name] = self.momentum * self.velocity[name]

    class forgot_the_learning_rate(_OtherSGD):
        """The learning rate is missing: the whole gradient is subtracted."""

        def renewed(self, v, gradient):
            return self.momentum * v - gradient

    class velocity_never_fades(optimizers.SGD):
        """The old velocity is kept whole. Multiply it by the momentum, so that old steps fade."""

        def step(self, params, grads):
            for name, parameter in params.items():
                self.velocity[name] = self.velocity.get(name, 0) - self.learning_rate * grads[name]
                parameter += self.velocity[name]

    class averaged_momentum(optimizers.SGD):
        """The gradient is weighted by (1 - momentum), a form that some libraries use. Here the
        whole gradient goes in: v = momentum * v - learning_rate * gradient."""

        def step(self, params, grads):
            scale = 1 - self.momentum
            super().step(params, {name: scale * grad for name, grad in grads.items()})

    class momentum_times_everything(_OtherSGD):
        """The momentum multiplies the gradient's part too, so that without momentum nothing moves.
        It belongs to the old velocity only."""

        def renewed(self, v, gradient):
            return self.momentum * (v - self.learning_rate * gradient)

    class fixed_momentum(_OtherSGD):
        """The momentum is fixed at 0.9. It is the optimizer's own: `self.momentum`, which may be
        0."""

        def renewed(self, v, gradient):
            return 0.9 * v - self.learning_rate * gradient

    class fixed_rate(_OtherSGD):
        """The learning rate is fixed at 0.1. It stands in `self.learning_rate`, and may change from
        step to step."""

        def renewed(self, v, gradient):
            return self.momentum * v - 0.1 * gradient

    class looks_ahead(optimizers.SGD):
        """This goes one step of momentum further, in Nesterov's way. Here the parameter moves by
        the new velocity itself."""

        def step(self, params, grads):
            super().step(params, grads)
            for name, parameter in params.items():
                v = self.velocity[name]
                parameter += self.momentum * v - self.learning_rate * grads[name] - v

    class one_velocity_for_all(_OtherSGD):
        """All the parameters share one velocity, and its shape does not fit the second. Keep one
        for each, under its name."""

        def key(self, name):
            return "v"

    class one_velocity_for_each_letter(_OtherSGD):
        """Two parameters share one velocity, those whose names end in the same letter. A network
        has many a W: keep each velocity under the whole name."""

        def key(self, name):
            return name[-1]

    class one_velocity_for_each_layer(_OtherSGD):
        """Two parameters share one velocity, those whose names begin alike, and the shapes do not
        fit. Keep each velocity under the whole name."""

        def key(self, name):
            return name[0]

    class names_in_the_code(optimizers.SGD):
        """Your code asks for a parameter named b, and this network has none. Take the names from
        the dictionary: `params.items()`."""

        def step(self, params, grads):
            params["b"] -= self.learning_rate * grads["b"]

    class names_for_arrays(optimizers.SGD):
        """A loop over a dictionary gives its names, not its arrays. `params.items()` gives both."""

        def step(self, params, grads):
            for parameter, grad in zip(params, grads, strict=True):
                parameter -= self.learning_rate * grad

    class gradients_overwritten(optimizers.SGD):
        """The caller's gradients are overwritten, and a step taken with them again has another
        length. Only the parameters may change in place."""

        def step(self, params, grads):
            super().step(params, grads)
            for gradient in grads.values():
                gradient *= self.learning_rate

    class gradients_overwritten_first(optimizers.SGD):
        """The caller's gradients are overwritten, and a step taken with them again goes elsewhere.
        Only the parameters may change in place."""

        def step(self, params, grads):
            for gradient in grads.values():
                gradient *= -self.learning_rate
            super().step(params, {name: g / -self.learning_rate for name, g in grads.items()})

    class nothing_in_the_first_step(optimizers.SGD):
        """Nothing moves in the first step: it only makes room for the velocities. They start at 0,
        and then the first gradient counts as any other."""

        def step(self, params, grads):
            if self.velocity:
                super().step(params, grads)
            else:
                self.velocity = {name: np.zeros_like(array) for name, array in params.items()}

    class only_one_velocity_kept(_OtherSGD):
        """Only one of the velocities is left after a step: the dictionary is made anew for each
        parameter. Put an entry into it: `self.velocity[name] = ...`."""

        def renewed(self, v, gradient):
            self.velocity.clear()
            return super().renewed(v, gradient)

    class starts_as_the_gradient(optimizers.SGD):
        """The first velocity is the gradient itself. Before the first step nothing moves: it starts
        at 0."""

        def step(self, params, grads):
            self.velocity = {**grads, **self.velocity}
            super().step(params, grads)

    class parameter_for_velocity(optimizers.SGD):
        """The *parameter* is kept as the velocity. What is kept is how far it has just moved."""

        def step(self, params, grads):
            super().step(params, grads)
            self.velocity = dict(params)

    class gradient_twice(optimizers.SGD):
        """The gradient goes in twice: it is in the new velocity already. Move by that alone."""

        def step(self, params, grads):
            super().step(params, grads)
            for name, parameter in params.items():
                parameter -= self.learning_rate * grads[name]

    class first_velocity_for_ever(optimizers.SGD):
        """The velocity of the first step is kept for ever: `setdefault` and `if name not in` only
        store what is not there yet. Store the new one in every step."""

        def step(self, params, grads):
            kept = dict(self.velocity)
            super().step(params, grads)
            self.velocity |= kept

    class only_the_first(optimizers.SGD):
        """Only the first of the parameters moves. Does a `return` inside the loop end it?"""

        def step(self, params, grads):
            super().step(dict(list(params.items())[:1]), grads)

    class by_position(optimizers.SGD):
        """Parameters and gradients are paired as they come. What belongs together has the same
        *name*, and the two dictionaries may be in another order."""

        def step(self, params, grads):
            super().step(params, dict(zip(params, grads.values(), strict=True)))

    class learns_only_with_momentum(optimizers.SGD):
        """Without momentum nothing moves: the step stands under an `if`. With momentum 0 the
        formula is plain gradient descent by itself."""

        def step(self, params, grads):
            if self.momentum:
                super().step(params, grads)

    class one_step_remembered(optimizers.SGD):
        """Only the last step is remembered, not the velocity: what is kept is minus the rate times
        the gradient. Keep the whole new velocity."""

        def step(self, params, grads):
            for name, parameter in params.items():
                step = -self.learning_rate * grads[name]
                parameter += self.momentum * self.velocity.get(name, 0) + step
                self.velocity[name] = step

    class rate_times_faded_velocity(_OtherSGD):
        """The learning rate multiplies the old velocity, too. It belongs to the gradient only:
        what is kept in the velocity has been multiplied by it already."""

        def renewed(self, v, gradient):
            return self.learning_rate * (self.momentum * v - gradient)

    class fades_by_the_rest(_OtherSGD):
        """The old velocity is multiplied by 1 - momentum. The momentum is the fraction that's
        *kept*."""

        def renewed(self, v, gradient):
            return (1 - self.momentum) * v - self.learning_rate * gradient

    class running_mean(optimizers.SGD):
        """This is a running mean of the gradients, multiplied by the rate: the gradient is weighted
        by 1 - momentum, and the rate comes last. Here the whole gradient goes in, times the
        rate."""

        def step(self, params, grads):
            for name, parameter in params.items():
                v = self.momentum * self.velocity.get(name, 0)
                self.velocity[name] = v + (1 - self.momentum) * grads[name]
                parameter -= self.learning_rate * self.velocity[name]

    class starts_as_the_parameter(_OtherSGD):
        """The first velocity is the parameter itself. Before the first step nothing moves: it
        starts at 0."""

        def step(self, params, grads):
            first = {name: array.copy() for name, array in params.items()}
            self.velocity = {**first, **self.velocity}
            super().step(params, grads)

    class divided_by_rows(_OtherSGD):
        """The gradient is divided by its number of rows. It's a mean over the batch already, and
        its rows are no samples."""

        def renewed(self, v, gradient):
            return self.momentum * v - self.learning_rate * gradient / len(gradient)

    class paired_without_momentum(optimizers.SGD):
        """Parameters and gradients are paired as they come, and the steps before this one leave no
        trace. What belongs together has the same *name*, and so has its velocity."""

        def step(self, params, grads):
            for parameter, gradient in zip(params.values(), grads.values(), strict=True):
                parameter -= self.learning_rate * gradient

    class dictionary_as_a_number(optimizers.SGD):
        """`self.velocity` is a dictionary, so it can't be multiplied. Each parameter has a velocity
        of its own in it, under its name."""

        def step(self, params, grads):
            for name, parameter in params.items():
                v = self.momentum * self.velocity - self.learning_rate * grads[name]
                parameter += v

    class names_of_gradients(optimizers.SGD):
        """There's no gradient of that name (KeyError): a d was put in front. A gradient has the
        same name as its parameter."""

        def step(self, params, grads):
            for name in params:
                grads["d" + name]

    class momentum_against_it(_OtherSGD):
        """The old velocity is subtracted, so each step brakes the one before. Steps that agree
        should add up: plus momentum times the old velocity."""

        def renewed(self, v, gradient):
            return -self.momentum * v - self.learning_rate * gradient

    class the_rate_twice(optimizers.SGD):
        """The learning rate is multiplied in twice, once on entering the velocity and once more at
        the step. Once is enough: on entering."""

        def step(self, params, grads):
            for name, parameter in params.items():
                v = self.momentum * self.velocity.get(name, 0) + self.learning_rate * grads[name]
                self.velocity[name] = v
                parameter -= self.learning_rate * v

    class get_without_a_start(optimizers.SGD):
        """`get` gives None for a name that isn't there yet, and None can't be multiplied. Say what
        it should give then: `get(name, 0)`."""

        def step(self, params, grads):
            for name, parameter in params.items():
                v = self.momentum * self.velocity.get(name) - self.learning_rate * grads[name]
                self.velocity[name] = v
                parameter += v

    class the_velocity_is_the_sum(_OtherSGD):
        """The learning rate multiplies the sum of the old velocity, as it is, and the gradient. The
        old velocity is multiplied by the momentum, and only the gradient by the rate."""

        def renewed(self, v, gradient):
            return -self.learning_rate * (gradient - v)

    class momentum_added(_OtherSGD):
        """The momentum is added to the velocity. It multiplies it: the fraction of the old velocity
        that is kept."""

        def renewed(self, v, gradient):
            return self.momentum + v - self.learning_rate * gradient
