"""TweetEval's sentiment task from the Hugging Face Hub."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desktop_app.classifier.errors import ModelNotFoundError
from desktop_app.classifier.hub.access import explained
from desktop_app.classifier.sentiment import Sentiment
from trainer.data.rows import LabelledRow, RawData
from trainer.tweeteval import DatasetError

REPOSITORY = "cardiffnlp/tweet_eval"
CONFIGURATION = "sentiment"

# Of each the Hub has one Parquet file or several. The test split is not even fetched.
_SPLITS = ("train", "validation")


def read_tweet_eval(repository: str = REPOSITORY) -> RawData:
    """Read train and validation; the test split is left alone.

    Args:
        repository: Hub id, or a folder in the Hub's layout.

    Raises:
        DatasetError: it cannot be fetched or read, or its classes are not in TweetEval's order.
    """
    folder = _folder(repository) / CONFIGURATION
    rows: dict[str, list[LabelledRow]] = {}
    for name in _SPLITS:
        try:
            rows[name] = _rows(sorted(folder.glob(f"{name}*.parquet")), f"{repository} {name}")
        # Arrow's own errors derive from these.
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise DatasetError(
                "The {name} texts of {repository} cannot be read: {error}.",
                hint="Give a folder or file with texts and labels.",
                name=name,
                repository=repository,
                error=error,
            ) from error
        if not rows[name]:
            raise DatasetError(
                "{repository} has no {name} texts.", repository=repository, name=name
            )
    return RawData(rows["train"], rows["validation"])


def _folder(repository: str) -> Path:
    local = Path(repository)
    if local.is_dir():
        return local
    from huggingface_hub import snapshot_download
    from huggingface_hub.utils import disable_progress_bars

    disable_progress_bars()
    try:
        with explained(repository):
            return Path(
                snapshot_download(
                    repository,
                    repo_type="dataset",
                    allow_patterns=[f"{CONFIGURATION}/{name}*.parquet" for name in _SPLITS],
                )
            )
    except ModelNotFoundError as error:
        raise DatasetError.of(error.message, error.hint) from error


def _rows(files: Iterable[Path], source: str) -> list[LabelledRow]:
    from pyarrow import parquet

    rows: list[LabelledRow] = []
    for file in files:
        with parquet.ParquetFile(file) as content:
            _check_classes(content.schema_arrow.metadata or {}, source)
            table = content.read(columns=["text", "label"])
        texts, labels = (table[name].to_pylist() for name in ("text", "label"))
        rows += [
            LabelledRow(str(text), Sentiment(int(label)), source, line)
            for line, (text, label) in enumerate(
                zip(texts, labels, strict=True), start=len(rows) + 1
            )
        ]
    return rows


def _check_classes(metadata: dict[bytes, bytes], source: str) -> None:
    """Compare the names of the classes with ours where the file has them.

    The Hub's library writes them as JSON beside Arrow's schema:
    https://huggingface.co/docs/datasets/package_reference/main_classes#datasets.Features
    """
    written: Any = json.loads(metadata.get(b"huggingface", b"{}"))
    label = written.get("info", {}).get("features", {}).get("label", {})
    words = [each.name.lower() for each in Sentiment]
    if (names := label.get("names", words)) != words:
        raise DatasetError(
            "{source} numbers its classes {names}.",
            hint="They have to be {words}.",
            source=source,
            names=", ".join(names),
            words=", ".join(words),
        )
