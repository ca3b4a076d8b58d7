from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest

from desktop_app.classifier.engines.base import EngineFacts
from desktop_app.classifier.engines.openvino import model as openvino_model
from desktop_app.classifier.engines.openvino.engine import OpenVinoEngine
from desktop_app.classifier.engines.openvino.model import (
    COMPILED_FACTS_FILE,
    COMPILED_FILE,
    MODEL_FILE,
    WEIGHTS_FILE,
    compile_ahead,
    explained,
    open_model,
    shared_core,
)
from desktop_app.classifier.errors import DamagedModelError, OutOfMemoryError
from desktop_app.classifier.profile import STARTER_DIRECTORY, EngineKind
from desktop_app.classifier.prompting.saved_tokenizer import SavedTokenizer

ROOT = Path(__file__).resolve().parents[4]
CONVERTED = STARTER_DIRECTORY / "converted"
FACTS = EngineFacts(EngineKind.OPENVINO, "int8", "CPU", 0, "For tests.")


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


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compiled") / "model"
    shutil.copytree(CONVERTED, folder)
    compile_ahead(folder, "int8")
    return folder


def test_a_model_compiled_ahead_takes_the_portable_ones_place_and_answers_the_same(
    compiled: Path,
) -> None:
    files = {path.name for path in compiled.iterdir()}
    assert {COMPILED_FILE, COMPILED_FACTS_FILE} <= files
    assert files.isdisjoint({MODEL_FILE, WEIGHTS_FILE})

    rows = rows_of(range(1, 40))
    answers = []
    for folder in (CONVERTED, compiled):
        engine = OpenVinoEngine.load(folder, FACTS)
        answers.append(engine.label_logits(rows))
        engine.close()
    np.testing.assert_array_equal(answers[0], answers[1])


def test_a_model_compiled_ahead_takes_the_threads_that_it_is_opened_with(compiled: Path) -> None:
    opened = open_model(compiled, "int8", threads=1)
    assert opened.compiled.get_property("INFERENCE_NUM_THREADS") == 1


@pytest.mark.parametrize(
    ("file", "damage"),
    [
        (COMPILED_FILE, b""),
        (COMPILED_FILE, lambda content: content[:-1]),
        (COMPILED_FILE, lambda content: content[:1000]),
        (COMPILED_FILE, lambda content: bytes(len(content))),
        # By another OpenVINO, or for another processor.
        (COMPILED_FILE, lambda content: content.replace(b"meta=1.0;ov=2", b"meta=1.0;ov=1", 1)),
        (COMPILED_FACTS_FILE, b""),
        (COMPILED_FACTS_FILE, b"{}"),
        (COMPILED_FACTS_FILE, b"[]"),
        (COMPILED_FACTS_FILE, b'{"size": 1, "group": 64, "prefix": 5}'),
        (COMPILED_FACTS_FILE, None),
    ],
)
def test_a_compiled_model_that_does_not_run_here_is_named_with_a_way_out(
    tmp_path: Path, compiled: Path, file: str, damage: Callable[[bytes], bytes] | bytes | None
) -> None:
    folder = shutil.copytree(compiled, tmp_path / "model")
    content = (folder / file).read_bytes()
    (folder / file).unlink()
    if damage is not None:
        damaged = damage(content) if callable(damage) else damage
        assert damaged != content
        (folder / file).write_bytes(damaged)

    with pytest.raises(DamagedModelError, match="cannot be used") as caught:
        OpenVinoEngine.load(folder, FACTS)

    assert "Remove that folder" in caught.value.hint


def test_a_model_that_is_too_large_is_not_called_damaged() -> None:
    with pytest.raises(OutOfMemoryError, match="does not fit") as caught, explained(CONVERTED):
        raise RuntimeError("Exception from src/inference/src/cpp/core.cpp:\nstd::bad_alloc")
    assert "starter" in caught.value.hint


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("file", [WEIGHTS_FILE, COMPILED_FILE])
def test_the_files_pages_are_given_back(tmp_path: Path, file: str) -> None:
    folder = shutil.copytree(CONVERTED, tmp_path / "converted")
    if file == COMPILED_FILE:
        compile_ahead(folder, "int8")
    engine = OpenVinoEngine.load(folder, FACTS, threads=1)
    assert _resident(folder / file) < 0.1 * (folder / file).stat().st_size
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
        monkeypatch.setattr(openvino_model, "_LARGE_MODEL_BYTES", largest_small)
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
    ("quantization", "size", "group"),
    # The starter's rows have 384 and 1,536 weights, which 256 does not divide.
    [("int8", 10**6, 64), ("int8", 10**9, 128), ("int4", 10**9, 128)],
)
def test_activations_are_rounded_in_groups_that_divide_the_rows(
    quantization: str, size: int, group: int
) -> None:
    model = shared_core().read_model(CONVERTED / MODEL_FILE)
    assert openvino_model._activation_group(model, quantization, size) == group


def test_a_text_alone_is_answered_at_every_length_as_among_others() -> None:
    rows = rows_of(range(1, 110))
    engine = OpenVinoEngine.load(CONVERTED, FACTS)
    together = engine.label_logits(rows)
    alone = np.concatenate([engine.label_logits([row]) for row in rows])
    engine.close()
    np.testing.assert_allclose(alone, together, atol=0.1, rtol=0)


LOAD_TWO_AND_INTERRUPT = """
import signal
from tests.classifier.engines.openvino.test_engine import CONVERTED, FACTS, OpenVinoEngine

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
