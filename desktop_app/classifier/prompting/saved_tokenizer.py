"""A tokenizer from its ``tokenizer.json`` alone, without transformers and its seconds of import."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from desktop_app.classifier.errors import DamagedModelError

TOKENIZER_FILE = "tokenizer.json"


class SavedTokenizer:
    """Produces the same ids as the transformers tokenizer that saved the file."""

    def __init__(self, folder: Path) -> None:
        """Read the file in ``folder``.

        Raises:
            DamagedModelError: it cannot be read.
        """
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        # The library's errors have no type of their own.
        except Exception as error:
            raise DamagedModelError(
                "The tokenizer in {folder} cannot be read: {error}.",
                hint="Remove that folder; the model is converted again then.",
                folder=folder,
                error=error,
            ) from error

    def __call__(
        self,
        texts: list[str],
        /,
        *,
        add_special_tokens: bool,
        split_special_tokens: bool,
        return_attention_mask: bool,  # noqa: ARG002 - never made
        verbose: bool,  # noqa: ARG002 - never said
    ) -> Mapping[str, list[list[int]]]:
        """Return the token ids of each text as ``input_ids``."""
        self._tokenizer.encode_special_tokens = split_special_tokens
        rows = self._tokenizer.encode_batch_fast(texts, add_special_tokens=add_special_tokens)
        return {"input_ids": [row.ids for row in rows]}
