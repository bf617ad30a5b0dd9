"""Wrong answers to "Dropout" that scale in another way, or keep another thing."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter06._dropout_mistakes import Other


class _Answers(Other):
    """What is done out of training, forward and back, in parts that may be wrong."""

    def answers(self):
        return 1.0

    def back(self):
        return self.answers()

    def forward(self, A):
        if self.training:
            return super().forward(A)
        self.mask = self.back()
        return A * self.answers()


class Scales:
    class scaled_when_it_answers(Other):
        """In training nothing is made larger, and when the network answers everything is made
        smaller. That's dropout as it was first published; here nothing changes out of training."""

        def forward(self, A):
            self.mask = self.drawn(A) * 1.0 if self.training else 1 - self.rate
            return A * self.mask

    class scaled_when_it_answers_forward(_Answers):
        def scale(self):
            return 1

        def answers(self):
            return 1 - self.rate

        def back(self):
            return 1.0

    scaled_when_it_answers = spelled(scaled_when_it_answers, scaled_when_it_answers_forward)
    del scaled_when_it_answers_forward

    class larger_when_it_answers(Other):
        """When the network answers, everything is made larger. Only the units that stay on in
        training are; out of training the layer changes nothing."""

        def forward(self, A):
            self.mask = self.drawn(A) * self.scale() if self.training else self.scale()
            return A * self.mask

    class larger_when_it_answers_forward(_Answers):
        def answers(self):
            return 1 / (1 - self.rate)

        def back(self):
            return 1.0

    larger_when_it_answers = spelled(larger_when_it_answers, larger_when_it_answers_forward)
    del larger_when_it_answers_forward

    class smaller_when_it_answers(_Answers):
        """In training the units that stay on are made larger, and out of training everything is
        made smaller. One of the two would do; here nothing changes out of training."""

        def answers(self):
            return 1 - self.rate

    class smaller_when_it_answers_forward(smaller_when_it_answers):
        def back(self):
            return 1.0

    smaller_when_it_answers = spelled(smaller_when_it_answers, smaller_when_it_answers_forward)
    del smaller_when_it_answers_forward

    class larger_by_another_number(Other):
        """The units that stay on are made larger, and by another number than they should. They're
        on in a fraction 1 - rate of the batches: times which number is that 1?"""

        def scale(self):
            return 1 + self.rate

    class larger_by_the_root(Other):
        def scale(self):
            return 1 / np.sqrt(1 - self.rate)

    class larger_twice(Other):
        def scale(self):
            return 1 / (1 - self.rate) ** 2

    class always_doubled(Other):
        def scale(self):
            return 2

    larger_by_another_number = spelled(
        larger_by_another_number, larger_by_the_root, larger_twice, always_doubled
    )
    del larger_by_the_root, larger_twice, always_doubled

    class returns_the_mask(Other):
        """`forward` returns the mask itself, so of the activations nothing is left. Multiply them
        by it."""

        def forward(self, A):
            out = super().forward(A)
            return self.mask if self.training else out

    class nothing_out_of_training(Other):
        """Out of training `forward` returns nothing. The activations go on as they are then."""

        def forward(self, A):
            out = super().forward(A)
            return out if self.training else None

    class always_a_half(Other):
        """Half of the units are off, whatever the rate. It stands in `self.rate`."""

        def drawn(self, A):
            return self.rng.random(A.shape) >= 0.5

    class always_a_half_and_doubled(always_a_half):
        def scale(self):
            return 2

    always_a_half = spelled(always_a_half, always_a_half_and_doubled)
    del always_a_half_and_doubled

    class one_mask_for_ever(Other):
        """The mask is drawn once and kept: the second batch has the same units switched off. Draw
        anew in every `forward`."""

        def drawn(self, A):
            rng = np.random.default_rng(int(self.rng.bit_generator.state["state"]["inc"] % 2**32))
            return rng.random(A.shape) >= self.rate

    class one_mask_for_each_shape(Other):
        def forward(self, A):
            if not self.training:
                return A
            if not hasattr(self, "mask") or self.mask.shape != A.shape:
                self.mask = np.asarray(self.drawn(A) * self.scale(), A.dtype)
            return A * self.mask

        def backward(self, dA):
            return dA * self.mask if self.training else dA

    class one_mask_for_all_shapes(Other):
        def forward(self, A):
            if self.training and not hasattr(self, "kept"):
                self.kept = np.asarray(self.drawn(A) * self.scale(), A.dtype)
            self.mask = self.kept if self.training else 1
            return A * self.mask

    one_mask_for_ever = spelled(one_mask_for_ever, one_mask_for_each_shape, one_mask_for_all_shapes)
    del one_mask_for_each_shape, one_mask_for_all_shapes

    class no_mask_out_of_training(Other):
        """Out of training `backward` finds no mask: `forward` has set none. What does it have to
        multiply by then?"""

        def forward(self, A):
            return super().forward(A) if self.training else A

        def backward(self, dA):
            return dA * self.mask

    class mask_of_none_out_of_training(Other):
        def forward(self, A):
            out = super().forward(A)
            self.mask = self.mask if self.training else None
            return out

        def backward(self, dA):
            return dA * self.mask

    no_mask_out_of_training = spelled(no_mask_out_of_training, mask_of_none_out_of_training)
    del mask_of_none_out_of_training

    class seen_in_the_output(Other):
        """Which units were on is read off what came out. A unit that is on may give 0, as most of
        those behind a ReLU do: keep the mask itself."""

        def forward(self, A):
            self.out = super().forward(A)
            return self.out

        def backward(self, dA):
            return dA * (self.out != 0) * (self.scale() if self.training else 1)

    class seen_in_the_output_also_later(seen_in_the_output):
        def forward(self, A):
            self.used = self.scale() if self.training else 1
            return super().forward(A)

        def backward(self, dA):
            return dA * (self.out != 0) * self.used

    class seen_in_the_output_in_training(seen_in_the_output):
        def backward(self, dA):
            return dA * (self.out != 0) * self.scale() if self.training else dA

    class seen_in_the_output_by_sign(seen_in_the_output):
        def backward(self, dA):
            return dA * (self.out > 0) * self.scale() if self.training else dA

    class seen_in_the_output_by_sign_also_later(seen_in_the_output_also_later):
        def backward(self, dA):
            return dA * (self.out > 0) * self.used if self.training else dA

    class seen_in_the_output_by_sign_always(seen_in_the_output_also_later):
        def backward(self, dA):
            return dA * (self.out > 0) * self.used

    seen_in_the_output = spelled(
        seen_in_the_output,
        seen_in_the_output_also_later,
        seen_in_the_output_in_training,
        seen_in_the_output_by_sign,
        seen_in_the_output_by_sign_also_later,
        seen_in_the_output_by_sign_always,
    )
    del (
        seen_in_the_output_also_later,
        seen_in_the_output_in_training,
        seen_in_the_output_by_sign,
        seen_in_the_output_by_sign_also_later,
        seen_in_the_output_by_sign_always,
    )

    class mask_subtracted(Other):
        """The mask is subtracted from the activations. A unit that's off puts out 0, and the others
        are made larger: multiply by the mask."""

        def forward(self, A):
            super().forward(A)
            return A - self.mask if self.training else A

    class whole_mask(Other):
        """The mask holds whole numbers, so of 1 / (1 - rate) what stands behind the point is cut
        off. It has to be of the type of `A`."""

        def forward(self, A):
            self.mask = (self.drawn(A) * self.scale()).astype(int) if self.training else 1
            return A * self.mask
