from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from bitsandbytes.nn.modules import Linear4bit
from peft import PeftModel
from safetensors.torch import load_file
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    GPT2Config,
    GPT2LMHeadModel,
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedModel,
    PreTrainedTokenizerFast,
)

from desktop_app.classifier.adapter_facts import AdapterFacts
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.engines.torch import loading
from desktop_app.classifier.engines.torch.label_probe import probe_sentences
from desktop_app.classifier.errors import IncompatibleModelError
from desktop_app.classifier.profile import STARTER_DIRECTORY, DeviceChoice, Profile, Quantization
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from tests.model_folders import build_adapter
from tests.split_label_tokens import with_fitted_rows
from tests.trainer.runs import labelled_texts
from trainer.config import TrainingConfig
from trainer.run.model import Trainee, load_trainee

TEXTS = [text for text, _ in labelled_texts(12)]


def config(base: Path, **settings: object) -> TrainingConfig:
    return TrainingConfig.from_json(
        {"data": "unused", "base": str(base), "device": "cpu", "rank": 4, **settings}
    )


def logits_of(trainee: Trainee) -> torch.Tensor:
    trainee.eval()
    with torch.no_grad():
        return trainee.label_logits(trainee.encoder.encode(TEXTS))


def move(trainee: Trainee) -> None:
    """Change the adapter so that it has an effect, as training would."""
    torch.manual_seed(3)
    named = trainee.weights.named
    trainee.load({name: each + 0.05 * torch.randn_like(each) for name, each in named.items()})


def test_the_base_is_frozen_in_4_bits_and_the_adapter_is_float32(base: Path) -> None:
    trainee = load_trainee(config(base))
    quantized = [m for m in trainee.peft.modules() if isinstance(m, Linear4bit)]
    # Six linear layers in each of two blocks; the output layer is not among them.
    assert len(quantized) == 12
    states = [layer.quant_state for layer in quantized]
    assert all(state is not None and state.nested for state in states)
    assert {state.quant_type for state in states if state is not None} == {"nf4"}
    assert {each.dtype for each in trainee.weights.named.values()} == {torch.float32}
    assert len(trainee.weights.named) == 24
    assert all("lora_" in name for name in trainee.weights.named)
    others = [p for n, p in trainee.peft.named_parameters() if n not in trainee.weights.named]
    # Nothing of the base was copied to a wider type.
    assert {p.dtype for p in others} <= {torch.uint8, torch.bfloat16}


@pytest.mark.parametrize("settings", [{}, {"dora": True}, {"rslora": True}])
def test_training_moves_the_adapter_and_only_it(base: Path, settings: dict[str, object]) -> None:
    trainee = load_trainee(config(base, **settings))
    before = {name: p.detach().clone() for name, p in trainee.peft.named_parameters()}
    trainee.train()
    optimizer = torch.optim.Adam(trainee.weights.masters, lr=1e-3)
    for _ in range(3):
        optimizer.zero_grad()
        trainee.label_logits(trainee.encoder.encode(TEXTS)).square().sum().backward()
        trainee.weights.gather_gradients()
        optimizer.step()
        trainee.weights.publish()
    moved = {n for n, p in trainee.peft.named_parameters() if not torch.equal(p, before[n])}
    assert moved == set(trainee.weights.named)


def test_an_evaluation_between_steps_changes_nothing(base: Path) -> None:
    trainee = load_trainee(config(base, dropout=0.0))
    move(trainee)
    trainee.train()
    prompts = trainee.encoder.encode(TEXTS)
    first = trainee.label_logits(prompts)
    logits_of(trainee)
    trainee.train()
    assert torch.equal(trainee.label_logits(prompts), first)


def test_gradient_checkpointing_gives_the_same_gradients(base: Path) -> None:
    gradients = []
    for checkpointing in (False, True):
        trainee = load_trainee(
            config(base, dropout=0.0, gradient_checkpointing=checkpointing, quantization="fp32")
        )
        move(trainee)
        trainee.train()
        trainee.label_logits(trainee.encoder.encode(TEXTS)).square().mean().backward()
        trainee.weights.gather_gradients()
        (flat,) = trainee.weights.matrices
        assert flat.grad is not None
        gradients.append(flat.grad)
    difference = (gradients[0] - gradients[1]).norm() / gradients[0].norm()
    # In bfloat16 two ways to the same sum differ by its precision.
    assert difference < 0.05


