"""Measures on a CUDA device all that is claimed of one, in nine minutes and without a network.

``python tests/benchmarks/on_gpu.py [--dry-run] [--parts 1,2] [--json FILE] [--smollm FILE]``

1. the tests of ``tests/cuda``;
2. GPT-Neo 1.3B with random weights: the published recipe, NF4 and bfloat16, each with load,
   latency, throughput, memory and distance from float32; CUDA graphs; the 4-bit kernels;
3. the trainer beside the plain recipe, a killed run, and both on real tweets;
4. one epoch on SmolLM2-135M.

The parts are processes of their own in the order of their worth, each with a time limit; every row
is printed, and appended to ``FILE`` as a JSON object, as soon as it is measured. Nothing of it
imports Qt or OpenVINO. The data of parts 3 and 4 are found under ``VALENCE_DATA``. ``--dry-run``
does the same with a tiny model on the CPU.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Part:
    """A process of its own.

    Attributes:
        module: whose ``main`` it runs.
        limit: seconds after which it is killed.
    """

    module: str
    limit: float


# 540 seconds in all.
PARTS = {
    1: Part("tests.benchmarks.gpu.correctness", 90),
    2: Part("tests.benchmarks.gpu.classifying", 175),
    3: Part("tests.benchmarks.gpu.training", 155),
    4: Part("tests.benchmarks.gpu.smollm", 120),
}
# What the largest model, and what is made of it, takes on disk.
NEEDED_BYTES = 9 * 2**30
# A dry run proves what it does and not how long it takes, on a computer that may be busy.
DRY_RUN_FACTOR = 4
MEMORY_FOLDER = Path("/dev/shm")


def main() -> int:
    """Run the parts one after the other; the exit code is 1 where a row failed or was cut."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dry-run", action="store_true", help="a tiny model on the CPU")
    parser.add_argument(
        "--parts", type=_numbers, default=list(PARTS), help="which, such as 2,3 (default: all)"
    )
    parser.add_argument("--json", type=Path, help="file that every row is appended to")
    parser.add_argument(
        "--smollm", type=Path, help="GGUF file of SmolLM2-135M, or its pieces' folder"
    )
    arguments = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="valence-gpu-", dir=_roomy()) as work:
        failed = [part for part in arguments.parts if not _run(part, arguments, Path(work))]
    print(f"\n{time.monotonic() - started:.0f} s in all", flush=True)
    if failed:
        print(f"failed or cut: part {', '.join(map(str, failed))}", flush=True)
    return int(bool(failed))


def _numbers(text: str) -> list[int]:
    numbers = [int(each) for each in text.split(",")]
    if not set(numbers) <= set(PARTS):
        raise argparse.ArgumentTypeError(f"parts are {', '.join(map(str, PARTS))}")
    return numbers


def _roomy() -> Path | None:
    """Give a folder in memory, so that no row waits for a disk, or None for the usual place."""
    if MEMORY_FOLDER.is_dir() and shutil.disk_usage(MEMORY_FOLDER).free > NEEDED_BYTES:
        return MEMORY_FOLDER
    return None


def _run(number: int, arguments: argparse.Namespace, work: Path) -> bool:
    part = PARTS[number]
    command = [sys.executable, "-m", part.module, "--work", str(work)]
    command += ["--dry-run"] if arguments.dry_run else []
    command += ["--json", str(arguments.json.resolve())] if arguments.json else []
    command += ["--smollm", str(arguments.smollm.resolve())] if arguments.smollm else []
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
        "PYTHONUNBUFFERED": "1",
        "VALENCE_HOME": str(work / "home"),
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_VERBOSITY": "error",
        "TOKENIZERS_PARALLELISM": "false",
    }
    if arguments.dry_run:
        # Threads that wait for each other are most of what tiny models cost.
        environment |= {"CUDA_VISIBLE_DEVICES": "", "OMP_NUM_THREADS": "1"}
    limit = part.limit * (DRY_RUN_FACTOR if arguments.dry_run else 1)
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        code = process.wait(limit)
    except subprocess.TimeoutExpired:
        print(f"part {number} was cut after {limit:.0f} s", flush=True)
        code = 1
    finally:
        # Its children, such as trainers of their own, are in its group.
        _kill(process)
    print(f"part {number}: {time.monotonic() - started:.0f} s", flush=True)
    return code == 0


def _kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


if __name__ == "__main__":
    raise SystemExit(main())
