"""GPT-Neo up to the hidden state that the label is read from, and no further.

Three things set it apart from ``GPTNeoModel.forward``, whose result it equals: the last block
works on each row's last position only, activations are cast once and not once per projection,
and there is no attention mask, because under a causal mask no real token sees the padding to its
right. Modules are called, not their weights, so quantised layers and PEFT adapters work unchanged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

if TYPE_CHECKING:
    from transformers import GPTNeoModel
    from transformers.models.gpt_neo.modeling_gpt_neo import GPTNeoBlock, GPTNeoSelfAttention


def pad_right(rows: Sequence[Sequence[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    """Stack token ids, padded on the right.

    Returns:
        Ids ``[n, longest]`` and each row's last real position ``[n]``.
    """
    last = torch.tensor([len(row) - 1 for row in rows])
    ids = torch.full((len(rows), int(last.max()) + 1), pad_id, dtype=torch.long)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row)
    return ids, last


def last_hidden(model: GPTNeoModel, ids: Tensor, last: Tensor) -> Tensor:
    """Run the transformer and give the normalised state at each row's last real position.

    Args:
        model: with or without adapters, in any precision.
        ids: token ids ``[n, t]``, padded on the right.
        last: index of each row's last real token, ``[n]``.

    Returns:
        Hidden states ``[n, hidden]``.
    """
    positions = torch.arange(ids.shape[1], device=ids.device)
    states = model.drop(model.wte(ids) + model.wpe(positions))
    blocks = list(model.h)
    for block in blocks[:-1]:
        states = states + _attend(block, states, positions)
        states = states + block.mlp(_working(block.ln_2(states)))
    # Not len(): a trace would take the number of rows for a constant.
    row = torch.arange(last.shape[0], device=last.device)
    final = states[row, last].unsqueeze(1)
    final = final + _attend(blocks[-1], states, positions, last)
    final = final + blocks[-1].mlp(_working(blocks[-1].ln_2(final)))
    normalised: Tensor = model.ln_f(final).squeeze(1)
    return normalised


def _attend(
    block: GPTNeoBlock, states: Tensor, positions: Tensor, last: Tensor | None = None
) -> Tensor:
    """Give a block's attention output for all positions, or for each row's ``last`` one."""
    attention: GPTNeoSelfAttention = block.attn.attention
    normalised = _working(block.ln_1(states))
    if last is None:
        asking, at = normalised, positions[:, None]
    else:
        row = torch.arange(last.shape[0], device=last.device)
        asking = normalised[row, last].unsqueeze(1)
        at = last[:, None, None, None]
    hidden = positions > at
    if attention.attention_type == "local":
        hidden = hidden | (positions <= at - attention.config.window_size)

    def heads(projected: Tensor) -> Tensor:
        shape = (*projected.shape[:2], attention.num_heads, attention.head_dim)
        return projected.view(shape).transpose(1, 2)

    # GPT-Neo does not divide the scores by sqrt(d): they are too large for 16 bits.
    queries = heads(attention.q_proj(asking)).float()
    keys = heads(attention.k_proj(normalised)).float()
    scores = (queries @ keys.transpose(-1, -2)).float()
    scores = scores.masked_fill(hidden, torch.finfo(torch.float32).min)
    values = heads(attention.v_proj(normalised))
    mixed = attention.attn_dropout(scores.softmax(-1).to(values.dtype)) @ values
    output: Tensor = attention.resid_dropout(attention.out_proj(mixed.transpose(1, 2).flatten(-2)))
    return output


def _working(states: Tensor) -> Tensor:
    """Cast once to the precision that autocast would cast to before each projection."""
    kind = states.device.type
    return states.to(torch.get_autocast_dtype(kind)) if torch.is_autocast_enabled(kind) else states
