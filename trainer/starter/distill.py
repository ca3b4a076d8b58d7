"""Healing and distillation of the inherited GPT-Neo.

One objective at the last prompt position: cross-entropy of the three label logits against soft
targets (the teacher's, mixed with the human label where there is one) plus a mean-squared error
from the hidden state, through one linear layer, to the principal components of the teacher's
pooled vector. The exponential moving average of the weights is what is kept (Polyak averaging).
"""

from __future__ import annotations

import logging
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoTokenizer, GPTNeoForCausalLM

from desktop_app.classifier.engines.torch.backbone import last_hidden, pad_right
from desktop_app.classifier.metrics import macro_recall
from desktop_app.classifier.prompting.prompt import EncodedPrompt, PromptEncoder
from desktop_app.classifier.prompting.text import clean_text
from desktop_app.classifier.sentiment import Sentiment
from trainer.progress import Progress
from trainer.starter.augment import with_instruction
from trainer.starter.corpus import NO_GOLD, Corpus
from trainer.starter.recipe import StarterRecipe

logger = logging.getLogger(__name__)

# Batches of like length are cut from pools of this many batches, so that little is padding.
_POOL_BATCHES = 64
_EVALUATE_EVERY = 500


class Distillation:
    """The state of one distillation: what a checkpoint holds and a step changes."""

    def __init__(self, base: Path, corpus: Corpus, recipe: StarterRecipe) -> None:
        """Start from the model in ``base`` with a fresh optimiser."""
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.corpus = corpus
        self.tokenizer = AutoTokenizer.from_pretrained(base)
        self.encoder = PromptEncoder(self.tokenizer, recipe.max_length)
        self.label_ids = torch.tensor(
            [
                self.tokenizer.encode(f" {label.word}", add_special_tokens=False)[0]
                for label in Sentiment
            ]
        )
        self.model = GPTNeoForCausalLM.from_pretrained(base, dtype=torch.float32)
        self.targets = _soft_targets(corpus, recipe.gold_weight)
        self.components, self.mean = _principal_components(corpus.pooled, recipe.pooled_components)
        self.projection = nn.Linear(self.model.config.hidden_size, recipe.pooled_components)
        self.average = {
            name: value.detach().clone() for name, value in self.model.named_parameters()
        }
        trained = [*self.model.parameters(), *self.projection.parameters()]
        self.optimizer = torch.optim.AdamW(
            [
                {
                    "params": [p for p in trained if p.ndim > 1],
                    "weight_decay": recipe.weight_decay,
                },
                {"params": [p for p in trained if p.ndim <= 1], "weight_decay": 0.0},
            ],
            lr=recipe.peak_learning_rate,
            betas=(0.9, 0.98),
            fused=True,
        )
        labelled = np.flatnonzero(corpus.gold != NO_GOLD)
        rows = [np.arange(len(corpus.texts))] + [labelled] * (recipe.labelled_copies - 1)
        self.rows = np.concatenate(rows)
        self.steps_in_epoch = len(self.rows) // recipe.batch_size
        self.total_steps = round(self.steps_in_epoch * recipe.epochs)
        self.step = 0

    def batches(self) -> Iterator[NDArray[np.int64]]:
        """Yield rows of the corpus from the current step on; a function of seed and step only."""
        size = self.recipe.batch_size
        while self.step < self.total_steps:
            epoch, first = divmod(self.step, self.steps_in_epoch)
            rng = np.random.default_rng((self.recipe.seed, epoch))
            order = rng.permutation(self.rows)[: self.steps_in_epoch * size]
            pools = []
            for start in range(0, len(order), size * _POOL_BATCHES):
                pool = sorted(
                    order[start : start + size * _POOL_BATCHES],
                    key=lambda row: len(self.corpus.texts[row]),
                )
                chunks = np.array(pool).reshape(-1, size)
                pools.append(rng.permutation(chunks))
            left = self.total_steps - self.step
            yield from np.concatenate(pools)[first : first + left]

    def learning_rate(self) -> float:
        """Linear warm-up, then a cosine to a hundredth of the peak."""
        warmup = max(1, round(self.total_steps * self.recipe.warmup_fraction))
        if self.step < warmup:
            return self.recipe.peak_learning_rate * (self.step + 1) / warmup
        done = (self.step - warmup) / max(1, self.total_steps - warmup)
        return self.recipe.peak_learning_rate * (0.01 + 0.99 * (1 + math.cos(math.pi * done)) / 2)

    def hidden(self, prompts: Sequence[EncodedPrompt]) -> Tensor:
        """Give the hidden state ``[n, d]`` at each prompt's last position, in float32."""
        ids, last = pad_right([prompt.ids for prompt in prompts])
        return last_hidden(self.model.transformer, ids, last).float()

    def train_step(self, rows: NDArray[np.int64]) -> float:
        """Take one optimiser step on the given rows and return its loss."""
        rng = random.Random(self.recipe.seed * 1_000_003 + self.step)
        texts = [
            clean_text(with_instruction(self.corpus.texts[row], rng))
            if rng.random() < self.recipe.attack_fraction
            else self.corpus.texts[row]
            for row in rows
        ]
        for group in self.optimizer.param_groups:
            group["lr"] = self.learning_rate()
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = self.hidden(self.encoder.encode(texts))
        logits = hidden @ self.model.transformer.wte.weight[self.label_ids].T
        loss = functional.cross_entropy(logits, torch.from_numpy(self.targets[rows]))
        pooled = torch.from_numpy(self.corpus.pooled[rows]).float()
        wanted = (pooled - self.mean) @ self.components
        distance = functional.mse_loss(self.projection(hidden), wanted)
        (loss + self.recipe.hidden_weight * distance).backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        # Early on the average follows closely, or it would remember the beginning for long.
        decay = min(self.recipe.average_decay, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, value in self.model.named_parameters():
                self.average[name].lerp_(value, 1 - decay)
        return float(loss.detach())

    @torch.no_grad()
    def evaluate(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Give the averaged model's label logits ``[n, 3]`` for raw texts."""
        trained = {name: value.detach().clone() for name, value in self.model.named_parameters()}
        self._load(self.average)
        self.model.eval()
        prompts = self.encoder.encode([clean_text(text) for text in texts])
        head = self.model.transformer.wte.weight[self.label_ids].T
        rows = []
        for start in range(0, len(prompts), 100):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                hidden = self.hidden(prompts[start : start + 100])
            rows.append(hidden @ head)
        self._load(trained)
        self.model.train()
        logits: NDArray[np.float32] = torch.cat(rows).numpy()
        return logits

    def _load(self, weights: dict[str, Tensor]) -> None:
        with torch.no_grad():
            for name, value in self.model.named_parameters():
                value.copy_(weights[name])

    def save(self, path: Path) -> None:
        """Write a checkpoint; the last one stays whole if this is cut off."""
        state = {
            "step": self.step,
            "model": self.model.state_dict(),
            "projection": self.projection.state_dict(),
            "average": self.average,
            "optimizer": self.optimizer.state_dict(),
        }
        unfinished = path.with_suffix(".unfinished")
        torch.save(state, unfinished)
        unfinished.replace(path)

    def resume(self, path: Path) -> None:
        """Continue from a checkpoint written by ``save``."""
        state: dict[str, Any] = torch.load(path, weights_only=True)
        self.step = state["step"]
        self.model.load_state_dict(state["model"])
        self.projection.load_state_dict(state["projection"])
        self.average = state["average"]
        self.optimizer.load_state_dict(state["optimizer"])

    def export(self, folder: Path) -> None:
        """Write the averaged model and its tokenizer in the Hub's layout."""
        self._load(self.average)
        self.model.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)


def distill(
    base: Path,
    corpus: Corpus,
    validation: tuple[Sequence[str], Sequence[Sentiment]],
    recipe: StarterRecipe,
    work: Path,
) -> None:
    """Train the model in ``base`` and write the result to ``work/distilled``.

    Goes on from ``work/distill.pt`` where that is there. Validation macro-recall is printed on
    the way; nothing is chosen by it.
    """
    checkpoint = work / "distill.pt"
    state = Distillation(base, corpus, recipe)
    if checkpoint.exists():
        state.resume(checkpoint)
    texts, labels = validation
    progress = Progress("distilling", state.total_steps, state.step)
    saved = time.monotonic()
    smooth = math.nan
    for rows in state.batches():
        loss = state.train_step(rows)
        smooth = loss if math.isnan(smooth) else 0.98 * smooth + 0.02 * loss
        note = f"loss {smooth:.4f}"
        if state.step % _EVALUATE_EVERY == 0:
            recall = macro_recall(labels, state.evaluate(texts).argmax(1))
            logger.info("step %d: validation macro-recall %.4f", state.step, recall)
        if time.monotonic() - saved > recipe.checkpoint_minutes * 60:
            state.save(checkpoint)
            saved = time.monotonic()
        progress.update(state.step, note)
    recall = macro_recall(labels, state.evaluate(texts).argmax(1))
    logger.info("done: validation macro-recall %.4f", recall)
    state.export(work / "distilled")


def _soft_targets(corpus: Corpus, gold_weight: float) -> NDArray[np.float32]:
    targets = corpus.probabilities.astype(np.float32)
    labelled = np.flatnonzero(corpus.gold != NO_GOLD)
    targets[labelled] *= 1 - gold_weight
    targets[labelled, corpus.gold[labelled]] += gold_weight
    normalised: NDArray[np.float32] = targets / targets.sum(1, keepdims=True)
    return normalised


def _principal_components(pooled: NDArray[np.float16], count: int) -> tuple[Tensor, Tensor]:
    """Give directions ``[d, count]`` that make unit variance, and the mean ``[d]``."""
    sample = torch.from_numpy(pooled[:: max(1, len(pooled) // 20_000)]).float()
    mean = sample.mean(0)
    _, values, directions = torch.linalg.svd(sample - mean, full_matrices=False)
    deviation = values[:count] / math.sqrt(len(sample))
    return directions[:count].T / deviation, mean
