"""What the answers of a file come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.history.database import Database


@dataclass(frozen=True, slots=True)
class JobTally:
    """Counts of a job's answers, as they stand in the history.

    Attributes:
        labels: answers of each class.
        models: answers of each model, by its name, the commonest first.
        compared: for rows with a right label, how often (right label, answer) came together.
        truncated: answers to texts that were too long for the model.
    """

    labels: Mapping[Sentiment, int]
    models: Mapping[str, int]
    compared: Mapping[tuple[Sentiment, Sentiment], int]
    truncated: int

    @property
    def answers(self) -> int:
        """How many there are."""
        return sum(self.labels.values())


def tally(database: Database, job: int) -> JobTally:
    """Count a job's answers; those deleted meanwhile are missing.

    Raises:
        HistoryUnavailableError: the history cannot be read.
        HistoryDamagedError: the file has been damaged.
    """
    labels: Counter[Sentiment] = Counter()
    models: Counter[str] = Counter()
    compared: Counter[tuple[Sentiment, Sentiment]] = Counter()
    truncated = 0
    with database.guarded():
        found = database.connection.execute(
            """
            SELECT label, gold, profile.name, count(*), sum(truncated)
            FROM record JOIN profile ON profile.id = record.profile
            WHERE job = ? GROUP BY label, gold, profile.name
            """,
            (job,),
        ).fetchall()
    for label, gold, model, number, cut in found:
        labels[Sentiment(label)] += number
        models[model] += number
        truncated += cut
        if gold is not None:
            compared[Sentiment(gold), Sentiment(label)] += number
    return JobTally(labels, dict(models.most_common()), compared, truncated)
