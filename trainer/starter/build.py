"""``valence-trainer starter``: makes the starter's base from data, step by step."""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

from transformers import AutoConfig, AutoTokenizer

from desktop_app.errors import UserError
from trainer.starter import corpus
from trainer.starter.deepen import deepen
from trainer.starter.distill import distill
from trainer.starter.export import export
from trainer.starter.inherit import inherit
from trainer.starter.labelling import label, mean_opinions
from trainer.starter.recipe import StarterRecipe
from trainer.starter.sources import read_labelled
from trainer.starter.teach import teach
from trainer.starter.teacher import Teacher
from trainer.starter.tokenizer import train_tokenizer

# Norms are fitted on so many texts; more change nothing that training would not.
_FITTING_TEXTS = 256
# What the student's first weights come from.
_INHERITED_TYPE = "bert"


class EncoderError(UserError):
    """None of the given encoders is one that a student can begin with."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``starter``."""
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        help="folder with tweet_eval/sentiment, figure_eight and tweets/unlabeled.txt",
    )
    parser.add_argument(
        "--encoder",
        type=Path,
        required=True,
        action="append",
        help="folder of a sentence encoder of BERT's or MPNet's kind that teachers are made of; "
        "may be given again, and the first of BERT's kind is what the student begins with",
    )
    parser.add_argument(
        "--work", type=Path, required=True, help="folder for results of the steps and checkpoints"
    )
    parser.add_argument("--recipe", type=Path, help="JSON file; default: the shipped recipe")
    parser.add_argument("--output", type=Path, required=True, help="folder for the finished base")


def run(arguments: argparse.Namespace) -> int:
    """Make the base; steps whose result is in the work folder are skipped.

    Raises:
        UserError: the data is incomplete, or there is no encoder of BERT's kind.
    """
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    recipe = StarterRecipe.read(arguments.recipe) if arguments.recipe else StarterRecipe()
    work: Path = arguments.work
    work.mkdir(parents=True, exist_ok=True)
    ancestor = _first_of_bert(arguments.encoder)
    if not (work / "corpus" / "corpus.json").exists():
        corpus.gather(arguments.data, recipe).write(work / "corpus")
    texts = corpus.read(work / "corpus")
    labelled = read_labelled(arguments.data, "train")
    validation = read_labelled(arguments.data, "val")
    teachers = []
    for index, encoder in enumerate(arguments.encoder):
        for count in range(recipe.teachers):
            teacher = work / "teachers" / f"{index}-{count}"
            teachers.append(teacher)
            if not (teacher / "heads.safetensors").exists():
                seed = recipe.seed + count
                teach(encoder, labelled, validation, recipe, seed=seed, folder=teacher)
            label(teacher, texts.texts[: texts.opinions], work / "opinions" / teacher.name)
    inherited = work / "inherited"
    if not (inherited / "config.json").exists():
        first_teacher = teachers[ancestor * recipe.teachers]
        make_student(first_teacher, texts.texts[: texts.originals], recipe, inherited)
    opinions = mean_opinions(work / "opinions" / teacher.name for teacher in teachers)
    distilled = distill(inherited, texts, opinions, validation, recipe=recipe, work=work)
    export(distilled, arguments.output)
    recipe.write(arguments.output / "recipe.json")
    return 0


def make_student(
    teacher_folder: Path, texts: list[str], recipe: StarterRecipe, folder: Path
) -> None:
    """Write to ``folder`` what a student begins with: a tokenizer and a teacher's weights.

    A tokenizer that is in ``folder`` already is kept.

    Args:
        teacher_folder: of a teacher of BERT's kind.
        texts: clean; the tokenizer is trained on them, and norms are fitted on some.
        recipe: has the sizes.
        folder: for tokenizer and model.
    """
    if not (folder / "tokenizer.json").exists():
        train_tokenizer(texts, recipe.vocabulary, recipe.max_length, folder)
    teacher = Teacher.load(teacher_folder)
    model = inherit(
        teacher.encoder,
        teacher.tokenizer,
        AutoTokenizer.from_pretrained(folder),
        texts[:_FITTING_TEXTS],
        recipe.max_length,
    )
    deepen(model, recipe.layers).save_pretrained(folder)


def _first_of_bert(encoders: list[Path]) -> int:
    for index, encoder in enumerate(encoders):
        if AutoConfig.from_pretrained(encoder).model_type == _INHERITED_TYPE:
            return index
    raise EncoderError(
        "None of the encoders is of BERT's kind.",
        hint="The student begins with an encoder's weights, and only those of BERT fit: "
        "give one more --encoder, such as all-MiniLM-L6-v2.",
    )
