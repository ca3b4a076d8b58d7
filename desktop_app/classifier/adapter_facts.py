"""``valence.json``: what an adapter says of itself beside ``adapter_config.json``."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from desktop_app.classifier.calibration import Calibration
from desktop_app.classifier.errors import DamagedModelError
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from desktop_app.classifier.prompting.prompt import LONGEST_PROMPT, PROMPT_TEMPLATE

FILE_NAME = "valence.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class AdapterFacts:
    """How an adapter was trained and how its answers are to be read.

    The defaults are those of the published adapter, which has no such file.

    Attributes:
        prompt_template: must be the product's own; kept so that a reader can tell.
        label_tokens: which tokens were trained.
        max_length: longest prompt in tokens.
        calibration: fitted on validation.
        calibrated_in: precision of the answers that it was fitted to; empty where nobody noted it.
        unsure_below: answers of less confidence are called "Unsure".
        dataset: what it was trained on.
        metrics: measured on validation.
        versions: of the libraries that trained it.
    """

    prompt_template: str = PROMPT_TEMPLATE
    label_tokens: LabelTokens = LabelTokens.SPACED
    max_length: int = LONGEST_PROMPT
    calibration: Calibration = field(default_factory=Calibration)
    calibrated_in: str = ""
    unsure_below: float = 0.0
    dataset: str = ""
    metrics: Mapping[str, Any] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, adapter: Path) -> Self:
        """Read the facts of the adapter in a directory; defaults where it has none.

        Raises:
            DamagedModelError: the file is there and is not what ``write`` writes.
        """
        path = adapter / FILE_NAME
        if not path.is_file():
            return cls()
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            values.pop("format")
            calibration = values.pop("calibration")
            low, middle, high = map(float, calibration["bias"])
            facts = cls(
                **{
                    **values,
                    "label_tokens": LabelTokens(values["label_tokens"]),
                    "max_length": min(int(values["max_length"]), LONGEST_PROMPT),
                    "unsure_below": float(values["unsure_below"]),
                    "calibration": Calibration(
                        float(calibration["temperature"]), (low, middle, high)
                    ),
                }
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise DamagedModelError(
                "The adapter's {file} cannot be read: {error}.",
                hint="Fetch or train the adapter again, or remove that file to use defaults.",
                file=FILE_NAME,
                error=error,
            ) from error
        if not facts.calibration.temperature > 0:
            raise DamagedModelError(
                "The adapter's {file} has a temperature that is not above zero.",
                hint="Fetch or train the adapter again, or remove that file to use defaults.",
                file=FILE_NAME,
            )
        return facts

    def write(self, adapter: Path) -> None:
        """Write ``valence.json`` into the adapter's directory."""
        values = {"format": FORMAT, **dataclasses.asdict(self)}
        text = json.dumps(values, indent=2, ensure_ascii=False)
        (adapter / FILE_NAME).write_text(text + "\n", encoding="utf-8")