@pytest.mark.parametrize("has_bfloat16", [True, False])
@pytest.mark.parametrize("quantization", ["nf4", "fp32"])
def test_the_written_adapter_is_exactly_the_one_that_was_evaluated(
    base: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    quantization: str,
    has_bfloat16: bool,
) -> None:
    monkeypatch.setattr(loading, "_has_fast_bfloat16", lambda _device: has_bfloat16)
    trainee = load_trainee(config(base, quantization=quantization))
    move(trainee)
    trainee.save_adapter(tmp_path / "adapter", "someone/base")
    stored = load_file(tmp_path / "adapter" / "adapter_model.safetensors")
    assert {tensor.dtype for tensor in stored.values()} == {
        torch.bfloat16 if has_bfloat16 else torch.float32
    }
    continued = load_trainee(
        config(base, quantization=quantization, adapter=str(tmp_path / "adapter"))
    )
    assert torch.equal(logits_of(continued), logits_of(trainee))


def test_plain_peft_and_the_classifier_load_the_adapter(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "_has_fast_bfloat16", lambda _device: False)
    trainee = load_trainee(config(base, quantization="fp32"))
    move(trainee)
    trainee.save_adapter(tmp_path, "")
    expected = logits_of(trainee).numpy()

    plain = PeftModel.from_pretrained(AutoModelForCausalLM.from_pretrained(base), tmp_path)
    tokenizer = AutoTokenizer.from_pretrained(base)
    ids = [tokenizer.encode(f" {word}")[0] for word in ("Negative", "Neutral", "Positive")]
    with torch.no_grad():
        rows = [
            plain(**tokenizer(f"Tweet: {text}\nSentiment:", return_tensors="pt")).logits[0, -1, ids]
            for text in TEXTS
        ]
    np.testing.assert_allclose(torch.stack(rows).numpy(), expected, rtol=1e-4, atol=1e-4)

    profile = Profile(
        base=str(base),
        adapter=str(tmp_path),
        quantization=Quantization.FP32,
        device=DeviceChoice.CPU,
    )
    with SentimentClassifier.load_in_torch(profile) as classifier:
        np.testing.assert_allclose(classifier.label_logits(TEXTS), expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    ("base_name", "said"), [("EleutherAI/gpt-neo-1.3B", "EleutherAI/gpt-neo-1.3B"), ("", None)]
)
def test_the_adapter_names_its_base(
    base: Path, tmp_path: Path, base_name: str, said: str | None
) -> None:
    load_trainee(config(base)).save_adapter(tmp_path, base_name)
    written = json.loads((tmp_path / "adapter_config.json").read_text("utf-8"))
    assert written["base_model_name_or_path"] == said
    assert written["inference_mode"] is True


def write_base(folder: Path, model: PreTrainedModel) -> Path:
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(STARTER_DIRECTORY / "base").save_pretrained(folder)
    return folder


@pytest.mark.parametrize("architecture", ["llama", "gpt2"])
def test_other_architectures_can_be_the_base(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, architecture: str
) -> None:
    monkeypatch.setattr(loading, "_has_fast_bfloat16", lambda _device: False)
    torch.manual_seed(0)
    vocabulary = len(AutoTokenizer.from_pretrained(STARTER_DIRECTORY / "base"))
    if architecture == "llama":
        model: PreTrainedModel = LlamaForCausalLM(
            LlamaConfig(
                vocab_size=vocabulary,
                hidden_size=64,
                intermediate_size=128,
                num_hidden_layers=2,
                num_attention_heads=4,
                max_position_embeddings=64,
            )
        )
    else:
        model = GPT2LMHeadModel(
            GPT2Config(
                vocab_size=vocabulary,
                n_embd=64,
                n_layer=2,
                n_head=4,
                n_positions=64,
                bos_token_id=0,
                eos_token_id=0,
            )
        )
    base = write_base(tmp_path / "base", model)
    trainee = load_trainee(config(base, quantization="fp32"))
    trainee.train()
    trainee.label_logits(trainee.encoder.encode(TEXTS)).square().sum().backward()
    assert any(p.grad is not None and p.grad.any() for p in trainee.weights.working.values())
    move(trainee)
    trainee.save_adapter(tmp_path / "adapter", "")
    profile = Profile(str(base), str(tmp_path / "adapter"), quantization=Quantization.FP32)
    with SentimentClassifier.load_in_torch(
        dataclasses.replace(profile, device=DeviceChoice.CPU, max_length=64)
    ) as classifier:
        expected = logits_of(trainee).numpy()
        np.testing.assert_allclose(classifier.label_logits(TEXTS), expected, rtol=1e-4, atol=1e-4)


