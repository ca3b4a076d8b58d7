from __future__ import annotations

from pathlib import Path

import pytest

from tests.disks import files_limited_to
from trainer.run.checkpoint import Checkpoints, DamagedCheckpointError

FILES = {"a.bin": b"weights", "state.json": b"{}"}


def saved(folder: Path, *steps: tuple[int, int]) -> Checkpoints:
    checkpoints = Checkpoints(folder)
    for step, best in steps:
        checkpoints.save(step, {**FILES, "state.json": str(step).encode()}, best_step=best)
    return checkpoints


def steps_of(checkpoints: Checkpoints) -> list[int]:
    return [entry.step for entry in checkpoints.entries()]


def damage(folder: Path, name: str) -> None:
    path = folder / name / "a.bin"
    path.write_bytes(b"WEIGHTS")


def test_what_was_saved_is_read_back(tmp_path: Path) -> None:
    checkpoints = saved(tmp_path, (5, 5))
    found = checkpoints.read_last()
    assert found is not None
    assert found[0].step == 5
    assert found[1] == {**FILES, "state.json": b"5"}
    assert found[2] == []


def test_the_best_and_the_last_two_are_kept(tmp_path: Path) -> None:
    checkpoints = saved(tmp_path, (0, 0), (1, 1), (2, 1), (3, 1), (4, 1))
    assert steps_of(checkpoints) == [1, 3, 4]
    assert {path.name for path in tmp_path.iterdir()} == {
        "index.json", "step-00000001", "step-00000003", "step-00000004",
    }  # fmt: skip


def test_the_best_of_the_last_but_one_is_kept_for_the_case_that_the_last_is_damaged(
    tmp_path: Path,
) -> None:
    checkpoints = saved(tmp_path, (1, 1), (2, 1), (3, 1), (4, 4))
    assert steps_of(checkpoints) == [1, 3, 4]
    damage(tmp_path, "step-00000004")
    found = checkpoints.read_last()
    assert found is not None
    assert found[0].step == 3
    assert [error.message for error in found[2]] == ["a.bin of step-00000004 is damaged."]
    assert checkpoints.read_best()[0].step == 1


def test_a_missing_file_is_damage(tmp_path: Path) -> None:
    checkpoints = saved(tmp_path, (1, 1), (2, 2))
    (tmp_path / "step-00000002" / "state.json").unlink()
    found = checkpoints.read_last()
    assert found is not None
    assert found[0].step == 1


def test_a_damaged_best_gives_way_to_the_last(tmp_path: Path) -> None:
    checkpoints = saved(tmp_path, (1, 1), (2, 1), (3, 1))
    damage(tmp_path, "step-00000001")
    entry, _, errors = checkpoints.read_best()
    assert entry.step == 3
    assert len(errors) == 1


def test_if_all_are_damaged_that_is_an_error(tmp_path: Path) -> None:
    checkpoints = saved(tmp_path, (1, 1), (2, 1))
    for name in ("step-00000001", "step-00000002"):
        damage(tmp_path, name)
    with pytest.raises(DamagedCheckpointError, match="None of"):
        checkpoints.read_last()


def test_without_any_there_is_nothing_to_read(tmp_path: Path) -> None:
    assert Checkpoints(tmp_path / "absent").read_last() is None


def test_steps_after_the_one_resumed_from_are_written_again(tmp_path: Path) -> None:
    checkpoints = saved(tmp_path, (1, 1), (2, 2))
    damage(tmp_path, "step-00000002")
    assert checkpoints.read_last() is not None
    checkpoints.save(2, FILES, best_step=2)
    found = checkpoints.read_last()
    assert found is not None
    assert (found[0].step, found[1]) == (2, FILES)


def test_the_same_step_can_be_saved_again(tmp_path: Path) -> None:
    checkpoints = saved(tmp_path, (1, 1))
    for content in (b"second", b"third"):
        checkpoints.save(1, {"a.bin": content}, best_step=1)
        found = checkpoints.read_last()
        assert found is not None
        assert found[1] == {"a.bin": content}
        assert found[0].best == found[0].name
    assert steps_of(checkpoints) == [1]


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    checkpoints = saved(tmp_path, (1, 1))
    with files_limited_to(5_000), pytest.raises(OSError, match="too large"):
        checkpoints.save(2, {**FILES, "state.json": bytes(10_000)}, best_step=2)
    assert {path.name for path in tmp_path.iterdir()} == {"index.json", "step-00000001"}
    assert steps_of(checkpoints) == [1]
