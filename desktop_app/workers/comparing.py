"""Two models compared in a process of its own, so that the window's stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Unpack

from desktop_app.classifier.engines.threads import threads_beside_window
from desktop_app.classifier.profile import Profile
from desktop_app.models.comparison.values import Compared, ComparisonRequest, ComparisonStage
from desktop_app.processes.ending import ChildEnding
from desktop_app.sentences import Sentence
from desktop_app.workers.child_job import ChildJobs, ReportingJob
from desktop_app.workers.job_handle import Callbacks, JobHandle
from desktop_app.workers.jobs import Failure

_MODULE = "desktop_app.models.comparison"


@dataclass(frozen=True, slots=True)
class ComparisonProgress:
    """How far a comparison is.

    Attributes:
        profile: of the model that has its turn.
        stage: what is done with it.
        share: how much of that is done, 0 to 1.
    """

    profile: Profile
    stage: ComparisonStage
    share: float


class Comparing(ChildJobs):
    """Makes one comparison at a time.

    The model in use is read a second time by the other process: it goes on answering here.
    """

    def start(
        self,
        request: ComparisonRequest,
        **callbacks: Unpack[Callbacks[Compared, ComparisonProgress]],
    ) -> JobHandle:
        """Begin, instead of any that is under way."""

        def progress(values: dict[str, Any]) -> ComparisonProgress:
            profile = getattr(request, values["model"])
            return ComparisonProgress(profile, ComparisonStage(values["stage"]), values["share"])

        job = ReportingJob(
            self,
            callbacks,
            progress=progress,
            result=lambda values: Compared.of_answers(request, values),
            explain=self._explain,
        )
        self._replace(job)
        job.process.start(_MODULE, request=request.to_json(), threads=threads_beside_window())
        return job

    def _explain(self, ending: ChildEnding) -> Failure:
        close_others = Sentence("Close other programs and try again.")
        if ending.not_started:
            said = Sentence(
                "The comparison could not be started ({reason}).", reason=ending.not_started
            )
            return Failure(said, close_others)
        if ending.from_outside:
            said = Sentence(
                "The comparison was ended from outside, most likely for lack of memory."
            )
            return Failure(said, close_others)
        said = Sentence("The comparison ended without a result.")
        return Failure(said, details=ending.errors or said)
