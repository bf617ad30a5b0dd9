"""Wrong answers to "Layers in a row" that lose, keep or add something."""

import numpy as np

from nnlib.exercises._helpers import each_alone, spelled
from nnlib.exercises.chapter06._other_names import OtherNames
from nnlib.functions.activations import softmax
from nnlib.networks import sequential


class Kept:
    class layers_used_up(sequential.Sequential):
        """The first batch is right, and then no layers are left: `pop` takes them out of the list.
        Go through the list without changing it."""

        def backward(self, dZ):
            while self.layers:
                dZ = self.layers.pop().backward(dZ)
            return dZ

    class reverse_returns_nothing(sequential.Sequential):
        """`self.layers.reverse()` turns the list round in place and returns None, which no loop
        goes through. `reversed(self.layers)` goes through it from the end."""

        def backward(self, dZ):
            for layer in self.layers.reverse():
                dZ = layer.backward(dZ)
            return dZ

    class layers_called(sequential.Sequential):
        """A layer can't be called like a function. It has a method for each direction:
        `layer.forward(X)`."""

        def forward(self, X):
            for layer in self.layers:
                X = layer(X)
            return X

    class every_gradient_returned(sequential.Sequential):
        """`backward` returns a list with what every layer has given. Only the last one is wanted,
        the gradient of the network's input."""

        def backward(self, dZ):
            found = []
            for layer in reversed(self.layers):
                dZ = layer.backward(dZ)
                found.append(dZ)
            return found

    class softmax_behind_it(sequential.Sequential):
        """Softmax was applied to what the last layer gives. `forward` returns the scores as they
        are; `predict_proba` makes probabilities of them."""

        def forward(self, X):
            return softmax(super().forward(X))

    class a_list_of_dictionaries(OtherNames):
        """This is a list with a dictionary for each layer. One flat dictionary is wanted, from
        names such as `0.W` to arrays."""

        def collected(self, what):
            return [getattr(layer, what) for layer in self.layers]

    class copies_of_the_parameters(sequential.Sequential):
        """The arrays in `params` are copies, so that a training would change the copies and leave
        the network as it was. Put the layers' own arrays into the dictionary."""

        @property
        def params(self):
            return {name: array.copy() for name, array in super().params.items()}

    class copies_of_float32(sequential.Sequential):
        """Arrays of float32 become copies here, so a training would leave such layers as they were:
        what converts an array to another type makes a new one. Put the layers' own arrays into the
        dictionary as they are."""

        @property
        def params(self):
            return {name: np.asarray(array, dtype=float) for name, array in super().params.items()}

    class turned_round(sequential.Sequential):
        """The first batch is right, and every later one runs through the layers the other way:
        `backward` has turned `self.layers` itself round. `reversed(self.layers)` and
        `self.layers[::-1]` leave the list as it is."""

        def backward(self, dZ):
            self.layers.reverse()
            for layer in self.layers:
                dZ = layer.backward(dZ)
            return dZ

    class gradients_of_the_first_batch(sequential.Sequential):
        """`grads` still holds the gradients of the first `backward`, after a second one. Ask the
        layers for their gradients each time that `grads` is read."""

        @property
        def grads(self):
            if not hasattr(self, "kept"):
                self.kept = super().grads
            return self.kept

    class parameters_kept(sequential.Sequential):
        """`params` is put together once and kept. If a layer gets new arrays later, they aren't in
        it: ask the layers each time that `params` is read."""

        @property
        def params(self):
            if not hasattr(self, "kept"):
                self.kept = super().params
            return self.kept

    class both_kept(gradients_of_the_first_batch):
        """`params` and `grads` are put together once and kept, and what the layers have later
        isn't in them. Ask the layers each time that one of the two is read."""

        @property
        def params(self):
            if not hasattr(self, "kept_params"):
                self.kept_params = super().params
            return self.kept_params

    class switches_to_training(sequential.Sequential):
        """`forward` sets `training`, so the network behaves as in training when it answers, too.
        It's `train` that sets it, and clears it in the end: leave it as it is."""

        def forward(self, X):
            self.training = True
            return super().forward(X)

    class switches_to_training_on_the_way_back(sequential.Sequential):
        def backward(self, dZ):
            self.training = True
            return super().backward(dZ)

    switches_to_training = spelled(switches_to_training, switches_to_training_on_the_way_back)
    del switches_to_training_on_the_way_back

    class backward_returns_nothing(sequential.Sequential):
        """The gradient goes back through all the layers, and nothing is returned in the end: what
        the first layer gives is dX."""

        def backward(self, dZ):
            super().backward(dZ)

    class only_layers_that_learn_used(sequential.Sequential):
        """Layers that have no parameters are passed over. A ReLU learns nothing, and it does
        something: each layer gets what the one before has put out."""

        def forward(self, X):
            for layer in self.layers:
                X = layer.forward(X) if layer.params else X
            return X

        def backward(self, dZ):
            for layer in reversed(self.layers):
                dZ = layer.backward(dZ) if layer.params else dZ
            return dZ

    only_layers_that_learn_used = each_alone(
        only_layers_that_learn_used, sequential.Sequential, "forward", "backward"
    )

    class every_output_returned(sequential.Sequential):
        """`forward` returns a list with what every layer has put out. Only what the last one gives
        is wanted."""

        def forward(self, X):
            found = [X]
            for layer in self.layers:
                found.append(layer.forward(found[-1]))
            return found

    class a_list_of_pairs(OtherNames):
        """This is a list of pairs. A dictionary is wanted, from names such as `0.W` to arrays:
        `found[name] = array`."""

        def collected(self, what):
            return list(super().collected(what).items())

    class letter_and_number(OtherNames):
        """Letter and number are joined the other way round, and without a dot. The number of the
        layer comes first: `0.W`."""

        def key(self, i, n_before, name):
            return f"{name}{i}"

    class W_of_every_layer(OtherNames):
        """Every layer is asked for `W` and `b`, and a ReLU has none. Each has a dictionary of what
        it learns, `layer.params`, which may be empty."""

        @property
        def params(self):
            return {f"{i}.W": layer.W for i, layer in enumerate(self.layers)}

        @property
        def grads(self):
            return {f"{i}.W": layer.dW for i, layer in enumerate(self.layers)}

    class gradients_returned(sequential.Sequential):
        """`backward` returns a dictionary of the parameters' gradients. Those can be read from
        `grads`; what is returned is dX, that of the network's input."""

        def backward(self, dZ):
            super().backward(dZ)
            return self.grads

    class divided_by_the_samples(sequential.Sequential):
        """The gradient is divided by the number of samples on its way in. The loss is already a
        mean, so its 1/N is inside dZ: send it back as it comes."""

        def backward(self, dZ):
            return super().backward(dZ / len(dZ))
