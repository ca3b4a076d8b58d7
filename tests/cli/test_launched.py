"""``accelerate launch -m desktop_app classify``: real processes, connected by gloo."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.children import WITH_FAKE_MODEL, WITH_STARTER, read_jsonl, valence
from tests.launching import LAUNCHER, LAUNCHER_VARIABLES

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(sys.platform != "linux", reason="gloo is tested on Linux"),
]


@pytest.fixture(autouse=True)
def no_leftover_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LAUNCHER_VARIABLES:
        monkeypatch.delenv(name, raising=False)


def launched(program: tuple[str, ...]) -> tuple[str, ...]:
    python, *module = program
    return (python, *LAUNCHER, *module)


def test_two_processes_write_what_one_writes(tmp_path: Path) -> None:
    texts = [f"text {number} {'love ' * (number % 7)}" for number in range(5_000)]
    texts[17] = "# " + "long " * 400
    source = tmp_path / "texts.txt"
    source.write_text("\n".join(texts), encoding="utf-8")
    arguments = ("classify", "--input", str(source), "--output")

    alone = valence(*arguments, str(tmp_path / "one.jsonl"))
    together = valence(*arguments, str(tmp_path / "two.jsonl"), program=launched(WITH_FAKE_MODEL))

    assert (alone.returncode, together.returncode) == (0, 0)
    one, two = ((tmp_path / name).read_bytes() for name in ("one.jsonl", "two.jsonl"))
    assert one == two
    assert len(read_jsonl(two)) == 5_000
    # One process speaks.
    assert together.stderr.count(b"too long for the model") == 1


def test_two_processes_label_a_table_as_one_does(tmp_path: Path) -> None:
    source = tmp_path / "texts.csv"
    rows = [f'{number},"text, {number} {"love " * (number % 7)}"' for number in range(3_000)]
    source.write_text("\n".join(["id,text", *rows]), encoding="utf-8")
    arguments = ("classify", "--input", str(source), "--text-column", "text", "--output")

    alone = valence(*arguments, str(tmp_path / "one.csv"))
    together = valence(*arguments, str(tmp_path / "two.csv"), program=launched(WITH_FAKE_MODEL))

    assert (alone.returncode, together.returncode) == (0, 0)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_standard_input_is_shared_out_and_the_starter_answers() -> None:
    texts = ["I love this", "I hate this", "The train leaves at nine"]
    result = valence("classify", stdin="\n".join(texts).encode(), program=launched(WITH_STARTER))
    answers = read_jsonl(result.stdout)
    assert [answer["text"] for answer in answers] == texts
    assert [answer["sentiment"] for answer in answers] == ["Positive", "Negative", "Neutral"]


def test_a_model_that_is_not_there_is_said_once(tmp_path: Path) -> None:
    result = valence(
        "classify", "text", "--base", str(tmp_path / "none"), program=launched(WITH_STARTER)
    )
    assert result.returncode != 0
    assert result.stderr.count(b"There is no folder") == 1
    assert b"desktop_app/" not in result.stderr
