"""What a model says of itself on its card: licence and measured quality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.classifier.hub.repository import CARD_FILE
from desktop_app.errors import UserError
from desktop_app.sentences import Sentence

_MEASURES = {
    "macro_recall": Sentence("macro-averaged recall"),
    "accuracy": Sentence("accuracy"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of a card.

    Attributes:
        name: as the card has it.
        value: a share between 0 and 1 in Valence's own cards; others may give percent.
        dataset: it was measured on; empty if the card does not say.
    """

    name: str
    value: float
    dataset: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What could be read; cards are written by people, so all of it may be missing.

    Attributes:
        licence: the Hub's short name, such as ``mit``; empty if the card gives none.
        measures: in the card's order.
    """

    licence: str = ""
    measures: tuple[Measure, ...] = ()


def read_card(folder: Path) -> Card:
    """Read ``README.md`` and, where there is one, ``valence.json``; never raises.

    The measures of ``valence.json`` stand for those of the card: they are of the same run and
    not rounded.
    """
    values = _front_matter(folder / CARD_FILE)
    licence = values.get("license")
    if isinstance(licence, list):
        licence = ", ".join(map(str, licence))
    return Card(str(licence or ""), _own_measures(folder) or _listed_measures(values))


def _front_matter(path: Path) -> Mapping[str, Any]:
    from huggingface_hub.repocard import metadata_load

    if not path.is_file():
        return {}
    try:
        values = metadata_load(path)
    # The parser of YAML has errors of its own, which derive from Exception alone.
    except Exception:  # noqa: BLE001
        return {}
    return values if isinstance(values, dict) else {}


def _own_measures(folder: Path) -> tuple[Measure, ...]:
    # It brings numpy, which the window's first paint does not wait for.
    from desktop_app.classifier.adapter_facts import AdapterFacts

    try:
        facts = AdapterFacts.read(folder)
    except UserError:
        return ()
    return tuple(
        Measure(words, float(facts.metrics[name]), facts.dataset)
        for name, words in _MEASURES.items()
        if isinstance(facts.metrics.get(name), int | float)
    )


def _listed_measures(values: Mapping[str, Any]) -> tuple[Measure, ...]:
    found: list[Measure] = []
    for model in _mappings(values.get("model-index")):
        for result in _mappings(model.get("results")):
            dataset = result.get("dataset")
            name = str(dataset.get("name", "")) if isinstance(dataset, dict) else ""
            found.extend(
                Measure(str(each.get("name") or each.get("type") or ""), each["value"], name)
                for each in _mappings(result.get("metrics"))
                if isinstance(each.get("value"), int | float)
            )
    return tuple(found)


def _mappings(values: object) -> list[Mapping[str, Any]]:
    return [each for each in values if isinstance(each, dict)] if isinstance(values, list) else []
