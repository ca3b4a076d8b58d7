"""The making of a starter, from small teachers and a few tweets to files that answer."""

from __future__ import annotations

import argparse
import dataclasses
import lzma
import random
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from transformers import AutoTokenizer, BertConfig, BertModel, GPTNeoForCausalLM

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.engines.torch.backbone import last_hidden
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from tests.trainer.starter.conftest import BAD, GOOD, PLAIN, RECIPE
from trainer.starter import corpus
from trainer.starter.augment import disguised, variants, with_instruction
from trainer.starter.build import EncoderError, add_arguments, run
from trainer.starter.deepen import deepen
from trainer.starter.distill import Stage, Student, distill, prepare
from trainer.starter.export import balance, export
from trainer.starter.inherit import inherit
from trainer.starter.recipe import Course, StarterRecipe
from trainer.starter.sources import Annotators, LabelledTweets, read_figure_eight, read_unlabelled
from trainer.tweeteval import DatasetError


def random_opinions(texts: corpus.Corpus) -> np.ndarray:
    rng = np.random.default_rng(0)
    return rng.dirichlet([1, 1, 1], size=(texts.opinions, 2)).astype(np.float16)


def deep_base(inherited: Path, folder: Path) -> Path:
    """The inherited model with layers put between, as distillation gets it."""
    model = GPTNeoForCausalLM.from_pretrained(inherited, dtype=torch.float32)
    deepen(model, RECIPE.layers).save_pretrained(folder)
    AutoTokenizer.from_pretrained(inherited).save_pretrained(folder)
    return folder


def test_the_corpus_has_each_opinion_once_and_nothing_of_validation(
    texts: corpus.Corpus, validation: LabelledTweets
) -> None:
    asked = [text.lower() for text in texts.texts[: texts.opinions]]
    assert len(set(asked)) == len(asked)
    assert texts.originals == 12 + 12 + 2
    assert not {text.lower() for text in validation.texts} & set(asked)
    assert (texts.gold[:24] == np.tile(np.repeat([0, 1, 2], 4), 2)).all()
    assert (texts.annotators[:24] == np.repeat([0, 1], 12)).all()
    assert (texts.gold[24 : texts.opinions] == corpus.NO_GOLD).all()
    assert len(texts.texts) == texts.opinions + RECIPE.disguises + RECIPE.attacks


def test_a_text_written_otherwise_keeps_the_target_of_its_original(texts: corpus.Corpus) -> None:
    targets = corpus.soft_targets(texts, random_opinions(texts), 0.75, 0.4)
    copies = np.arange(texts.opinions, len(texts.texts))
    assert (texts.parents[copies] < texts.originals).all()
    np.testing.assert_array_equal(targets[copies], targets[texts.parents[copies]])


def test_targets_weigh_the_head_of_the_texts_own_annotators(texts: corpus.Corpus) -> None:
    opinions = np.zeros((texts.opinions, 2, 3), np.float16)
    opinions[:, Annotators.TWEET_EVAL, 0] = 1
    opinions[:, Annotators.FIGURE_EIGHT, 2] = 1
    targets = corpus.soft_targets(texts, opinions, own_weight=0.75, gold_weight=0.4)
    # TweetEval's first is negative, Figure Eight's first as well; the last original has no label.
    np.testing.assert_allclose(targets[0], [0.6 * 0.75 + 0.4, 0, 0.6 * 0.25], atol=1e-6)
    np.testing.assert_allclose(targets[12], [0.6 * 0.25 + 0.4, 0, 0.6 * 0.75], atol=1e-6)
    np.testing.assert_allclose(targets[texts.originals - 1], [0.5, 0, 0.5], atol=1e-6)


def test_a_corpus_survives_its_files(texts: corpus.Corpus, tmp_path: Path) -> None:
    texts.write(tmp_path)
    again = corpus.read(tmp_path)
    assert again.texts == texts.texts
    assert (again.originals, again.opinions) == (texts.originals, texts.opinions)
    for name in ("gold", "annotators", "parents"):
        np.testing.assert_array_equal(getattr(again, name), getattr(texts, name))


def test_backticks_of_figure_eight_become_apostrophes(data: Path) -> None:
    read, labels = read_figure_eight(data / "figure_eight" / "train.csv")
    assert read[0] == "well, i hate this rain it's so"
    assert labels[0] == 0


def test_a_label_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_text("id,text,label\n1,fine,good\n")
    with pytest.raises(DatasetError, match="Row 1"):
        read_figure_eight(tmp_path / "train.csv")


def test_unlabelled_texts_may_be_compressed(data: Path, tmp_path: Path) -> None:
    plain = (data / "tweets" / "unlabeled.txt").read_bytes()
    (tmp_path / "tweets").mkdir()
    (tmp_path / "tweets" / "unlabeled.txt.xz").write_bytes(lzma.compress(plain))
    assert read_unlabelled(tmp_path) == read_unlabelled(data)


