"""Finds out which label tokens fit an adapter that does not say.

Whoever trained it scored either ``" Positive"`` or the first piece of ``"Positive"``, and an
adapter scored by the other set answers little better than a coin. So both are tried on sentences
whose sentiment is plain. It costs one run over 60 short sentences, the first time an adapter is
loaded; the outcome is kept in the program's cache.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from desktop_app import paths
from desktop_app.atomic import write_json
from desktop_app.classifier.adapter_facts import FILE_NAME
from desktop_app.classifier.calibration import Calibration
from desktop_app.classifier.engines.base import LabelProbe
from desktop_app.classifier.errors import IncompatibleModelError
from desktop_app.classifier.hub.fingerprint import fingerprint
from desktop_app.classifier.prompting.label_tokens import LabelTokens, label_token_ids
from desktop_app.classifier.prompting.prompt import LONGEST_PROMPT, PromptEncoder
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.errors import UserError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

_log = logging.getLogger(__name__)

_ROUNDING = 1e-2
_SENTENCES_FILE = Path(__file__).resolve().parents[3] / "resources" / "samples" / "probe.tsv"
_BATCH_SIZE = 20


def needs_probe(adapter: Path | None) -> bool:
    """Whether there is an adapter that leaves open which label tokens it was trained on."""
    return adapter is not None and not (adapter / FILE_NAME).is_file()


def kept_probe(adapter: Path) -> LabelProbe | None:
    """Return what an earlier run found for this adapter's content; no model is needed."""
    try:
        return _read(_file_for(adapter))
    except (OSError, UserError):
        return None


def probed_label_tokens(
    model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, adapter: Path
) -> LabelProbe:
    """Find the label tokens of an adapter that does not say, and keep what was found.

    Args:
        model: the base with ``adapter`` in it, injected or merged, without a PEFT wrapper.
        tokenizer: of the base.
        adapter: its directory, for its content alone; nothing is written there.

    Raises:
        IncompatibleModelError: the vocabulary allows neither set.
    """
    found = kept_probe(adapter)
    if found is None:
        found = probe(model, tokenizer)
        _keep(found, adapter)
    return found


def probe(model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase) -> LabelProbe:
    """Score the probe sentences by both sets of label tokens, in one pass through the layers.

    The larger macro-averaged recall wins; of equal ones, the larger mean log-likelihood of the
    right labels; of equal ones again, the spaced tokens, which follow naturally in text.

    Raises:
        IncompatibleModelError: the vocabulary allows neither set.
    """
    sets = _possible_sets(tokenizer)
    texts, gold = probe_sentences()
    logits = _logits(model, tokenizer, texts, [token for ids in sets.values() for token in ids])
    figures = {
        kind: _figures(logits[:, 3 * index : 3 * index + 3], np.asarray(gold))
        for index, kind in enumerate(sets)
    }
    recalls = {kind: recall for kind, (recall, _) in figures.items()}
    return LabelProbe(
        _better(figures),
        recalls.get(LabelTokens.SPACED),
        recalls.get(LabelTokens.FIRST_PIECE),
    )


def _better(figures: Mapping[LabelTokens, tuple[float, float]]) -> LabelTokens:
    """Return the set that wins; spaced comes first, so it wins a tie."""
    (best, (recall, likelihood)), *others = figures.items()
    for kind, (other_recall, other_likelihood) in others:
        # Equal sets differ by the order in which products were added up.
        surer = other_likelihood > likelihood and not math.isclose(
            other_likelihood, likelihood, rel_tol=_ROUNDING
        )
        if other_recall > recall or (other_recall == recall and surer):
            best, recall, likelihood = kind, other_recall, other_likelihood
    return best


@cache
def probe_sentences() -> tuple[tuple[str, ...], tuple[Sentiment, ...]]:
    """Return short sentences and their labels, equally many of each."""
    rows = [line.split("\t") for line in _SENTENCES_FILE.read_text("utf-8").splitlines()]
    return tuple(text for _, text in rows), tuple(Sentiment.from_word(word) for word, _ in rows)


def _possible_sets(
    tokenizer: PreTrainedTokenizerBase,
) -> dict[LabelTokens, tuple[int, int, int]]:
    sets: dict[LabelTokens, tuple[int, int, int]] = {}
    for kind in (LabelTokens.SPACED, LabelTokens.FIRST_PIECE):
        try:
            sets[kind] = label_token_ids(tokenizer, kind)
        except IncompatibleModelError:
            if kind is LabelTokens.FIRST_PIECE and not sets:
                raise
    return sets


def _logits(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    texts: tuple[str, ...],
    tokens: list[int],
) -> NDArray[np.float32]:
    import torch

    from desktop_app.classifier.engines.torch.backbone import pad_right
    from desktop_app.classifier.engines.torch.engine import hidden_at_last, label_head

    rows = [prompt.ids for prompt in PromptEncoder(tokenizer, LONGEST_PROMPT).encode(texts)]
    wanted = torch.tensor(tokens, device=model.device)
    scored = []
    with torch.inference_mode():
        for start in range(0, len(rows), _BATCH_SIZE):
            ids, last = pad_right(rows[start : start + _BATCH_SIZE])
            hidden = hidden_at_last(model, ids.to(model.device), last.to(model.device))
            scored.append(label_head(model, hidden, wanted).cpu().numpy())
    return np.concatenate(scored)


def _figures(logits: NDArray[np.float32], gold: NDArray[np.int64]) -> tuple[float, float]:
    """Return macro-averaged recall and the mean log-likelihood of the right labels."""
    probabilities = Calibration().probabilities(logits)
    right = probabilities.argmax(1) == gold
    recall = float(np.mean([right[gold == label].mean() for label in Sentiment]))
    likelihood = np.log(np.maximum(probabilities[np.arange(len(gold)), gold], 1e-12))
    return recall, float(likelihood.mean())


def _file_for(adapter: Path) -> Path:
    # Other sentences may decide otherwise.
    sentences = hashlib.sha256(_SENTENCES_FILE.read_bytes()).hexdigest()
    return paths.cache_folder() / "label-tokens" / f"{fingerprint([adapter], [sentences])}.json"


def _read(file: Path) -> LabelProbe | None:
    try:
        values = json.loads(file.read_text("utf-8"))
        spaced, first_piece = (
            None if values[name] is None else float(values[name])
            for name in ("spaced", "first_piece")
        )
        found = LabelProbe(LabelTokens(values["chosen"]), spaced, first_piece)
        float(values[found.chosen.name.lower()])
    except (ValueError, KeyError, TypeError):
        # Whatever it is, trying again puts it right.
        return None
    return found


def _keep(found: LabelProbe, adapter: Path) -> None:
    values = {
        "chosen": found.chosen.value,
        "spaced": found.spaced,
        "first_piece": found.first_piece,
    }
    try:
        file = _file_for(adapter)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_json(file, values)
    except (OSError, UserError) as error:
        _log.warning("What the label tokens' probe found cannot be kept: %s", error)
