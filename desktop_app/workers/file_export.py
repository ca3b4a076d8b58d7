"""A labelled file written with its answers, as the work of a ``StoreTask``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop_app.documents.answers import RowAnswer, replaced_columns
from desktop_app.documents.document import Document
from desktop_app.documents.export import ExportReport, export
from desktop_app.history.jobs import FileJobs, Job
from desktop_app.history.store import HistoryStore
from desktop_app.tabular.style import TableStyle
from desktop_app.workers.file_labelling import FileRequest, refuse_changed
from desktop_app.workers.store_thread import StoreTask


def exporting(
    job: Job, target: Path, style: TableStyle
) -> Callable[[HistoryStore, StoreTask], ExportReport]:
    """Return the work of writing a job's file with its answers to ``target``.

    Its progress is how much is done, 0 to 1. Cancelled, it leaves ``target`` as it was. It raises
    ``FileChangedError``, as answers would stand beside rows they are not for, and the errors of
    ``documents.export``.
    """

    def work(store: HistoryStore, task: StoreTask) -> ExportReport:
        refuse_changed(job)
        request = FileRequest.of_job(job)
        document = Document.open(request.path, request.layout)
        jobs = FileJobs(store.database)
        return export(
            document,
            (
                RowAnswer(stored.row, stored.prediction, stored.model, stored.correction)
                for stored in jobs.answers(job.id)
            ),
            target,
            style,
            replaced=replaced_columns(document, request.columns),
            corrections=jobs.has_corrections(job.id),
            progress=task.progress,
            cancelled=lambda: task.is_cancelled,
        )

    return work
