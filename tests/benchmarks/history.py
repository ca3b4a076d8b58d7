"""How fluid a large history is: opening, searching, filtering, sorting, scrolling, counting.

Fills a history with made-up tweets, whose words are as unevenly frequent as a language's, and
prints JSON. Each figure is the slowest of three runs, in milliseconds, for what stands between
an action and its rows: the first screenful of a query, and a page of records anywhere. ``whole``
is the time until the last id is there, which the window does not wait for.

    python -m tests.benchmarks.history --records 1000000 --json
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QModelIndex
from PySide6.QtWidgets import QApplication

from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.history import statistics
from desktop_app.history.filters import Filter, Order, OrderBy
from desktop_app.history.jobs import AnsweredRow, FileJobs
from desktop_app.history.records import Answer, Source
from desktop_app.history.statistics import Truth
from desktop_app.history.store import HistoryStore
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.ui.history.words import HistoryColumn
from desktop_app.workers.store_thread import StoreThread
from desktop_app.workers.waiting import wait_for

_BUDGET_MS = 100.0
_RUNS = 3
_CHUNK = 2_000
_WORDS = 15
_SCREENFUL = 40
_PAGES = (0.0, 0.1, 0.5, 0.9, 0.999)
_MODELS = (Profile.starter(), Profile.published(), Profile("rare model"))


def main() -> int:
    """Fill, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument(
        "--file", type=Path, help="keep the history here, and use it if it is there"
    )
    parser.add_argument("--json", action="store_true", help="print JSON (the only form there is)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="valence-history-") as folder:
        path = arguments.file or Path(folder) / "history.sqlite3"
        filling = None if path.exists() else fill(path, arguments.records)
        report = {"records": arguments.records, "filling": filling, **measure(path)}
    print(json.dumps(report, indent=2))
    return 0


def fill(path: Path, records: int) -> dict[str, float]:
    """Write a history as a person and three files would have."""
    generator = random.Random(0)
    words = ["".join(generator.choices("etaoinshrdlucmfw", k=2 + n % 7)) for n in range(30_000)]
    words[:3] = ["common", "also", "word"]
    words[-1] = "rareword"
    weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(len(words))))
    started = time.perf_counter()
    with closing(HistoryStore.open(path)) as store:
        jobs = FileJobs(store.database)
        job = jobs.start(Path("tweets.csv"), "fingerprint", {}, _MODELS[0], total=records)
        for first in range(0, records, _CHUNK):
            last = min(first + _CHUNK, records)
            rows = [
                AnsweredRow(
                    row,
                    " ".join(generator.choices(words, cum_weights=weights, k=_WORDS)),
                    made_up(generator),
                    gold=Sentiment(generator.randrange(3)),
                )
                for row in range(first, last)
            ]
            jobs.add_rows(
                job.id,
                first,
                last,
                rows,
                profile=_MODELS[first // _CHUNK % 2],
                milliseconds=1.0,
                time=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=first),
            )
        now = datetime(2026, 6, 1, tzinfo=UTC)
        typed = store.add_many(
            Answer(now, f"typed {n}", made_up(generator), Source.TYPED, 5.0, _MODELS[2])
            for n in range(20)
        )
        store.correct({record.id: Sentiment.NEGATIVE for record in typed})
        store.correct(dict.fromkeys(range(1, records, 1000), Sentiment.NEUTRAL))
    seconds = time.perf_counter() - started
    return {
        "records_per_second": round(records / seconds),
        "megabytes": round(path.stat().st_size / 1e6),
    }


def made_up(generator: random.Random) -> Prediction:
    """Give an answer of any class and confidence."""
    confidence = 0.34 + 0.66 * generator.random()
    rest = (1 - confidence) / 2
    label = generator.randrange(3)
    shares = [rest] * 3
    shares[label] = confidence
    return Prediction(Sentiment(label), (shares[0], shares[1], shares[2]), confidence)


