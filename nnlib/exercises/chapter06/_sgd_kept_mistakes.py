"""Wrong answers to "A step downhill, with momentum" that leave out or keep another thing."""

from nnlib.networks import optimizers


class Kept:
    class skips_gradients_of_zero(optimizers.SGD):
        """A parameter whose gradients are all 0 is passed over. Its velocity is still there: it
        fades, and carries the parameter on."""

        def step(self, params, grads):
            super().step({name: params[name] for name in params if grads[name].any()}, grads)

    class first_step_without_velocity(optimizers.SGD):
        """The first step moves the parameter and leaves no trace: a velocity of zeros is kept, and
        not how far it has moved. Keep the new velocity in the first step, too."""

        def step(self, params, grads):
            new = [name for name in params if name not in self.velocity]
            super().step(params, grads)
            for name in new:
                self.velocity[name] = 0 * self.velocity[name]

    class parameters_fade(optimizers.SGD):
        """The parameter itself is made smaller by the momentum. What fades is the *velocity*, which
        is kept beside it, from step to step."""

        def step(self, params, grads):
            for name, parameter in params.items():
                parameter *= 1 - self.momentum
                parameter -= self.learning_rate * grads[name]

    class momentum_times_the_parameter(optimizers.SGD):
        """The momentum multiplies the parameter, so that without momentum nothing of it is left. It
        multiplies the old *velocity*, which is kept beside the parameter."""

        def step(self, params, grads):
            for name, parameter in params.items():
                parameter *= self.momentum
                parameter -= self.learning_rate * grads[name]

    class a_copy_moves(optimizers.SGD):
        """A transposed parameter hasn't moved: `ravel()` and `reshape(-1)` give a *copy* of it, and
        the copy has moved. Move the array itself, `parameter += …`, whatever its shape."""

        def step(self, params, grads):
            super().step(
                {name: array.reshape(-1) for name, array in params.items()},
                {name: grad.reshape(-1) for name, grad in grads.items()},
            )

    class rate_and_momentum_fixed(optimizers.SGD):
        """0.1 and 0.9 stand in the code. Both are the optimizer's own, `self.learning_rate` and
        `self.momentum`, and may be other numbers."""

        def step(self, params, grads):
            for name, parameter in params.items():
                v = 0.9 * self.velocity.get(name, 0) - 0.1 * grads[name]
                self.velocity[name] = v
                parameter += v

    class momentum_and_rate_exchanged(optimizers.SGD):
        """Momentum and learning rate are exchanged. The momentum multiplies the old velocity, and
        the rate the gradient."""

        def step(self, params, grads):
            for name, parameter in params.items():
                v = self.learning_rate * self.velocity.get(name, 0) - self.momentum * grads[name]
                self.velocity[name] = v
                parameter += v
