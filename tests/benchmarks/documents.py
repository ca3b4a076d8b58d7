"""How fast tables are looked at, read and written, and the memory that takes.

Makes a file of so many rows as the program would get it, and works through it in a process of its
own for each step; beside it, as references of the same run, Python's bare ``csv.reader`` and a
hundredth of the rows, whose peak a stream must not exceed by much. Prints JSON.

    python -m tests.benchmarks.documents --rows 1000000 --json
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

from desktop_app.classifier.sentiment import Prediction, Sentiment
from desktop_app.documents.answers import RowAnswer
from desktop_app.documents.columns import Columns
from desktop_app.documents.document import Document
from desktop_app.documents.export import export
from desktop_app.documents.fingerprint import fingerprint
from desktop_app.documents.labelling import read_chunks
from desktop_app.documents.preview import preview
from desktop_app.tabular.style import TableFormat, TableStyle

_COLUMNS = Columns("text", date="created_at", id="id")
_WORDS = ("the", "match", "tonight", "was", "great", "but", "my", "train", "is", "late", "again")

# A stream may hold some more for more rows: the interpreter's arenas fill up.
_MOST_GROWTH_MEGABYTES = 64


def main() -> int:
    """Measure and print; 1 if memory grows with the number of rows."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="valence-documents-") as folder:
        figures = measure(Path(folder), options.rows)
    if not options.json:
        for name, value in figures["steps"].items():
            print(f"{name:<24}{value['seconds']:>9.2f} s{value['rows_per_second']:>12,} rows/s")
    print(json.dumps(figures, indent=2))
    return 0 if figures["memory_is_bounded"] else 1


def measure(folder: Path, rows: int) -> dict[str, Any]:
    """Measure all steps on ``rows`` rows, and the reading of a hundredth of them."""
    path, few = folder / "tweets.csv", folder / "few.csv"
    generate(path, rows)
    generate(few, max(rows // 100, 1))
    steps: dict[str, tuple[Callable[[Path], int], Path]] = {
        "csv_reader_reference": (bare_csv, path),
        "preview": (look, path),
        "fingerprint": (hash_file, path),
        "read": (read, path),
        "read_few": (read, few),
        "export_csv": (export_csv, path),
        "export_csv_few": (export_csv, few),
        "export_jsonl": (export_jsonl, path),
        "read_jsonl": (read, path.with_suffix(".out.jsonl")),
    }
    measured = {name: in_own_process(step, source) for name, (step, source) in steps.items()}
    growth = {
        name: measured[name]["peak_megabytes"] - measured[f"{name}_few"]["peak_megabytes"]
        for name in ("read", "export_csv")
    }
    return {
        "rows": rows,
        "megabytes": round(path.stat().st_size / 2**20, 1),
        "steps": measured,
        "read_by_reference": round(
            measured["csv_reader_reference"]["seconds"] / measured["read"]["seconds"], 3
        ),
        "peak_growth_megabytes": growth,
        "memory_is_bounded": max(growth.values()) <= _MOST_GROWTH_MEGABYTES,
        "cores": psutil.cpu_count(logical=False),
        "load_average": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
    }


def generate(path: Path, rows: int) -> None:
    """Write a CSV of tweets with quotes, commas, line breaks and emoji, the same every time."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "created_at", "user", "text", "likes"])
        for row in range(rows):
            words = [_WORDS[(row * 7 + place * place) % len(_WORDS)] for place in range(14)]
            text = " ".join(words)
            if row % 3 == 0:
                text = f'@user {text}, "really"\n😀'
            moment = f"2020-01-{row % 28 + 1:02}T12:00:00Z"
            writer.writerow([10**17 + row, moment, f"user{row % 999}", text, row % 50])


def bare_csv(path: Path) -> int:
    """Read with the standard library alone."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def look(path: Path) -> int:
    """Preview."""
    return preview(path).row_count


def hash_file(path: Path) -> int:
    """Fingerprint; of all rows at once."""
    return len(fingerprint(path))


def read(path: Path) -> int:
    """Detect, and read all texts with their dates and ids, as for labelling."""
    return sum(len(chunk.texts) for chunk in read_chunks(Document.open(path), _COLUMNS))


def export_csv(path: Path) -> int:
    """Join all rows with answers into a CSV."""
    return _export(path, TableFormat.CSV)


def export_jsonl(path: Path) -> int:
    """Join all rows with answers into JSON lines."""
    return _export(path, TableFormat.JSONL)


def _export(path: Path, kind: TableFormat) -> int:
    target = path.with_suffix(f".out.{kind}")
    return export(Document.open(path), _answers(), target, TableStyle(kind)).rows


def _answers() -> Iterator[RowAnswer]:
    prediction = Prediction(Sentiment.NEUTRAL, (0.1, 0.7, 0.2), 0.7)
    number = 0
    while number := number + 1:
        yield RowAnswer(number, prediction, "Starter model")


def in_own_process(step: Callable[[Path], int], path: Path) -> dict[str, float]:
    """Give seconds, rows a second and the peak of the resident memory of one step."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        seconds, rows, peak = pool.apply(_timed, (step, path))
    return {
        "seconds": round(seconds, 3),
        "rows_per_second": round(rows / seconds),
        "peak_megabytes": round(peak / 2**20),
    }


def _timed(step: Callable[[Path], int], path: Path) -> tuple[float, int, int]:
    started = time.perf_counter()
    rows = step(path)
    return time.perf_counter() - started, rows, _peak_memory()


def _peak_memory() -> int:
    """Give the most resident memory so far in bytes, without what `trainer.run.memory` imports."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in KiB, macOS in bytes.
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    sys.exit(main())
