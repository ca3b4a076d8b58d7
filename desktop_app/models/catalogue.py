"""The models that Valence knows before anything is fetched."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.classifier.memory_needs import ModelSize
from desktop_app.classifier.profile import Profile
from desktop_app.sentences import Sentence

_VOCABULARY_AND_POSITIONS = {"vocab_size": 50_257, "max_position_embeddings": 2_048}


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A model of the Hub.

    Attributes:
        name: as people call it.
        profile: that uses it.
        download_bytes: about; what the Hub lists is exact.
        size: numbers of weights of the base.
        licence: of the base, as its card on the Hub gives it.
        note: what one should know before fetching it.
    """

    name: str
    profile: Profile
    download_bytes: int
    size: ModelSize
    licence: str
    note: Sentence

    @property
    def repositories(self) -> tuple[str, ...]:
        """Hub ids of what has to be fetched."""
        return tuple(filter(None, (self.profile.base, self.profile.adapter)))


def _gpt_neo(hidden: int, layers: int) -> ModelSize:
    config = {"model_type": "gpt_neo", "hidden_size": hidden, "num_layers": layers}
    size = ModelSize.of_gpt_neo(config | _VOCABULARY_AND_POSITIONS)
    assert size is not None
    return size


_NO_ADAPTER = Sentence("Has no adapter for sentiment: a base for your own fine-tuning.")

PUBLISHED = CatalogueEntry(
    name="GPT-Neo 1.3B",
    profile=Profile.published(),
    download_bytes=5_320_000_000,
    size=_gpt_neo(2_048, 24),
    licence="mit",
    note=Sentence("With a published QLoRA adapter for tweets, whose card gives no figures."),
)

CATALOGUE = (
    PUBLISHED,
    CatalogueEntry(
        name="GPT-Neo 125M",
        profile=Profile(base="EleutherAI/gpt-neo-125m"),
        download_bytes=530_000_000,
        size=_gpt_neo(768, 12),
        licence="mit",
        note=_NO_ADAPTER,
    ),
    CatalogueEntry(
        name="GPT-Neo 2.7B",
        profile=Profile(base="EleutherAI/gpt-neo-2.7B"),
        download_bytes=10_670_000_000,
        size=_gpt_neo(2_560, 32),
        licence="mit",
        note=_NO_ADAPTER,
    ),
)
