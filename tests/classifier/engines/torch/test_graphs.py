"""Which passes are recorded, how batches are padded to them, and what comes out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor
from transformers import GPTNeoForCausalLM

from desktop_app.classifier.engines.torch.backbone import last_hidden, pad_right
from desktop_app.classifier.engines.torch.graphs import MOST_GRAPHS, Graphs, Shape, _Recorded
from tests.model_folders import build_base

CPU = torch.device("cpu")

Write = Callable[[Tensor, Tensor], object]
"""How a replay writes the right logits, its second argument, into its own."""


class WithoutCuda(Graphs):
    """Records nothing, and calculates anew what a graph would have replayed."""

    def __init__(self, run: Callable[[Tensor, Tensor], Tensor]) -> None:
        super().__init__(run, CPU)
        self.shapes: list[Shape] = []
        self.error: Exception | None = None
        self.write: Write = Tensor.copy_

    def _captured(self, shape: Shape) -> _Recorded:
        if self.error is not None:
            raise self.error
        self.shapes.append(shape)
        ids, last = torch.zeros(shape, dtype=torch.long), torch.zeros(shape[0], dtype=torch.long)
        logits = self._run(ids, last)

        def replay() -> None:
            self.write(logits, self._run(ids, last))

        return _Recorded(replay, ids, last, logits)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Tensor, Tensor], Tensor]:
    base = build_base(tmp_path_factory.mktemp("graphs") / "base")
    model = GPTNeoForCausalLM.from_pretrained(base).eval()

    def logits(ids: Tensor, last: Tensor) -> Tensor:
        with torch.inference_mode():
            return last_hidden(model.transformer, ids, last)[:, :3]

    return logits


def batch(rows: int, length: int, seed: int = 0) -> tuple[Tensor, Tensor]:
    torch.manual_seed(seed)
    lengths = torch.randint(1, length + 1, (rows,)).tolist()
    lengths[0] = length
    return pad_right([torch.randint(5, 200, (each,)).tolist() for each in lengths])


@torch.inference_mode()
def test_padded_answers_are_the_plain_ones(run: Callable[[Tensor, Tensor], Tensor]) -> None:
    graphs = WithoutCuda(run)
    for rows, length in ((1, 7), (3, 30), (8, 17), (5, 1)):
        # A shape that is met only once is not worth recording.
        assert graphs.logits(*batch(rows, length)) is None
        for seed in (1, 2):
            ids, last = batch(rows, length, seed)
            logits = graphs.logits(ids, last)
            assert logits is not None
            torch.testing.assert_close(logits, run(ids, last), rtol=1e-4, atol=1e-4)
    assert graphs.shapes == [(1, 16), (4, 32), (8, 32), (8, 16)]


@torch.inference_mode()
def test_large_batches_and_long_texts_are_run_plainly(
    run: Callable[[Tensor, Tensor], Tensor],
) -> None:
    graphs = WithoutCuda(run)
    for rows, length in ((9, 8), (1, 257)):
        assert [graphs.logits(*batch(rows, length)) for _ in range(3)] == [None] * 3


@torch.inference_mode()
def test_of_many_shapes_those_used_last_stay() -> None:
    graphs = WithoutCuda(lambda ids, _last: ids[:, :3].float())
    for rows in (1, 2, 4, 8):
        for length in range(16, 257, 16):
            for _ in range(2):
                graphs.logits(*batch(rows, length))
    assert len(graphs) == MOST_GRAPHS
    made = len(graphs.shapes)
    graphs.logits(*batch(8, 256))
    assert len(graphs.shapes) == made
    graphs.logits(*batch(1, 16))
    assert len(graphs.shapes) == made + 1


@pytest.mark.expects_log("CUDA graphs are not used")
@torch.inference_mode()
def test_where_recording_fails_the_plain_way_stays_and_it_is_logged_once(
    run: Callable[[Tensor, Tensor], Tensor], caplog: pytest.LogCaptureFixture
) -> None:
    graphs = WithoutCuda(run)
    for _ in range(2):
        graphs.logits(*batch(1, 7))
    graphs.error = torch.OutOfMemoryError("CUDA out of memory")
    answers = [graphs.logits(*batch(1, length)) for length in (20, 20, 40, 40, 7)]
    assert answers == [None] * 5
    assert len(graphs) == 0
    assert [record.getMessage() for record in caplog.records] == [
        "CUDA graphs are not used: CUDA out of memory"
    ]


WRONG: dict[str, Write] = {
    "it is as it was recorded": lambda _logits, _right: None,
    "it is off by a tenth": lambda logits, right: logits.copy_(right * 1.1),
    "it has two labels swapped": lambda logits, right: logits.copy_(right[:, [1, 0, 2]]),
    "it is no number": lambda logits, _right: logits.fill_(torch.nan),
}


@pytest.mark.expects_log("CUDA graphs are not used")
@pytest.mark.parametrize("answer", WRONG)
@torch.inference_mode()
def test_a_graph_that_answers_wrongly_is_not_believed_and_graphs_are_given_up(
    run: Callable[[Tensor, Tensor], Tensor], answer: str, caplog: pytest.LogCaptureFixture
) -> None:
    graphs = WithoutCuda(run)
    assert [graphs.logits(*batch(1, 7)) is None for _ in range(3)] == [True, False, False]
    graphs.write = WRONG[answer]
    answers = [graphs.logits(*batch(*shape)) for shape in ((2, 20), (2, 20), (2, 20), (1, 7))]
    assert answers == [None] * 4
    assert len(graphs) == 0
    assert [record.getMessage() for record in caplog.records] == [
        "CUDA graphs are not used: a recorded pass answers otherwise than the plain one"
    ]
