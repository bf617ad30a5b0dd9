"""Networks that name their arrays in another way than the library's."""

from nnlib.networks import sequential


class OtherNames(sequential.Sequential):
    """A network that names its arrays in another way."""

    def key(self, i, n_before, name):
        return f"{i}.{name}"

    def collected(self, what):
        found, n_before = {}, 0
        for i, layer in enumerate(self.layers):
            arrays = getattr(layer, what)
            for name, array in arrays.items():
                found[self.key(i, n_before, name)] = array
            n_before += bool(arrays)
        return found

    @property
    def params(self):
        return self.collected("params")

    @property
    def grads(self):
        return self.collected("grads")
