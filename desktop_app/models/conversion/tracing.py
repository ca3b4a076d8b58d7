"""From a model in PyTorch to the same function in OpenVINO."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from transformers import GPTNeoForCausalLM

from desktop_app.classifier.converted.errors import NotConvertibleError
from desktop_app.classifier.engines.openvino.model import PREFIX_KEY
from desktop_app.classifier.engines.torch.backbone import Prefix, last_hidden, read_prefix
from desktop_app.classifier.engines.torch.engine import hidden_at_last

if TYPE_CHECKING:
    import openvino
    from transformers import PreTrainedModel

LABEL_HEAD = "label_head"


class _LabelScorer(nn.Module):
    """Token ids in, label logits out: what of a language model is needed, and no more."""

    def __init__(
        self, model: PreTrainedModel, label_ids: tuple[int, int, int], prefix: Prefix | None
    ) -> None:
        super().__init__()
        self.model = model
        self.prefix = prefix
        head: nn.Module = model.get_output_embeddings()
        rows = torch.tensor(label_ids)
        weight, bias = head.weight, getattr(head, "bias", None)
        assert isinstance(weight, Tensor)
        self.head = nn.Linear(weight.shape[1], len(label_ids), bias=isinstance(bias, Tensor))
        self.head.weight = nn.Parameter(weight[rows].detach().clone(), requires_grad=False)
        if isinstance(bias, Tensor):
            self.head.bias = nn.Parameter(bias[rows].detach().clone(), requires_grad=False)

    def forward(self, ids: Tensor, last: Tensor) -> Tensor:
        if self.prefix is None:
            hidden = hidden_at_last(self.model, ids, last)
        else:
            hidden = last_hidden(self.model.transformer, ids, last, self.prefix)
        logits: Tensor = self.head(hidden)
        return logits


def trace(
    model: PreTrainedModel, label_ids: tuple[int, int, int], prefix_ids: Sequence[int] = ()
) -> openvino.Model:
    """Trace ``model`` with the three rows of its output layer.

    Args:
        model: in float32, on the CPU, adapters merged.
        label_ids: in the order of ``Sentiment``.
        prefix_ids: tokens that every prompt begins with. What a GPT-Neo makes of them becomes part
            of the traced model, which takes the tokens after them; it says so in its runtime
            information, under ``PREFIX_KEY``. Other models take whole prompts.

    Returns:
        A model with the inputs ``ids`` ``[n, t]``, padded on the right, and ``last`` ``[n]``, the
        index of each row's last real token, both int64, and label logits ``[n, 3]``. It shares
        its weights with ``model``.

    Raises:
        NotConvertibleError: OpenVINO has no counterpart to something that the model does.
    """
    import openvino

    can_begin = bool(prefix_ids) and isinstance(model, GPTNeoForCausalLM)
    with torch.inference_mode():
        prefix = read_prefix(model.transformer, torch.tensor(prefix_ids)) if can_begin else None
    scorer = _LabelScorer(model, label_ids, prefix).eval()
    example = (torch.arange(14).reshape(2, 7), torch.tensor([6, 3]))
    dynamic = openvino.Dimension.dynamic()
    try:
        with torch.inference_mode(), warnings.catch_warnings(), _untouched_log():
            # Of branches on sizes that the caller keeps within the model's limits.
            warnings.simplefilter("ignore")
            traced = openvino.convert_model(
                scorer,
                example_input=example,
                input=[
                    ("ids", openvino.PartialShape([dynamic, dynamic]), openvino.Type.i64),
                    ("last", openvino.PartialShape([dynamic]), openvino.Type.i64),
                ],
            )
    # Its frontend raises errors of many kinds; of ours there can be none in here.
    except Exception as error:
        raise NotConvertibleError(
            "OpenVINO cannot take over a model of the kind {kind}.",
            hint="Choose nf4, bf16 or fp32.",
            kind=model.config.model_type,
        ) from error
    traced.output(0).get_node().input_value(0).get_node().set_friendly_name(LABEL_HEAD)
    if can_begin:
        traced.set_rt_info(",".join(map(str, prefix_ids)), PREFIX_KEY)
    return traced


@contextmanager
def _untouched_log() -> Iterator[None]:
    """Restore the level of the program's log, which OpenVINO's converter raises."""
    root = logging.getLogger()
    level = root.level
    try:
        yield
    finally:
        root.setLevel(level)
