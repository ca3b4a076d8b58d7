"""Writes down what an ``Inference`` says."""

from __future__ import annotations

from typing import NamedTuple

from desktop_app.classifier.explanation import Explanation
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import Answers, Failure, LoadedModel


class Ending(NamedTuple):
    """How a job ended."""

    job: int
    signal: str
    value: Answers | Explanation | LoadedModel | Failure | None


class Recording:
    """All terminal signals in their order, and what models came and went."""

    def __init__(self, inference: Inference) -> None:
        self.endings: list[Ending] = []
        self.models: list[str] = []
        self.progress: list[tuple[int, int, int]] = []
        inference.finished.connect(
            lambda job, value: self.endings.append(Ending(job, "finished", value))
        )
        inference.failed.connect(
            lambda job, value: self.endings.append(Ending(job, "failed", value))
        )
        inference.cancelled.connect(lambda job: self.endings.append(Ending(job, "cancelled", None)))
        inference.loading.connect(lambda profile: self.models.append(f"loading {profile.name}"))
        inference.loaded.connect(lambda model: self.models.append(f"loaded {model.profile.name}"))
        inference.unusable.connect(lambda failure: self.models.append(f"none: {failure.message}"))
        inference.progress.connect(lambda *values: self.progress.append(values))

    def of(self, job: int) -> Ending:
        """Give the one ending of a job."""
        (ending,) = [ending for ending in self.endings if ending.job == job]
        return ending

    def answers(self, job: int) -> Answers:
        """Give the answers of a job that finished."""
        value = self.of(job).value
        assert isinstance(value, Answers), value
        return value

    def failure(self, job: int) -> Failure:
        """Give why a job failed."""
        value = self.of(job).value
        assert isinstance(value, Failure), value
        return value

    def has_ended(self, *jobs: int) -> bool:
        """Whether all these jobs have ended."""
        return set(jobs) <= {ending.job for ending in self.endings}
