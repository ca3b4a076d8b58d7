"""A GPT-Neo that begins with the weights of a BERT-type encoder of the same width.

What the two have in common is carried over exactly, what differs is fitted:

* GPT-Neo's queries and keys have no bias and its scores no ``1/sqrt(d)``. The scale goes into the
  query matrix. A key bias cancels in the softmax. A query bias ``b`` is had by moving the norm
  before it by ``delta`` with ``W_q delta = b``; what that adds to keys cancels, what it adds to
  values is taken back in the output bias, as is the value bias itself.
* BERT normalises after each residual sum, GPT-Neo before each branch. Running both on the same
  texts, each norm of the GPT-Neo is fitted by least squares, channel by channel, to give the
  branch what BERT gives it, and each branch's output is scaled to the stream it is added to.
* Token embeddings are means over the encoder's pieces of the same string.

What is left is that a GPT-Neo looks back only; training has to heal that.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import GPTNeoConfig, GPTNeoForCausalLM, PreTrainedTokenizerBase
from transformers.models.bert.modeling_bert import BertLayer, BertModel
from transformers.models.gpt_neo.modeling_gpt_neo import GPTNeoBlock

from trainer.starter.teacher import name_emoji

# Ridge on ``W_q delta = b``, relative to the largest singular value: query matrices are nearly
# singular.
_RIDGE = 1e-2


def inherit(
    encoder: BertModel,
    encoder_tokenizer: PreTrainedTokenizerBase,
    tokenizer: PreTrainedTokenizerBase,
    texts: Sequence[str],
    max_length: int,
) -> GPTNeoForCausalLM:
    """Lay out ``encoder`` as a GPT-Neo with the vocabulary of ``tokenizer``.

    Args:
        encoder: in float32, in evaluation mode.
        encoder_tokenizer: the encoder's own WordPiece tokenizer.
        tokenizer: of the new model; byte-level BPE.
        texts: a few hundred clean texts, on which norms are fitted.
        max_length: number of positions to keep.
    """
    source = encoder.config
    model = GPTNeoForCausalLM(
        GPTNeoConfig(
            vocab_size=len(tokenizer),
            max_position_embeddings=max_length,
            hidden_size=source.hidden_size,
            num_layers=source.num_hidden_layers,
            attention_types=[[["global"], source.num_hidden_layers]],
            num_heads=source.num_attention_heads,
            intermediate_size=source.intermediate_size,
            window_size=max_length,
            activation_function=source.hidden_act,
            resid_dropout=0.0,
            embed_dropout=0.0,
            attention_dropout=0.0,
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=tokenizer.eos_token_id,
        )
    ).eval()
    with torch.no_grad():
        _inherit_embeddings(model, encoder, encoder_tokenizer, tokenizer)
        _inherit_blocks(model, encoder, encoder_tokenizer, texts)
    return model


def _inherit_embeddings(
    model: GPTNeoForCausalLM,
    encoder: BertModel,
    encoder_tokenizer: PreTrainedTokenizerBase,
    tokenizer: PreTrainedTokenizerBase,
) -> None:
    words = encoder.embeddings.word_embeddings.weight
    kind = encoder.embeddings.token_type_embeddings.weight[0]
    for index in range(len(tokenizer)):
        string = tokenizer.decode([index])
        pieces = encoder_tokenizer.encode(name_emoji(string), add_special_tokens=False)
        if not string.startswith(" ") and string.isalnum() and len(pieces) >= 1:
            inner = encoder_tokenizer.convert_tokens_to_ids(f"##{string.lower()}")
            pieces = [inner] if inner != encoder_tokenizer.unk_token_id else pieces
        pieces = [piece for piece in pieces if piece != encoder_tokenizer.unk_token_id]
        model.transformer.wte.weight[index] = (
            words[pieces].mean(0) if pieces else words.mean(0)
        ) + kind
    # The prompt's frame takes the part of the frame that the encoder knows. The two label-like
    # words stand without a leading space only there.
    for string, special in (
        ("tweet", encoder_tokenizer.cls_token_id),
        ("\n", encoder_tokenizer.sep_token_id),
        ("sentiment", encoder_tokenizer.cls_token_id),
    ):
        (index,) = tokenizer.encode(string, add_special_tokens=False)
        model.transformer.wte.weight[index] = words[special] + kind
    positions = encoder.embeddings.position_embeddings.weight
    model.transformer.wpe.weight.copy_(positions[: model.config.max_position_embeddings])


def _inherit_blocks(
    model: GPTNeoForCausalLM,
    encoder: BertModel,
    encoder_tokenizer: PreTrainedTokenizerBase,
    texts: Sequence[str],
) -> None:
    batch = encoder_tokenizer(list(texts), padding=True, truncation=True, return_tensors="pt")
    real = batch["attention_mask"].bool()
    embeddings = encoder.embeddings
    places = torch.arange(real.shape[1])
    # The stream as GPT-Neo would have it, and what BERT gives its next branch, both [n, t, d].
    stream = (
        embeddings.word_embeddings(batch["input_ids"])
        + embeddings.token_type_embeddings.weight[0]
        + embeddings.position_embeddings(places)
    )
    target = embeddings.LayerNorm(stream)
    keys_seen = real[:, None, None, :]
    for layer, block in zip(encoder.encoder.layer, model.transformer.h, strict=True):
        gain = _fit_norm(block.ln_1, stream, target, real)
        _inherit_attention(layer, block, gain)
        stream = stream + _attend(block, block.ln_1(stream), keys_seen)
        attended = layer.attention(target, attention_mask=keys_seen)[0]
        gain = _fit_norm(block.ln_2, stream, attended, real)
        block.mlp.c_fc.load_state_dict(layer.intermediate.dense.state_dict())
        block.mlp.c_proj.weight.copy_(gain[:, None] * layer.output.dense.weight)
        block.mlp.c_proj.bias.copy_(gain * layer.output.dense.bias)
        stream = stream + block.mlp(block.ln_2(stream))
        target = layer.output(layer.intermediate(attended), attended)
    _fit_norm(model.transformer.ln_f, stream, target, real)


def _fit_norm(norm: nn.LayerNorm, stream: Tensor, target: Tensor, real: Tensor) -> Tensor:
    """Set ``norm`` so that ``norm(stream)`` is closest to ``target``.

    Returns:
        ``[d]``: how much the stream grows, channel by channel, where the target grows by one.
    """
    plain = functional.layer_norm(stream, (stream.shape[-1],), eps=norm.eps)[real]
    wanted, current = target[real], stream[real]
    slope = _slope(plain, wanted)
    norm.weight.copy_(slope)
    norm.bias.copy_(wanted.mean(0) - slope * plain.mean(0))
    return _slope(wanted, current)


def _slope(given: Tensor, wanted: Tensor) -> Tensor:
    """Least-squares slope of ``wanted`` on ``given``, both ``[n, d]``, channel by channel."""
    given_deviation = given - given.mean(0)
    covariance = (given_deviation * (wanted - wanted.mean(0))).mean(0)
    return covariance / given_deviation.square().mean(0).clamp_min(1e-8)


def _inherit_attention(layer: BertLayer, block: GPTNeoBlock, gain: Tensor) -> None:
    source, output = layer.attention.self, layer.attention.output.dense
    target = block.attn.attention
    scale = 1 / math.sqrt(target.head_dim)
    target.q_proj.weight.copy_(source.query.weight * scale)
    target.k_proj.weight.copy_(source.key.weight)
    target.v_proj.weight.copy_(source.value.weight)
    left, values, right = torch.linalg.svd(source.query.weight)
    ridge = _RIDGE * values[0]
    delta = right.T @ ((values / (values.square() + ridge.square())) * (left.T @ source.query.bias))
    block.ln_1.bias += delta
    value_bias = source.value.bias - source.value.weight @ delta
    target.out_proj.weight.copy_(gain[:, None] * output.weight)
    target.out_proj.bias.copy_(gain * (output.bias + output.weight @ value_bias))


def _attend(block: GPTNeoBlock, states: Tensor, keys_seen: Tensor) -> Tensor:
    """GPT-Neo's attention without the causal mask, as the encoder has it."""
    attention = block.attn.attention

    def heads(projected: Tensor) -> Tensor:
        shape = (*projected.shape[:2], attention.num_heads, attention.head_dim)
        return projected.view(shape).transpose(1, 2)

    mixed = functional.scaled_dot_product_attention(
        heads(attention.q_proj(states)),
        heads(attention.k_proj(states)),
        heads(attention.v_proj(states)),
        attn_mask=keys_seen,
        scale=1.0,
    )
    output: Tensor = attention.out_proj(mixed.transpose(1, 2).flatten(-2))
    return output
