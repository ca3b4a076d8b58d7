"""Whether a GPU has room for the frozen base as the numbers that its 4 bits stand for.

Training in 4 bits dequantises each layer in every forward and backward pass. Where memory is not
scarce, that is done once instead: products are the same, and a step is a good deal shorter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from desktop_app.classifier.engines.torch.unpacking import unpack_layers, unpacked_bytes
from trainer.config import TrainingConfig

if TYPE_CHECKING:
    from transformers import PreTrainedModel

# Of each token in each block a step keeps so many bytes for each hidden unit, and for each
# attention head and token that it may see: counted for GPT-Neo, inputs of norms, projections,
# dropout and activation in 16 bits, scores in 32 and 16, and a quarter more.
_KEPT_FOR_UNIT = 80
_KEPT_FOR_SCORE = 16
# For whatever else is on the card, and for what allocators leave unused.
_SPARE_BYTES = 2 * 2**30


def unpack_if_there_is_room(
    model: PreTrainedModel, config: TrainingConfig, compute_dtype: torch.dtype
) -> bool:
    """Unpack the 4-bit layers of a model on a GPU, where it leaves room for a step.

    Args:
        model: the base, with or without adapters.
        config: what a step's size follows from.
        compute_dtype: what 4-bit layers multiply in.

    Returns:
        Whether it was done.
    """
    more = unpacked_bytes(model, compute_dtype)
    if more == 0 or _free_bytes(model.device) < more + step_bytes(model, config) + _SPARE_BYTES:
        return False
    unpack_layers(model, compute_dtype)
    if model.device.type == "cuda":
        # Packed weights leave holes that a step's tensors do not fit into.
        torch.cuda.empty_cache()
    return True


def _free_bytes(device: torch.device) -> int:
    """Return what is free on a GPU; nothing on a CPU, where 4 bits are chosen for their size."""
    return torch.cuda.mem_get_info(device)[0] if device.type == "cuda" else 0


def step_bytes(model: PreTrainedModel, config: TrainingConfig) -> int:
    """Estimate from above what a forward and backward pass of the longest texts needs."""
    shape = model.config
    length = min(config.max_length, getattr(shape, "max_position_embeddings", config.max_length))
    tokens = min(config.micro_batch_size, config.batch_size) * length
    of_token = _KEPT_FOR_UNIT * shape.hidden_size
    of_token += _KEPT_FOR_SCORE * shape.num_attention_heads * length
    blocks = 1 if config.gradient_checkpointing else shape.num_hidden_layers
    return int(tokens * blocks * of_token)
