"""The fused product beside peft's own operations."""

from __future__ import annotations

import copy

import pytest
import torch
from peft import LoraConfig, get_peft_model
from peft.tuners.lora import LoraLayer
from torch import Tensor, nn

from trainer.run.lora_product import fuse_products


def adapted(dtype: torch.dtype = torch.float32, **settings: object) -> nn.Module:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(24, 40), nn.Tanh(), nn.Linear(40, 16, bias=False))
    config = LoraConfig(
        r=4, lora_alpha=6, target_modules=["0", "2"], init_lora_weights=False,
        **({"lora_dropout": 0.0} | settings),
    )  # fmt: skip
    peft: nn.Module = get_peft_model(model, config).to(dtype)
    return peft


def run(model: nn.Module, states: Tensor) -> list[Tensor]:
    states = states.clone().requires_grad_()
    torch.manual_seed(5)
    output = model(states)
    output.square().sum().backward()
    gradients = [each.grad for each in model.parameters() if each.requires_grad]
    assert states.grad is not None
    return [output.detach(), states.grad, *(each for each in gradients if each is not None)]


def fused(model: nn.Module) -> nn.Module:
    fuse_products(model)
    return model


def first_layer(model: nn.Module) -> nn.Module:
    found: nn.Module = next(each for each in model.modules() if isinstance(each, LoraLayer))
    return found


def count_fused(model: nn.Module) -> int:
    return sum("forward" in vars(each) for each in model.modules() if isinstance(each, LoraLayer))


@pytest.mark.parametrize("shape", [(7, 24), (3, 5, 24)])
@pytest.mark.parametrize("settings", [{}, {"use_rslora": True}])
@pytest.mark.parametrize(("dtype", "near"), [(torch.float64, 1e-10), (torch.bfloat16, 0.05)])
def test_outputs_and_gradients_are_those_of_peft(
    shape: tuple[int, ...], settings: dict[str, object], dtype: torch.dtype, near: float
) -> None:
    states = torch.randn(shape, dtype=dtype)
    theirs = run(adapted(dtype, **settings), states)
    model = fused(adapted(dtype, **settings))
    assert count_fused(model) == 2
    ours = run(model, states)
    assert len(ours) == len(theirs) == 6
    for one, other in zip(ours, theirs, strict=True):
        assert one.dtype is other.dtype
        assert (one - other).norm() <= near * other.norm()


def test_dropout_falls_on_the_adapters_input_alone_and_only_in_training() -> None:
    torch.manual_seed(1)
    states = torch.randn(4000, 24, dtype=torch.float64)
    plain, model = (adapted(torch.float64, lora_dropout=0.5) for _ in range(2))
    fuse_products(model)
    torch.testing.assert_close(model.eval()(states), plain.eval()(states))
    layer, peft = (first_layer(each.train()) for each in (model, plain))
    # As numbers are drawn alike, so are the ones dropped.
    torch.manual_seed(2)
    ours = layer(states)
    torch.manual_seed(2)
    torch.testing.assert_close(ours, peft(states))
    assert not torch.allclose(ours, first_layer(plain.eval())(states))
    inputs = torch.randn(3, 24, dtype=torch.float64, requires_grad=True)

    def seeded(given: Tensor) -> Tensor:
        torch.manual_seed(3)
        output: Tensor = layer(given)
        return output

    assert torch.autograd.gradcheck(seeded, (inputs,))


def test_what_is_no_plain_adapter_stays_as_it_is() -> None:
    assert count_fused(fused(adapted(use_dora=True))) == 0
    mixed = copy.deepcopy(adapted())
    for name, parameter in mixed.named_parameters():
        if "lora" in name:
            parameter.data = parameter.data.bfloat16()
    assert count_fused(fused(mixed)) == 0
