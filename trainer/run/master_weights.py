"""Master weights: the trained weights in float32, and the model's copy in the arithmetic's type.

An adapter has hundreds of small matrices. One by one, casting them, collecting their gradients,
clipping these and moving the weights takes a GPU longer to be told of than to do. So matrices lie
in one tensor, and vectors, as DoRA has them, in another.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn

# bitsandbytes quantises the optimiser's state in blocks of so many numbers. Each weight begins a
# block, so that none shares its scale with another.
BLOCK = 256


class MasterWeights:
    """All trained weights of a model.

    Attributes:
        working: the model's parameters, by name: matrices in the type of the arithmetic, vectors in
            float32. Their gradients are those of the last backward pass.
        named: views of the master weights, by the same names.
        matrices: all matrices, flat, with room between them; a list of one, or none.
        vectors: likewise all vectors.
    """

    def __init__(self, working: Mapping[str, nn.Parameter], dtype: torch.dtype) -> None:
        """Take over parameters in float32, which become ``dtype``."""
        self.working = dict(working)
        matrices = {name: each for name, each in working.items() if each.ndim > 1}
        vectors = {name: each for name, each in working.items() if each.ndim <= 1}
        decayed = [_Flat(matrices, dtype)] if matrices else []
        others = [_Flat(vectors, torch.float32)] if vectors else []
        self._parts = [*decayed, *others]
        self.named = {name: view for part in self._parts for name, view in part.views.items()}
        self.matrices = [part.master for part in decayed]
        self.vectors = [part.master for part in others]

    @property
    def masters(self) -> list[nn.Parameter]:
        """What is optimised: one tensor of matrices, one of vectors, as far as there are any."""
        return [part.master for part in self._parts]

    def gather_gradients(self) -> None:
        """Add the gradients of ``working`` to those of the master weights, and free them."""
        for part in self._parts:
            part.gather_gradients()

    def forget_gradients(self) -> None:
        """Free all gradients."""
        for parameter in (*self.working.values(), *self.masters):
            parameter.grad = None

    @torch.no_grad()
    def load(self, tensors: Mapping[str, Tensor]) -> None:
        """Set all weights by name."""
        for name, view in self.named.items():
            view.copy_(tensors[name])
        self.publish()

    @torch.no_grad()
    def publish(self) -> None:
        """Round the master weights into the model."""
        for part in self._parts:
            part.publish()


class _Flat:
    """Parameters of one kind: master weights, and the copy that the parameters are views of."""

    def __init__(self, parameters: Mapping[str, nn.Parameter], dtype: torch.dtype) -> None:
        self._parameters = list(parameters.values())
        device = self._parameters[0].device
        room = [-each.numel() % BLOCK for each in self._parameters]
        self._room = [torch.zeros(size, device=device, dtype=dtype) for size in room]
        lengths = [each.numel() + more for each, more in zip(self._parameters, room, strict=True)]
        values = torch.zeros(sum(lengths), device=device)
        ends = torch.tensor(lengths).cumsum(0).tolist()
        starts = [0, *ends[:-1]]
        self.views = {
            name: values[at : at + each.numel()].view(each.shape)
            for at, (name, each) in zip(starts, parameters.items(), strict=True)
        }
        for view, parameter in zip(self.views.values(), self._parameters, strict=True):
            view.copy_(parameter.detach())
        self.master = nn.Parameter(values)
        # In float32 it is the same memory.
        self._rounded = values.to(dtype)
        for at, parameter in zip(starts, self._parameters, strict=True):
            parameter.data = self._rounded[at : at + parameter.numel()].view(parameter.shape)

    def gather_gradients(self) -> None:
        if all(each.grad is None for each in self._parameters):
            return
        pieces: list[Tensor] = []
        for parameter, room in zip(self._parameters, self._room, strict=True):
            gradient = torch.zeros_like(parameter) if parameter.grad is None else parameter.grad
            pieces += [gradient.flatten(), room] if room.numel() else [gradient.flatten()]
            parameter.grad = None
        whole = torch.cat(pieces).float()
        self.master.grad = whole if self.master.grad is None else self.master.grad.add_(whole)

    def publish(self) -> None:
        if self._rounded.dtype != self.master.dtype:
            self._rounded.copy_(self.master)
