"""The ways to multiply with 4-bit weights, by the number of tokens in a batch."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from tests.benchmarks.gpu.settings import Settings, clock
from tests.benchmarks.gpu.table import Table

# Outputs and inputs of GPT-Neo's projections, and how many of each a block has.
SHAPES = {"1.3B": (((2048, 2048), 4), ((8192, 2048), 1), ((2048, 8192), 1))}
TINY_SHAPES = (((128, 128), 4), ((512, 128), 1), ((128, 512), 1))
BLOCKS = 24
# A tweet has 27 tokens on average: from one tweet to a batch of 256.
TOKENS = (32, 64, 128, 216, 432, 864, 1728, 3456, 6912)
COLUMNS = {
    "as chosen ms": ".2f",
    "fused ms": ".2f",
    "dequantised ms": ".2f",
    "bfloat16 ms": ".2f",
    "quickest": "",
}
REPETITIONS = 20

Multiply = Callable[[Tensor], Tensor]


def measure(settings: Settings) -> list[str]:
    """Measure all sizes, and give the names of the rows that failed.

    The times are of the projections of all blocks, adapters left out: as bitsandbytes chooses,
    by its fused kernel, by its dequantisation and PyTorch's product, and by weights in bfloat16.
    They are measured in CUDA graphs, so that they are the GPU's and not Python's.
    """
    table = Table(2, COLUMNS, settings.json)
    table.begin("NF4 projections of 24 blocks in CUDA graphs, by tokens in a batch")
    sizes = TOKENS[:2] if settings.dry_run else TOKENS
    layers: list[tuple[dict[str, Multiply], int, int]] = []
    for (outputs, inputs), count in TINY_SHAPES if settings.dry_run else SHAPES["1.3B"]:
        layers.append((_ways(outputs, inputs, settings.device), inputs, count))
    for tokens in sizes:
        with table.row(f"{tokens} tokens") as figures:
            for way in layers[0][0]:
                figures[f"{way} ms"] = BLOCKS * sum(
                    count * _milliseconds(ways[way], tokens, inputs, settings)
                    for ways, inputs, count in layers
                )
            quantised = {key: figures[f"{key} ms"] for key in ("fused", "dequantised")}
            figures["quickest"] = min(quantised, key=lambda way: quantised[way])
    return table.failed


def _ways(outputs: int, inputs: int, device: torch.device) -> dict[str, Multiply]:
    from bitsandbytes.autograd._functions import matmul_4bit
    from bitsandbytes.functional import dequantize_4bit, quantize_4bit

    weight = torch.randn(outputs, inputs, device=device, dtype=torch.bfloat16) * 0.02
    packed, state = quantize_4bit(weight, quant_type="nf4", compress_statistics=True)

    def chosen(states: Tensor) -> Tensor:
        product: Tensor = matmul_4bit(states, packed, quant_state=state)
        return product

    def dequantised(states: Tensor) -> Tensor:
        return functional.linear(states, dequantize_4bit(packed, state))

    def fused(states: Tensor) -> Tensor:
        if device.type != "cuda":
            return chosen(states)
        from bitsandbytes.backends.cuda import ops

        implementation: Any = ops._gemm_4bit_kernel_impl
        product: Tensor = implementation(
            states,
            packed.view(-1, 1),
            state.shape,
            state.state2.absmax,
            state.blocksize,
            state.quant_type,
            None,
            state.absmax,
            state.state2.code,
            state.offset,
        )
        return product

    return {
        "as chosen": chosen,
        "fused": fused,
        "dequantised": dequantised,
        "bfloat16": lambda states: functional.linear(states, weight),
    }


def _milliseconds(multiply: Multiply, tokens: int, inputs: int, settings: Settings) -> float:
    """Time one product, started in a graph with many others: what the GPU itself takes."""
    states = torch.randn(tokens, inputs, device=settings.device, dtype=torch.bfloat16)
    repetitions = 1 if settings.dry_run else REPETITIONS

    def repeatedly() -> None:
        for _ in range(repetitions):
            multiply(states)

    with torch.inference_mode():
        run = _recorded(repeatedly, settings.device)
        times = []
        for _ in range(3):
            started = clock(settings.device)
            run()
            times.append((clock(settings.device) - started) / repetitions)
    return statistics.median(times) * 1000


def _recorded(run: Callable[[], None], device: torch.device) -> Callable[[], None]:
    if device.type != "cuda":
        return run
    stream = torch.cuda.Stream()
    stream.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(stream):
        run()
    torch.cuda.current_stream().wait_stream(stream)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph, stream=stream):
        run()
    graph.replay()
    return graph.replay
