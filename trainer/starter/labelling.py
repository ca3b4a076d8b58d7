"""The teachers' opinion of every text of the corpus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainer.progress import Progress
from trainer.starter.teacher import Teacher
from trainer.starter.training import best_device

_SHARD = 20_000


def label(teacher_folder: Path, texts: Sequence[str], folder: Path) -> None:
    """Let the teacher in ``teacher_folder`` label ``texts``, shard by shard, into ``folder``.

    Shards that are there are kept, so that an interrupted labelling goes on where it was; where
    all are, the teacher is not needed any more.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shards = [folder / f"{start:07d}.npy" for start in range(0, len(texts), _SHARD)]
    if all(shard.exists() for shard in shards):
        return
    teacher = Teacher.load(teacher_folder).to(best_device())
    progress = Progress(f"labelling by {teacher_folder.name}", len(texts))
    for start, shard in zip(range(0, len(texts), _SHARD), shards, strict=True):
        if not shard.exists():
            unfinished = shard.with_suffix(".unfinished")
            with unfinished.open("wb") as file:
                np.save(file, teacher.opinions(teacher.encode(texts[start : start + _SHARD])))
            unfinished.replace(shard)
        progress.update(min(start + _SHARD, len(texts)))


def mean_opinions(folders: Iterable[Path]) -> NDArray[np.float16]:
    """Return the mean ``[n, heads, 3]`` over teachers, whose shards are in ``folders``."""
    by_teacher = np.stack(
        [
            np.concatenate([np.load(shard) for shard in sorted(folder.glob("*.npy"))])
            for folder in folders
        ]
    )
    mean: NDArray[np.float32] = by_teacher.astype(np.float32).mean(0)
    return mean.astype(np.float16)
