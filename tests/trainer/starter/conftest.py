"""A data folder of a few tweets, small encoders of both kinds, and what is made of them."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from tokenizers import BertWordPieceTokenizer
from transformers import (
    AutoTokenizer,
    BertConfig,
    BertModel,
    BertTokenizerFast,
    MPNetConfig,
    MPNetModel,
    MPNetTokenizerFast,
    PreTrainedModel,
)

from trainer.starter import corpus
from trainer.starter.inherit import inherit
from trainer.starter.recipe import Course, StarterRecipe
from trainer.starter.sources import LabelledTweets, read_labelled
from trainer.starter.tokenizer import train_tokenizer

GOOD = ["i love this song", "what a great happy day", "thanks this is lovely", "so good 😂"]
BAD = ["i hate this rain", "what a terrible awful day", "this is so bad", "worst game ever"]
PLAIN = ["the train leaves at nine", "a meeting on tuesday", "he is at the park", "see page two"]

RECIPE = StarterRecipe(
    vocabulary=420,
    max_length=48,
    layers=4,
    variants=20,
    disguises=6,
    attacks=6,
    teachers=1,
    # Ends within an epoch, as a schedule that was changed on the way does.
    teaching=Course(1.5, 8, 1e-3),
    distillation=Course(1.5, 8, 1e-3),
    finish=Course(1, 8, 1e-4),
    checkpoint_minutes=0.0,
)

SPECIALS = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a folder in the layout that ``starter`` reads."""
    folder = tmp_path_factory.mktemp("data")
    sentiment = folder / "tweet_eval" / "sentiment"
    sentiment.mkdir(parents=True)
    (folder / "figure_eight").mkdir()
    (folder / "tweets").mkdir()
    texts = [*BAD, *PLAIN, *GOOD]
    labels = [label for label in range(3) for _ in range(4)]
    words = ["negative", "neutral", "positive"]
    for split, extra in (("train", ""), ("val", " again")):
        (sentiment / f"{split}_text.txt").write_text("".join(f"{t}{extra}\n" for t in texts))
        (sentiment / f"{split}_labels.txt").write_text("".join(f"{n}\n" for n in labels))
        (folder / "figure_eight" / f"{split}.csv").write_text(
            "id,text,label\n"
            + "".join(
                f'{n},"well, {text}{extra} it`s so",{words[label]}\n'
                for n, (text, label) in enumerate(zip(texts, labels, strict=True))
            )
        )
    (folder / "tweets" / "unlabeled.txt").write_text("nice one\nso so\nwhat a great happy day\n")
    return folder


@pytest.fixture(scope="session")
def encoders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Random encoders with tokenizers, in the Hub's layout."""
    sizes = {
        "hidden_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "intermediate_size": 64,
        "max_position_embeddings": 96,
    }
    torch.manual_seed(0)
    made = {}
    for kind in ("bert", "mpnet"):
        folder = made[kind] = tmp_path_factory.mktemp(kind)
        pieces = BertWordPieceTokenizer()
        texts = [*GOOD, *BAD, *PLAIN, "face with tears of joy"]
        pieces.train_from_iterator(texts, vocab_size=200, min_frequency=1)
        pieces.save_model(str(folder))
        model: PreTrainedModel
        if kind == "bert":
            tokenizer = BertTokenizerFast(vocab=str(folder / "vocab.txt"))
            model = BertModel(BertConfig(vocab_size=len(tokenizer), **sizes))
        else:
            words = (folder / "vocab.txt").read_text().split("\n")
            vocabulary = {word: n for n, word in enumerate([*SPECIALS, *filter(None, words)])}
            tokenizer = MPNetTokenizerFast(vocab=vocabulary)
            model = MPNetModel(MPNetConfig(vocab_size=len(tokenizer), **sizes))
        tokenizer.save_pretrained(folder)
        model.save_pretrained(folder)
    return made


@pytest.fixture(scope="session")
def labelled(data: Path) -> LabelledTweets:
    return read_labelled(data, "train")


@pytest.fixture(scope="session")
def validation(data: Path) -> LabelledTweets:
    return read_labelled(data, "val")


@pytest.fixture(scope="session")
def texts(data: Path) -> corpus.Corpus:
    return corpus.gather(data, RECIPE)


@pytest.fixture(scope="session")
def inherited(encoders: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small GPT-Neo that begins with the encoder's weights."""
    folder = tmp_path_factory.mktemp("inherited")
    fitting = [*GOOD, *BAD, *PLAIN]
    train_tokenizer(fitting, RECIPE.vocabulary, RECIPE.max_length, folder)
    model = inherit(
        BertModel.from_pretrained(encoders["bert"], dtype=torch.float32).eval(),
        AutoTokenizer.from_pretrained(encoders["bert"]),
        AutoTokenizer.from_pretrained(folder),
        fitting,
        RECIPE.max_length,
    )
    model.save_pretrained(folder)
    return folder
