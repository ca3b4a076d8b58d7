"""The packaged program as a stranger meets it: its real window, and its trainer.

    VALENCE_BUILD=dist/valence python -m pytest tests/e2e

Without the variable ``dist/valence`` is taken, where ``make build`` puts it; without either the
tests are skipped. ``VALENCE_PICTURES`` names a folder for pictures of the window.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyarrow import parquet

from desktop_app.classifier.sentiment import Sentiment
from tests.e2e.screen import Hands, screen, wait_until
from tests.hub_server import HubServer
from tests.trainer.runs import labelled_texts, write_data, write_hub_repository
from trainer.data.hub import REPOSITORY

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("VALENCE_BUILD", ROOT / "dist" / "valence")).absolute()
PROGRAM = BUILD / "valence"

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="drives an X server"),
    pytest.mark.skipif(not PROGRAM.exists(), reason="there is no build"),
]
# A build brings the libraries that Qt needs.
_MISSING = [tool for tool in ("Xvfb", "xdotool") if not shutil.which(tool)]
needs_screen = pytest.mark.skipif(bool(_MISSING), reason=f"not installed: {', '.join(_MISSING)}")

TWEET = "I absolutely love this new feature"


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy in another place, with a space in its path."""
    copy = tmp_path_factory.mktemp("moved") / "a copy of Valence"
    shutil.copytree(BUILD, copy, symlinks=True, copy_function=os.link)
    return copy


@pytest.fixture
def clean(tmp_path: Path) -> dict[str, str]:
    """An environment without Python, without PATH, with an empty home."""
    home = tmp_path / "home"
    home.mkdir()
    return {"HOME": str(home), "PATH": "/nowhere", "VALENCE_HOME": str(tmp_path / "own")}


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    with screen() as environment:
        yield environment


@needs_screen
def test_a_tweet_is_typed_answered_and_kept_and_the_window_closes(
    build: Path, clean: dict[str, str], display: dict[str, str], tmp_path: Path
) -> None:
    hands = Hands(display)
    history = tmp_path / "own" / "data" / "history.sqlite3"
    with subprocess.Popen([build / "valence"], env=clean | display, cwd="/") as program:
        try:
            hands.window_of(program.pid)
            # At once: whoever types before the model is there is answered when it is.
            hands.type(TWEET)
            hands.press("ctrl+Return")
            wait_until(lambda: rows(history) == [(TWEET, Sentiment.POSITIVE)], "the answer")
            if pictures := os.environ.get("VALENCE_PICTURES"):
                hands.picture(Path(pictures) / "built-window.png")
            hands.press("ctrl+q")
            assert program.wait(60) == 0
        finally:
            program.kill()
    assert rows(history) == [(TWEET, Sentiment.POSITIVE)]
    assert children_of(build) == []


@needs_screen
@pytest.mark.skipif(
    not (ROOT / "desktop_app/ui/widgets/file_dropping.py").exists(),
    reason="no files in the window yet",
)
def test_a_table_that_is_dropped_is_labelled(
    build: Path, clean: dict[str, str], display: dict[str, str], tmp_path: Path
) -> None:
    table = tmp_path / "tweets.csv"
    table.write_text("id,text\n1,I love this\n2,I hate this\n", encoding="utf-8")
    hands = Hands(display)
    history = tmp_path / "own" / "data" / "history.sqlite3"
    with subprocess.Popen([build / "valence"], env=clean | display, cwd="/") as program:
        try:
            window = hands.window_of(program.pid)
            hands.drop(table, window)
            hands.window_of(program.pid, "tweets.csv")
            hands.press_until("Return", lambda: len(rows(history)) == 2, "the labels")
            # Without a window manager nobody gives it the focus that the dialog had.
            hands.focus(window)
            hands.press("ctrl+q")
            assert program.wait(60) == 0
        finally:
            program.kill()
    assert [text for text, _ in rows(history)] == ["I love this", "I hate this"]


