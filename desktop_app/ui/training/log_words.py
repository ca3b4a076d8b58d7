"""A run's events as lines that people read."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.training.story import RunStory
from desktop_app.ui.sentences import filled, in_words
from desktop_app.ui.training.words import score
from desktop_app.ui.wording import count


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("training", text, None, number)


def log_lines(story: RunStory) -> list[str]:
    """Return the lines of the log: the beginning, each evaluation, warnings, the end."""
    lines = []
    if story.started is not None:
        weights = filled(
            _tr("Trained weights: {trained} of {all}, on {device}"),
            trained=count(story.started.trainable),
            all=count(story.started.parameters),
            device=story.started.device,
        )
        lines.append(weights)
    if story.data is not None:
        texts = filled(
            _tr("%Ln texts to train on, {others} to evaluate on", story.data.train),
            others=count(story.data.validation),
        )
        lines.append(texts)
    for each in story.evaluations:
        said = filled(
            _tr("Step {step}: macro-recall {recall} ± {error}"),
            step=count(each.step),
            recall=score(each.metrics["macro_recall"]),
            error=score(each.standard_error),
        )
        lines.append(said + (_tr(", the best so far") if each.best else ""))
    lines += [f"⚠ {in_words(each.message)}" for each in story.warnings]
    return lines
