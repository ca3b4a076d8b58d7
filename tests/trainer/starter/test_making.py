"""The making of a starter, from a small teacher and a few tweets to files that answer."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file
from tokenizers import BertWordPieceTokenizer
from transformers import AutoTokenizer, BertConfig, BertModel, BertTokenizerFast, GPTNeoForCausalLM

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from trainer.starter import corpus
from trainer.starter.augment import variants, with_instruction
from trainer.starter.distill import Distillation, distill
from trainer.starter.export import balance, export
from trainer.starter.inherit import inherit
from trainer.starter.recipe import StarterRecipe
from trainer.starter.teacher import name_emoji
from trainer.starter.tokenizer import train_tokenizer
from trainer.tweeteval import read_split

RECIPE = StarterRecipe(
    vocabulary=420,
    max_length=48,
    variants_of_labelled=30,
    variants_of_unlabelled=10,
    # Ends within an epoch, as the shipped recipe does.
    epochs=1.5,
    batch_size=8,
    pooled_components=4,
    checkpoint_minutes=0.0,
)
GOOD = ["i love this song", "what a great happy day", "thanks this is lovely", "so good 😂"]
BAD = ["i hate this rain", "what a terrible awful day", "this is so bad", "worst game ever"]
PLAIN = ["the train leaves at nine", "a meeting on tuesday", "he is at the park", "see page two"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a data folder with a random teacher, in the layout that ``starter`` reads."""
    folder = tmp_path_factory.mktemp("data")
    sentiment = folder / "tweet_eval" / "sentiment"
    sentiment.mkdir(parents=True)
    texts = [*BAD, *PLAIN, *GOOD]
    labels = [label for label in range(3) for _ in range(4)]
    for split, extra in (("train", ""), ("val", " again")):
        (sentiment / f"{split}_text.txt").write_text("".join(f"{t}{extra}\n" for t in texts))
        (sentiment / f"{split}_labels.txt").write_text("".join(f"{n}\n" for n in labels))
    (folder / "tweets").mkdir()
    (folder / "tweets" / "unlabeled.txt").write_text("nice one\nso so\nwhat a great happy day\n")
    encoder = folder / "teacher" / "encoder"
    encoder.mkdir(parents=True)
    pieces = BertWordPieceTokenizer()
    pieces.train_from_iterator([*texts, "face with tears of joy"], vocab_size=200, min_frequency=1)
    pieces.save_model(str(encoder))
    tokenizer = BertTokenizerFast(vocab=str(encoder / "vocab.txt"))
    tokenizer.save_pretrained(encoder)
    torch.manual_seed(0)
    BertModel(
        BertConfig(
            vocab_size=len(tokenizer),
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=4,
            intermediate_size=64,
            max_position_embeddings=96,
        )
    ).save_pretrained(encoder)
    head = {"weight": torch.randn(3, 32), "bias": torch.zeros(3)}
    save_file(head, folder / "teacher" / "head.safetensors")
    return folder


@pytest.fixture(scope="module")
def inherited(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inherited")
    texts = [*GOOD, *BAD, *PLAIN]
    train_tokenizer(texts, RECIPE.vocabulary, RECIPE.max_length, folder)
    tokenizer_folder = data / "teacher" / "encoder"
    model = inherit(
        BertModel.from_pretrained(tokenizer_folder, dtype=torch.float32).eval(),
        AutoTokenizer.from_pretrained(tokenizer_folder),
        AutoTokenizer.from_pretrained(folder),
        texts,
        RECIPE.max_length,
    )
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def texts_and_targets(data: Path, tmp_path_factory: pytest.TempPathFactory) -> corpus.Corpus:
    folder = tmp_path_factory.mktemp("corpus")
    corpus.build(data, folder, RECIPE)
    return corpus.read(folder)


def test_the_corpus_has_each_text_once_and_none_of_validation(
    data: Path, texts_and_targets: corpus.Corpus
) -> None:
    texts = texts_and_targets.texts
    assert len({text.lower() for text in texts}) == len(texts)
    assert texts_and_targets.originals == 12 + 2
    assert not {t.lower() for t in read_split(data / "tweet_eval" / "sentiment", "val")[0]} & set(
        texts
    )
    assert (texts_and_targets.gold[:12] == np.repeat([0, 1, 2], 4)).all()
    assert (texts_and_targets.gold[12:] == corpus.NO_GOLD).all()
    assert texts_and_targets.probabilities.shape == (len(texts), 3)


def test_the_last_position_sees_what_the_encoder_sees(data: Path, inherited: Path) -> None:
    """With one layer, causality takes nothing from the last position: the two should agree."""
    tokenizer = AutoTokenizer.from_pretrained(data / "teacher" / "encoder")
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


def test_a_distillation_ends_with_its_last_step(
    inherited: Path, texts_and_targets: corpus.Corpus
) -> None:
    state = Distillation(inherited, texts_and_targets, RECIPE)
    for rows in state.batches():
        state.train_step(rows)
    assert state.step == state.total_steps == round(1.5 * state.steps_in_epoch)


def test_a_resumed_distillation_ends_where_an_unbroken_one_does(
    data: Path, inherited: Path, texts_and_targets: corpus.Corpus, tmp_path: Path
) -> None:
    validation = read_split(data / "tweet_eval" / "sentiment", "val")
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    whole.mkdir()
    broken.mkdir()
    distill(inherited, texts_and_targets, validation, RECIPE, whole)

    half = Distillation(inherited, texts_and_targets, RECIPE)
    for rows in half.batches():
        half.train_step(rows)
        if half.step == half.total_steps // 2:
            break
    half.save(broken / "distill.pt")
    distill(inherited, texts_and_targets, validation, RECIPE, broken)

    expected = load_file(whole / "distilled" / "model.safetensors")
    for name, weight in load_file(broken / "distilled" / "model.safetensors").items():
        torch.testing.assert_close(weight, expected[name], atol=0, rtol=0)


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


def test_an_instruction_keeps_the_tweet_in_front() -> None:
    rng = random.Random(0)
    assert all(with_instruction("hello", rng).startswith("hello ") for _ in range(50))


def test_emoji_are_spelled_for_the_teacher() -> None:
    assert name_emoji("so good 😂") == "so good face with tears of joy"
    assert name_emoji("i ❤️ you") == "i heavy black heart you"


def test_a_recipe_survives_a_file(tmp_path: Path) -> None:
    recipe = dataclasses.replace(RECIPE, seed=99)
    recipe.write(tmp_path / "recipe.json")
    assert StarterRecipe.read(tmp_path / "recipe.json") == recipe
