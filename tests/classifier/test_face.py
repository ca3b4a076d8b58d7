"""What Python programs use of Valence, as they use it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, assert_type

import pytest

import desktop_app.classifier as face
from desktop_app.classifier import (
    Prediction,
    Profile,
    Sentiment,
    SentimentClassifier,
    predict_sentiment,
    predicting,
)
from desktop_app.classifier.errors import EmptyTextError, ModelNotFoundError
from tests.fakes import FakeEngine, fake_classifier

ROOT = Path(__file__).resolve().parents[2]

PUBLISHED = Profile.published()


class Loaded:
    """Takes the place of loading.

    Attributes:
        profiles: that were loaded, in order.
        engine: of all that is loaded.
        failure: is raised by the next load.
    """

    def __init__(self) -> None:
        self.profiles: list[Profile] = []
        self.engine = FakeEngine()
        self.failure: Exception | None = None

    def load(self, profile: Profile) -> SentimentClassifier:
        failure, self.failure = self.failure, None
        if failure is not None:
            raise failure
        self.profiles.append(profile)
        return fake_classifier(self.engine, profile)


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> Loaded:
    loaded = Loaded()
    monkeypatch.setattr(SentimentClassifier, "load", loaded.load)
    monkeypatch.setattr(predicting, "_kept", defaultdict(predicting._Kept))
    return loaded


@pytest.mark.process
def test_importing_it_loads_no_model_library() -> None:
    code = (
        "import sys\n"
        "from desktop_app.classifier import Prediction, Profile, Sentiment, predict_sentiment\n"
        "heavy = {'torch', 'transformers', 'peft', 'openvino', 'tokenizers', 'numpy', 'PySide6'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
        "from desktop_app.classifier import SentimentClassifier\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines() == ["[]", "['numpy']"]


def test_all_that_is_promised_is_there_and_no_more() -> None:
    for name in face.__all__:
        assert getattr(face, name).__name__ == name
        assert name in dir(face)
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = face.nothing_like_it  # type: ignore[attr-defined]


@pytest.mark.model
def test_a_text_gets_an_answer_of_the_starter() -> None:
    answer = predict_sentiment("I love this, thank you all so much")
    assert_type(answer, Prediction)
    assert answer.label is Sentiment.POSITIVE
    assert answer.confidence == max(answer.probabilities)
    assert sum(answer.probabilities) == pytest.approx(1)


def test_a_model_is_loaded_once_and_another_beside_it(loaded: Loaded) -> None:
    assert predict_sentiment("I love rain").label is Sentiment.POSITIVE
    assert predict_sentiment("I hate rain").label is Sentiment.NEGATIVE
    predict_sentiment("rain", PUBLISHED)
    predict_sentiment("rain", Profile.starter())
    assert loaded.profiles == [Profile.starter(), PUBLISHED]


def test_threads_that_ask_one_model_take_turns(loaded: Loaded) -> None:
    inside: list[int] = []
    most: list[int] = []
    pass_on = loaded.engine.label_logits

    def watched(prompts: Any) -> Any:
        inside.append(threading.get_ident())
        most.append(len(inside))
        try:
            return pass_on(prompts)
        finally:
            inside.remove(threading.get_ident())

    loaded.engine.label_logits = watched  # type: ignore[method-assign]
    together = threading.Barrier(8)

    def ask(number: int) -> Sentiment:
        together.wait()
        return predict_sentiment(f"I {('love', 'hate')[number % 2]} rain").label

    with ThreadPoolExecutor(8) as threads:
        labels = list(threads.map(ask, range(8)))
    assert labels == [Sentiment.POSITIVE, Sentiment.NEGATIVE] * 4
    assert loaded.profiles == [Profile.starter()]
    assert set(most) == {1}


def test_a_model_that_could_not_be_loaded_is_tried_again(loaded: Loaded) -> None:
    loaded.failure = ModelNotFoundError("It is not there.")
    with pytest.raises(ModelNotFoundError):
        predict_sentiment("I love rain")
    assert predict_sentiment("I love rain").label is Sentiment.POSITIVE


def test_what_is_no_text_is_refused_instead_of_answered(loaded: Loaded) -> None:
    with pytest.raises(EmptyTextError):
        predict_sentiment(" \n")
    with pytest.raises(TypeError, match="text 0 is no string but None"):
        predict_sentiment(None)  # type: ignore[arg-type]
    classifier = loaded.load(PUBLISHED)
    with pytest.raises(TypeError, match="not one string"):
        classifier.classify("I love rain")
    with pytest.raises(TypeError, match="text 1 is no string but nan"):
        classifier.classify(["I love rain", float("nan")])  # type: ignore[list-item]
    assert loaded.engine.batches == []


def test_texts_may_come_from_anything_that_can_be_gone_through(loaded: Loaded) -> None:
    answers = loaded.load(PUBLISHED).classify(f"I {word} rain" for word in ("love", "hate"))
    assert [answer.label for answer in answers] == [Sentiment.POSITIVE, Sentiment.NEGATIVE]


BLOCKS = re.findall(r"^```python\n(.*?)^```", (ROOT / "README.md").read_text("utf-8"), re.S | re.M)
GIVEN = """
import pandas
texts = ["I love this, thank you", "I hate it, the worst", "the train leaves at 8"]
frame = pandas.DataFrame({"text": texts}, index=[7, 8, 9])
"""
SHOWN = """
print([each.label.word for each in answers])
print(frame["sentiment"].to_dict())
"""


@pytest.mark.process
def test_every_line_of_the_readme_runs(tmp_path: Path) -> None:
    (block,) = BLOCKS
    # Gigabytes of the Hub's stay there: the starter's files are those of either model.
    starter = Profile.starter()
    base, adapter = starter.base, tmp_path / "runs" / "mine" / "adapter"
    shutil.copytree(starter.adapter, adapter)
    for named, here in (
        ("Profile.published()", f"Profile({base!r}, {starter.adapter!r})"),
        ('"EleutherAI/gpt-neo-125m"', repr(base)),
    ):
        assert block.count(named) == 1
        block = block.replace(named, here)
    done = subprocess.run(
        [sys.executable, "-c", GIVEN + block + SHOWN],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        },
        text=True,
    )
    assert done.returncode == 0, done.stderr
    first, progress, answers, frame = done.stdout.splitlines()
    assert first.startswith("Positive 0.")
    assert progress == "3 of 3"
    assert answers == "['Positive', 'Negative', 'Neutral']"
    assert frame == "{7: 'Positive', 8: 'Negative', 9: 'Neutral'}"
