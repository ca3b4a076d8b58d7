"""The engine that runs a converted model in OpenVINO. It needs neither torch nor transformers."""

from __future__ import annotations

import dataclasses
import math
import mmap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from desktop_app.classifier.engines.base import EngineFacts
from desktop_app.classifier.engines.openvino.model import (
    OpenedModel,
    explained,
    is_out_of_memory,
    open_model,
)
from desktop_app.classifier.errors import OutOfMemoryError
from desktop_app.sentences import Sentence

if TYPE_CHECKING:
    import openvino
    from numpy.typing import NDArray

# With 1.3 billion weights on two cores this takes a second; 256 tokens are a tenth slower each,
# 1,024 a twentieth quicker. A small model takes what it is given.
_TOKENS_AT_ONCE = 512

# A row's first answer at a new length has kernels made for it, which takes three times as long as
# the answer itself of a small model. Lengths that are multiples are few and soon known. Past the
# longest, which any model has positions for, texts are rare.
_STEP_OF_LENGTHS = 8
_LONGEST_STEP = 64

# Tokens of a prompt that nobody asks about: as few as have the weights laid out as more would.
_WARM_UP_TOKENS = 8
_MILLISECONDS_BETWEEN_RELEASES = 100


class OpenVinoEngine:
    """Scores with a model that takes ``ids`` and ``last`` and returns label logits."""

    def __init__(self, model: OpenedModel, facts: EngineFacts) -> None:
        """Take a model that is open; ``load`` returns one that has also answered once."""
        self._request: openvino.InferRequest | None = model.compiled.create_infer_request()
        self._file: mmap.mmap | None = model.file
        self._prefix = model.prefix
        self._is_large = model.is_large
        self.facts = dataclasses.replace(
            facts,
            memory=len(model.file),
            tokens_at_once=_TOKENS_AT_ONCE if model.is_large else None,
        )

    @classmethod
    def load(
        cls, folder: Path, facts: EngineFacts, *, device: str = "CPU", threads: int = 0
    ) -> OpenVinoEngine:
        """Load the converted model of a folder, and have it ready to answer.

        OpenVINO lays the weights out for its kernels on the way, which takes most of the time
        and leaves the file's own pages unused: they are given back as it goes.

        Args:
            folder: with the model; see ``open_model``.
            facts: what the engine says of itself; the file says how much memory it takes.
            device: OpenVINO's name of it.
            threads: that calculate, on a CPU; 0 leaves it to OpenVINO.

        Raises:
            DamagedModelError: the files cannot be read.
            DeviceUnavailableError: there is no such device.
            OutOfMemoryError: the model takes more memory than there is.
        """
        model = open_model(folder, facts.quantization, device=device, threads=threads)
        with explained(folder):
            engine = cls(model, facts)
            engine._warm_up()
        return engine

    def label_logits(self, prompts: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Score one batch of token ids; see ``Engine``.

        Raises:
            ValueError: a prompt does not begin as all prompts do.
        """
        if self._request is None:
            raise RuntimeError("the engine is closed")
        begun = len(self._prefix)
        if any(tuple(prompt[:begun]) != self._prefix for prompt in prompts):
            raise ValueError(f"prompts of this model begin with the tokens {self._prefix}")
        inputs = _pad_right([prompt[begun:] for prompt in prompts], few_lengths=not self._is_large)
        try:
            scored: NDArray[np.float32] = self._request.infer(inputs, share_inputs=True)[0]
            return scored.astype(np.float32)
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
            raise OutOfMemoryError(
                Sentence(
                    "A batch of {number} texts does not fit into memory.",
                    singular="A text does not fit into memory.",
                    number=len(prompts),
                ),
                hint="Choose a smaller batch size, or close other programs.",
            ) from error

    def close(self) -> None:
        """Free the model's memory."""
        self._request = None
        # Not closed: OpenVINO frees the model that points into it when it likes.
        self._file = None

    def _warm_up(self) -> None:
        assert self._request is not None
        assert self._file is not None
        self._request.start_async(_pad_right([[0] * _WARM_UP_TOKENS]))
        while not self._request.wait_for(_MILLISECONDS_BETWEEN_RELEASES):
            _give_back(self._file)
        _give_back(self._file)


def _give_back(file: mmap.mmap) -> None:
    """Drop the pages of a mapped file from memory; those needed again are read again."""
    if hasattr(mmap, "MADV_DONTNEED"):
        file.madvise(mmap.MADV_DONTNEED)


def _pad_right(
    rows: Sequence[Sequence[int]], *, few_lengths: bool = False
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Stack token ids, padded on the right: ids ``[n, longest]`` and last positions ``[n]``.

    With ``few_lengths`` a single row is padded to the next of a few lengths.
    """
    last = np.array([len(row) - 1 for row in rows], np.int64)
    length = int(last.max()) + 1
    if few_lengths and len(rows) == 1 and length < _LONGEST_STEP:
        length = math.ceil(length / _STEP_OF_LENGTHS) * _STEP_OF_LENGTHS
    ids = np.zeros((len(rows), length), np.int64)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = row
    return ids, last
