"""The files for the three systems: those that cannot be built here are at least read."""

import ast
import hashlib
import os
import plistlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
import yaml

import desktop_app
from desktop_app import app

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
LINUX, WINDOWS, MACOS = PACKAGING / "linux", PACKAGING / "windows", PACKAGING / "macos"

# Made by the build, and so not in the source tree.
MADE = ("build/", "dist/", "build\\", "dist\\", "dist")


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(program), reason=f"{program} is not installed")


@needs("desktop-file-validate")
def test_the_desktop_entry_is_valid() -> None:
    done = run("desktop-file-validate", LINUX / "valence.desktop")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.process
@needs("appstreamcli")
def test_the_metadata_for_software_centres_are_valid() -> None:
    done = run("appstreamcli", "validate", "--no-net", LINUX / "valence.metainfo.xml")
    assert done.returncode == 0, done.stdout


def test_the_metadata_name_the_version_and_the_desktop_entry() -> None:
    root = ET.parse(LINUX / "valence.metainfo.xml").getroot()
    newest = next(root.iter("release"))
    assert newest.attrib["version"] == desktop_app.__version__
    assert root.findtext("launchable") == "valence.desktop"
    assert (LINUX / root.findtext("launchable", "")).is_file()


def test_desktop_entry_and_metadata_name_the_same_kinds_of_files() -> None:
    entry = (LINUX / "valence.desktop").read_text(encoding="utf-8")
    (kinds,) = re.findall(r"^MimeType=(.+);$", entry, re.MULTILINE)
    provided = ET.parse(LINUX / "valence.metainfo.xml").getroot().iterfind("provides/mediatype")
    assert kinds.split(";") == [each.text for each in provided]


def test_the_window_names_its_desktop_entry() -> None:
    source = (ROOT / "desktop_app" / "app.py").read_text(encoding="utf-8")
    assert 'setDesktopFileName("valence")' in source


@pytest.mark.process
@pytest.mark.skipif(sys.platform == "win32", reason="sh")
@pytest.mark.parametrize(
    "script", ["linux/install.sh", "linux/valence-trainer", "macos/make-dmg.sh"]
)
def test_shell_scripts_are_well_formed_and_can_be_started(script: str) -> None:
    assert run("sh", "-n", PACKAGING / script).returncode == 0
    assert os.access(PACKAGING / script, os.X_OK)


@pytest.mark.parametrize("name", ["Info.plist", "entitlements.plist"])
def test_property_lists_can_be_read(name: str) -> None:
    assert plistlib.loads((MACOS / name).read_bytes())


def test_windows_is_told_of_long_paths() -> None:
    ET.parse(WINDOWS / "valence.manifest")
    manifest = (WINDOWS / "valence.manifest").read_text(encoding="utf-8")
    assert re.search(r"<longPathAware [^>]+>true<", manifest)