@needs_screen
def test_a_portable_copy_keeps_its_files_beside_it(
    build: Path, clean: dict[str, str], display: dict[str, str]
) -> None:
    del clean["VALENCE_HOME"]
    mark = build / "portable"
    mark.touch()
    try:
        with subprocess.Popen([build / "valence"], env=clean | display, cwd="/") as program:
            try:
                Hands(display).window_of(program.pid)
                program.send_signal(signal.SIGTERM)
                assert program.wait(60) == 0
            finally:
                program.kill()
    finally:
        mark.unlink()
    assert (build / "valence-data" / "data" / "history.sqlite3").is_file()
    assert not list(Path(clean["HOME"]).rglob("*valence*"))


@needs_screen
def test_a_run_that_is_started_in_the_window_ends_and_its_adapter_answers(
    build: Path, clean: dict[str, str], display: dict[str, str], tmp_path: Path
) -> None:
    table = tmp_path / "feelings.csv"
    rows_of = [f"{text},{label.word}\n" for text, label in labelled_texts(60)]
    table.write_text("tweet,feeling\n" + "".join(rows_of), encoding="utf-8")
    run = tmp_path / "own" / "data" / "runs" / "feelings"
    history = tmp_path / "own" / "data" / "history.sqlite3"
    hands = Hands(display)
    # Threads that wait for others by spinning take minutes on a machine that is busy.
    clean |= {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}
    with subprocess.Popen([build / "valence"], env=clean | display, cwd="/") as program:
        try:
            window = hands.window_of(program.pid)
            hands.press("ctrl+t")
            hands.window_of(program.pid, "Fine-tuning")
            # Past the list, the form as a whole, base and adapter to the data: a file with columns.
            hands.press("Tab", "Tab", "Tab", "Tab", "Down", "Down", "Tab")
            hands.type(str(table))
            hands.press("Tab", "Tab")
            hands.type("tweet")
            hands.press("Tab")
            hands.type("feeling")
            # "Quick try" is the first of the presets.
            hands.press("Tab", "Home", "Return")

            def is_started() -> bool:
                # Until the time is known, Enter does nothing; then it starts the run.
                hands.press("Return")
                return run.exists()

            wait_until(is_started, "the start", every=3)
            # So it is marked when its end has been shown.
            wait_until((run / "told").exists, "the end of the run")
            report = json.loads((run / "report.json").read_text("utf-8"))
            assert report["outcome"] == "completed"
            assert (report["config"]["data"], report["config"]["max_steps"]) == (str(table), 50)
            if pictures := os.environ.get("VALENCE_PICTURES"):
                hands.picture(Path(pictures) / "built-training.png")
            # Past the tables with the result to "Use this adapter".
            hands.press("Tab", "Tab", "Tab", "space")
            hands.focus(window)
            hands.type(TWEET)

            def adapter_answers() -> bool:
                hands.press("ctrl+Return")
                return str(run / "adapter") in adapters(history)

            wait_until(adapter_answers, "an answer of the new adapter", every=3)
            hands.press("ctrl+q")
            assert program.wait(60) == 0
        finally:
            program.kill()
    assert children_of(build) == []


def test_the_trainer_runs_and_what_it_made_answers(
    build: Path, clean: dict[str, str], tmp_path: Path
) -> None:
    data = write_data(tmp_path / "data", train=12, validation=6)
    clean["PATH"] = os.environ["PATH"]  # The script needs dirname and readlink.
    # Threads that wait for others by spinning take minutes on a machine that is busy.
    clean |= {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}
    trained = subprocess.run(
        [
            *(build / "valence-trainer", "train", "--max-steps", "2"),
            *("--data", data, "--output", tmp_path / "run"),
        ],
        capture_output=True,
        check=True,
        env=clean,
        text=True,
    )
    assert json.loads(trained.stdout.splitlines()[-1])["event"] == "finished"
    (adapter,) = (path.parent for path in (tmp_path / "run").glob("adapter/*.safetensors"))
    base = build / "_internal" / "desktop_app" / "resources" / "starter" / "base"
    answered = subprocess.run(
        [
            *(build / "valence", "classify", "--quantization", "fp32"),
            *("--base", base, "--adapter", adapter, TWEET),
        ],
        capture_output=True,
        check=True,
        env=clean,
        text=True,
    )
    assert json.loads(answered.stdout)["text"] == TWEET


