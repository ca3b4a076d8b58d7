"""GPT-Neo up to the hidden state that the label is read from, and no further.

Three things set it apart from ``GPTNeoModel.forward``, whose result it equals: the last block
works on each row's last position only, activations are cast once and not once per projection,
and there is no attention mask, because under a causal mask no real token sees the padding to its
right. Modules are called, not their weights, so quantised layers and PEFT adapters work unchanged.

All prompts begin alike, and under a causal mask what a block makes of their beginning does not
depend on what follows: ``read_prefix`` calculates that once, and ``last_hidden`` goes on from it.
Enough keys that nothing sees stand in front of it to make their number a multiple of
``KEYS_AT_ONCE``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers.activations import NewGELUActivation

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


def fuse_activations(model: nn.Module) -> None:
    """Make GPT-2's GELU one operation: as published it is eight, each rounded by itself."""
    for module in list(model.modules()):
        for name, child in module.named_children():
            if isinstance(child, NewGELUActivation):
                setattr(module, name, nn.GELU(approximate="tanh"))


# OpenVINO's attention takes so many keys in one step, and the rest of them one by one: 64 rows of
# the starter spend 8.3 ms in it where they have 31 keys, and 3.3 ms where they have 32.
KEYS_AT_ONCE = 16

Prefix = list[tuple[Tensor, Tensor]]
"""The keys and values of a few tokens in each block, ``[1, heads, tokens, head size]`` each."""


def read_prefix(model: GPTNeoModel, ids: Tensor) -> Prefix:
    """Return what each block keeps of the tokens ``[t]`` that prompts begin with."""
    positions = torch.arange(ids.shape[0], device=ids.device)
    states = model.drop(model.wte(ids) + model.wpe(positions)).unsqueeze(0)
    prefix: Prefix = []
    for block in model.h:
        attention: GPTNeoSelfAttention = block.attn.attention
        normalised = _working(block.ln_1(states))
        prefix.append(_keys_and_values(attention, normalised))
        states = states + _attend(block, states, positions, positions)
        states = states + block.mlp(_working(block.ln_2(states)))
    return prefix


def last_hidden(
    model: GPTNeoModel, ids: Tensor, last: Tensor, prefix: Prefix | None = None
) -> Tensor:
    """Run the transformer and return the normalised state at each row's last real position.

    Args:
        model: with or without adapters, in any precision.
        ids: token ids ``[n, t]``, padded on the right, without those of ``prefix``.
        last: index of each row's last real token in ``ids``, ``[n]``.
        prefix: what all of the rows begin with.

    Returns:
        Hidden states ``[n, hidden]``.
    """
    before = prefix[0][0].shape[2] if prefix else 0
    positions = torch.arange(ids.shape[1], device=ids.device) + before
    states = model.drop(model.wte(ids) + model.wpe(positions))
    blocks = list(model.h)
    keys_at = positions
    known: Sequence[tuple[Tensor, Tensor] | None] = [None] * len(blocks)
    if prefix:
        filling = -(ids.shape[1] + before) % KEYS_AT_ONCE
        known = [(_filled(keys, filling), _filled(values, filling)) for keys, values in prefix]
        never = model.config.max_position_embeddings
        of_prefix = torch.arange(before, device=ids.device)[None, :, None]
        keys_at = torch.cat((_filled(of_prefix, filling, never).flatten(), positions))
    for block, begun in zip(blocks[:-1], known, strict=False):
        states = states + _attend(block, states, positions, keys_at, begun)
        states = states + block.mlp(_working(block.ln_2(states)))
    # Not len(): a trace would take the number of rows for a constant.
    row = torch.arange(last.shape[0], device=last.device)
    final = states[row, last].unsqueeze(1)
    final = final + _attend(blocks[-1], states, positions, keys_at, known[-1], last=last)
    final = final + blocks[-1].mlp(_working(blocks[-1].ln_2(final)))
    normalised: Tensor = model.ln_f(final).squeeze(1)
    return normalised


def _attend(
    block: GPTNeoBlock,
    states: Tensor,
    positions: Tensor,
    keys_at: Tensor,
    begun: tuple[Tensor, Tensor] | None = None,
    *,
    last: Tensor | None = None,
) -> Tensor:
    """Return a block's attention output for all positions, or for each row's ``last`` one.

    ``keys_at`` are the positions of all keys, those of ``begun`` first.
    """
    attention: GPTNeoSelfAttention = block.attn.attention
    normalised = _working(block.ln_1(states))
    if last is None:
        asking, at = normalised, positions[:, None]
    else:
        row = torch.arange(last.shape[0], device=last.device)
        asking = normalised[row, last].unsqueeze(1)
        at = positions[last][:, None, None, None]
    keys, values = _keys_and_values(attention, normalised)
    if begun is not None:
        rows = keys.shape[0]
        keys = torch.cat((begun[0].expand(rows, -1, -1, -1), keys), 2)
        values = torch.cat((begun[1].expand(rows, -1, -1, -1), values), 2)
    hidden = keys_at > at
    if attention.attention_type == "local":
        hidden = hidden | (keys_at <= at - attention.config.window_size)
    # GPT-Neo does not divide the scores by sqrt(d): they are too large for 16 bits.
    queries = _heads(attention, attention.q_proj(asking)).float()
    scores = (queries @ keys.float().transpose(-1, -2)).float()
    scores = scores.masked_fill(hidden, torch.finfo(torch.float32).min)
    mixed = attention.attn_dropout(scores.softmax(-1).to(values.dtype)) @ values
    output: Tensor = attention.resid_dropout(attention.out_proj(mixed.transpose(1, 2).flatten(-2)))
    return output


def _keys_and_values(attention: GPTNeoSelfAttention, normalised: Tensor) -> tuple[Tensor, Tensor]:
    keys = _heads(attention, attention.k_proj(normalised))
    return keys, _heads(attention, attention.v_proj(normalised))


def _filled(begun: Tensor, filling: int, value: float = 0.0) -> Tensor:
    """Put ``filling`` more positions in front of those in the last dimension but one."""
    most = KEYS_AT_ONCE - 1
    # Cut from the longest: OpenVINO has that as a constant.
    return functional.pad(begun, (0, 0, most, 0), value=value)[..., most - filling :, :]


def _heads(attention: GPTNeoSelfAttention, projected: Tensor) -> Tensor:
    shape = (*projected.shape[:2], attention.num_heads, attention.head_dim)
    return projected.view(shape).transpose(1, 2)


def _working(states: Tensor) -> Tensor:
    """Cast once to the precision that autocast would cast to before each projection."""
    kind = states.device.type
    return states.to(torch.get_autocast_dtype(kind)) if torch.is_autocast_enabled(kind) else states
