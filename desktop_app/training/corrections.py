"""From corrections to data and settings of a short run, and to what it is judged by.

Some corrections are held out: the run does not train on them, so that they can tell whether it
learned more than those it saw. Corrections alone would make a model forget the rest, so other
labelled texts are replayed among them: TweetEval where it is on this computer already, else the
sample tweets as the current model labels them, which at least keeps it from drifting.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from desktop_app.classifier.hub.access import hub_cache_folder
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history.corrections import corrected_labels, write_split
from desktop_app.history.records import Record
from trainer.config import TrainingConfig

FEWEST = 20
TWEET_EVAL = "tweet_eval"

# With fewer than a dozen, one more or less right says nothing.
_HELD_OUT = 12
_HELD_OUT_SHARE = 0.2

# More than a few dozen corrections, and few enough that these are not lost among them.
_REPLAYED = 60

_FIXED_SET = Path(__file__).resolve().parents[1] / "resources" / "samples" / "probe.tsv"

Labelled = tuple[str, Sentiment]


@dataclass(frozen=True, slots=True)
class SplitCorrections:
    """Corrections that are trained on, and those that are not."""

    train: tuple[Labelled, ...]
    held_out: tuple[Labelled, ...]


def split_corrections(corrected: Iterable[Record]) -> SplitCorrections:
    """Hold out a dozen corrections, a fifth where that is more, and never more than half.

    The texts' hashes choose, so that a text stays on its side as far as possible when there are
    more corrections later.
    """
    rows = sorted(corrected_labels(corrected).items(), key=lambda row: _hash(row[0]))
    count = min(len(rows) // 2, max(_HELD_OUT, int(len(rows) * _HELD_OUT_SHARE)))
    return SplitCorrections(tuple(rows[count:]), tuple(rows[:count]))


@cache
def fixed_evaluation_set() -> tuple[Labelled, ...]:
    """Return the labelled texts that ship with the program; nothing is ever trained on them."""
    lines = _FIXED_SET.read_text(encoding="utf-8").rstrip("\n").split("\n")
    pairs = (line.split("\t", 1) for line in lines)
    return tuple((text, Sentiment.from_word(word)) for word, text in pairs)


def tweet_eval_is_here() -> bool:
    """Whether the data set has been fetched before, by this program or another."""
    snapshots = hub_cache_folder() / "datasets--cardiffnlp--tweet_eval" / "snapshots"
    return any(snapshots.glob("*/sentiment/train*.parquet"))


@dataclass(frozen=True, slots=True)
class CorrectionData:
    """What a run on corrections reads.

    Attributes:
        split: with at least one correction to train on.
        replayed: labelled by the current model; empty to replay TweetEval.
    """

    split: SplitCorrections
    replayed: tuple[Labelled, ...] = ()

    def write(self, config: TrainingConfig, folder: Path) -> TrainingConfig:
        """Write the data into a folder and return the settings that name them.

        The run is evaluated on the held-out corrections and the fixed set together, which decide
        whether the new adapter is kept.

        Raises:
            CorrectionsNotWrittenError: the system does not let it be written.
        """
        data, replay = folder / "corrections", folder / "replay"
        write_split(self.split.train, data, "train")
        write_split((*self.split.held_out, *fixed_evaluation_set()), data, "val")
        if self.replayed:
            write_split(self.replayed, replay, "train")
        source = str(replay) if self.replayed else TWEET_EVAL
        return dataclasses.replace(config, data=str(data), replay=source, replay_rows=_REPLAYED)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
