"""Cross-entropy over the three label logits, with or without class balancing."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional

from desktop_app.classifier.sentiment import Sentiment
from trainer.config import ClassBalance


class LabelLoss:
    """Sums the loss of texts, so that parts of a batch add up to the whole."""

    def __init__(
        self, labels: Sequence[Sentiment], balance: ClassBalance, device: torch.device
    ) -> None:
        """Count the classes of the ``labels`` trained on, ``[n]``."""
        counts = torch.bincount(torch.tensor(labels), minlength=len(Sentiment)).double()
        shares = (counts / counts.sum()).clamp_min(1 / (counts.sum() + 1))
        self._offset = torch.zeros(len(Sentiment), device=device)
        self._weight = torch.ones(len(Sentiment), device=device)
        if balance is ClassBalance.LOGIT_ADJUSTMENT:
            self._offset = shares.log().float().to(device)
        elif balance is ClassBalance.WEIGHTS:
            # One on average over the data, so that the learning rate keeps its meaning.
            weight = torch.where(counts > 0, 1 / shares, 0)
            self._weight = (weight / (weight * shares).sum()).float().to(device)

    def total(self, logits: Tensor, labels: Tensor) -> Tensor:
        """Sum the weighted losses of logits ``[n, 3]`` and labels ``[n]``, in nats."""
        return functional.cross_entropy(
            logits.float() + self._offset, labels, weight=self._weight, reduction="sum"
        )

    def weight(self, labels: Tensor) -> float:
        """Sum the weights of labels ``[n]``: what ``total`` is divided by to get a mean."""
        return float(self._weight[labels.to(self._weight.device)].double().sum())
