"""``manifest.json``: what a converted model was made of, by what, and how near it comes."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from desktop_app.classifier.converted.parity import Parity
from desktop_app.classifier.profile import Quantization
from desktop_app.sentences import restored, with_templates

FILE_NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was tried, and how near its answers came.

    Attributes:
        quantization: of the weights.
        parity: None if it was not compared.
        fitted: whether sample tweets said how weights or activations are best rounded.
    """

    quantization: Quantization
    parity: Parity | None
    fitted: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """Says of a folder of the cache what is in it.

    Attributes:
        key: of the plan.
        name: of the model, for people.
        quantization: of the model in the folder; None if there is none, because no attempt passed.
        parameters: number of weights of the base.
        attempts: in their order; the last is the one that is kept, if any is.
        reason: why ``quantization`` is what it is, in one sentence.
        profile: ``Profile.to_json`` of the source.
        trained_on: precision of the base that the adapter was merged into.
        seconds: that the conversion took.
        versions: of the libraries that made it.
    """

    key: str
    name: str
    quantization: Quantization | None
    parameters: int
    attempts: tuple[Attempt, ...]
    reason: str
    profile: Mapping[str, Any]
    trained_on: Quantization
    seconds: float = 0.0
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def parity(self) -> Parity | None:
        """How near the model in the folder comes to its original."""
        return self.attempts[-1].parity if self.quantization and self.attempts else None

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the manifest of a folder.

        Raises:
            ValueError: it is not there, damaged, or of another format.
        """
        try:
            values = restored(json.loads((folder / FILE_NAME).read_text(encoding="utf-8")))
            if values.pop("format") != FORMAT:
                raise ValueError("another format")
            made = values["quantization"]
            return cls(
                **{
                    **values,
                    "quantization": Quantization(made) if made else None,
                    "trained_on": Quantization(values["trained_on"]),
                    "attempts": tuple(_attempt(each) for each in values["attempts"]),
                }
            )
        except (OSError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"no manifest of a converted model: {error}") from error

    def write(self, folder: Path) -> None:
        """Write the manifest into a folder."""
        values = with_templates({"format": FORMAT, **dataclasses.asdict(self)})
        text = json.dumps(values, indent=2, ensure_ascii=False)
        (folder / FILE_NAME).write_text(text + "\n", encoding="utf-8")


def _attempt(values: Mapping[str, Any]) -> Attempt:
    parity = values["parity"]
    return Attempt(
        Quantization(values["quantization"]),
        None if parity is None else Parity(**parity),
        values.get("fitted", False),
    )
