from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest

from desktop_app.classifier import openvino_engine
from desktop_app.classifier.engine import EngineFacts
from desktop_app.classifier.errors import DamagedModelError
from desktop_app.classifier.openvino_engine import (
    MODEL_FILE,
    WEIGHTS_FILE,
    OpenVinoEngine,
    shared_core,
)
from desktop_app.classifier.profile import STARTER_DIRECTORY
from desktop_app.classifier.saved_tokenizer import SavedTokenizer

ROOT = Path(__file__).resolve().parents[2]
CONVERTED = STARTER_DIRECTORY / "converted"
FACTS = EngineFacts("openvino", "int8", "CPU", 0, "For tests.")


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (MODEL_FILE, None),
        (MODEL_FILE, b""),
        (MODEL_FILE, b"<net><layers></net>"),
        (MODEL_FILE, b"\xff\xfe\x00"),
        (WEIGHTS_FILE, None),
        (WEIGHTS_FILE, b""),
        (WEIGHTS_FILE, b"short"),
    ],
)
def test_damaged_files_are_named_with_a_way_out(
    tmp_path: Path, file: str, content: bytes | None
) -> None:
    folder = shutil.copytree(CONVERTED, tmp_path / "converted")
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)

    with pytest.raises(DamagedModelError, match="cannot be used") as caught:
        OpenVinoEngine.load(folder, FACTS)

    assert "Remove that folder" in caught.value.hint


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_files_pages_are_given_back(tmp_path: Path) -> None:
    folder = shutil.copytree(CONVERTED, tmp_path / "converted")
    engine = OpenVinoEngine.load(folder, FACTS, threads=1)
    assert _resident(folder / WEIGHTS_FILE) < 0.1 * (folder / WEIGHTS_FILE).stat().st_size
    engine.close()


def _resident(file: Path) -> int:
    """Bytes of a mapped file that are in this process's memory."""
    resident, is_it = None, False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        words = line.split()
        if "-" in words[0] and not words[0].endswith(":"):
            is_it = line.endswith(str(file))
        elif is_it and words[0] == "Rss:":
            resident = (resident or 0) + int(words[1]) * 1024
    assert resident is not None, "it is not mapped"
    return resident


def rows_of(lengths: Iterable[int]) -> list[list[int]]:
    texts = [f"Tweet: {'so ' * length}good\nSentiment:" for length in lengths]
    return SavedTokenizer(CONVERTED)(
        texts,
        add_special_tokens=False,
        split_special_tokens=True,
        return_attention_mask=False,
        verbose=False,
    )["input_ids"]


def test_a_model_is_large_by_its_file_whoever_loads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    size = (CONVERTED / WEIGHTS_FILE).stat().st_size
    limits = []
    for largest_small in (size, size - 1):
        monkeypatch.setattr(openvino_engine, "_LARGE_MODEL_BYTES", largest_small)
        # As the comparison after a conversion loads it: what it passes is what answers later.
        engine = OpenVinoEngine.load(CONVERTED, FACTS)
        assert engine.facts.memory == size
        limits.append(engine.facts.tokens_at_once)
        engine.close()
    small, large = limits
    assert small is None
    assert large is not None
    assert large < 1000


@pytest.mark.parametrize(
    ("quantization", "memory", "group"),
    # The starter's rows have 384 and 1,536 weights, which 256 does not divide.
    [("int8", 10**6, 64), ("int8", 10**9, 128), ("int4", 10**9, 128)],
)
def test_activations_are_rounded_in_groups_that_divide_the_rows(
    quantization: str, memory: int, group: int
) -> None:
    facts = dataclasses.replace(FACTS, quantization=quantization, memory=memory)
    model = shared_core().read_model(CONVERTED / MODEL_FILE)
    chosen = openvino_engine._properties(shared_core(), model, facts, "CPU", 0)
    assert chosen["DYNAMIC_QUANTIZATION_GROUP_SIZE"] == group


def test_a_text_alone_is_answered_at_every_length_as_among_others() -> None:
    rows = rows_of(range(1, 110))
    engine = OpenVinoEngine.load(CONVERTED, FACTS)
    together = engine.label_logits(rows)
    alone = np.concatenate([engine.label_logits([row]) for row in rows])
    engine.close()
    np.testing.assert_allclose(alone, together, atol=0.1, rtol=0)


LOAD_TWO_AND_INTERRUPT = """
import signal
from tests.classifier.test_openvino_engine import CONVERTED, FACTS, OpenVinoEngine

first, second = (OpenVinoEngine.load(CONVERTED, FACTS) for _ in range(2))
first.close()
second.close()
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("interrupted")
"""


def test_ctrl_c_is_no_crash_after_models_have_been_changed() -> None:
    command = [sys.executable, "-c", LOAD_TWO_AND_INTERRUPT]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.stdout == "interrupted\n", done.stderr
