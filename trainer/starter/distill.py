"""Healing and distillation of the inherited GPT-Neo.

One objective at the last prompt position: cross-entropy of the three label logits against soft
targets, the teachers' mixed with people's. First over all texts, then, at a low rate, over
those that people labelled. The exponential moving average of the weights is what is kept (Polyak
averaging).
"""

from __future__ import annotations

import enum
import logging
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from transformers import AutoTokenizer, GPTNeoForCausalLM, PreTrainedTokenizerBase

from desktop_app.classifier.prompting.prompt import PromptEncoder
from desktop_app.classifier.sentiment import Sentiment
from trainer.progress import Progress
from trainer.starter.corpus import NO_GOLD, Corpus, soft_targets
from trainer.starter.halves import Halves
from trainer.starter.recipe import Course, StarterRecipe
from trainer.starter.sources import GROUPS, LabelledTweets
from trainer.starter.tokens import TokenTable
from trainer.starter.training import AveragedTraining, best_device

logger = logging.getLogger(__name__)

_EVALUATION_BATCH = 256


class Student:
    """A GPT-Neo with global attention, and its tokenizer, on one device."""

    def __init__(self, base: Path, recipe: StarterRecipe, device: torch.device) -> None:
        """Load the model in ``base`` in float32."""
        self.tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(base)
        self.model = GPTNeoForCausalLM.from_pretrained(base, dtype=torch.float32).to(device)
        self.model.transformer.drop.p = recipe.embedding_dropout
        self._encoder = PromptEncoder(self.tokenizer, recipe.max_length)
        self._label_ids = torch.tensor(
            [
                self.tokenizer.encode(f" {label.word}", add_special_tokens=False)[0]
                for label in Sentiment
            ],
            device=device,
        )

    def encode(self, texts: Sequence[str]) -> TokenTable:
        """Encode clean texts as prompts, for the model's device."""
        prompts = self._encoder.encode(texts)
        return TokenTable([prompt.ids for prompt in prompts], self._label_ids.device)

    def label_logits(self, ids: Tensor, lengths: Tensor) -> Tensor:
        """Return the label logits ``[n, 3]`` in float32 of padded prompts ``[n, t]``.

        Equals ``engines.torch.backbone.last_hidden`` and the label rows of the head, with an
        attention that a GPU does in one step.
        """
        transformer = self.model.transformer
        row = torch.arange(len(ids), device=ids.device)
        positions = torch.arange(ids.shape[1], device=ids.device)
        blocks = list(transformer.h)
        with torch.autocast(ids.device.type, dtype=torch.bfloat16):
            states = transformer.drop(transformer.wte(ids) + transformer.wpe(positions))
            for block in blocks:
                attention = block.attn.attention
                normalised = block.ln_1(states).to(torch.bfloat16)
                queries, keys, values = (
                    part(normalised).unflatten(-1, (attention.num_heads, -1)).transpose(1, 2)
                    for part in (attention.q_proj, attention.k_proj, attention.v_proj)
                )
                mixed = functional.scaled_dot_product_attention(
                    queries, keys, values, is_causal=True, scale=1.0
                )
                mixed = mixed.transpose(1, 2).flatten(-2)
                if block is blocks[-1]:
                    mixed, states = mixed[row, lengths - 1], states[row, lengths - 1]
                states = states + attention.out_proj(mixed)
                states = states + block.mlp(block.ln_2(states).to(torch.bfloat16))
        hidden = transformer.ln_f(states.float())
        return functional.linear(hidden, transformer.wte.weight[self._label_ids])

    @torch.no_grad()
    def evaluate(self, table: TokenTable) -> NDArray[np.float32]:
        """Return the label logits ``[n, 3]`` of the texts of ``table``."""
        order = np.argsort(table.lengths, kind="stable")
        parts = [
            self.label_logits(*table.batch(order[start : start + _EVALUATION_BATCH]))
            for start in range(0, len(order), _EVALUATION_BATCH)
        ]
        logits = np.empty((len(order), len(Sentiment)), np.float32)
        logits[order] = torch.cat(parts).cpu().numpy()
        return logits

    def save(self, folder: Path) -> None:
        """Write model and tokenizer in the Hub's layout."""
        self.tokenizer.save_pretrained(folder)
        self.model.save_pretrained(folder)


