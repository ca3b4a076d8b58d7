from __future__ import annotations

from pathlib import Path

import numpy as np
import openvino
import torch
from openvino import opset13
from transformers import GPTNeoForCausalLM

from desktop_app.classifier.engines.openvino.model import shared_core
from desktop_app.classifier.profile import Quantization
from desktop_app.models.conversion.activations import round_activations
from desktop_app.models.conversion.compression import compress
from desktop_app.models.conversion.tracing import trace
from tests.model_folders import build_base

LABELS = (11, 7, 300)
WIDTH = 64


def inputs(count: int, seed: int = 0) -> list[dict[str, np.ndarray]]:
    generator = np.random.default_rng(seed)
    return [
        {"ids": generator.integers(0, 400, (1, 20)), "last": np.array([19])} for _ in range(count)
    ]


def operations(model: openvino.Model, kind: str) -> list[openvino.Node]:
    return [node for node in model.get_ops() if node.get_type_name() == kind]


def test_what_several_products_read_is_rounded_once(tmp_path: Path) -> None:
    base = build_base(tmp_path / "base")
    model = GPTNeoForCausalLM.from_pretrained(base, dtype=torch.float32).eval()
    layers = model.config.num_layers

    plain = compress(trace(model, LABELS), Quantization.INT8)
    fitted = compress(trace(model, LABELS), Quantization.INT8, inputs(3))

    assert not operations(plain, "FakeQuantize")
    # Per block: for queries, keys and values together, for the output of attention, and for each
    # of the inner layer's two. The last block's query reads one position and is rounded by itself.
    assert len(operations(fitted, "FakeQuantize")) == 4 * layers + 1


def layer(scales: np.ndarray) -> openvino.Model:
    """One product with weights of 8 bits, whose input is scaled by ``scales`` before."""
    given = opset13.parameter([-1, WIDTH], np.float32, name="given")
    weights = opset13.multiply(
        opset13.convert(opset13.constant(np.eye(WIDTH, dtype=np.int8) * 100), np.float32),
        opset13.constant(np.full((WIDTH, 1), 0.01, np.float32)),
    )
    scaled = opset13.multiply(given, opset13.constant(scales.astype(np.float32)))
    product = opset13.matmul(scaled, weights, False, True)
    return openvino.Model([product], [given])


def answer(model: openvino.Model, given: np.ndarray) -> np.ndarray:
    return np.asarray(shared_core().compile_model(model, "CPU")([given])[0])


def test_a_range_serves_the_many_values_and_not_the_one() -> None:
    generator = np.random.default_rng(1)
    values = generator.standard_normal((2000, WIDTH)).astype(np.float32)
    values[0, 0] = 80.0
    fitted = layer(np.ones(WIDTH))
    round_activations(fitted, [{"given": values}])

    (rounding,) = operations(fitted, "FakeQuantize")
    end = float(rounding.input_value(2).get_node().get_data())
    assert 4 < end < 40
    ordinary = values[1:]
    error = np.abs(answer(fitted, ordinary) - ordinary).mean()
    assert error < 80 / 127 / 4, "no finer than a range up to the largest value would be"


def test_zero_stays_zero_and_what_lies_beyond_is_clipped() -> None:
    fitted = layer(np.ones(WIDTH))
    round_activations(fitted, [{"given": np.linspace(-1, 1, WIDTH, dtype=np.float32)[None]}])
    got = answer(fitted, np.array([[0.0, 5.0, -5.0, *[0.5] * (WIDTH - 3)]], np.float32))[0]
    assert got[0] == 0
    np.testing.assert_allclose(got[1:3], [1, -128 / 127], atol=0.05)
    np.testing.assert_allclose(got[3:], 0.5, atol=0.01)


def test_an_activation_that_is_always_zero_is_left_alone() -> None:
    silent = layer(np.zeros(WIDTH))
    round_activations(silent, [{"given": np.ones((1, WIDTH), np.float32)}])
    assert not operations(silent, "FakeQuantize")
    assert not answer(silent, np.ones((1, WIDTH), np.float32)).any()
