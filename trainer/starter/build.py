"""``valence-trainer starter``: makes the starter's base from data, step by step."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import torch
from transformers import AutoModel, AutoTokenizer

from trainer.starter import corpus
from trainer.starter.distill import distill
from trainer.starter.export import export
from trainer.starter.inherit import inherit
from trainer.starter.recipe import StarterRecipe
from trainer.starter.tokenizer import train_tokenizer
from trainer.tweeteval import read_split

# Norms are fitted on so many texts; more change nothing that training would not.
_FITTING_TEXTS = 256


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``starter``."""
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        help="folder with tweet_eval/sentiment, tweets/unlabeled.txt and teacher",
    )
    parser.add_argument(
        "--work", type=Path, required=True, help="folder for results of the steps and checkpoints"
    )
    parser.add_argument("--recipe", type=Path, help="JSON file; default: the shipped recipe")
    parser.add_argument("--output", type=Path, required=True, help="folder for the finished base")


def run(arguments: argparse.Namespace) -> int:
    """Make the base; steps whose result is in the work folder are skipped.

    Raises:
        UserError: the data is incomplete.
    """
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    recipe = StarterRecipe.read(arguments.recipe) if arguments.recipe else StarterRecipe()
    work: Path = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    corpus.build(arguments.data, work / "corpus", recipe)
    texts = corpus.read(work / "corpus")
    inherited = work / "inherited"
    if not (inherited / "config.json").exists():
        originals = texts.texts[: texts.originals]
        train_tokenizer(originals, recipe.vocabulary, recipe.max_length, inherited)
        encoder = AutoModel.from_pretrained(
            arguments.data / "teacher" / "encoder", dtype=torch.float32
        ).eval()
        encoder_tokenizer = AutoTokenizer.from_pretrained(arguments.data / "teacher" / "encoder")
        model = inherit(
            encoder,
            encoder_tokenizer,
            AutoTokenizer.from_pretrained(inherited),
            originals[:_FITTING_TEXTS],
            recipe.max_length,
        )
        model.save_pretrained(inherited)
    if not (work / "distilled" / "config.json").exists():
        validation = read_split(arguments.data / "tweet_eval" / "sentiment", "val")
        distill(inherited, texts, validation, recipe, work)
    export(work / "distilled", arguments.output)
    recipe.write(arguments.output / "recipe.json")
    return 0
