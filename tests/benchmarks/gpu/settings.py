"""What every part is told, and the device that it measures."""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from desktop_app.classifier.engines.torch.loading import device_name
from desktop_app.classifier.profile import DeviceChoice


@dataclass(frozen=True, slots=True)
class Settings:
    """How a part is run.

    Attributes:
        dry_run: with tiny models on the CPU.
        work: folder that the parts share, for models.
        json: file for the rows, if any.
        smollm: GGUF file, or the folder of its pieces, if any.
    """

    dry_run: bool
    work: Path
    json: Path | None
    smollm: Path | None

    @property
    def device(self) -> torch.device:
        """Where to measure."""
        return torch.device("cpu" if self.dry_run else "cuda")

    @property
    def device_choice(self) -> DeviceChoice:
        """The same, as a profile says it."""
        return DeviceChoice(self.device.type)

    @property
    def device_name(self) -> str:
        """The same, as people say it."""
        return device_name(self.device)


def parse(arguments: Sequence[str] | None = None) -> Settings:
    """Read what ``on_gpu.py`` passes on."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--smollm", type=Path)
    # What has been imported stays: it is not to be looked through each time memory is freed.
    gc.freeze()
    return Settings(**vars(parser.parse_args(arguments)))


def clock(device: torch.device) -> float:
    """Give the time in seconds at which all that was asked of ``device`` is done."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter()


def reset_peak(device: torch.device) -> None:
    """Let ``trainer.memory.peak_memory`` start anew, where that is possible."""
    if device.type == "cuda":
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats(device)