def test_the_last_position_sees_what_the_encoder_sees(
    encoders: dict[str, Path], inherited: Path
) -> None:
    """With one layer, causality takes nothing from the last position: the two should agree."""
    tokenizer = AutoTokenizer.from_pretrained(encoders["bert"])
    torch.manual_seed(2)
    encoder = BertModel(
        BertConfig(
            vocab_size=len(tokenizer),
            hidden_size=32,
            num_hidden_layers=1,
            num_attention_heads=4,
            intermediate_size=64,
            max_position_embeddings=96,
        )
    ).eval()
    for weight in encoder.parameters():
        # Far from their initial zeros, so that a bias forgotten on the way shows.
        torch.nn.init.normal_(weight, mean=float(weight.detach().mean()), std=0.3)
    texts = [*GOOD, *BAD, *PLAIN]
    model = inherit(
        encoder, tokenizer, AutoTokenizer.from_pretrained(inherited), texts, RECIPE.max_length
    )
    embeddings = encoder.embeddings
    ours, theirs = [], []
    with torch.inference_mode():
        for text in texts:
            ids = tokenizer(text, return_tensors="pt")["input_ids"]
            words = embeddings.word_embeddings(ids) + embeddings.token_type_embeddings.weight[0]
            ours.append(model.transformer(inputs_embeds=words).last_hidden_state[0, -1])
            theirs.append(encoder(ids).last_hidden_state[0, -1])
    together = torch.stack([torch.cat(ours), torch.cat(theirs)])
    assert torch.corrcoef(together)[0, 1] > 0.996


def test_layers_put_between_change_no_answer(inherited: Path) -> None:
    model = GPTNeoForCausalLM.from_pretrained(inherited, dtype=torch.float32).eval()
    deeper = deepen(model, 5)
    ids = torch.arange(30).view(2, 15)
    with torch.inference_mode():
        torch.testing.assert_close(deeper(ids).logits, model(ids).logits, atol=1e-6, rtol=1e-6)
    assert deeper.config.num_layers == len(deeper.transformer.h) == 5
    assert model.config.num_layers == 2


def test_layers_put_between_learn(inherited: Path, texts: corpus.Corpus, tmp_path: Path) -> None:
    student = Student(deep_base(inherited, tmp_path / "deep"), RECIPE, torch.device("cpu"))
    table = student.encode(texts.texts)
    state = prepare(
        Stage.DISTILLATION, student, table, texts, random_opinions(texts), recipe=RECIPE
    )
    added = student.model.transformer.h[1].mlp.c_proj.weight
    assert not added.any()
    for rows in state.batches():
        state.train_step(rows)
    assert added.any()


def test_a_model_does_not_lose_layers(inherited: Path) -> None:
    with pytest.raises(ValueError, match="2 layers"):
        deepen(GPTNeoForCausalLM.from_pretrained(inherited), 1)


def test_training_sees_the_logits_that_the_product_answers_by(inherited: Path) -> None:
    student = Student(inherited, RECIPE, torch.device("cpu"))
    student.model.eval()
    ids, lengths = student.encode([*GOOD, *BAD]).batch(np.arange(8))
    with torch.no_grad():
        ours = student.label_logits(ids, lengths)
        hidden = last_hidden(student.model.transformer, ids, lengths - 1)
    words = " Negative Neutral Positive"
    tokens = student.tokenizer(words, add_special_tokens=False)["input_ids"]
    expected = hidden @ student.model.transformer.wte.weight[tokens].detach().T
    # bfloat16 has three digits.
    torch.testing.assert_close(ours, expected, atol=float(expected.std()) * 0.1, rtol=0.02)


def test_a_distillation_lowers_its_loss_and_ends_with_its_last_step(
    inherited: Path, texts: corpus.Corpus
) -> None:
    recipe = dataclasses.replace(RECIPE, distillation=Course(12.5, 8, 3e-3))
    student = Student(inherited, recipe, torch.device("cpu"))
    table = student.encode(texts.texts)
    state = prepare(
        Stage.DISTILLATION, student, table, texts, random_opinions(texts), recipe=recipe
    )
    losses = [float(state.train_step(rows)) for rows in state.batches()]
    assert state.step == state.total_steps == round(12.5 * state.steps_in_epoch)
    assert np.mean(losses[-5:]) < np.mean(losses[:5])


@pytest.mark.parametrize("interrupted", list(Stage))
def test_a_resumed_distillation_ends_where_an_unbroken_one_does(
    inherited: Path,
    texts: corpus.Corpus,
    validation: LabelledTweets,
    tmp_path: Path,
    interrupted: Stage,
) -> None:
    base = deep_base(inherited, tmp_path / "deep")
    recipe = dataclasses.replace(RECIPE, embedding_dropout=0.1)
    opinions = random_opinions(texts)
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    last = distill(base, texts, opinions, validation, recipe=recipe, work=whole)

    broken.mkdir()
    if interrupted is Stage.FINISH:
        (whole / Stage.DISTILLATION).rename(broken / Stage.DISTILLATION)
        base = broken / Stage.DISTILLATION
    student = Student(base, recipe, torch.device("cpu"))
    table = student.encode(texts.texts)
    half = prepare(interrupted, student, table, texts, opinions, recipe=recipe)
    for rows in half.batches():
        half.train_step(rows)
        if half.step == half.total_steps // 2:
            break
    half.save(broken / f"{interrupted}.pt")
    resumed = distill(base, texts, opinions, validation, recipe=recipe, work=broken)

    expected = load_file(last / "model.safetensors")
    for name, weight in load_file(resumed / "model.safetensors").items():
        torch.testing.assert_close(weight, expected[name], atol=0, rtol=0)