def measure(path: Path) -> dict[str, object]:
    """Time everything that the window does."""
    figures: dict[str, object] = {"opening": slowest(lambda: HistoryStore.open(path).close())}
    with closing(HistoryStore.open(path, scans=True)) as store:
        figures["first_part"], figures["whole"] = queries(store)
        figures["page_of_records"] = pages(store)
        figures["counting"] = {
            name: slowest(partial(store.count, wanted)) for name, wanted in filters().items()
        }
        figures["adding_one"] = slowest(
            lambda: store.add(
                Answer(
                    datetime.now(UTC), "x", made_up(random.Random(1)), Source.TYPED, 1.0, _MODELS[0]
                )
            )
        )
        figures["statistics"] = {
            "labels": slowest(lambda: statistics.labels(store.database)),
            "over_time": slowest(lambda: statistics.over_time(store.database, zone=UTC)),
            "confidence": slowest(lambda: statistics.confidence_histogram(store.database)),
            "gold": slowest(lambda: statistics.confusion(store.database, Truth.GOLD)),
            "words": slowest(lambda: statistics.words(store.database)),
        }
        figures["model"] = model(store)
    within = [each for name in ("first_part", "model") for each in figures[name].values()]  # type: ignore[attr-defined]
    return {
        **figures,
        "budget_ms": _BUDGET_MS,
        "slowest_action": max(within),
        "peak_resident_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def filters() -> dict[str, Filter]:
    """Give one filter of each kind, each with many answers and with few."""
    return {
        "everything": Filter(),
        "label": Filter(labels=frozenset({Sentiment.NEGATIVE})),
        "two_labels": Filter(labels=frozenset({Sentiment.NEGATIVE, Sentiment.NEUTRAL})),
        "common_source": Filter(sources=frozenset({"file"})),
        "rare_source": Filter(sources=frozenset({"typed"})),
        "source_without_answers": Filter(sources=frozenset({"clipboard"})),
        "common_model": Filter(models=frozenset({"Starter model"})),
        "rare_model": Filter(models=frozenset({"rare model"})),
        "latest": Filter(since=datetime(2026, 5, 1, tzinfo=UTC)),
        "oldest": Filter(until=datetime(2026, 1, 1, 1, tzinfo=UTC)),
        "corrected": Filter(corrected=True),
        "unsure": Filter(below=0.4),
        "common_word": Filter(search="common "),
        "two_common_words": Filter(search="common also "),
        "rare_word": Filter(search="rareword "),
        "no_word": Filter(search="nowhere "),
        "prefix_of_two": Filter(search="co"),
        "prefix_of_three": Filter(search="com"),
        "prefix_of_four": Filter(search="comm"),
        "common_word_and_label": Filter(search="common ", labels=frozenset({Sentiment.NEGATIVE})),
        "rare_word_and_label": Filter(search="rareword ", labels=frozenset({Sentiment.NEGATIVE})),
        "common_word_and_rare_source": Filter(search="common ", sources=frozenset({"typed"})),
        "common_word_and_corrected": Filter(search="common ", corrected=True),
        "common_word_and_oldest": Filter(
            search="common ", until=datetime(2026, 1, 1, 1, tzinfo=UTC)
        ),
        "days_in_the_middle": Filter(
            since=datetime(2026, 1, 4, tzinfo=UTC), until=datetime(2026, 1, 7, tzinfo=UTC)
        ),
        "common_word_and_days_in_the_middle": Filter(
            search="common ",
            since=datetime(2026, 1, 4, tzinfo=UTC),
            until=datetime(2026, 1, 7, tzinfo=UTC),
        ),
    }


def queries(store: HistoryStore) -> tuple[dict[str, float], dict[str, float]]:
    """Time the first part and the whole of each filter, and of each order."""
    cases = {name: (wanted, Order()) for name, wanted in filters().items()}
    for by in OrderBy:
        for descending in (True, False):
            way = "descending" if descending else "ascending"
            cases[f"by_{by}_{way}"] = (Filter(), Order(by, descending))
    for word in ("common ", "rareword ", "com"):
        wanted = Filter(search=word)
        cases[f"{word.strip()}_by_confidence"] = (wanted, Order(OrderBy.CONFIDENCE))
        cases[f"{word.strip()}_by_label"] = (wanted, Order(OrderBy.LABEL))
    first = {name: slowest(partial(first_part, store, *case)) for name, case in cases.items()}
    whole = {
        name: slowest(partial(all_parts, store, *case), runs=1) for name, case in cases.items()
    }
    return first, whole


def first_part(store: HistoryStore, wanted: Filter, order: Order) -> object:
    """Read what fills the screen."""
    return next(store.ids(wanted, order), None)


def all_parts(store: HistoryStore, wanted: Filter, order: Order) -> object:
    """Read every id."""
    return sum(map(len, store.ids(wanted, order)))


def pages(store: HistoryStore) -> dict[str, float]:
    """Time reading a block of records out of the middle of an order."""
    figures = {}
    for order in (Order(), Order(OrderBy.CONFIDENCE)):
        numbers = [number for part in store.ids(Filter(), order) for number in part]
        for share in _PAGES:
            start = int(len(numbers) * share)
            read = partial(store.previews, numbers[start : start + 128])
            figures[f"{order.by}_{share}"] = slowest(read)
    return figures


def model(store: HistoryStore) -> dict[str, float]:
    """Time what the window's thread does, by the real model in a real event loop."""
    application = QApplication.instance() or QApplication([])
    thread = StoreThread(store, "search")
    figures: dict[str, float] = {}
    started = time.perf_counter()
    table = HistoryTableModel(store, thread)
    show_rows(table, 0)
    figures["opening"] = round((time.perf_counter() - started) * 1000, 1)
    wait(table)
    rows = table.rowCount(QModelIndex())
    for share in _PAGES:
        figures[f"scrolling_to_{share}"] = slowest(
            partial(show_rows, table, int((rows - 1) * share))
        )
    for name, wanted in filters().items():
        figures[f"show_{name}"] = first_rows(table, wanted)
        wait(table)
    table.show(Filter(), Order())
    wait(table)
    middle = list(table.ids(rows // 2, rows // 2 + 9))
    figures["removing_ten"] = slowest(lambda: table.remove(middle), runs=1)
    wait_for(thread.stopped, thread.stop)
    del application
    return figures


def first_rows(table: HistoryTableModel, wanted: Filter) -> float:
    """Time from a change of the filter to its first rows, through both threads."""
    loop = QEventLoop()
    started = time.perf_counter()
    arrived: list[float] = []

    def look() -> None:
        if not table.awaiting and not arrived:
            show_rows(table, 0)
            arrived.append(time.perf_counter())
            loop.quit()

    table.counted.connect(look)
    table.show(wanted, Order())
    if table.awaiting:
        loop.exec()
    table.counted.disconnect(look)
    return round(((arrived or [time.perf_counter()])[0] - started) * 1000, 1)


def show_rows(table: HistoryTableModel, first: int) -> None:
    """Ask for all cells of a screenful, as a view does."""
    last = min(first + _SCREENFUL, table.rowCount(QModelIndex()))
    for row in range(first, last):
        for column in HistoryColumn:
            table.data(table.index(row, column))


def wait(table: HistoryTableModel) -> None:
    """Let the search end."""
    loop = QEventLoop()
    table.counted.connect(lambda: None if table.searching else loop.quit())
    if table.searching:
        loop.exec()


def slowest(act: Callable[[], object], runs: int = _RUNS) -> float:
    """Give the milliseconds of the slowest of some runs."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return round(max(times) * 1000, 1)


if __name__ == "__main__":
    sys.exit(main())
