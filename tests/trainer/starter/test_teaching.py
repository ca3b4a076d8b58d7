"""Teachers from encoders of both kinds, and what they say."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import torch

from tests.trainer.starter.conftest import RECIPE
from trainer.starter.halves import Halves
from trainer.starter.labelling import label, mean_opinions
from trainer.starter.recipe import Course
from trainer.starter.sources import Annotators, LabelledTweets
from trainer.starter.teach import Teaching, teach
from trainer.starter.teacher import Teacher, name_emoji


@pytest.mark.parametrize("kind", ["bert", "mpnet"])
def test_a_teacher_learns_what_each_group_of_annotators_says(
    encoders: dict[str, Path], kind: str
) -> None:
    """The same texts, the labels turned round by the second group: one body, two heads."""
    texts = ["love it", "hate it", "see it"]
    labelled = LabelledTweets(
        texts * 2,
        np.array([2, 0, 1, 0, 2, 1], np.int8),
        np.array([0, 0, 0, 1, 1, 1], np.int8),
    )
    recipe = dataclasses.replace(RECIPE, teaching=Course(80, 6, 3e-3))
    torch.manual_seed(0)
    state = Teaching(Teacher.from_encoder(encoders[kind]), labelled, recipe, seed=1)
    for rows in state.batches():
        state.train_step(rows)
    state.keep_average()
    said = state.model.opinions(state.model.encode(texts))
    assert said.shape == (3, 2, 3)
    assert said[:, Annotators.TWEET_EVAL].argmax(1).tolist() == [2, 0, 1]
    assert said[:, Annotators.FIGURE_EIGHT].argmax(1).tolist() == [0, 2, 1]


def test_padding_changes_no_opinion(encoders: dict[str, Path]) -> None:
    teacher = Teacher.from_encoder(encoders["bert"]).eval()
    alone = teacher.opinions(teacher.encode(["i love this song"]))
    among = teacher.opinions(teacher.encode(["so good", "i love this song", "a b c d e f g h"]))
    np.testing.assert_allclose(among[1], alone[0], atol=2e-2)


def test_a_resumed_teaching_ends_where_an_unbroken_one_does(
    encoders: dict[str, Path], labelled: LabelledTweets, validation: LabelledTweets, tmp_path: Path
) -> None:
    teach(encoders["bert"], labelled, validation, RECIPE, seed=5, folder=tmp_path / "whole")
    torch.manual_seed(5)
    half = Teaching(Teacher.from_encoder(encoders["bert"]), labelled, RECIPE, 5)
    for rows in half.batches():
        half.train_step(rows)
        if half.step == half.total_steps // 2:
            break
    half.save(tmp_path / "broken.pt")
    teach(encoders["bert"], labelled, validation, RECIPE, seed=5, folder=tmp_path / "broken")
    whole = Teacher.load(tmp_path / "whole").state_dict()
    for name, weight in Teacher.load(tmp_path / "broken").state_dict().items():
        torch.testing.assert_close(weight, whole[name], atol=0, rtol=0)


def test_labelling_goes_on_where_it_was(
    encoders: dict[str, Path], labelled: LabelledTweets, validation: LabelledTweets, tmp_path: Path
) -> None:
    folder = tmp_path / "teacher"
    teach(encoders["mpnet"], labelled, validation, RECIPE, seed=5, folder=folder)
    label(folder, labelled.texts, tmp_path / "opinions")
    (shard,) = (tmp_path / "opinions").glob("*.npy")
    np.save(shard, np.load(shard) * 0)
    label(folder, labelled.texts, tmp_path / "opinions")
    assert not mean_opinions([tmp_path / "opinions"]).any(), "labelled anew what was there"
    label(tmp_path / "gone", labelled.texts, tmp_path / "opinions")
    shard.unlink()
    label(folder, labelled.texts, tmp_path / "opinions")
    np.testing.assert_allclose(mean_opinions([tmp_path / "opinions"]).sum(-1), 1, atol=5e-3)


def test_halves_part_the_texts_and_stay_the_same(validation: LabelledTweets) -> None:
    logits = np.random.default_rng(0).normal(size=(12, 3))
    halves = Halves(validation)
    first, second = (
        halves.measure(Annotators.TWEET_EVAL, logits, half)["macro_recall"] for half in (0, 1)
    )
    again = Halves(validation).measure(Annotators.TWEET_EVAL, logits)["macro_recall"]
    assert first == again
    assert first != second


def test_emoji_are_spelled_for_the_teacher() -> None:
    assert name_emoji("so good 😂") == "so good face with tears of joy"
    assert name_emoji("i ❤️ you") == "i heavy black heart you"