def test_without_passes_at_the_end_the_distilled_weights_are_the_last(
    inherited: Path, texts: corpus.Corpus, validation: LabelledTweets, tmp_path: Path
) -> None:
    recipe = dataclasses.replace(RECIPE, finish=Course(0, 8, 1e-4))
    last = distill(
        inherited, texts, random_opinions(texts), validation, recipe=recipe, work=tmp_path
    )
    distilled = load_file(tmp_path / Stage.DISTILLATION / "model.safetensors")
    for name, weight in load_file(last / "model.safetensors").items():
        torch.testing.assert_close(weight, distilled[name], atol=0, rtol=0)


def test_the_command_makes_a_base_that_answers(
    data: Path, encoders: dict[str, Path], tmp_path: Path
) -> None:
    RECIPE.write(tmp_path / "recipe.json")
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    options = ["--data", data, "--work", tmp_path / "work", "--output", tmp_path / "base"]
    options += ["--recipe", tmp_path / "recipe.json"]
    options += ["--encoder", encoders["mpnet"], "--encoder", encoders["bert"]]
    assert run(parser.parse_args([str(option) for option in options])) == 0
    assert StarterRecipe.read(tmp_path / "base" / "recipe.json") == RECIPE
    base = str(tmp_path / "base")
    profile = Profile(base, quantization=Quantization.FP32, device=DeviceChoice.CPU)
    with SentimentClassifier.load(profile) as classifier:
        assert np.isfinite(classifier.label_logits(GOOD)).all()


def test_a_student_needs_an_encoder_of_berts_kind(
    data: Path, encoders: dict[str, Path], tmp_path: Path
) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    options = ["--data", data, "--work", tmp_path, "--output", tmp_path / "base"]
    options += ["--encoder", encoders["mpnet"]]
    with pytest.raises(EncoderError, match="BERT"):
        run(parser.parse_args([str(option) for option in options]))


def test_balancing_changes_no_answer(inherited: Path) -> None:
    model = GPTNeoForCausalLM.from_pretrained(inherited, dtype=torch.float32).eval()
    ids = torch.arange(30).view(2, 15)
    with torch.inference_mode():
        before = model(ids).logits
        balance(model)
        after = model(ids).logits
    torch.testing.assert_close(after, before, atol=1e-5, rtol=1e-4)


def test_the_export_is_small_and_answers_like_the_original(inherited: Path, tmp_path: Path) -> None:
    export(inherited, tmp_path / "base")
    whole = (inherited / "model.safetensors").stat().st_size
    assert (tmp_path / "base" / "model.safetensors").stat().st_size < 0.4 * whole
    logits = []
    for base in (inherited, tmp_path / "base"):
        profile = Profile(str(base), quantization=Quantization.FP32, device=DeviceChoice.CPU)
        with SentimentClassifier.load_in_torch(profile) as classifier:
            logits.append(classifier.label_logits([*GOOD, *BAD]))
    spread = logits[0].std()
    assert np.abs(logits[0] - logits[1]).mean() < 0.2 * spread


def test_variants_depend_on_the_seed_alone() -> None:
    texts = [*GOOD, *BAD, *PLAIN]
    assert variants(texts, 40, 1) == variants(texts, 40, 1)
    assert variants(texts, 40, 1) != variants(texts, 40, 2)
    assert all(text.strip() for text in variants(texts, 200, 3))


@pytest.mark.parametrize("apostrophe", "'’‘`´′＇")
def test_the_tokenizer_knows_apostrophes_of_all_kinds(inherited: Path, apostrophe: str) -> None:
    tokenizer = AutoTokenizer.from_pretrained(inherited)
    written = tokenizer(f"don{apostrophe}t", add_special_tokens=False)["input_ids"]
    assert written == tokenizer("don't", add_special_tokens=False)["input_ids"]


def test_a_disguise_leaves_out_apostrophes_or_spaces_alone() -> None:
    rng = random.Random(0)
    text = "i don't like it at all"
    made = {disguised(text, rng) for _ in range(50)}
    assert all(other.replace(" ", "").replace("'", "") == "idontlikeitatall" for other in made)
    assert "i dont like it at all" in made
    assert any("don't" in other and other != text for other in made)


def test_an_instruction_keeps_the_tweet_in_front() -> None:
    rng = random.Random(0)
    assert all(with_instruction("hello", rng).startswith("hello ") for _ in range(50))


def test_a_recipe_survives_a_file(tmp_path: Path) -> None:
    recipe = dataclasses.replace(RECIPE, seed=99, teaching=Course(7, 8, 9e-3))
    recipe.write(tmp_path / "recipe.json")
    assert StarterRecipe.read(tmp_path / "recipe.json") == recipe
