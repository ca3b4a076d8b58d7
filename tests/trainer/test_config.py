from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.classifier.profile import Profile, Quantization
from trainer.config import ClassBalance, ConfigurationError, TrainingConfig, read_config_file


def test_a_configuration_comes_back_from_json() -> None:
    config = TrainingConfig(
        data="tweet_eval", rank=8, target_modules=("q_proj", "v_proj"), max_steps=5
    )
    assert TrainingConfig.from_json(json.loads(json.dumps(config.to_json()))) == config


def test_the_default_is_qlora_on_the_starters_base(tmp_path: Path) -> None:
    config = TrainingConfig.from_json({"data": str(tmp_path)}).located()
    assert config.base == Profile.starter().base
    assert config.adapter == ""
    assert config.quantization is Quantization.NF4
    assert config.target_modules == "all-linear"
    assert not config.gradient_checkpointing


def test_whole_numbers_do_for_fractions() -> None:
    config = TrainingConfig.from_json({"data": "d", "epochs": 3, "class_balance": "weights"})
    assert config.epochs == 3.0
    assert config.class_balance is ClassBalance.WEIGHTS


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"rnak": 8}, "'rnak'"),
        ({"rank": "8"}, "rank"),
        ({"rank": True}, "rank"),
        ({"rank": 0}, "rank"),
        ({"dropout": 1.0}, "dropout"),
        ({"decay": "step"}, "cosine, linear"),
        ({"class_balance": "yes"}, "none, logit-adjustment, weights"),
        ({"target_modules": []}, "target_modules"),
        ({"max_length": 512}, "max_length"),
        ({"max_steps": 1.5}, "max_steps"),
    ],
)
def test_a_wrong_setting_is_named(values: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigurationError) as error:
        TrainingConfig.from_json({"data": "d", **values})
    assert said in str(error.value)


def test_data_have_to_be_named() -> None:
    with pytest.raises(ConfigurationError, match="No data"):
        TrainingConfig.from_json({})


@pytest.mark.parametrize("content", ["", "[1]", "{"])
def test_a_file_that_is_no_json_object_is_an_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "c.json").write_text(content, "utf-8")
    with pytest.raises(ConfigurationError):
        read_config_file(tmp_path / "c.json")
