"""4-bit layers laid out as plain ones: when, and that nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from bitsandbytes.nn.modules import Linear4bit
from torch import Tensor

from desktop_app.classifier.engines.torch.unpacking import unpack_layers, unpacked_bytes
from tests.model_folders import build_base
from trainer.config import TrainingConfig
from trainer.run import unpacking
from trainer.run.model import Trainee, load_trainee
from trainer.run.unpacking import step_bytes, unpack_if_there_is_room

TEXTS = ["I love it", "it is a table", "what a mess it is, and what a day", "fine"]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_base(tmp_path_factory.mktemp("unpacking") / "base")


def config(base: Path, **settings: object) -> TrainingConfig:
    return TrainingConfig.from_json(
        {"data": "unused", "base": str(base), "device": "cpu", "rank": 4, "dropout": 0.0} | settings
    )


def trained(base: Path, **settings: object) -> Trainee:
    trainee = load_trainee(config(base, **settings))
    torch.manual_seed(3)
    named = trainee.weights.named
    trainee.load({name: each + 0.05 * torch.randn_like(each) for name, each in named.items()})
    return trainee


def logits_and_gradients(trainee: Trainee) -> tuple[Tensor, Tensor]:
    trainee.train()
    logits = trainee.label_logits(trainee.encoder.encode(TEXTS))
    logits.square().sum().backward()
    trainee.weights.gather_gradients()
    (matrices,) = trainee.weights.matrices
    assert matrices.grad is not None
    return logits.detach(), matrices.grad


@pytest.mark.parametrize("dora", [False, True])
def test_logits_gradients_and_the_written_adapter_stay_as_they_are(
    base: Path, tmp_path: Path, dora: bool
) -> None:
    packed, unpacked = (trained(base, dora=dora) for _ in range(2))
    more = unpacked_bytes(unpacked.peft, unpacked.compute_dtype)
    count = unpacked.parameter_count
    unpack_layers(unpacked.peft, unpacked.compute_dtype)
    layers = [type(each) for each in unpacked.peft.modules()]
    assert Linear4bit not in layers
    assert more > 0
    assert unpacked.parameter_count == count
    for ours, theirs in zip(
        logits_and_gradients(unpacked), logits_and_gradients(packed), strict=True
    ):
        # On a CPU bitsandbytes adds in another order than PyTorch.
        torch.testing.assert_close(ours, theirs, rtol=1e-3, atol=1e-3)
    for trainee, name in ((packed, "packed"), (unpacked, "unpacked")):
        trainee.save_adapter(tmp_path / name, str(base))
    written = [
        (tmp_path / name / "adapter_model.safetensors").read_bytes()
        for name in ("packed", "unpacked")
    ]
    assert written[0] == written[1]


def test_a_processor_keeps_the_base_in_4_bits(base: Path) -> None:
    trainee = load_trainee(config(base))
    assert not trainee.unpacked
    assert Linear4bit in [type(each) for each in trainee.peft.modules()]


def test_a_step_is_thought_larger_the_more_it_works_on(base: Path) -> None:
    model = load_trainee(config(base)).peft.get_base_model()
    usual = step_bytes(model, config(base))
    assert step_bytes(model, config(base, micro_batch_size=8)) * 4 == usual
    assert step_bytes(model, config(base, max_length=64)) < usual / 2
    assert step_bytes(model, config(base, gradient_checkpointing=True)) < usual


def test_a_small_card_keeps_the_base_in_4_bits(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = config(base)
    model = load_trainee(settings).peft
    needed = (
        unpacked_bytes(model, torch.bfloat16)
        + step_bytes(model.get_base_model(), settings)
        + unpacking._SPARE_BYTES
    )
    # The decision is about a number that only a card can tell.
    monkeypatch.setattr(unpacking, "_free_bytes", lambda _device: needed - 1)
    assert not unpack_if_there_is_room(model, settings, torch.bfloat16)
    assert Linear4bit in [type(each) for each in model.modules()]
    monkeypatch.setattr(unpacking, "_free_bytes", lambda _device: needed)
    assert unpack_if_there_is_room(model, settings, torch.bfloat16)
    assert Linear4bit not in [type(each) for each in model.modules()]
