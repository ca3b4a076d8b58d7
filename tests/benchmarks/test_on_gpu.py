"""What is to run on a card that is lent for minutes runs on this computer before."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks import on_gpu

# On a machine that has a card to lend, these are absent.
ABSENT = ("PySide6", "pytestqt", "openvino", "nncf", "openpyxl", "pyqtgraph")
BLOCKER = f"""
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {ABSENT!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Absent())
"""
ROWS = {
    1: {"steps lower the loss[nf4]", "a killed run goes on with the same losses"},
    2: {
        "weights made on the device and written",
        "float32",
        "published recipe, float16",
        "float16: texts with numbers beyond it",
        "nf4, quantised and kept: the first load",
        *(f"{name}, one tweet" for name in ("nf4", "bf16")),
        *(f"{name}, one tweet, without CUDA graphs" for name in ("nf4", "bf16")),
        *(f"{name}, batches of {size}" for name in ("nf4", "bf16") for size in (8, 64, 256)),
        "32 tokens",
        "bf16, one tweet, torch.compile",
    },
    3: {
        "1.3B: trainer",
        "1.3B: plain, gradient checkpointing",
        "1.3B: plain",
        "1.3B: killed and resumed",
        "starter, 3 steps: trainer",
        "starter, 3 steps: plain",
    },
    4: {"made into a directory", "before", "evaluation 1", "rates"},
}


class DryRun:
    """One part, in a process of its own."""

    def __init__(self, part: int, folder: Path) -> None:
        (folder / "absent").mkdir()
        (folder / "absent" / "sitecustomize.py").write_text(BLOCKER, "utf-8")
        self._rows, self._output = folder / "rows.jsonl", folder / "output.txt"
        command = [sys.executable, on_gpu.__file__, "--dry-run", "--json", str(self._rows)]
        with self._output.open("w", encoding="utf-8") as output:
            self.process = subprocess.Popen(
                [*command, "--parts", str(part)],
                stdout=output,
                stderr=subprocess.STDOUT,
                env={
                    **os.environ,
                    "PYTHONPATH": str(folder / "absent"),
                    "VALENCE_DATA": str(folder / "no data"),
                },
            )

    def end(self) -> tuple[int, list[dict[str, object]], str]:
        """Wait for it, and give exit code, rows and output."""
        code = self.process.wait()
        lines = self._rows.read_text("utf-8").splitlines() if self._rows.is_file() else []
        return code, [json.loads(line) for line in lines], self._output.read_text("utf-8")


@pytest.fixture(scope="module")
def dry_runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[int, DryRun]]:
    """All parts at once: most of what each does is to import and to wait."""
    running = {part: DryRun(part, tmp_path_factory.mktemp("part")) for part in on_gpu.PARTS}
    yield running
    for each in running.values():
        each.process.terminate()
        each.process.wait()


@pytest.mark.process
@pytest.mark.parametrize("part", on_gpu.PARTS)
def test_every_row_of_a_part_is_measured_without_qt_and_openvino(
    part: int, dry_runs: dict[int, DryRun]
) -> None:
    code, rows, output = dry_runs[part].end()
    assert [row["row"] for row in rows if "error" in row] == [], output
    assert ROWS[part] <= {row["row"] for row in rows}, output
    assert {row["part"] for row in rows} == {part}
    assert code == 0, output


@pytest.mark.process
def test_a_part_that_takes_too_long_is_cut_and_the_next_one_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(on_gpu.PARTS, 1, on_gpu.Part("slow", 0.2))
    monkeypatch.setitem(on_gpu.PARTS, 2, on_gpu.Part("quick", 60))
    monkeypatch.setattr(sys, "argv", ["on_gpu.py", "--dry-run", "--parts", "1,2"])
    monkeypatch.setattr(on_gpu, "ROOT", tmp_path)
    (tmp_path / "slow.py").write_text("import time\ntime.sleep(60)\n", "utf-8")
    (tmp_path / "quick.py").write_text("print('the next one')\n", "utf-8")
    assert on_gpu.main() == 1
    shown = capfd.readouterr().out
    assert "part 1 was cut" in shown
    assert "the next one" in shown
    assert "failed or cut: part 1" in shown


def test_the_limits_leave_it_nine_minutes() -> None:
    assert sum(part.limit for part in on_gpu.PARTS.values()) <= 540
