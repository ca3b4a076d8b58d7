"""Everything a training run depends on, in one place; saved in the run folder."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from desktop_app.classifier.prompting.prompt import LONGEST_PROMPT
from desktop_app.errors import UserError


class ConfigurationError(UserError):
    """A setting is not what it has to be."""


class Decay(StrEnum):
    """How the learning rate falls after the warm-up."""

    COSINE = "cosine"
    LINEAR = "linear"


class ClassBalance(StrEnum):
    """What keeps frequent classes from being favoured.

    ``LOGIT_ADJUSTMENT`` adds the log of each class's share to its logit in the loss (Menon et al.,
    2021, https://openreview.net/forum?id=37nvvqkCo5), ``WEIGHTS`` weighs each text by the inverse
    of its class's share.
    """

    NONE = "none"
    LOGIT_ADJUSTMENT = "logit-adjustment"
    WEIGHTS = "weights"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingConfig:
    """What is trained on what, and how.

    Attributes:
        data: ``tweet_eval``, a folder in TweetEval's layout, or a table: CSV, TSV, JSONL, XLSX.
        text_column: of a file.
        label_column: of a file; its values are label words or TweetEval's numbers.
        replay: further data, named as ``data`` is, of which some rows are added: few new texts
            alone would make the model forget the rest. Empty for none.
        replay_rows: how many rows of it at most, to train on and to evaluate on each.
        base: directory or Hub id of a causal language model.
        adapter: directory or Hub id of a LoRA adapter to continue; empty for a new one.
        quantization: of the base.
        device: where to train.
        rank: of a new adapter's matrices.
        alpha: a new adapter's update is scaled by ``alpha / rank``, or ``alpha / sqrt(rank)`` with
            ``rslora``.
        dropout: on the adapter's input.
        target_modules: names of the layers that get an adapter; ``all-linear`` is every linear
            layer but the output layer.
        rslora: rank-stabilised scaling (Kalajdzievski, 2023, https://arxiv.org/abs/2312.03732).
        dora: weight-decomposed adapters (Liu et al., 2024, https://arxiv.org/abs/2402.09353).
        epochs: passes over the data.
        max_steps: optimiser steps after which to stop, or None for what ``epochs`` says.
        batch_size: texts in one optimiser step, of all processes together.
        micro_batch_size: texts in one forward pass; gradients accumulate until ``batch_size``.
        max_length: longest prompt in tokens.
        learning_rate: highest.
        decay: its course after the warm-up.
        warmup: share of the steps in which it rises.
        weight_decay: of AdamW, on matrices.
        clip_norm: gradients are scaled down to this norm.
        class_balance: against favouring frequent classes.
        gradient_checkpointing: compute activations twice to save memory; not worth it for tweets.
        evaluate_every: optimiser steps between evaluations and checkpoints; None for ten a run.
        patience: evaluations without improvement after which to stop.
        seed: of adapter, data order and dropout.
    """

    data: str
    text_column: str = "text"
    label_column: str = "label"
    replay: str = ""
    replay_rows: int = 400
    base: str = ""
    adapter: str = ""
    quantization: Quantization = Quantization.NF4
    device: DeviceChoice = DeviceChoice.AUTO
    rank: int = 16
    alpha: int = 32
    dropout: float = 0.05
    target_modules: str | tuple[str, ...] = "all-linear"
    rslora: bool = False
    dora: bool = False
    epochs: float = 2.0
    max_steps: int | None = None
    batch_size: int = 32
    micro_batch_size: int = 32
    max_length: int = 128
    learning_rate: float = 2e-4
    decay: Decay = Decay.COSINE
    warmup: float = 0.05
    weight_decay: float = 0.0
    clip_norm: float = 1.0
    class_balance: ClassBalance = ClassBalance.LOGIT_ADJUSTMENT
    gradient_checkpointing: bool = False
    evaluate_every: int | None = None
    patience: int = 4
    seed: int = 13

    def __post_init__(self) -> None:
        """Check ranges, so that a wrong value fails before anything is loaded.

        Raises:
            ConfigurationError: a value is out of its range.
        """
        allowed = {
            "replay_rows": self.replay_rows >= 1,
            "rank": self.rank >= 1,
            "alpha": self.alpha >= 1,
            "dropout": 0 <= self.dropout < 1,
            "epochs": self.epochs > 0,
            "max_steps": self.max_steps is None or self.max_steps >= 1,
            "batch_size": self.batch_size >= 1,
            "micro_batch_size": self.micro_batch_size >= 1,
            "max_length": 16 <= self.max_length <= LONGEST_PROMPT,
            "learning_rate": self.learning_rate > 0,
            "warmup": 0 <= self.warmup < 1,
            "weight_decay": self.weight_decay >= 0,
            "clip_norm": self.clip_norm > 0,
            "evaluate_every": self.evaluate_every is None or self.evaluate_every >= 1,
            "patience": self.patience >= 1,
            "seed": self.seed >= 0,
        }
        for name, is_right in allowed.items():
            if not is_right:
                raise ConfigurationError(
                    "The setting {name} cannot be {value}.",
                    hint="Leave it out to get the default.",
                    name=name,
                    value=repr(getattr(self, name)),
                )

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """Read plain values; what is not named keeps its default.

        Raises:
            ConfigurationError: a name is unknown, or a value has the wrong type or range.
        """
        fields = {field.name: field for field in dataclasses.fields(cls)}
        unknown = sorted(set(values) - set(fields))
        if unknown:
            raise ConfigurationError(
                "There is no setting {name}.",
                hint="There are: {names}.",
                name=repr(unknown[0]),
                names=", ".join(fields),
            )
        if "data" not in values:
            raise ConfigurationError(
                "No data are named.",
                hint="Give --data tweet_eval, a folder in TweetEval's layout, or a file.",
            )
        return cls(**{name: _typed(name, value) for name, value in values.items()})

    def to_json(self) -> dict[str, Any]:
        """Return plain values that ``from_json`` reads back."""
        return dataclasses.asdict(self)

    def located(self) -> Self:
        """Fill in the starter's base where none is named, and make local paths absolute."""
        base = self.base or Profile.starter().base
        return dataclasses.replace(
            self,
            data=_absolute(self.data),
            replay=_absolute(self.replay),
            base=_absolute(base),
            adapter=_absolute(self.adapter),
        )


def read_config_file(path: Path) -> dict[str, Any]:
    """Read a JSON file of settings, such as another run's ``config.json``.

    Raises:
        ConfigurationError: it is not there or not a JSON object.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            "The configuration {path} cannot be read: {error}.",
            hint="It has to be a JSON file.",
            path=path,
            error=error,
        ) from None
    if not isinstance(values, dict):
        raise ConfigurationError(
            "The configuration {path} is not a JSON object.",
            hint='It looks like {{"rank": 8}}.',
            path=path,
        )
    return values


_CHOICES: dict[str, type[StrEnum]] = {
    "quantization": Quantization,
    "device": DeviceChoice,
    "decay": Decay,
    "class_balance": ClassBalance,
}
_OPTIONAL = ("max_steps", "evaluate_every")


def _typed(name: str, value: Any) -> Any:
    """Check one plain value against the type of the setting's default."""
    if name in _CHOICES:
        try:
            return _CHOICES[name](value)
        except ValueError:
            raise ConfigurationError(
                "The setting {name} cannot be {value}.",
                hint="It is one of: {choices}.",
                name=name,
                value=repr(value),
                choices=", ".join(_CHOICES[name]),
            ) from None
    if name == "target_modules" and isinstance(value, (list, tuple)):
        if value and all(isinstance(each, str) for each in value):
            return tuple(value)
    elif name in _OPTIONAL:
        if value is None or type(value) is int:
            return value
    else:
        default = next(f.default for f in dataclasses.fields(TrainingConfig) if f.name == name)
        kind = str if default is dataclasses.MISSING else type(default)
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
    raise ConfigurationError(
        "The setting {name} cannot be {value}.",
        hint="Leave it out to get the default.",
        name=name,
        value=repr(value),
    )


def _absolute(source: str) -> str:
    path = Path(source).expanduser()
    return str(path.resolve()) if source and path.exists() else source
