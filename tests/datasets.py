"""Where tests and benchmarks find the data that is not part of the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

DATA_DIRECTORY = Path(
    os.environ.get("VALENCE_DATA", Path(__file__).resolve().parents[2] / "shared" / "data")
).resolve()
SENTIMENT_DIRECTORY = DATA_DIRECTORY / "tweet_eval" / "sentiment"
GPT2_TOKENIZER_DIRECTORY = DATA_DIRECTORY / "gpt2_tokenizer"

needs_tweet_eval = pytest.mark.skipif(
    not SENTIMENT_DIRECTORY.is_dir(),
    reason="needs TweetEval's sentiment folder under VALENCE_DATA",
)
needs_gpt2_tokenizer = pytest.mark.skipif(
    not GPT2_TOKENIZER_DIRECTORY.is_dir(),
    reason="needs GPT-2's vocab.json and merges.txt under VALENCE_DATA",
)
