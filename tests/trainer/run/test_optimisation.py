"""Loss, schedule and optimiser state."""

from __future__ import annotations

import json
import math

import pytest
import torch
from safetensors.torch import load, save
from torch import nn

from desktop_app.classifier.sentiment import Sentiment
from trainer.config import ClassBalance, Decay
from trainer.run.checkpoint import IncompatibleCheckpointError
from trainer.run.loss import LabelLoss
from trainer.run.master_weights import MasterWeights
from trainer.run.optimizer import build_optimizer, load_optimizer, optimizer_tensors
from trainer.run.schedule import learning_rate

CPU = torch.device("cpu")
# One negative, three neutral, four positive.
LABELS = [Sentiment.NEGATIVE] + [Sentiment.NEUTRAL] * 3 + [Sentiment.POSITIVE] * 4


def test_without_balancing_the_loss_is_cross_entropy() -> None:
    logits = torch.tensor([[0.2, -1.0, 0.7], [0.0, 2.0, 1.0]])
    labels = torch.tensor([2, 0])
    expected = -(logits.log_softmax(1)[0, 2] + logits.log_softmax(1)[1, 0])
    loss = LabelLoss(LABELS, ClassBalance.NONE, CPU)
    assert loss.total(logits, labels).item() == pytest.approx(expected.item())
    assert loss.weight(labels) == 2.0


def test_logit_adjustment_is_at_its_minimum_when_logits_leave_the_shares_out() -> None:
    loss = LabelLoss(LABELS, ClassBalance.LOGIT_ADJUSTMENT, CPU)
    logits = torch.zeros(8, 3, requires_grad=True)
    loss.total(logits, torch.tensor(LABELS)).backward()
    assert logits.grad is not None
    assert logits.grad.sum(0).abs().max() < 1e-6


def test_weights_make_classes_count_alike() -> None:
    loss = LabelLoss(LABELS, ClassBalance.WEIGHTS, CPU)
    by_class = [loss.weight(torch.tensor([label for label in LABELS if label == each]))
                for each in Sentiment]  # fmt: skip
    assert by_class == pytest.approx([8 / 3] * 3)


def test_a_class_that_does_not_occur_does_no_harm() -> None:
    for balance in ClassBalance:
        loss = LabelLoss([Sentiment.NEUTRAL, Sentiment.POSITIVE], balance, CPU)
        assert math.isfinite(loss.total(torch.zeros(2, 3), torch.tensor([1, 2])).item())


@pytest.mark.parametrize("decay", Decay)
def test_the_learning_rate_rises_and_falls(decay: Decay) -> None:
    rates = [learning_rate(s, 100, peak=1.0, warmup=0.1, decay=decay) for s in range(100)]
    assert rates[:10] == pytest.approx([0.1 * each for each in range(1, 11)])
    assert max(rates) == 1.0
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert 0 < rates[-1] < 0.02


def test_cosine_and_linear_decay_differ() -> None:
    at_quarter = [learning_rate(25, 100, peak=1.0, warmup=0.0, decay=each) for each in Decay]
    assert at_quarter == pytest.approx([(1 + math.cos(math.pi / 4)) / 2, 0.75])


def model_with(seed: int) -> nn.Module:
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(80, 80), nn.LayerNorm(80))


def master_weights(model: nn.Module) -> MasterWeights:
    return MasterWeights(dict(model.named_parameters()), torch.float32)


def step(model: nn.Module, weights: MasterWeights, optimizer: torch.optim.Optimizer) -> None:
    for group in optimizer.param_groups:
        group["lr"] = 0.01
    model(torch.ones(2, 80)).square().sum().backward()
    weights.gather_gradients()
    optimizer.step()
    weights.publish()
    weights.forget_gradients()


def bitsandbytes_optimizer(weights: MasterWeights) -> torch.optim.Optimizer:
    from bitsandbytes.optim.adamw import AdamW8bit

    optimizer: torch.optim.Optimizer = AdamW8bit(weights.masters)  # type: ignore[no-untyped-call]
    return optimizer


def torch_optimizer(weights: MasterWeights) -> torch.optim.Optimizer:
    return build_optimizer(weights, 0.01, CPU)


@pytest.mark.parametrize("make", [torch_optimizer, bitsandbytes_optimizer])
def test_an_optimizer_goes_on_from_tensors_and_numbers_exactly(make) -> None:  # type: ignore[no-untyped-def]
    model, other = model_with(0), model_with(1)
    weights = master_weights(model)
    optimizer = make(weights)
    for _ in range(3):
        step(model, weights, optimizer)
    tensors, numbers = optimizer_tensors(optimizer)
    assert all(tensor.device.type == "cpu" for tensor in tensors.values())

    ours = master_weights(other)
    ours.load(weights.named)
    resumed = make(ours)
    load_optimizer(resumed, load(save(tensors)), json.loads(json.dumps(numbers)))
    step(model, weights, optimizer)
    step(other, ours, resumed)
    for name, value in model.state_dict().items():
        assert torch.equal(value, other.state_dict()[name]), name


def one_for_each_matrix(weights: MasterWeights) -> torch.optim.Optimizer:
    """What earlier versions optimised, each weight by itself."""
    values = [nn.Parameter(each.clone()) for each in weights.named.values()]
    optimizer = torch.optim.AdamW(values, lr=0.01)
    for each in values:
        each.grad = torch.ones_like(each)
    optimizer.step()
    return optimizer


def of_another_shape(weights: MasterWeights) -> torch.optim.Optimizer:
    smaller = MasterWeights(dict(nn.Linear(8, 8).named_parameters()), torch.float32)
    optimizer = torch_optimizer(smaller)
    for each in smaller.masters:
        each.grad = torch.ones_like(each)
    optimizer.step()
    return optimizer


def of_another_device(weights: MasterWeights) -> torch.optim.Optimizer:
    model = model_with(0)
    weights = master_weights(model)
    optimizer = bitsandbytes_optimizer(weights)
    step(model, weights, optimizer)
    return optimizer


@pytest.mark.parametrize("other", [one_for_each_matrix, of_another_shape, of_another_device])
def test_the_state_of_another_optimizer_is_refused_and_does_no_harm(other) -> None:  # type: ignore[no-untyped-def]
    model = model_with(0)
    weights = master_weights(model)
    optimizer = torch_optimizer(weights)
    step(model, weights, optimizer)
    before, _ = optimizer_tensors(optimizer)
    tensors, numbers = optimizer_tensors(other(weights))
    with pytest.raises(IncompatibleCheckpointError, match=r"another version.*another folder"):
        load_optimizer(optimizer, tensors, numbers)
    after, _ = optimizer_tensors(optimizer)
    assert after.keys() == before.keys()
    assert all(torch.equal(after[name], before[name]) for name in before)
