"""Asks an ``Inference``, and writes down what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from desktop_app.classifier.explanation import Explanation
from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Sentiment
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.job_handle import JobHandle
from desktop_app.workers.jobs import Answers, ConversionNeeded, Failure, Lane, LoadedModel


class Ending(NamedTuple):
    """How a job ended."""

    job: JobHandle
    callback: str
    value: Answers | ConversionNeeded | Explanation | LoadedModel | Failure | None


class Recording:
    """The ends of all jobs that were asked for here, in their order; what models came and went."""

    def __init__(self, inference: Inference) -> None:
        self._inference = inference
        self.endings: list[Ending] = []
        self.models: list[str] = []
        self.progress: list[tuple[JobHandle, int]] = []
        inference.loading.connect(lambda profile: self.models.append(f"loading {profile.name}"))
        inference.loaded.connect(lambda model: self.models.append(f"loaded {model.profile.name}"))
        inference.unusable.connect(lambda failure: self.models.append(f"none: {failure.message}"))

    def classify(self, texts: Sequence[str], lane: Lane = Lane.INTERACTIVE) -> JobHandle:
        """Ask for the labels of texts."""
        job = self._inference.classify(
            texts,
            lane,
            done=lambda value: self._end(job, "done", value),
            failed=lambda value: self._end(job, "failed", value),
            cancelled=lambda: self._end(job, "cancelled"),
            progressed=lambda done: self.progress.append((job, done)),
        )
        return job

    def explain(self, text: str, label: Sentiment, profile: Profile) -> JobHandle:
        """Ask which words drove an answer."""
        job = self._inference.explain(
            text,
            label,
            profile,
            done=lambda value: self._end(job, "done", value),
            failed=lambda value: self._end(job, "failed", value),
            cancelled=lambda: self._end(job, "cancelled"),
        )
        return job

    def load(self, profile: Profile) -> JobHandle:
        """Ask for another model."""
        job = self._inference.load(
            profile,
            done=lambda value: self._end(job, "done", value),
            failed=lambda value: self._end(job, "failed", value),
            cancelled=lambda: self._end(job, "cancelled"),
        )
        return job

    def of(self, job: JobHandle) -> Ending:
        """Return the one ending of a job."""
        (ending,) = [ending for ending in self.endings if ending.job is job]
        return ending

    def answers(self, job: JobHandle) -> Answers:
        """Return the answers of a job that is done."""
        value = self.of(job).value
        assert isinstance(value, Answers), value
        return value

    def failure(self, job: JobHandle) -> Failure:
        """Return why a job failed."""
        value = self.of(job).value
        assert isinstance(value, Failure), value
        return value

    def has_ended(self, *jobs: JobHandle) -> bool:
        """Whether all these jobs have ended."""
        return set(jobs) <= {ending.job for ending in self.endings}

    def _end(self, job: JobHandle, callback: str, value: Any = None) -> None:
        self.endings.append(Ending(job, callback, value))
