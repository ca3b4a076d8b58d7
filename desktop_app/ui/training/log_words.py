"""A run's events as lines that people read."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_app.training.story import RunStory
from desktop_app.ui.sentences import in_words
from desktop_app.ui.training.words import score
from desktop_app.ui.wording import count


def _tr(text: str) -> str:
    return QCoreApplication.translate("training", text)


def log_lines(story: RunStory) -> list[str]:
    """Give what stands in the log: the beginning, each evaluation, warnings, the end."""
    lines = []
    if story.started is not None:
        said = _tr("%1 of %2 weights are trained on %3")
        said = said.replace("%1", count(story.started.trainable))
        said = said.replace("%2", count(story.started.parameters))
        lines.append(said.replace("%3", story.started.device))
    if story.data is not None:
        said = _tr("%1 texts to train on, %2 to evaluate on")
        said = said.replace("%1", count(story.data.train))
        lines.append(said.replace("%2", count(story.data.validation)))
    for each in story.evaluations:
        said = _tr("Step %1: macro-recall %2 ± %3").replace("%1", count(each.step))
        said = said.replace("%2", score(each.metrics["macro_recall"]))
        said = said.replace("%3", score(each.standard_error))
        lines.append(said + (_tr(", the best so far") if each.best else ""))
    lines += [f"⚠ {in_words(each.message)}" for each in story.warnings]
    return lines
