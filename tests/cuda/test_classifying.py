"""Models on a card: where they are, what they answer, and what is left when they go."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.engines.torch import loading
from desktop_app.classifier.engines.torch.engine import TorchEngine
from desktop_app.classifier.engines.torch.graphs import Graphs
from desktop_app.classifier.engines.torch.loading import load, place
from desktop_app.classifier.errors import OutOfMemoryError
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from desktop_app.classifier.prompting.label_tokens import LabelTokens, label_token_ids
from tests.classifier.reference import reference_label_logits
from tests.model_folders import build_base

# The largest difference of a logit from float32's, as a share of the largest logit: rounding to
# 8 bits of mantissa, and of weights to 4 bits.
FAR = {"fp32": 1e-4, "bf16": 0.05, "nf4": 0.5}
LONG = "what a mess it all is " * 60
TEXTS = ["I love it", "it is a table", "what a mess " * 30, "fine, thanks"]


@pytest.fixture
def profile(device: str, base: Path, adapter: Path) -> Profile:
    return Profile(str(base), str(adapter), device=DeviceChoice(device))


@pytest.fixture(scope="module")
def exact(base: Path, adapter: Path) -> NDArray[np.float32]:
    """The logits of ``TEXTS`` in float32 on the CPU."""
    profile = Profile(
        str(base), str(adapter), quantization=Quantization.FP32, device=DeviceChoice.CPU
    )
    with SentimentClassifier.load_in_torch(profile) as classifier:
        return classifier.label_logits(TEXTS)


def modules(engine: TorchEngine) -> set[str]:
    assert engine._model is not None
    return {type(module).__name__ for module in engine._model.modules()}


def test_the_card_is_chosen_by_itself(card: None, base: Path, adapter: Path) -> None:
    facts = load(Profile(str(base), str(adapter))).engine.facts
    assert facts.device == torch.cuda.get_device_name()
    assert place(DeviceChoice.AUTO, Quantization.AUTO, 5 * 2**30).quantization is Quantization.NF4


@pytest.mark.parametrize("quantization", ["fp32", "bf16", "nf4"])
def test_all_of_a_model_is_on_the_device(device: str, profile: Profile, quantization: str) -> None:
    profile = dataclasses.replace(profile, quantization=Quantization(quantization))
    engine = load(profile).engine
    assert engine._model is not None
    weights = [*engine._model.parameters(), *engine._model.buffers()]
    assert {each.device.type for each in weights} == {device}
    assert torch.float16 not in {each.dtype for each in weights}
    assert ("Linear4bit" in modules(engine)) == (quantization == "nf4")


@pytest.mark.parametrize("quantization", FAR)
def test_each_precision_is_near_float32_on_the_cpu(
    profile: Profile, exact: NDArray[np.float32], quantization: str
) -> None:
    profile = dataclasses.replace(profile, quantization=Quantization(quantization))
    with SentimentClassifier.load_in_torch(profile) as classifier:
        near = classifier.label_logits(TEXTS)
    assert np.abs(near - exact).max() / np.abs(exact).max() < FAR[quantization]


@pytest.mark.parametrize("quantization", FAR)
def test_it_answers_as_the_published_way_does(profile: Profile, quantization: str) -> None:
    loaded = load(dataclasses.replace(profile, quantization=Quantization(quantization)))
    engine, tokenizer = loaded.engine, loaded.tokenizer
    assert engine._model is not None
    prompt = tokenizer("Tweet: what a day\nSentiment:")["input_ids"]
    label_ids = label_token_ids(tokenizer, LabelTokens.SPACED)
    published = reference_label_logits(engine._model, label_ids, prompt)
    quick = engine.label_logits([prompt])[0]
    assert np.abs(quick - published).max() / np.abs(published).max() < min(0.05, FAR[quantization])


@pytest.mark.parametrize("quantization", FAR)
def test_an_answer_hardly_depends_on_what_else_is_in_the_batch(
    profile: Profile, quantization: str
) -> None:
    profile = dataclasses.replace(profile, quantization=Quantization(quantization))
    with SentimentClassifier.load_in_torch(profile) as classifier:
        together = classifier.label_logits(TEXTS)
        alone = np.concatenate([classifier.label_logits([text]) for text in TEXTS])
    # Kernels differ with the number of rows, and so does the order of sums.
    limit = 1e-4 if quantization == "fp32" else 0.05
    assert np.abs(together - alone).max() / np.abs(alone).max() < limit


def test_a_model_kept_in_four_bits_is_read_back_and_answers_the_same(
    profile: Profile, valence_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "LARGEST_SMALL_MODEL", 0)
    profile = dataclasses.replace(profile, quantization=Quantization.NF4)
    answers = []
    for _ in range(2):
        with SentimentClassifier.load_in_torch(profile) as classifier:
            answers.append(classifier.label_logits(TEXTS))
        assert len(list((valence_home / "cache" / "nf4").iterdir())) == 1
    np.testing.assert_array_equal(answers[0], answers[1])


def test_a_batch_too_large_for_the_card_is_halved_until_it_fits(
    heavy_base: Path, leave_free: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = Profile(str(heavy_base), quantization=Quantization.BF16, batch_size=64)
    texts = [LONG] * 64
    sizes: list[tuple[int, bool]] = []
    answer = TorchEngine.label_logits

    def counted(engine: TorchEngine, prompts: list[list[int]]) -> NDArray[np.float32]:
        sizes.append((len(prompts), False))
        logits = answer(engine, prompts)
        sizes[-1] = (len(prompts), True)
        return logits

    with SentimentClassifier.load_in_torch(profile) as classifier:
        roomy = classifier.label_logits(texts)
        leave_free(256 * 2**20)
        monkeypatch.setattr(TorchEngine, "label_logits", counted)
        tight = classifier.label_logits(texts)
    assert sizes[0] == (64, False)
    assert all(later <= earlier for (earlier, _), (later, _) in pairwise(sizes))
    assert sum(size for size, fitted in sizes if fitted) == 64
    assert np.abs(tight - roomy).max() / np.abs(roomy).max() < 0.05


def test_a_text_that_does_not_fit_at_all_is_said_in_a_sentence(
    heavy_base: Path, leave_free: Callable[[int], None]
) -> None:
    with SentimentClassifier.load_in_torch(Profile(str(heavy_base))) as classifier:
        classifier.label_logits(["short"])
        leave_free(0)
        with pytest.raises(OutOfMemoryError, match="does not fit into memory"):
            classifier.label_logits([LONG])
        torch.cuda.set_per_process_memory_fraction(1.0)
        # The engine is as good as before.
        assert classifier.label_logits([LONG]).shape == (1, 3)


def test_a_model_that_does_not_fit_is_said_in_a_sentence(
    leave_free: Callable[[int], None], tmp_path: Path
) -> None:
    large = build_base(tmp_path / "large", hidden_size=512)
    leave_free(0)
    with pytest.raises(OutOfMemoryError, match="does not fit into memory"):
        load(Profile(str(large), quantization=Quantization.FP32))


@pytest.mark.parametrize("quantization", FAR)
def test_a_closed_engine_gives_all_of_its_memory_back(
    card: None, tmp_path: Path, quantization: str
) -> None:
    base = build_base(tmp_path / "base", hidden_size=512)
    profile = Profile(str(base), quantization=Quantization(quantization))

    def use() -> int:
        with SentimentClassifier.load_in_torch(profile) as classifier:
            classifier.label_logits(TEXTS)
            return torch.cuda.memory_allocated()

    # What libraries keep for themselves, such as cuBLAS its workspace, is there after a first use.
    use()
    before, reserved = torch.cuda.memory_allocated(), torch.cuda.memory_reserved()
    assert use() > before
    assert torch.cuda.memory_allocated() == before
    assert torch.cuda.memory_reserved() == reserved


def answers_one_by_one(classifier: SentimentClassifier, texts: list[str]) -> NDArray[np.float32]:
    return np.concatenate([classifier.label_logits([text]) for text in texts])


def recorded(classifier: SentimentClassifier) -> int:
    engine = classifier._engine
    assert isinstance(engine, TorchEngine)
    return 0 if engine._graphs is None else len(engine._graphs)


@pytest.mark.parametrize("quantization", FAR)
def test_recorded_passes_answer_as_plain_ones(
    card: None, profile: Profile, quantization: str
) -> None:
    profile = dataclasses.replace(profile, quantization=Quantization(quantization))
    texts = [*TEXTS, *(f"{'a day ' * count}is a day" for count in range(0, 60, 4))]
    with SentimentClassifier.load(profile) as classifier:
        engine = classifier._engine
        assert isinstance(engine, TorchEngine)
        graphs, engine._graphs = engine._graphs, None
        plain = answers_one_by_one(classifier, texts)
        engine._graphs = graphs
        for _ in range(2):
            answers_one_by_one(classifier, texts)
        assert recorded(classifier) >= 4
        # In another order, so that each graph follows on others.
        again = answers_one_by_one(classifier, texts[::-1])[::-1]
        together = np.concatenate(
            [classifier.label_logits(texts[at : at + 3]) for at in (0, 3, 0, 3, 0, 3)]
        )[-6:]
    limit = 1e-4 if quantization == "fp32" else 0.05
    assert np.abs(again - plain).max() / np.abs(plain).max() < limit
    assert np.abs(together - plain[:6]).max() / np.abs(plain).max() < limit


@pytest.mark.parametrize("quantization", FAR)
def test_recorded_passes_give_their_memory_back(
    card: None, tmp_path: Path, quantization: str
) -> None:
    base = build_base(tmp_path / "base", hidden_size=512)
    profile = Profile(str(base), quantization=Quantization(quantization))

    def use() -> int:
        with SentimentClassifier.load(profile) as classifier:
            for _ in range(3):
                answers_one_by_one(classifier, TEXTS)
            return recorded(classifier)

    use()
    before, reserved = torch.cuda.memory_allocated(), torch.cuda.memory_reserved()
    assert use() >= 2
    assert torch.cuda.memory_allocated() == before
    assert torch.cuda.memory_reserved() == reserved


@pytest.mark.expects_log("CUDA graphs are not used")
def test_too_little_memory_for_recording_leaves_the_plain_way(
    heavy_base: Path,
    leave_free: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with SentimentClassifier.load(Profile(str(heavy_base))) as classifier:
        plain = classifier.label_logits(["short"])
        capture = Graphs._captured

        def tight(graphs: Graphs, shape: tuple[int, int]) -> Any:
            leave_free(0)
            try:
                return capture(graphs, shape)
            finally:
                torch.cuda.set_per_process_memory_fraction(1.0)

        monkeypatch.setattr(Graphs, "_captured", tight)
        answers = [classifier.label_logits(["short"]) for _ in range(3)][-1]
        assert recorded(classifier) == 0
        # The stream is the usual one again.
        assert torch.cuda.current_stream() == torch.cuda.default_stream()
    assert np.abs(answers - plain).max() / np.abs(plain).max() < 0.05
    assert [record.levelname for record in caplog.records].count("WARNING") == 1


@pytest.mark.expects_log("CUDA graphs are not used")
@pytest.mark.parametrize("quantization", FAR)
def test_a_recorded_pass_that_answers_wrongly_is_never_believed(
    card: None,
    profile: Profile,
    quantization: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    capture = Graphs._captured

    def off_by_a_tenth(graphs: Graphs, shape: tuple[int, int]) -> Any:
        right = capture(graphs, shape)

        def replay() -> None:
            right.replay()
            right.logits.mul_(1.1)

        return dataclasses.replace(right, replay=replay)

    profile = dataclasses.replace(profile, quantization=Quantization(quantization))
    with SentimentClassifier.load(profile) as classifier:
        plain = classifier.label_logits(TEXTS[:1])
        monkeypatch.setattr(Graphs, "_captured", off_by_a_tenth)
        for _ in range(3):
            answer = classifier.label_logits(TEXTS[:1])
            assert np.abs(answer - plain).max() / np.abs(plain).max() < 0.05
        assert recorded(classifier) == 0
    assert [record.levelname for record in caplog.records].count("WARNING") == 1