def test_label_words_that_are_not_single_tokens_are_named(base: Path, tmp_path: Path) -> None:
    folder = tmp_path / "base"
    AutoModelForCausalLM.from_pretrained(base).save_pretrained(folder)
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {piece: number for number, piece in enumerate([*alphabet, "ĠNeutral"])}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.add_tokens([" Neutral"])
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer).save_pretrained(folder)
    with pytest.raises(IncompatibleModelError) as error:
        load_trainee(config(folder))
    assert "Negative: Ġ + N + e + g" in error.value.message
    assert "Positive: Ġ + P" in error.value.message
    assert "Neutral" not in error.value.message


def test_modules_that_the_base_does_not_have_are_answered_with_those_it_has(base: Path) -> None:
    with pytest.raises(IncompatibleModelError) as error:
        load_trainee(config(base, target_modules=["query"]))
    assert "c_fc, c_proj, k_proj" in error.value.hint


def test_an_adapter_of_another_base_is_refused(base: Path, tmp_path: Path) -> None:
    folder = build_adapter(tmp_path / "adapter", base)
    text = (folder / "adapter_config.json").read_text("utf-8")
    (folder / "adapter_config.json").write_text(text.replace('"r": 4', '"r": 8'), "utf-8")
    with pytest.raises(IncompatibleModelError, match="does not fit"):
        load_trainee(config(base, adapter=str(folder)))


def test_a_folder_that_is_no_model_is_refused(base: Path, tmp_path: Path) -> None:
    write_base(tmp_path / "broken", AutoModelForCausalLM.from_pretrained(base))
    (tmp_path / "broken" / "config.json").write_text('{"model_type": "nothing"}', "utf-8")
    with pytest.raises(IncompatibleModelError, match="cannot be read"):
        load_trainee(config(tmp_path / "broken"))


@pytest.mark.parametrize(
    # The output rows are fitted to the base in 32 bits and know less in 4; the wrong ones know
    # less than chance.
    ("quantization", "least"),
    [(Quantization.FP32, 0.9), (Quantization.NF4, 0.4)],
)
@pytest.mark.parametrize("right", [LabelTokens.SPACED, LabelTokens.FIRST_PIECE])
def test_an_adapter_that_does_not_say_is_continued_on_the_tokens_that_fit_it(
    tmp_path: Path, right: LabelTokens, quantization: Quantization, least: float
) -> None:
    strengths = {kind: 9.0 if kind is right else -9.0 for kind in LabelTokens}
    folders = with_fitted_rows(tmp_path / "models", strengths)
    settings = config(folders.base, adapter=str(folders.adapter), quantization=quantization)
    trainee = load_trainee(settings)
    texts, gold = probe_sentences()
    trainee.eval()
    with torch.inference_mode():
        logits = trainee.label_logits(trainee.encoder.encode(texts))

    assert trainee.label_tokens is right
    assert float((logits.argmax(1).numpy() == np.asarray(gold)).mean()) > least
    # It can be trained on from there.
    trainee.train()
    move(trainee)
    # What it says itself is believed.
    other = next(kind for kind in LabelTokens if kind is not right)
    AdapterFacts(label_tokens=other).write(folders.adapter)
    assert load_trainee(settings).label_tokens is other
