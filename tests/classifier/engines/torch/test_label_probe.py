"""An adapter that does not say which label tokens it was trained on is tried out."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
import torch
from transformers import AutoTokenizer, GPTNeoForCausalLM, PreTrainedTokenizerBase

from desktop_app.classifier.adapter_facts import AdapterFacts
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.engines.base import LabelProbe
from desktop_app.classifier.engines.torch import label_probe
from desktop_app.classifier.engines.torch.label_probe import kept_probe, probe, probe_sentences
from desktop_app.classifier.errors import IncompatibleModelError
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from desktop_app.models.samples import sample_tweets
from tests.model_folders import build_adapter, build_base
from tests.split_label_tokens import Folders, with_fitted_rows


@pytest.fixture(scope="module")
def spaced_right(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    strengths = {LabelTokens.SPACED: 9.0, LabelTokens.FIRST_PIECE: -9.0}
    return with_fitted_rows(tmp_path_factory.mktemp("spaced"), strengths)


@pytest.fixture(scope="module")
def pieces_right(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    strengths = {LabelTokens.SPACED: -9.0, LabelTokens.FIRST_PIECE: 9.0}
    return with_fitted_rows(tmp_path_factory.mktemp("pieces"), strengths)


def test_the_set_that_knows_the_answers_is_chosen(
    spaced_right: Folders, pieces_right: Folders
) -> None:
    spaced, pieces = spaced_right.load(), pieces_right.load()

    assert spaced.label_tokens is LabelTokens.SPACED
    assert pieces.label_tokens is LabelTokens.FIRST_PIECE
    assert spaced.label_probe == LabelProbe(LabelTokens.SPACED, 1.0, 0.0)
    assert pieces.label_probe == LabelProbe(LabelTokens.FIRST_PIECE, 0.0, 1.0)


def test_the_answers_come_from_the_chosen_set(pieces_right: Folders) -> None:
    texts, gold = probe_sentences()
    with SentimentClassifier.load_in_torch(pieces_right.profile()) as classifier:
        answers = classifier.classify(texts)
    assert [answer.label for answer in answers] == list(gold)


def test_an_explicit_choice_is_not_questioned(pieces_right: Folders) -> None:
    facts = pieces_right.load(LabelTokens.SPACED)
    assert (facts.label_tokens, facts.label_probe) == (LabelTokens.SPACED, None)
    assert kept_probe(pieces_right.adapter) is None


def test_an_adapter_that_says_is_believed(tmp_path: Path, pieces_right: Folders) -> None:
    adapter = tmp_path / "adapter"
    shutil.copytree(pieces_right.adapter, adapter)
    AdapterFacts(label_tokens=LabelTokens.SPACED).write(adapter)
    facts = Folders(pieces_right.base, adapter).load()
    assert (facts.label_tokens, facts.label_probe) == (LabelTokens.SPACED, None)


def test_it_is_tried_once_for_each_content(tmp_path: Path, pieces_right: Folders) -> None:
    before = sorted(path.name for path in pieces_right.adapter.iterdir())
    pieces_right.load()
    file = label_probe._file_for(pieces_right.adapter)
    # Whoever believes this has not tried again.
    file.write_text(json.dumps({"chosen": "spaced", "spaced": 0.75, "first_piece": 0.5}))
    assert pieces_right.load().label_probe == LabelProbe(LabelTokens.SPACED, 0.75, 0.5)

    moved = tmp_path / "moved"
    shutil.copytree(pieces_right.adapter, moved)
    assert kept_probe(moved) == LabelProbe(LabelTokens.SPACED, 0.75, 0.5)
    other = build_adapter(tmp_path / "other", pieces_right.base, seed=2)
    assert kept_probe(other) is None
    assert sorted(path.name for path in pieces_right.adapter.iterdir()) == before


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", '{"chosen": "spaced", "spaced": null, "first_piece": 1}', "\x00\xff"],
)
def test_what_was_kept_damaged_is_found_out_again(pieces_right: Folders, content: str) -> None:
    pieces_right.load()
    label_probe._file_for(pieces_right.adapter).write_text(content, encoding="latin-1")
    assert pieces_right.load().label_tokens is LabelTokens.FIRST_PIECE
    assert kept_probe(pieces_right.adapter) == LabelProbe(LabelTokens.FIRST_PIECE, 0.0, 1.0)


@pytest.mark.expects_log("cannot be kept")
def test_a_cache_that_cannot_be_written_changes_no_answer(
    pieces_right: Folders, valence_home: Path
) -> None:
    (valence_home / "cache").mkdir(parents=True)
    (valence_home / "cache" / "label-tokens").write_text("in the way")
    assert pieces_right.load().label_tokens is LabelTokens.FIRST_PIECE


def test_a_vocabulary_with_one_set_leaves_no_choice(tmp_path: Path) -> None:
    base = build_base(tmp_path / "base")
    facts = Folders(base, build_adapter(tmp_path / "adapter", base)).load()
    assert facts.label_tokens is LabelTokens.SPACED
    assert facts.label_probe is not None
    assert facts.label_probe.rejected_recall is None


def test_a_vocabulary_with_neither_set_is_refused(tiny_base: Path) -> None:
    model = GPTNeoForCausalLM.from_pretrained(tiny_base, dtype=torch.float32)
    with pytest.raises(IncompatibleModelError, match="same token"):
        probe(model, without_spaced_words(tiny_base))


def without_spaced_words(base: Path) -> PreTrainedTokenizerBase:
    values = json.loads((base / "tokenizer.json").read_text())
    values["added_tokens"] = [
        token for token in values["added_tokens"] if token["content"].startswith("<")
    ]
    values["normalizer"] = None
    changed = base.parent / "without-spaced-words"
    shutil.copytree(base, changed, ignore=shutil.ignore_patterns("*.safetensors"))
    (changed / "tokenizer.json").write_text(json.dumps(values))
    tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(changed)
    return tokenizer


@pytest.mark.parametrize(
    ("pieces", "chosen"),
    [(9.0, LabelTokens.SPACED), (20.0, LabelTokens.FIRST_PIECE), (2.0, LabelTokens.SPACED)],
)
def test_of_equal_recalls_the_surer_set_wins_and_then_the_spaced(
    tmp_path: Path, pieces: float, chosen: LabelTokens
) -> None:
    strengths = {LabelTokens.SPACED: 9.0, LabelTokens.FIRST_PIECE: pieces}
    found = with_fitted_rows(tmp_path, strengths).load().label_probe
    assert found == LabelProbe(chosen, 1.0, 1.0)


def test_the_sentences_are_balanced_and_are_not_the_samples() -> None:
    texts, gold = probe_sentences()
    assert len(set(texts)) == len(texts) == 60
    assert set(Counter(gold).values()) == {20}
    assert not set(texts) & set(sample_tweets())
