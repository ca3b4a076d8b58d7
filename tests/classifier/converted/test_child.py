"""The child process as it is, with real models, files and signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest

from desktop_app.classifier.converted.cache import ConversionCache
from desktop_app.classifier.converted.child import convert_in_child
from desktop_app.classifier.converted.errors import ConversionCancelled, ConversionError
from desktop_app.classifier.profile import Profile, Quantization

pytestmark = pytest.mark.process


def conversions() -> list[psutil.Process]:
    children = psutil.Process().children(recursive=True)
    return [each for each in children if "desktop_app.models.conversion" in each.cmdline()]


def test_a_model_is_converted_with_progress_and_found_afterwards(
    tmp_path: Path, tiny_base: Path
) -> None:
    shares: list[float] = []
    convert_in_child(Profile(str(tiny_base)), Quantization.INT8, tmp_path, progress=shares.append)
    (entry,) = ConversionCache(tmp_path).entries()
    attempts = entry.manifest.attempts
    assert {each.quantization for each in attempts} == {Quantization.INT8}
    nearest = attempts[-1].parity
    assert nearest is not None
    assert (entry.manifest.quantization is Quantization.INT8) == nearest.passed
    assert shares == sorted(shares)
    assert len(shares) > 4
    assert conversions() == []


def test_a_cancel_ends_the_child_and_leaves_nothing(tmp_path: Path, tiny_base: Path) -> None:
    begun: list[float] = []
    with pytest.raises(ConversionCancelled):
        convert_in_child(
            Profile(str(tiny_base)),
            Quantization.INT8,
            tmp_path,
            progress=begun.append,
            cancelled=lambda: bool(begun),
        )
    assert conversions() == []
    assert list(tmp_path.iterdir()) == []


def test_what_is_wrong_with_the_model_comes_back_as_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="no weights"):
        convert_in_child(Profile(str(tmp_path)), Quantization.INT8, tmp_path / "cache")


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_a_child_that_is_killed_is_an_error_in_a_sentence(tmp_path: Path, tiny_base: Path) -> None:
    def kill(_share: float) -> None:
        for each in conversions():
            each.send_signal(signal.SIGKILL)

    with pytest.raises(ConversionError, match="ended from outside"):
        convert_in_child(Profile(str(tiny_base)), Quantization.INT8, tmp_path, progress=kill)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path, tiny_base: Path) -> None:
    code = textwrap.dedent(
        f"""
        from pathlib import Path
        from desktop_app.classifier.profile import Profile, Quantization
        from desktop_app.classifier.converted.child import convert_in_child
        convert_in_child(Profile({str(tiny_base)!r}), Quantization.INT8, Path({str(tmp_path)!r}),
                         progress=lambda share: print(share, flush=True))
        """
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    parent.stdout.readline()
    (child,) = psutil.Process(parent.pid).children()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    gone, _ = psutil.wait_procs([child], timeout=60)
    assert gone


def test_neither_openvino_nor_nncf_reports_home(tmp_path: Path, tiny_base: Path) -> None:
    """Every connection and look-up that Python makes in the child is written down."""
    hook = tmp_path / "hook"
    hook.mkdir()
    seen = tmp_path / "seen"
    (hook / "sitecustomize.py").write_text(
        textwrap.dedent(
            f"""
            import sys
            def watch(event, arguments):
                if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
                    with open({str(seen)!r}, "a") as file:
                        print(event, arguments, file=file)
            sys.addaudithook(watch)
            """
        )
    )
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(hook), str(Path(__file__).parents[3])]),
        "HOME": str(tmp_path / "home"),
    }
    proof = "import socket; socket.getaddrinfo('localhost', 1)"
    subprocess.run([sys.executable, "-c", proof], env=environment, check=True)
    assert seen.read_text().startswith("socket.getaddrinfo")
    seen.unlink()
    command = [sys.executable, "-m", "desktop_app.models.conversion"]
    command += ["--profile", json.dumps(Profile(str(tiny_base)).to_json())]
    command += ["--quantization", "int8", "--cache", str(tmp_path / "cache")]
    child = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )
    assert child.stdin is not None
    assert child.stdout is not None
    events = child.stdout.read().splitlines()
    assert child.wait() == 0
    child.stdin.close()
    child.stdout.close()
    assert json.loads(events[-1]) == {"event": "done"}
    assert not seen.exists()
