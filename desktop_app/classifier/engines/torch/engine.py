"""The engine that runs a transformers model in PyTorch."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from transformers import GPTNeoForCausalLM

from desktop_app.classifier.engines.base import EngineFacts
from desktop_app.classifier.engines.torch.backbone import last_hidden, pad_right
from desktop_app.classifier.engines.torch.graphs import Graphs
from desktop_app.classifier.errors import OutOfMemoryError
from desktop_app.sentences import Sentence

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from transformers import PreTrainedModel


class TorchEngine:
    """One forward pass, the last position, three rows of the output layer.

    The output layer as a whole is never multiplied: of 50,257 logits three are wanted, and in
    PyTorch on a CPU the full product costs several times what all of the layers do.
    """

    def __init__(
        self, model: PreTrainedModel, label_ids: tuple[int, int, int], facts: EngineFacts
    ) -> None:
        """Take a loaded causal language model, adapters injected or merged."""
        self._model: PreTrainedModel | None = model
        self._label_ids = torch.tensor(label_ids, device=model.device)
        self.facts = facts
        # Only this program's own pass over GPT-Neo is known never to wait for the GPU.
        is_recordable = model.device.type == "cuda" and isinstance(model, GPTNeoForCausalLM)
        self._graphs = Graphs(self._logits, model.device) if is_recordable else None

    def label_logits(self, prompts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Score one batch of token ids; see ``Engine``."""
        if self._model is None:
            raise RuntimeError("the engine is closed")
        ids, last = pad_right(prompts)
        device = self._label_ids.device
        try:
            with torch.inference_mode():
                logits = self._graphs.logits(ids, last) if self._graphs else None
                if logits is None:
                    logits = self._logits(ids.to(device), last.to(device))
                scored: NDArray[np.float32] = logits.cpu().numpy()
                return scored
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            raise OutOfMemoryError(
                Sentence(
                    "A batch of {number} texts does not fit into memory.",
                    singular="A text does not fit into memory.",
                    number=len(prompts),
                ),
                hint="Choose a smaller batch size, or close other programs.",
            ) from error

    def close(self) -> None:
        """Free the model's memory."""
        self._model = None
        if self._graphs is not None:
            self._graphs.clear()
        gc.collect()
        if torch.cuda.is_available():
            torch.cuda.empty_cache()

    def _logits(self, ids: Tensor, last: Tensor) -> Tensor:
        assert self._model is not None
        hidden = hidden_at_last(self._model, ids, last)
        return label_head(self._model, hidden, self._label_ids)


def hidden_at_last(model: PreTrainedModel, ids: Tensor, last: Tensor) -> Tensor:
    """Run a causal language model up to the state that its output layer would read.

    Args:
        model: without a PEFT wrapper around it; adapters inside are fine.
        ids: token ids ``[n, t]``, padded on the right.
        last: index of each row's last real token, ``[n]``.

    Returns:
        Hidden states ``[n, hidden]``.
    """
    if isinstance(model, GPTNeoForCausalLM):
        return last_hidden(model.transformer, ids, last)
    mask = torch.arange(ids.shape[1], device=ids.device) <= last[:, None]
    states = model.base_model(input_ids=ids, attention_mask=mask.long(), use_cache=False)
    rows = torch.arange(last.shape[0], device=last.device)
    picked: Tensor = states.last_hidden_state[rows, last]
    return picked


def label_head(model: PreTrainedModel, hidden: Tensor, label_ids: Tensor) -> Tensor:
    """Return the logits of some tokens, ``[n, tokens]`` in float32, for states ``[n, hidden]``."""
    head: nn.Module = model.get_output_embeddings()
    if type(head) is not nn.Linear:
        # An adapter wraps the layer; its product is needed whole.
        logits: Tensor = head(hidden)[:, label_ids]
        return logits.float()
    rows = head.weight[label_ids].float()
    bias: Tensor | None = getattr(head, "bias", None)
    # Autocast would round the three numbers that everything is about.
    with torch.autocast(hidden.device.type, enabled=False):
        return nn.functional.linear(
            hidden.float(), rows, None if bias is None else bias[label_ids].float()
        )


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error of torch means that memory ran out."""
    return isinstance(error, (torch.OutOfMemoryError, MemoryError)) or (
        "can't allocate memory" in str(error) or "not enough memory" in str(error)
    )
