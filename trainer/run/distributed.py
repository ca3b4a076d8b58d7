"""Gradients of the processes that train together."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from desktop_app.classifier.process_group.group import Group


def sum_gradients(group: Group, parameters: Sequence[Tensor], others: Tensor) -> Tensor:
    """Sum gradients, and with them some numbers, over all processes in one message.

    Args:
        group: the processes.
        parameters: whose ``grad`` is summed in place.
        others: ``[k]``, float64 or float32.

    Returns:
        The sums of ``others``, ``[k]``.
    """
    if group.size == 1:
        return others
    for parameter in parameters:
        # A process with no text in the last, smaller batch has none, and adds nothing.
        if parameter.grad is None:
            parameter.grad = torch.zeros_like(parameter)
    gradients = [each.grad for each in parameters if each.grad is not None]
    message = torch.cat([each.flatten() for each in gradients] + [others.to(gradients[0])])
    summed = group.sum(message)
    at = 0
    for gradient in gradients:
        gradient.copy_(summed[at : at + gradient.numel()].view_as(gradient))
        at += gradient.numel()
    return summed[at:].to(others)
