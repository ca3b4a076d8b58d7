"""TweetEval's sentiment task from the Hugging Face Hub."""

from __future__ import annotations

from desktop_app.classifier.sentiment import Sentiment
from trainer.data.rows import RawData, Row
from trainer.tweeteval import DatasetError

REPOSITORY = "cardiffnlp/tweet_eval"
CONFIGURATION = "sentiment"


def read_tweet_eval(repository: str = REPOSITORY) -> RawData:
    """Read train and validation; the test split is left alone.

    Args:
        repository: Hub id, or a folder in the Hub's layout.

    Raises:
        DatasetError: it cannot be fetched, or its classes are not in TweetEval's order.
    """
    try:
        from datasets import load_dataset
        from datasets.exceptions import DatasetsError
        from datasets.utils.logging import disable_progress_bar
    except ImportError:
        raise DatasetError(
            "Reading from the Hub needs the package datasets, which is not installed.",
            hint="Install it with `pip install datasets`, or give a folder or file.",
        ) from None
    disable_progress_bar()
    try:
        splits = {
            name: load_dataset(repository, CONFIGURATION, split=name)
            for name in ("train", "validation")
        }
    except (OSError, ValueError, RuntimeError, DatasetsError) as error:
        raise DatasetError(
            f"{repository} could not be fetched: {error}.",
            hint="Check the connection and the space on disk, or give a folder or file.",
        ) from error
    words = [label.name.lower() for label in Sentiment]
    rows: dict[str, list[Row]] = {}
    for name, split in splits.items():
        names = getattr(split.features.get("label"), "names", words)
        if names != words:
            raise DatasetError(
                f"{repository} numbers its classes {', '.join(names)}.",
                hint=f"They have to be {', '.join(words)}.",
            )
        texts, labels = split["text"], split["label"]
        rows[name] = [
            Row(str(text), Sentiment(int(label)), f"{repository} {name}", line)
            for line, (text, label) in enumerate(zip(texts, labels, strict=True), start=1)
        ]
    return RawData(rows["train"], rows["validation"])
