"""An adapter sent to the Hub by a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Unpack

from desktop_app.processes.ending import ChildEnding
from desktop_app.sentences import Sentence
from desktop_app.workers.child_job import ChildJobs, ReportingJob
from desktop_app.workers.job_handle import Callbacks, JobHandle
from desktop_app.workers.jobs import Failure

_MODULE = "desktop_app.models.publishing"


class Publishing(ChildJobs):
    """Sends one adapter at a time."""

    def start(
        self,
        adapter: Path,
        repository: str,
        *,
        private: bool,
        **callbacks: Unpack[Callbacks[str, float]],
    ) -> JobHandle:
        """Send the adapter of a folder, instead of any that is under way.

        Args:
            adapter: its folder.
            repository: on the Hub.
            private: whether only its owner can see it there.
            callbacks: hear of it; the result is the address of its page, the progress the share of
                the weights that has been sent.
        """
        job = ReportingJob(
            self,
            callbacks,
            progress=lambda values: values["share"],
            result=lambda values: values["address"],
            explain=self._explain,
        )
        self._replace(job)
        request = {"adapter": str(adapter), "repository": repository, "private": private}
        job.process.start(_MODULE, request=request)
        return job

    def _explain(self, ending: ChildEnding) -> Failure:
        said = Sentence("The adapter was not sent, and nobody said why.")
        if ending.not_started:
            said = Sentence("Sending could not be started ({reason}).", reason=ending.not_started)
        return Failure(said, Sentence("Close other programs and try again."), ending.errors)
