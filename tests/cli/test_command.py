from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import desktop_app
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from desktop_app.cli import main
from desktop_app.cli.parser import parse_arguments
from tests.cli.children import ROOT, WITH_STARTER, read_jsonl, valence


@pytest.mark.process
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["classify", "--help"]])
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\n"
        "from desktop_app.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: code = end.code\n"
        "heavy = {'torch', 'transformers', 'PySide6', 'numpy', 'peft'} & set(sys.modules)\n"
        "print(sorted(heavy), file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = valence(*arguments, program=(sys.executable, "-c", program))
    assert done.returncode == 0
    assert done.stdout
    assert done.stderr == b"[]\n"


@pytest.mark.parametrize("command", ["classify", "models", "models download"])
def test_the_usage_names_the_command_as_it_is_typed(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse_arguments([*command.split(), "--help"])
    assert capsys.readouterr().out.startswith(f"usage: valence {command} [-h]")


@pytest.mark.process
def test_the_version_is_the_packages() -> None:
    done = valence("--version", program=WITH_STARTER)
    assert done.stdout.decode() == f"Valence {desktop_app.__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["classify", "--format", "xml", "a"],
        ["classify", "--device", "gpu", "a"],
        ["classify", "--batch-size", "0", "a"],
        ["classify", "--batch-size", "many", "a"],
        ["classify", "--input", "tweets.txt", "a text as well"],
        ["classfy", "a"],
    ],
)
def test_bad_usage_exits_with_2_and_says_what_is_wrong(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    message = capsys.readouterr().err
    assert "error: " in message
    assert "<" not in message


def test_the_starter_is_the_default_model() -> None:
    assert parse_arguments(["classify", "a"]).profile == Profile.starter()


def test_an_adapter_alone_takes_its_own_base() -> None:
    profile = parse_arguments(["classify", "--adapter", "mine", "a"]).profile
    assert (profile.base, profile.adapter) == ("", "mine")


def test_a_base_alone_has_no_adapter() -> None:
    profile = parse_arguments(["classify", "--base", "theirs", "a"]).profile
    assert (profile.base, profile.adapter) == ("theirs", "")


def test_the_published_adapter_is_tried_out_like_any_other() -> None:
    published = Profile.published()
    profile = parse_arguments(["classify", "--adapter", published.adapter, "a"]).profile
    assert profile.label_tokens is None
    assert published.label_tokens is None


def test_options_reach_the_profile() -> None:
    arguments = ["--quantization", "nf4", "--device", "cpu", "--batch-size", "7"]
    profile = parse_arguments(["classify", *arguments, "a"]).profile
    assert profile.quantization is Quantization.NF4
    assert profile.device is DeviceChoice.CPU
    assert profile.batch_size == 7


@pytest.mark.process
def test_a_model_that_is_not_there_is_said_in_a_sentence() -> None:
    done = valence("classify", "a", "--base", "no-such-folder/at-all", program=WITH_STARTER)
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.startswith(b"valence: ")
    assert b"Traceback" not in done.stderr


@pytest.mark.process
def test_the_starter_classifies_a_tweet_and_libraries_stay_silent() -> None:
    done = valence("classify", "I love this so much, thank you!", program=WITH_STARTER)
    assert (done.returncode, done.stderr) == (0, b"")
    (answer,) = read_jsonl(done.stdout)
    assert answer["sentiment"] == "Positive"


@pytest.mark.process
def test_the_console_script_is_the_module() -> None:
    script = "from importlib.metadata import entry_points as e; print(e(name='valence'))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT, text=True
    )
    if "desktop_app" not in done.stdout:
        pytest.skip("the distribution is not installed here")
    assert "value='desktop_app.cli:main'" in done.stdout


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Put a module in the place of the window application."""
    module = ModuleType("desktop_app.app")
    monkeypatch.setitem(sys.modules, "desktop_app.app", module)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return module


def test_no_arguments_open_the_window_and_give_its_exit_code(window: ModuleType) -> None:
    opened = []

    def open_window(arguments: list[str], files: list[Path]) -> int:
        opened.append(arguments)
        return 7

    vars(window)["main"] = open_window
    assert main([]) == 7
    assert opened == [[]]


def test_a_library_that_the_loader_lacks_is_named_with_its_package(
    window: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    def open_window(arguments: list[str], files: list[Path]) -> int:
        raise ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")

    vars(window)["main"] = open_window
    assert main([]) == 1
    message = capsys.readouterr().err
    assert "libEGL.so.1" in message
    assert "libegl1" in message or "libglvnd" in message


def test_a_missing_qt_is_said_in_a_sentence(
    window: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    def open_window(arguments: list[str], files: list[Path]) -> int:
        raise ModuleNotFoundError("No module named 'PySide6'", name="PySide6")

    vars(window)["main"] = open_window
    assert main([]) == 1
    assert "PySide6 is not installed" in capsys.readouterr().err


def test_a_defect_of_ours_keeps_its_traceback(window: ModuleType) -> None:
    def open_window(arguments: list[str], files: list[Path]) -> int:
        raise ImportError("cannot import name 'spelling' from 'desktop_app.ui'")

    vars(window)["main"] = open_window
    with pytest.raises(ImportError, match="spelling"):
        main([])


def test_files_are_for_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.csv", "classify"):
        Path(name).touch()
    options = parse_arguments(["a.csv", "./classify"])
    assert (options.command, options.files) == ("", [Path("a.csv"), Path("classify")])
    assert parse_arguments(["classify"]).command == "classify"
    assert parse_arguments([]).files == []


def test_what_is_neither_file_nor_command_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_arguments(["clasify", "some text"])
    assert ended.value.code == 2
    assert "no file and no command named 'clasify'" in capsys.readouterr().err


def test_files_without_a_display_are_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "a.csv").touch()
    assert main([str(tmp_path / "a.csv")]) == 1
    assert "valence classify --input" in capsys.readouterr().err