class Distillation(AveragedTraining):
    """The training of a student on soft targets."""

    def __init__(
        self,
        student: Student,
        table: TokenTable,
        targets: NDArray[np.float32],
        rows: NDArray[np.int64],
        *,
        course: Course,
        seed: int,
    ) -> None:
        """Train ``student`` on ``rows`` of ``table``, whose ``targets`` are ``[n, 3]``."""
        self.student = student
        self._table = table
        device = next(student.model.parameters()).device
        self._targets = torch.from_numpy(targets).to(device)
        super().__init__(student.model, rows, table.lengths, course, seed)

    def loss(self, rows: NDArray[np.int64]) -> Tensor:
        """Return the mean cross-entropy against the soft targets."""
        logits = self.student.label_logits(*self._table.batch(rows))
        index = torch.from_numpy(rows).to(logits.device, non_blocking=True)
        return functional.cross_entropy(logits, self._targets[index])

    def validate(self, halves: Halves) -> dict[str, dict[str, float]]:
        """Measure the averaged model on the first half of each validation set."""
        with self.averaged():
            return {
                group.name.lower(): halves.measure(
                    group, self.student.evaluate(self.student.encode(halves.texts[group]))
                )
                for group in GROUPS
            }


class Stage(enum.StrEnum):
    """The stages of a distillation, in order."""

    DISTILLATION = "distillation"
    FINISH = "finish"


def prepare(
    stage: Stage,
    student: Student,
    table: TokenTable,
    corpus: Corpus,
    opinions: NDArray[np.float16],
    *,
    recipe: StarterRecipe,
) -> Distillation:
    """Set up one stage of a distillation.

    Args:
        stage: decides which texts are read, and how much people's labels count.
        student: with the weights that the stage before left.
        table: the texts of ``corpus`` as ``student`` encodes them.
        corpus: ``n`` texts, of which teachers labelled the first ``m``.
        opinions: ``[m, heads, 3]`` probabilities, averaged over the teachers.
        recipe: has the numbers of both stages.
    """
    if stage is Stage.DISTILLATION:
        rows, course, gold_weight = (
            np.arange(len(corpus.texts)),
            recipe.distillation,
            recipe.gold_weight,
        )
    else:
        rows, course, gold_weight = (
            np.flatnonzero(corpus.gold != NO_GOLD),
            recipe.finish,
            recipe.finish_gold_weight,
        )
    targets = soft_targets(corpus, opinions, recipe.own_weight, gold_weight)
    return Distillation(student, table, targets, rows, course=course, seed=recipe.seed)


def distill(
    base: Path,
    corpus: Corpus,
    opinions: NDArray[np.float16],
    validation: LabelledTweets,
    *,
    recipe: StarterRecipe,
    work: Path,
) -> Path:
    """Train the model in ``base``, stage by stage, each into a folder of its name in ``work``.

    Stages that are done are skipped, and one that was interrupted goes on from its checkpoint.
    What the first halves of both validation sets say is logged after each epoch; nothing is
    chosen by it.

    Returns:
        The folder of the last stage.
    """
    work.mkdir(parents=True, exist_ok=True)
    halves = Halves(validation)
    done = [stage for stage in Stage if (work / stage / "config.json").exists()]
    student = Student(work / done[-1] if done else base, recipe, best_device())
    table = student.encode(corpus.texts)
    for stage in Stage:
        if stage in done:
            continue
        state = prepare(stage, student, table, corpus, opinions, recipe=recipe)
        checkpoint = work / f"{stage}.pt"
        if checkpoint.exists():
            state.resume(checkpoint)
        progress = Progress(stage, state.total_steps, state.step)
        saved = time.monotonic()
        for batch in state.batches():
            state.train_step(batch)
            if state.step % state.steps_in_epoch == 0 or state.step == state.total_steps:
                logger.info("%s, step %d: %s", stage, state.step, state.validate(halves))
            if time.monotonic() - saved > recipe.checkpoint_minutes * 60:
                state.save(checkpoint)
                saved = time.monotonic()
            progress.update(state.step)
        state.keep_average()
        student.save(work / stage)
        checkpoint.unlink(missing_ok=True)
    return work / Stage.FINISH
