r"""The prompt, and its token ids.

``Tweet: {text}\nSentiment:`` is encoded in three pieces, so that a long tweet is cut without
touching what follows it. Byte-level BPE as GPT-2 does it never merges across a line feed or
before a space, so the pieces give exactly the ids of the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

PROMPT_PREFIX = "Tweet:"
PROMPT_SUFFIX = "\nSentiment:"
PROMPT_TEMPLATE = PROMPT_PREFIX + " {text}" + PROMPT_SUFFIX

# GPT-Neo's local layers see 256 tokens back; within that, local and global attention agree.
LONGEST_PROMPT = 256

# A token of byte-level BPE rarely stands for more than this many characters. Tokenising beyond
# what can fit is wasted, and a pasted megabyte without spaces would take minutes.
_CHARACTERS_PER_TOKEN = 40


@dataclass(frozen=True, slots=True)
class EncodedPrompt:
    """Token ids of one prompt, and whether the tweet in it was cut."""

    ids: tuple[int, ...]
    truncated: bool

    def __len__(self) -> int:
        return len(self.ids)


class Tokenizer(Protocol):
    """What is asked of a tokenizer: those of transformers can do it, and ``SavedTokenizer``."""

    def __call__(
        self,
        texts: list[str],
        /,
        *,
        add_special_tokens: bool,
        split_special_tokens: bool,
        return_attention_mask: bool,
        verbose: bool,
    ) -> Mapping[str, list[list[int]]]:
        """Return the token ids of each text as ``input_ids``."""


class PromptEncoder:
    """Encodes clean texts into prompts of at most ``max_length`` tokens."""

    def __init__(self, tokenizer: Tokenizer, max_length: int) -> None:
        """Use ``tokenizer``, whose special tokens become plain text inside a tweet."""
        self._tokenizer = tokenizer
        self.max_length = min(max_length, LONGEST_PROMPT)

    @cached_property
    def _prefix(self) -> tuple[int, ...]:
        return tuple(self._ids([PROMPT_PREFIX])[0])

    @cached_property
    def _suffix(self) -> tuple[int, ...]:
        return tuple(self._ids([PROMPT_SUFFIX])[0])

    def encode(self, texts: Iterable[str]) -> list[EncodedPrompt]:
        """Encode clean ``texts``; only the end of a tweet is ever cut."""
        room = self.max_length - len(self._prefix) - len(self._suffix)
        longest = room * _CHARACTERS_PER_TOKEN
        texts = list(texts)
        # An empty text keeps its place in the prompt, as formatting the template would.
        rows = self._ids([f" {text[:longest]}" for text in texts])
        return [
            EncodedPrompt(
                ids=self._prefix + tuple(ids[:room]) + self._suffix,
                truncated=len(ids) > room or len(text) > longest,
            )
            for text, ids in zip(texts, rows, strict=True)
        ]

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        if not texts:
            return []
        return self._tokenizer(
            list(texts),
            add_special_tokens=False,
            split_special_tokens=True,
            return_attention_mask=False,
            verbose=False,
        )["input_ids"]
