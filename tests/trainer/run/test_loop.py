from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from desktop_app.classifier.errors import OutOfMemoryError
from desktop_app.classifier.process_group.group import Alone
from tests.trainer.runs import labelled_texts
from trainer import events
from trainer.config import TrainingConfig
from trainer.events import Outcome
from trainer.run.checkpoint import Checkpoints
from trainer.run.control import Control
from trainer.run.estimate import estimate, warnings_about
from trainer.run.loop import DivergedError, Training
from trainer.run.model import load_trainee
from trainer.run.passes import encode
from trainer.run.state import RunState, pack, unpack
from trainer.run_folder import EventWriter


class Recorder(EventWriter):
    """Keeps events instead of writing them."""

    def __init__(self) -> None:
        super().__init__(silent=True)
        self.events: list[events.Event] = []

    def write(self, event: events.Event) -> None:
        self.events.append(event)

    def of(self, kind: type[events.Event]) -> list[Any]:
        return [each for each in self.events if isinstance(each, kind)]


def training_on(base: Path, **settings: Any) -> tuple[Training, RunState, Recorder]:
    values = {
        "data": "unused", "base": str(base), "device": "cpu", "rank": 4, "max_length": 32,
        "quantization": "fp32", "batch_size": 8, "micro_batch_size": 8, "max_steps": 4,
        "evaluate_every": 2, "learning_rate": 3e-3, "dropout": 0.0, "patience": 20,
    }  # fmt: skip
    config = TrainingConfig.from_json(values | settings)
    trainee = load_trainee(config)
    sides = [
        encode(trainee, [text for text, _ in rows], [label for _, label in rows])
        for rows in (labelled_texts(40), labelled_texts(24, start=1000))
    ]
    writer = Recorder()
    training = Training(config, trainee, *sides, group=Alone(), control=Control(), writer=writer)
    return training, RunState(config.micro_batch_size, "fingerprint"), writer


def gradients(training: Training) -> Tensor:
    (matrices,) = training.trainee.weights.matrices
    assert matrices.grad is not None
    return matrices.grad


