from pathlib import Path

import pytest
import torch
from transformers import GPTNeoForCausalLM

from desktop_app.classifier.engines.torch.backbone import (
    KEYS_AT_ONCE,
    last_hidden,
    pad_right,
    read_prefix,
)
from tests.model_folders import build_base


@pytest.mark.parametrize(
    "shape",
    [
        {},
        {"window_size": 5},
        {"num_layers": 1, "attention_types": [[["local"], 1]], "window_size": 3},
        {"hidden_size": 48, "num_heads": 12, "activation_function": "gelu"},
    ],
)
def test_equals_transformers_at_each_rows_last_position(
    tmp_path: Path, shape: dict[str, int]
) -> None:
    model = GPTNeoForCausalLM.from_pretrained(
        build_base(tmp_path, **shape), dtype=torch.float32
    ).eval()
    generator = torch.Generator().manual_seed(3)
    rows = [
        torch.randint(0, model.config.vocab_size, (length,), generator=generator).tolist()
        for length in (1, 2, 7, 40, 200, 256)
    ]
    with torch.inference_mode():
        together = last_hidden(model.transformer, *pad_right(rows))
        for row, hidden in zip(rows, together, strict=True):
            expected = model.transformer(torch.tensor([row])).last_hidden_state[0, -1]
            torch.testing.assert_close(hidden, expected, atol=1e-4, rtol=0)


@pytest.mark.parametrize("shape", [{}, {"window_size": 5}])
@pytest.mark.parametrize("begun", [1, 3, 6])
def test_goes_on_from_a_beginning_that_was_read_before(
    tmp_path: Path, shape: dict[str, int], begun: int
) -> None:
    model = GPTNeoForCausalLM.from_pretrained(
        build_base(tmp_path, **shape), dtype=torch.float32
    ).eval()
    beginning = list(range(40, 40 + begun))
    rests = [[5], [9, 8, 7, 6], list(range(100, 150))]
    with torch.inference_mode():
        prefix = read_prefix(model.transformer, torch.tensor(beginning))
        together = last_hidden(model.transformer, *pad_right(rests), prefix)
        whole = last_hidden(model.transformer, *pad_right([beginning + rest for rest in rests]))
    torch.testing.assert_close(together, whole, atol=1e-4, rtol=0)


def test_attention_after_a_beginning_is_over_whole_steps_of_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = GPTNeoForCausalLM.from_pretrained(build_base(tmp_path), dtype=torch.float32).eval()
    keys = set()
    softmax = torch.Tensor.softmax

    def counting(scores: torch.Tensor, dimension: int) -> torch.Tensor:
        keys.add(scores.shape[dimension])
        return softmax(scores, dimension)

    with torch.inference_mode():
        prefix = read_prefix(model.transformer, torch.tensor([40, 41]))
        monkeypatch.setattr(torch.Tensor, "softmax", counting)
        for length in range(1, 40):
            last_hidden(model.transformer, *pad_right([[5] * length]), prefix)
    assert keys == {KEYS_AT_ONCE, 2 * KEYS_AT_ONCE, 3 * KEYS_AT_ONCE}


def test_padding_is_never_seen() -> None:
    ids, last = pad_right([[5, 6], [7]], pad_id=9)
    assert ids.tolist() == [[5, 6], [7, 9]]
    assert last.tolist() == [1, 0]
