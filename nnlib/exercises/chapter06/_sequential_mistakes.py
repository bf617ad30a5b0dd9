"""Wrong answers to "Layers in a row"."""

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter06._other_names import OtherNames
from nnlib.networks import sequential


def _in_params_alone(other):
    """The same mistake, made in one of the two dictionaries."""

    class OnlyParams(other):
        grads = sequential.Sequential.grads

    return OnlyParams


def _keyed(pattern):
    """Names of this pattern."""

    class Keyed(OtherNames):
        def key(self, i, n_before, name):
            return pattern.format(i=i, name=name)

    return Keyed


class Mistakes:
    class every_layer_gets_X(sequential.Sequential):
        """Every layer gets X itself, and only the last one's output is returned. Each layer should
        get what the one before has put out."""

        def forward(self, X):
            for layer in self.layers:
                Z = layer.forward(X)
            return Z

    class only_the_first(sequential.Sequential):
        """Only the first layer has computed anything. Does a `return` stand inside the loop?"""

        def forward(self, X):
            return self.layers[0].forward(X)

    class without_the_last(sequential.Sequential):
        """The last layer is left out on the way forward."""

        def forward(self, X):
            for layer in self.layers[:-1]:
                X = layer.forward(X)
            return X

    class forward_from_the_end(sequential.Sequential):
        """The batch runs through the layers from the last to the first. They stand in the list
        from input to output."""

        def forward(self, X):
            for layer in reversed(self.layers):
                X = layer.forward(X)
            return X

    class back_from_the_start(sequential.Sequential):
        """On the way back the layers are asked from the first to the last. The gradient comes in
        at the output, so the last layer is the first to get it."""

        def backward(self, dZ):
            for layer in self.layers:
                dZ = layer.backward(dZ)
            return dZ

    class every_layer_gets_dZ(sequential.Sequential):
        """On the way back every layer gets the gradient of the scores. Each should get what the
        layer behind it has returned."""

        def backward(self, dZ):
            for layer in reversed(self.layers):
                dX = layer.backward(dZ)
            return dX

    class back_through_one(sequential.Sequential):
        """Only the last layer has carried the gradient back. Does a `return` stand inside the
        loop?"""

        def backward(self, dZ):
            return self.layers[-1].backward(dZ)

    class not_through_the_first(sequential.Sequential):
        """The first layer is left out on the way back. Its input has a gradient too, and its own
        parameters wait for theirs."""

        def backward(self, dZ):
            for layer in self.layers[:0:-1]:
                dZ = layer.backward(dZ)
            return dZ

    class forward_once_more(sequential.Sequential):
        """On the way back the layers' `forward` is called. They have a `backward` for that."""

        def backward(self, dZ):
            for layer in reversed(self.layers):
                dZ = layer.forward(dZ)
            return dZ

    class short_names(OtherNames):
        """The arrays have their short names, W and b, so those of a later layer take the place of
        those before. The layer's number belongs in front."""

        def key(self, i, n_before, name):
            return name

    short_names = spelled(short_names, _in_params_alone(short_names))

    class counted_from_one(OtherNames):
        """The layers are counted from 1. In a list the first has the number 0."""

        def key(self, i, n_before, name):
            return f"{i + 1}.{name}"

    counted_from_one = spelled(counted_from_one, _in_params_alone(counted_from_one))

    class only_layers_that_learn(OtherNames):
        """Only layers that learn something are counted. A layer's number is its place in the
        list."""

        def key(self, i, n_before, name):
            return f"{n_before}.{name}"

    only_layers_that_learn = spelled(
        only_layers_that_learn, _in_params_alone(only_layers_that_learn)
    )

    class without_the_dot(OtherNames):
        """The dot between number and name is missing."""

        def key(self, i, n_before, name):
            return f"{i}{name}"

    without_the_dot = spelled(without_the_dot, _in_params_alone(without_the_dot))

    class name_first(OtherNames):
        """The name stands before the number."""

        def key(self, i, n_before, name):
            return f"{name}.{i}"

    name_first = spelled(name_first, _in_params_alone(name_first))

    class numbers_as_keys(OtherNames):
        """The keys are numbers or pairs. A text is wanted, such as `0.W`."""

        def key(self, i, n_before, name):
            return (i, name)

    numbers_as_keys = spelled(numbers_as_keys, _in_params_alone(numbers_as_keys))

    class params_for_grads(sequential.Sequential):
        """`grads` holds the parameters themselves. A layer has its gradients in `layer.grads`."""

        @property
        def grads(self):
            return self.params

    class gradients_called_dW(sequential.Sequential):
        """In `grads` the names are those of the layers' attributes, dW and db. A gradient has the
        same name as its parameter, so that an optimizer finds it."""

        @property
        def grads(self):
            found = super().grads
            return {f"{name[:2]}d{name[2:]}": array for name, array in found.items()}

    class last_layer_alone(OtherNames):
        """Only the last layer's arrays are there. Is the dictionary made anew for each layer?"""

        def collected(self, what):
            i = len(self.layers) - 1
            return {f"{i}.{name}": a for name, a in getattr(self.layers[i], what).items()}

    last_layer_alone = spelled(last_layer_alone, _in_params_alone(last_layer_alone))

    class first_layer_alone(OtherNames):
        """Only the first layer's arrays are there. Does a `return` stand inside the loop?"""

        def collected(self, what):
            return {f"0.{name}": a for name, a in getattr(self.layers[0], what).items()}

    first_layer_alone = spelled(first_layer_alone, _in_params_alone(first_layer_alone))

    class a_dictionary_for_each_layer(OtherNames):
        """There is a dictionary for each layer in it. One flat dictionary is wanted, from names
        such as `0.W` to arrays."""

        def collected(self, what):
            return {i: getattr(layer, what) for i, layer in enumerate(self.layers)}

    a_dictionary_for_each_layer = spelled(
        a_dictionary_for_each_layer, _in_params_alone(a_dictionary_for_each_layer)
    )

    class a_list_of_arrays(OtherNames):
        """This is a list of arrays without names. A dictionary is wanted, from names such as `0.W`
        to arrays."""

        def collected(self, what):
            return [array for layer in self.layers for array in getattr(layer, what).values()]

    a_list_of_arrays = spelled(a_list_of_arrays, _in_params_alone(a_list_of_arrays))

    class another_sign_between(OtherNames):
        """Between number and name stands another sign than the dot."""

        def key(self, i, n_before, name):
            return f"{i}_{name}"

    another_sign_between = spelled(
        another_sign_between,
        _in_params_alone(another_sign_between),
        *[_keyed(f"{{i}}{sign}{{name}}") for sign in "-/: ,"],
    )

    class a_word_in_front(OtherNames):
        """Something stands in front of the number. The name begins with it: `0.W`."""

        def key(self, i, n_before, name):
            return f"layer{i}.{name}"

    a_word_in_front = spelled(
        a_word_in_front,
        _in_params_alone(a_word_in_front),
        *[_keyed(f"{word}{{i}}.{{name}}") for word in ("layer_", "layer ", "layers.", "L", "l")],
    )

    class kinds_for_numbers(OtherNames):
        """The names begin with the kind of layer, and two layers of one kind share them. A layer's
        number is its place in the list."""

        def key(self, i, n_before, name):
            return f"{type(self.layers[i]).__name__}.{name}"

    class layers_for_numbers(OtherNames):
        def key(self, i, n_before, name):
            return f"{self.layers[i]}.{name}"

    kinds_for_numbers = spelled(
        kinds_for_numbers,
        _in_params_alone(kinds_for_numbers),
        layers_for_numbers,
    )
    del layers_for_numbers

    class no_f_in_front(OtherNames):
        """Every array has the same name, the braces with what is in them. With an `f` in front of
        the quotation mark Python fills the braces in."""

        def key(self, i, n_before, name):
            return "{i}.{name}"

    no_f_in_front = spelled(no_f_in_front, _in_params_alone(no_f_in_front))

    class arrays_counted(OtherNames):
        """The *arrays* are numbered, one after the other. The number is that of the layer, so a W
        and its b have the same."""

        def collected(self, what):
            found = {}
            for layer in self.layers:
                for name, array in getattr(layer, what).items():
                    found[f"{len(found)}.{name}"] = array
            return found

    arrays_counted = spelled(arrays_counted, _in_params_alone(arrays_counted))

    class one_array_alone(OtherNames):
        """Only one array is there. Does a `return` stand inside the inner loop?"""

        def collected(self, what):
            return dict(list(super().collected(what).items())[:1])

    one_array_alone = spelled(one_array_alone, _in_params_alone(one_array_alone))

    class counted_from_the_end(OtherNames):
        """The layers are counted from the last one. The gradient comes in there, and yet a layer's
        number is its place in the list."""

        def key(self, i, n_before, name):
            return f"{len(self.layers) - 1 - i}.{name}"

    class gradients_counted_from_the_end(sequential.Sequential):
        @property
        def grads(self):
            n = len(self.layers) - 1
            found = super().grads
            return {f"{n - int(name[0])}{name[1:]}": array for name, array in found.items()}

    counted_from_the_end = spelled(
        counted_from_the_end,
        _in_params_alone(counted_from_the_end),
        gradients_counted_from_the_end,
    )
    del gradients_counted_from_the_end

    class always_W_and_b(OtherNames):
        """A W was asked of a layer that has none. Which names a layer has, it says itself:
        `layer.params`, whose entries may be none."""

        def collected(self, what):
            sign = "d" if what == "grads" else ""
            found = {}
            for i, layer in enumerate(self.layers):
                for name in ("W", "b"):
                    found[f"{i}.{name}"] = getattr(layer, sign + name)
            return found

    always_W_and_b = spelled(always_W_and_b, _in_params_alone(always_W_and_b))

    class only_W_and_b(OtherNames):
        """Only arrays called W and b are collected. A layer says itself what it learns,
        `layer.params`, and a later layer may have other names."""

        def collected(self, what):
            found = super().collected(what)
            return {name: array for name, array in found.items() if name[2:] in ("W", "b")}

    class each_W_and_b_that_is_there(OtherNames):
        def collected(self, what):
            sign, found = "d" if what == "grads" else "", {}
            for i, layer in enumerate(self.layers):
                if hasattr(layer, "W"):
                    found[f"{i}.W"] = getattr(layer, sign + "W")
                    found[f"{i}.b"] = getattr(layer, sign + "b")
            return found

    only_W_and_b = spelled(only_W_and_b, _in_params_alone(only_W_and_b), each_W_and_b_that_is_there)
    del each_W_and_b_that_is_there

    class one_kind_of_layer(OtherNames):
        """Nothing was collected, although layers 0 and 2 have arrays: are only layers of one kind
        asked, such as `Dense`? Any layer may learn something, and says so in `layer.params`."""

        def collected(self, what):
            return {}

    one_kind_of_layer = spelled(one_kind_of_layer, _in_params_alone(one_kind_of_layer))