class MemoryFor:
    """Raises what CUDA raises when a forward pass has more than so many texts."""

    def __init__(self, training: Training, texts: int) -> None:
        embeddings = training.trainee.peft.get_input_embeddings()
        assert isinstance(embeddings, nn.Module)
        embeddings.register_forward_pre_hook(self._check)
        self._texts = texts
        self.refused: list[int] = []

    def _check(self, _module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        if len(inputs[0]) > self._texts:
            self.refused.append(len(inputs[0]))
            raise torch.OutOfMemoryError("CUDA out of memory.")


def test_accumulated_gradients_are_those_of_the_whole_batch(base: Path) -> None:
    training, state, _ = training_on(base, class_balance="weights")
    rows = training.batches[0]
    whole_loss, tokens = training.passes.accumulate(state, rows)
    whole = gradients(training)
    state.micro_batch_size = 3
    parts_loss, same_tokens = training.passes.accumulate(state, rows)
    assert tokens == same_tokens
    assert parts_loss == pytest.approx(whole_loss, rel=1e-2)
    assert torch.nn.functional.cosine_similarity(gradients(training), whole, dim=0) > 0.999


def test_without_memory_the_micro_batch_is_halved_and_the_same_step_is_taken(base: Path) -> None:
    training, state, writer = training_on(base)
    memory = MemoryFor(training, 3)
    loss, _ = training.passes.accumulate(state, training.batches[0])
    assert memory.refused == [8, 4]
    assert state.micro_batch_size == 2
    assert [each.code for each in writer.of(events.Warning)] == ["out-of-memory"] * 2
    assert "8 texts at once" in writer.of(events.Warning)[0].message
    roomy, roomy_state, _ = training_on(base, micro_batch_size=2)
    assert roomy.passes.accumulate(roomy_state, roomy.batches[0])[0] == loss


def test_a_run_that_ran_out_of_memory_is_trained_like_one_that_did_not(
    base: Path, tmp_path: Path
) -> None:
    losses = []
    for texts, micro_batch_size in ((2, 8), (8, 2)):
        training, state, writer = training_on(base, micro_batch_size=micro_batch_size)
        MemoryFor(training, texts)
        estimate(training, state)
        assert training.run(state, Checkpoints(tmp_path / str(texts))) is Outcome.COMPLETED
        losses.append([each.loss for each in writer.of(events.Step)])
    assert losses[0] == losses[1]


def test_not_even_one_text_is_an_error_with_a_sentence(base: Path) -> None:
    training, state, _ = training_on(base)
    MemoryFor(training, 0)
    with pytest.raises(OutOfMemoryError, match="Not even one text"):
        training.passes.accumulate(state, training.batches[0])


def test_the_estimate_changes_nothing(base: Path, tmp_path: Path) -> None:
    losses = []
    for estimated in (True, False):
        training, state, writer = training_on(base, dropout=0.3)
        if estimated:
            found = estimate(training, state)
            assert found.seconds > 0
            assert found.memory_bytes > 0
            assert found.available_bytes > 0
        training.run(state, Checkpoints(tmp_path / str(estimated)))
        losses.append([each.loss for each in writer.of(events.Step)])
    assert losses[0] == losses[1]


def test_long_runs_on_a_processor_and_lack_of_memory_are_warned_of() -> None:
    def codes(seconds: float, needed: int, device: str) -> list[str]:
        found = events.Estimate(seconds=seconds, memory_bytes=needed, available_bytes=10)
        return [each.code for each in warnings_about(found, torch.device(device))]

    assert codes(3601, 10, "cpu") == ["slow"]
    assert codes(3599, 11, "cpu") == ["memory"]
    assert codes(9999, 10, "cuda") == []


def test_it_learns_and_keeps_the_best(base: Path, tmp_path: Path) -> None:
    training, state, writer = training_on(
        base, max_steps=40, evaluate_every=10, learning_rate=1e-2, rank=8
    )
    training.run(state, Checkpoints(tmp_path))
    recalls = {e.step: e.metrics["macro_recall"] for e in writer.of(events.Evaluation)}
    assert list(recalls) == [0, 10, 20, 30, 40]
    assert state.selection.best is not None
    assert recalls[state.selection.best.step] > recalls[0] + 0.1


def test_it_stops_early_when_nothing_gets_better(base: Path, tmp_path: Path) -> None:
    training, state, writer = training_on(
        base, max_steps=30, evaluate_every=1, patience=2, learning_rate=1e-12
    )
    outcome = training.run(state, Checkpoints(tmp_path))
    evaluations = writer.of(events.Evaluation)
    assert outcome is Outcome.STOPPED_EARLY
    assert state.step < 30
    assert evaluations[-1].without_improvement == evaluations[-1].patience == 2
    # The standard error that the patience is about is in the stream.
    assert evaluations[-1].standard_error > 0


def test_a_loss_that_is_no_number_ends_the_run(base: Path, tmp_path: Path) -> None:
    training, state, _ = training_on(base)
    named = training.trainee.weights.named
    training.trainee.load(
        {name: torch.full_like(each, float("nan")) for name, each in named.items()}
    )
    with pytest.raises(DivergedError, match="step 1"):
        training.take_step(state)


def test_a_state_comes_back_from_its_files(base: Path, tmp_path: Path) -> None:
    training, state, _ = training_on(base)
    training.run(state, Checkpoints(tmp_path))
    files = pack(state, training.trainee, training.optimizer)
    other, _, _ = training_on(base, seed=99)
    back = unpack(files, other.trainee, other.optimizer)
    assert pack(back, other.trainee, other.optimizer) == files
    assert back.selection.best is not None
    assert state.selection.best is not None
    assert back.selection.best.answers.tolist() == state.selection.best.answers.tolist()


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Make sums come out the same each time."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
