"""Rounds the weights of a traced model to 8 or 4 bits."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desktop_app.classifier.profile import Quantization
from desktop_app.models.conversion.activations import round_activations
from desktop_app.models.conversion.tracing import LABEL_HEAD

if TYPE_CHECKING:
    import openvino
    from numpy.typing import NDArray

# One scale for so many weights of a row; the kernels for CPUs are quickest with it.
_GROUP = 128


def compress(
    model: openvino.Model, quantization: Quantization, data: Sequence[dict[str, NDArray[Any]]] = ()
) -> openvino.Model:
    """Round the weights of ``model``, which is used up.

    8 bits have a scale for each row. 4 bits have one for each group of 128 weights in a row, or
    of the largest smaller power of two that divides it; embeddings stay at 8. The label head's
    three rows cost nothing and decide everything, so they are left as they are.

    Args:
        model: from ``trace``.
        quantization: ``int8`` or ``int4``.
        data: inputs, on which the scales of 4 bits are made to fit what the weights are multiplied
            with, or, beside 8 bits, the ranges of what is multiplied with them. For this the model
            is run, and is in memory a second time. Without any, activations have no fixed ranges.
    """
    import nncf
    from nncf.quantization.advanced_parameters import (
        AdvancedCompressionParameters,
        GroupSizeFallbackMode,
    )

    logging.getLogger("nncf").setLevel(logging.ERROR)
    head = nncf.IgnoredScope(names=[LABEL_HEAD])
    if quantization is Quantization.INT8:
        compressed = nncf.compress_weights(
            model, mode=nncf.CompressWeightsMode.INT8_SYM, ignored_scope=head
        )
        if data:
            round_activations(compressed, data)
        return compressed
    return nncf.compress_weights(
        model,
        mode=nncf.CompressWeightsMode.INT4_SYM,
        group_size=_GROUP,
        ratio=1.0,
        dataset=nncf.Dataset(data) if data else None,
        scale_estimation=bool(data),
        ignored_scope=head,
        advanced_parameters=AdvancedCompressionParameters(
            group_size_fallback_mode=GroupSizeFallbackMode.ADJUST, min_adjusted_group_size=16
        ),
    )