def test_a_program_without_standard_streams_works(
    build: Path, clean: dict[str, str], tmp_path: Path
) -> None:
    command = f'exec "{build}/valence" classify --output "{tmp_path}/out.jsonl" love <&- >&- 2>&-'
    done = subprocess.run(["/bin/sh", "-c", command], check=False, env=clean)
    assert done.returncode == 0
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8"))["text"] == "love"


def test_parquet_is_written(build: Path, clean: dict[str, str], tmp_path: Path) -> None:
    table = tmp_path / "tweets.csv"
    table.write_text("id,text\n1,I love this\n2,I hate this\n", encoding="utf-8")
    subprocess.run(
        [
            *(build / "valence", "classify", "--input", table),
            *("--output", tmp_path / "labelled.parquet"),
        ],
        check=True,
        env=clean,
    )
    read = parquet.read_table(tmp_path / "labelled.parquet")
    assert read["text"].to_pylist() == ["I love this", "I hate this"]
    assert read["sentiment"].to_pylist() == ["Positive", "Negative"]


def test_tweet_eval_comes_from_the_hub(build: Path, clean: dict[str, str], tmp_path: Path) -> None:
    write_hub_repository(tmp_path / "hub")
    with HubServer({f"datasets/{REPOSITORY}": tmp_path / "hub"}).running() as hub:
        done = subprocess.run(
            [
                *(build / "valence", "--worker", "trainer", "train", "--dry-run"),
                *("--data", "tweet_eval", "--output", tmp_path / "run"),
            ],
            capture_output=True,
            check=True,
            env=clean | {"HF_ENDPOINT": hub.endpoint, "HF_HOME": str(tmp_path / "cache")},
            text=True,
        )
    events = [json.loads(line) for line in done.stdout.splitlines()]
    (data,) = (event for event in events if event["event"] == "data")
    # Six of the nine texts to train on are among those to evaluate on.
    assert (data["train"], data["dropped"]["also in validation"], data["validation"]) == (3, 6, 6)


def test_the_licence_of_everything_inside_is_beside_it() -> None:
    licences = BUILD / "licences"
    names = [
        line.split(":")[0].split(" ")[0]
        for line in (licences / "COMPONENTS.txt").read_text("utf-8").splitlines()
    ]
    assert {"Valence", "Python", "torch", "pyarrow", "PySide6_Essentials"} <= set(names)
    assert [name for name in names if not any((licences / name).glob("*"))] == []


def rows(history: Path) -> list[tuple[str, Sentiment]]:
    """Read texts and labels from a history that the program may be writing."""
    if not history.exists():
        return []
    connection = sqlite3.connect(f"file:{history}?mode=ro", uri=True)
    try:
        found = connection.execute("SELECT text, label FROM record").fetchall()
    except sqlite3.OperationalError:
        # It is being made.
        return []
    finally:
        connection.close()
    return [(text, Sentiment(label)) for text, label in found]


def adapters(history: Path) -> list[str]:
    """Name the adapters that have answered."""
    connection = sqlite3.connect(f"file:{history}?mode=ro", uri=True)
    try:
        profiles = connection.execute("SELECT json FROM profile").fetchall()
    finally:
        connection.close()
    return [json.loads(profile)["adapter"] for (profile,) in profiles]


def children_of(build: Path) -> list[str]:
    """Name the processes of a build that are still there."""
    found = subprocess.run(
        ["pgrep", "--full", "--list-full", str(build)], capture_output=True, check=False, text=True
    )
    return found.stdout.splitlines()
