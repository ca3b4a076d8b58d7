"""More layers for a model that answers as before: each new one begins as identity."""

from __future__ import annotations

import copy

import torch
from transformers import GPTNeoForCausalLM


@torch.no_grad()
def deepen(model: GPTNeoForCausalLM, layers: int) -> GPTNeoForCausalLM:
    """Return a model of ``layers`` layers, all global, that answers like ``model``.

    Behind a layer comes its copy with zeroed outputs, which adds nothing to the residual stream
    until training makes it (LLaMA Pro, Wu et al., 2024, https://aclanthology.org/2024.acl-long.352,
    section 3.2). New layers are spread evenly over the old ones.

    Raises:
        ValueError: the model has more layers already.
    """
    old = model.config.num_layers
    if layers < old:
        raise ValueError(f"a model of {old} layers does not become one of {layers}")
    config = copy.deepcopy(model.config)
    config.num_layers = layers
    config.attention_types = [[["global"], layers]]
    config.attention_layers = ["global"] * layers
    deeper = GPTNeoForCausalLM(config).train(model.training)
    for name in ("wte", "wpe", "ln_f"):
        source = getattr(model.transformer, name)
        getattr(deeper.transformer, name).load_state_dict(source.state_dict())
    # Which of the old layers stands at each place: 0 0 1 1 2 2 for three that become six.
    origins = [index * old // layers for index in range(layers)]
    for index, (origin, block) in enumerate(zip(origins, deeper.transformer.h, strict=True)):
        block.load_state_dict(model.transformer.h[origin].state_dict())
        if index and origins[index - 1] == origin:
            for output in (block.attn.attention.out_proj, block.mlp.c_proj):
                output.weight.zero_()
                output.bias.zero_()
    deeper.tie_weights()
    return deeper
