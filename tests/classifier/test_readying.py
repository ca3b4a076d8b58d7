from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from transformers import GPTNeoForCausalLM

from desktop_app.classifier import readying
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.converted.cache import ConversionCache
from desktop_app.classifier.converted.errors import ConversionError, ConversionNeededError
from desktop_app.classifier.converted.manifest import Manifest
from desktop_app.classifier.converted.plan import plan_conversion
from desktop_app.classifier.errors import DamagedModelError
from desktop_app.classifier.memory_needs import count_weights
from desktop_app.classifier.profile import (
    STARTER_DIRECTORY,
    DeviceChoice,
    Profile,
    Quantization,
)
from desktop_app.classifier.prompting.prompt import PromptEncoder
from desktop_app.classifier.prompting.saved_tokenizer import SavedTokenizer
from desktop_app.models.conversion.convert import convert
from tests.model_folders import build_base

pytestmark = pytest.mark.model

TEXTS = ["I love it", "it is a table", "what a mess " * 30, "", "<|endoftext|> \N{PILE OF POO}"]
ON_CPU = DeviceChoice.CPU


def test_weights_are_counted_by_the_configuration_or_else_by_the_files(tmp_path: Path) -> None:
    base = build_base(tmp_path / "base")
    exact = GPTNeoForCausalLM.from_pretrained(base).num_parameters()
    assert count_weights(base) == exact
    config = base / "config.json"
    for unknown in (config.read_text().replace("gpt_neo", "other"), "{"):
        config.write_text(unknown)
        assert count_weights(base) == pytest.approx(2 * exact, rel=0.05)


def test_the_starter_answers_without_pytorch_or_transformers() -> None:
    code = (
        "import sys\n"
        "from desktop_app.classifier.profile import Profile\n"
        "from desktop_app.classifier.classifier import SentimentClassifier\n"
        "with SentimentClassifier.load(Profile.starter()) as classifier:\n"
        "    print(classifier.classify_one('I love it').label.word)\n"
        "heavy = {'torch', 'transformers', 'peft', 'nncf', 'openvino_telemetry'}\n"
        "print(sorted(name for name in heavy if sys.modules.get(name)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.splitlines() == ["Positive", "[]"]


def test_a_saved_tokenizer_gives_the_ids_of_the_one_it_was_saved_from(
    starter: SentimentClassifier,
) -> None:
    saved = PromptEncoder(SavedTokenizer(STARTER_DIRECTORY / "converted"), 128)
    assert saved.encode(TEXTS) == starter._prompts.encode(TEXTS)


def test_a_model_is_converted_once_and_then_loaded(tiny_base: Path, tiny_adapter: Path) -> None:
    profile = Profile(str(tiny_base), str(tiny_adapter), quantization=Quantization.INT8, threads=1)
    with pytest.raises(ConversionNeededError):
        SentimentClassifier.load(profile, may_convert=False)
    shares: list[float] = []
    with SentimentClassifier.load(profile, progress=shares.append) as classifier:
        first = classifier.label_logits(TEXTS)
    assert shares
    shares.clear()
    with SentimentClassifier.load(profile, may_convert=False, progress=shares.append) as classifier:
        np.testing.assert_allclose(classifier.label_logits(TEXTS), first, atol=1e-4)
    assert shares == []


@pytest.mark.parametrize(
    ("file", "trouble"), [("tokenizer.json", "tokenizer"), ("model.bin", "cannot be used")]
)
@pytest.mark.expects_log("is removed")
def test_a_damaged_converted_model_gives_way_to_a_new_one(
    tiny_base: Path, file: str, trouble: str
) -> None:
    profile = Profile(str(tiny_base), quantization=Quantization.INT8, threads=1)
    plan = plan_conversion(profile, tiny_base, None, Quantization.INT8)
    with ConversionCache.of_user().writing(plan.key) as folder:
        convert(plan, folder, lambda _stage, _share: None, samples=())
        (folder / file).write_text("{}")
    with pytest.raises(DamagedModelError, match=trouble) as caught:
        SentimentClassifier.load(profile, may_convert=False)
    assert "Load the model again" in caught.value.hint
    with pytest.raises(ConversionNeededError):
        SentimentClassifier.load(profile, may_convert=False)


def test_what_comes_with_the_program_is_never_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = shutil.copytree(STARTER_DIRECTORY / "converted", tmp_path / "converted")
    (shipped / "model.bin").write_text("{}")
    cache = ConversionCache(tmp_path / "cache", shipped=shipped)
    monkeypatch.setattr(ConversionCache, "of_user", lambda: cache)
    with pytest.raises(DamagedModelError, match="cannot be used"):
        SentimentClassifier.load(Profile.starter())
    assert (shipped / "manifest.json").is_file()


def keep_refusal(profile: Profile, base: Path) -> None:
    """Leave in the cache what a conversion leaves whose results were too far off."""
    plan = plan_conversion(profile, base, None, Quantization.INT8)
    with ConversionCache.of_user().writing(plan.key) as folder:
        Manifest(
            key=plan.key,
            name="base",
            quantization=None,
            parameters=1,
            attempts=(),
            reason="It came out too far off.",
            profile={},
            trained_on=Quantization.FP32,
        ).write(folder)


def test_a_model_that_came_out_too_far_off_runs_in_pytorch_and_says_why(tiny_base: Path) -> None:
    profile = Profile(str(tiny_base), quantization=Quantization.INT8)
    keep_refusal(profile, tiny_base)
    with SentimentClassifier.load(profile) as classifier:
        assert classifier.engine_facts.engine == "torch"
        assert classifier.engine_facts.reason == "It came out too far off."


def test_a_conversion_that_fails_is_no_obstacle_unless_it_was_asked_for(
    tiny_base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise ConversionError("The disk is full.", hint="Make room.")

    monkeypatch.setattr(readying, "convert_in_child", fail)
    automatic = Profile(str(tiny_base), device=ON_CPU)
    with SentimentClassifier.load(automatic) as classifier:
        assert classifier.engine_facts.engine == "torch"
        assert classifier.engine_facts.reason == "The disk is full."
    with pytest.raises(ConversionError, match="disk is full"):
        SentimentClassifier.load(dataclasses.replace(automatic, quantization=Quantization.INT8))


def test_the_number_of_threads_is_honoured_in_pytorch(tiny_base: Path) -> None:
    import torch

    before = torch.get_num_threads()
    profile = Profile(str(tiny_base), quantization=Quantization.FP32, device=ON_CPU, threads=2)
    try:
        with SentimentClassifier.load(profile):
            assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(before)