def test_the_installer_says_only_what_inno_setup_knows() -> None:
    script = (WINDOWS / "valence.iss").read_text(encoding="utf-8")
    parts = re.split(r"^\[(\w+)\]$", script.partition("[Code]")[0], flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    entries = {
        "Tasks": {"Name", "Description", "Flags"},
        "InstallDelete": {"Type", "Name"},
        "Files": {"Source", "DestDir", "Flags"},
        "Icons": {"Name", "Filename", "Tasks"},
        "Run": {"Filename", "Description", "Flags"},
    }
    for name, keys in entries.items():
        for line in re.findall(r"^\w.*$", sections[name], re.MULTILINE):
            named = dict(part.strip().split(": ", 1) for part in line.split(";"))
            assert set(named) <= keys, line
            assert all(value.count('"') % 2 == 0 for value in named.values()), line
    setup = dict(line.split("=", 1) for line in re.findall(r"^\w+=.*$", sections["Setup"], re.M))
    # Doubled, a brace begins no constant.
    assert re.fullmatch(r"\{\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", setup["AppId"])
    defined = {"Version", *re.findall(r"^#define (\w+)", script, re.MULTILINE)}
    assert set(re.findall(r"\{#(\w+)\}", script)) <= defined
    constants = set(re.findall(r"(?<!\{)\{([a-z]+)(?::\w+,?\w*)?\}", script.partition("[Code]")[0]))
    assert constants <= {"app", "autopf", "autoprograms", "autodesktop", "cm"}


def test_the_bundle_is_what_the_disk_image_takes() -> None:
    spec = (PACKAGING / "valence.spec").read_text(encoding="utf-8")
    (bundle,) = re.findall(r'name="(\w+\.app)"', spec)
    assert f"app=dist/{bundle}" in (MACOS / "make-dmg.sh").read_text(encoding="utf-8")
    information = plistlib.loads((MACOS / "Info.plist").read_bytes())
    # The spec gives these from where they stand already.
    assert not {"CFBundleShortVersionString", "CFBundleIdentifier"} & set(information)
    entitlements = plistlib.loads((MACOS / "entitlements.plist").read_bytes())
    assert all(name.startswith("com.apple.security.") for name in entitlements)
    assert set(entitlements.values()) == {True}


def test_the_installer_has_every_section_and_balanced_code() -> None:
    script = (WINDOWS / "valence.iss").read_text(encoding="utf-8")
    sections = re.findall(r"^\[(\w+)\]$", script, re.MULTILINE)
    assert sections == ["Setup", "Tasks", "InstallDelete", "Files", "Icons", "Run", "Code"]
    code = re.sub(r"'(?:[^']|'')*'|//.*", "", script.partition("[Code]")[2])
    assert len(re.findall(r"\bbegin\b", code)) == len(re.findall(r"\bend;", code))
    assert code.count("(") == code.count(")")
    for line in script.partition("[Code]")[0].splitlines():
        assert re.fullmatch(r"(;.*|#.*|\[\w+\]|\w+(=|: ).+|  #error .*|)", line), line


@pytest.mark.parametrize(
    "file",
    [
        *("packaging/windows/valence.iss", "packaging/macos/make-dmg.sh", "packaging/valence.spec"),
        *("packaging/build.py", "packaging/icons.py", ".github/workflows/build.yml", "Makefile"),
    ],
)
def test_every_path_that_a_script_names_is_there(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    named = re.findall(r"(?:packaging|desktop_app|tests)(?:[/\\][\w.-]+)+", text)
    named += [
        path.replace("{#Root}\\", "")
        for path in re.findall(r"\{#Root\}\\[\w.\\-]+", text)
        if not path.replace("{#Root}\\", "").startswith(MADE)
    ]
    missing = [path for path in named if not (ROOT / path.replace("\\", "/")).exists()]
    assert not missing


WORKFLOW = yaml.safe_load((ROOT / ".github/workflows/build.yml").read_text(encoding="utf-8"))
STEPS = [
    pytest.param(job, step, id=f"{name}-{number}")
    for name, job in WORKFLOW["jobs"].items()
    for number, step in enumerate(job["steps"])
]


def test_the_workflow_has_jobs_that_wait_for_each_other() -> None:
    # YAML 1.1 reads the key "on" as true.
    assert set(WORKFLOW) <= {"name", True, "permissions", "concurrency", "jobs"}
    jobs = WORKFLOW["jobs"]
    known = {"runs-on", "timeout-minutes", "steps", "needs", "strategy", "defaults", "env", "if"}
    for job in jobs.values():
        assert set(job) <= known | {"permissions"}
        assert job["runs-on"]
        needed = job.get("needs", [])
        assert {*([needed] if isinstance(needed, str) else needed)} <= set(jobs)
    assert systems(jobs["build"]) == {"ubuntu", "windows", "macos"}
    assert systems(jobs["fast"]) == {"windows", "macos"}


def test_what_is_fast_is_the_same_everywhere() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (fast,) = re.findall(r"^FAST := (.*)$", makefile, re.MULTILINE)
    runs = [step["run"] for step in WORKFLOW["jobs"]["fast"]["steps"] if "run" in step]
    assert runs[-1] == f'python -m pytest -m "{fast}"'
    assert fast == " and ".join(f"not {mark}" for mark in ("process", "window", "model"))


def systems(job: dict[str, Any]) -> set[str]:
    return {each["os"].partition("-")[0] for each in matrix(job)}


def matrix(job: dict[str, Any]) -> list[dict[str, str]]:
    found: list[dict[str, str]] = job["strategy"]["matrix"]["include"]
    return found


@pytest.mark.parametrize(("job", "step"), STEPS)
def test_every_step_does_one_thing_that_is_known(job: dict[str, Any], step: dict[str, Any]) -> None:
    assert set(step) <= {"name", "if", "uses", "with", "run", "env", "shell"}
    assert ("uses" in step) != ("run" in step)
    if "uses" in step:
        assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step["uses"])
    for expression in re.findall(r"\$\{\{(.*?)\}\}", str((step, job.get("env"), job["runs-on"]))):
        (source, _, name) = expression.strip().partition(" ")[0].partition(".")
        assert source in {"runner", "vars", "matrix", "github"}
        assert source != "matrix" or all(name in each for each in matrix(job))


@pytest.mark.process
@needs("bash")
@pytest.mark.parametrize(("job", "step"), STEPS)
def test_what_a_step_runs_is_well_formed(job: dict[str, Any], step: dict[str, Any]) -> None:
    if step.get("shell") == "pwsh" or "run" not in step:
        return
    script = re.sub(r"\$\{\{.*?\}\}", "value", step["run"])
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    for code in re.findall(r"<<'EOF'\n(.*?)^EOF", script, re.DOTALL | re.MULTILINE):
        compile(code, "workflow", "exec")
    for code in re.findall(r"python3? -c [\"'](.*?)[\"']\)", script):
        compile(code, "workflow", "exec")


def test_nothing_of_a_system_is_called_what_the_build_does_not_make() -> None:
    spec = (PACKAGING / "valence.spec").read_text(encoding="utf-8")
    ast.parse(spec)
    made = set(re.findall(r'program\("(\w+)"', spec))
    installer = (WINDOWS / "valence.iss").read_text(encoding="utf-8")
    assert set(re.findall(r"\\(\w+)\.exe", installer)) <= made


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A folder like a build's, with a program that prints what it was given."""
    folder = tmp_path / "un packed"
    shutil.copytree(LINUX, folder)
    program = folder / "valence"
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$0" "$@"\n')
    program.chmod(0o755)
    share = folder / "share"
    (share / "icons").mkdir(parents=True)
    for name in ("valence.desktop", "valence.metainfo.xml"):
        (folder / name).rename(share / name)
    shutil.copy(ROOT / "desktop_app" / "resources" / "icons" / "valence.svg", share / "icons")
    for size in (16, 24, 32, 48, 64, 128, 256, 512):
        (share / "icons" / f"valence-{size}.png").touch()
    return folder


@pytest.mark.process
@pytest.mark.skipif(sys.platform != "linux", reason="for Linux")
class TestInstallScript:
    def test_installs_into_a_home_with_odd_characters_and_leaves_nothing(
        self, unpacked: Path, tmp_path: Path
    ) -> None:
        home = tmp_path / "a $home"
        home.mkdir()
        installed = self.install(unpacked, home)
        assert installed.returncode == 0, installed.stderr
        assert "add" in installed.stdout
        trainer = run(home / ".local/bin/valence-trainer", "train", "two words")
        assert trainer.stdout.splitlines() == [
            str(home / ".local/opt/valence/valence"),
            *("--worker", "trainer", "train", "two words"),
        ]
        entry = home / ".local/share/applications/valence.desktop"
        program = f"{home}/.local/opt/valence/valence".replace("$", r"\\$")
        assert f'\nExec="{program}" %F\n' in entry.read_text()
        shutil.rmtree(unpacked)

        own = home / ".local/opt/valence/install.sh"
        removed = self.install(own.parent, home, "--remove")
        assert removed.returncode == 0, removed.stderr
        assert not [path for path in home.rglob("*") if "valence" in path.name.lower()]

    def test_a_second_time_replaces_the_first(self, unpacked: Path, tmp_path: Path) -> None:
        assert self.install(unpacked, tmp_path).returncode == 0
        old = tmp_path / ".local/opt/valence/of an older version"
        old.touch()
        assert self.install(unpacked, tmp_path).returncode == 0
        assert not old.exists()

    def test_again_from_the_installed_folder_keeps_it(self, unpacked: Path, tmp_path: Path) -> None:
        assert self.install(unpacked, tmp_path).returncode == 0
        assert self.install(tmp_path / ".local/opt/valence", tmp_path).returncode == 0
        assert (tmp_path / ".local/bin/valence").exists()

    @staticmethod
    def install(folder: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {"HOME": str(home), "PATH": os.environ["PATH"]}
        return run(folder / "install.sh", *arguments, env=environment)


@pytest.mark.process
def test_icons_are_what_their_containers_say(tmp_path: Path) -> None:
    subprocess.run([sys.executable, PACKAGING / "icons.py", tmp_path], check=True)
    pictures = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    png = pictures["valence-256.png"]
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(png[16:20]) == int.from_bytes(png[20:24]) == 256
    for container in ("valence.ico", "valence.icns"):
        assert pictures[container].count(png) == 1
    assert int.from_bytes(pictures["valence.icns"][4:8]) == len(pictures["valence.icns"])
    drawn = {hashlib.sha256(picture).digest() for picture in pictures.values()}
    assert len(drawn) == len(pictures)


def run(
    *command: str | Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(map(str, command)), capture_output=True, check=False, text=True, env=env
    )


def test_the_window_shows_the_icon() -> None:
    # Qt says nothing of a file that is not there, and shows an empty icon.
    assert app._ICON.is_file()
