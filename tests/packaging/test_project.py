"""What the project says of itself holds together."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import desktop_app

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

needs_make = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")


def constraints() -> dict[str, Version]:
    lines = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    requirements = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {
        canonicalize_name(each.name): Version(str(each.specifier).removeprefix("=="))
        for each in requirements
    }


@pytest.mark.parametrize(
    "line", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
)
def test_every_dependency_has_a_lower_bound_and_a_tested_version(line: str) -> None:
    requirement = Requirement(line)
    operators = [each.operator for each in requirement.specifier if each.operator != "!="]
    assert operators == [">="]
    assert constraints()[canonicalize_name(requirement.name)] in requirement.specifier


def test_constraints_hold_on_every_platform() -> None:
    assert constraints()["torch"] == Version("2.13.0")
    assert not [name for name, version in constraints().items() if version.local]


def test_every_import_of_the_product_is_a_dependency() -> None:
    declared = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
    modules = {
        module.partition(".")[0]
        for package in ("desktop_app", "trainer")
        for path in (ROOT / package).rglob("*.py")
        for module in imports(path)
    }
    foreign = modules - {"desktop_app", "trainer", *sys.stdlib_module_names}
    # Both are in PySide6-Essentials.
    foreign -= {"PySide6", "shiboken6"}
    assert foreign
    assert {canonicalize_name(module) for module in foreign} <= declared


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_the_version_stands_in_one_place() -> None:
    assert "version" not in PROJECT
    assert str(Version(desktop_app.__version__)) == desktop_app.__version__


@pytest.mark.parametrize("name", ["Makefile", "README.md", "pyproject.toml", ".ci/run"])
def test_no_registry_and_no_home_of_ours_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"pypi\.|pythonhosted|download\.pytorch|/home/|/work/|/root/", text)


@pytest.mark.process
@needs_make
@pytest.mark.parametrize("target", ["run", "test", "test-fast"])
def test_torch_is_installed_first_and_everything_with_tested_versions(
    target: str, tmp_path: Path
) -> None:
    steps = dry_run(target, tmp_path / "venv")
    installs = [step for step in steps if " pip " in step and " install " in step]
    assert installs
    assert installs[0].endswith(" torch")
    assert all("-c packaging/constraints.txt" in install for install in installs)
    last = {"run": "/valence", "test": "-m pytest", "test-fast": 'not window and not model"'}
    assert steps[-1].endswith(last[target])


@pytest.mark.process
@needs_make
@pytest.mark.parametrize("target", ["run", "test", "test-fast"])
def test_the_second_call_sets_nothing_up(target: str, tmp_path: Path) -> None:
    for stamp in (".created", ".installed", ".installed-dev"):
        (tmp_path / stamp).touch()
    steps = dry_run(target, tmp_path)
    assert not [step for step in steps if " pip " in step or " -m venv " in step]


@pytest.mark.process
@needs_make
def test_changed_dependencies_are_installed_at_the_next_call(tmp_path: Path) -> None:
    for stamp in (".created", ".installed", ".installed-dev"):
        (tmp_path / stamp).touch()
        os.utime(tmp_path / stamp, (0, 0))
    assert [step for step in dry_run("run", tmp_path) if " install " in step]


@pytest.mark.process
@needs_make
def test_an_index_of_ones_own_is_used_for_torch_alone(tmp_path: Path) -> None:
    steps = dry_run("run", tmp_path / "venv", "TORCH_INDEX=mirror")
    assert [step.endswith(" torch") for step in steps if "--index-url mirror" in step] == [True]


@pytest.mark.process
@needs_make
def test_a_missing_python_is_said_in_a_sentence(tmp_path: Path) -> None:
    done = make("run", "PYTHON=", f"VENV={tmp_path / 'venv'}")
    assert done.returncode != 0
    assert "needs Python 3.11 or newer" in done.stdout
    assert not (tmp_path / "venv").exists()


def dry_run(target: str, venv: Path, *variables: str) -> list[str]:
    done = make("--dry-run", target, f"VENV={venv}", *variables)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    # A make above this one would pass its own options on.
    environment = {name: value for name, value in os.environ.items() if "MAKE" not in name}
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=environment,
        text=True,
    )


def test_what_runs_before_a_commit_is_what_the_checks_run() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    (local,) = hooks["repos"]
    assert local["repo"] == "local"
    entries = [hook["entry"].removeprefix(".venv/bin/") for hook in local["hooks"]]
    lint = re.findall(r"^\t\$\(BIN\)/(.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for entry in entries:
        assert entry.replace(" --force-exclude", "").removesuffix(" .") in {
            line.removesuffix(" .") for line in lint
        }
    assert {entry.split()[0] for entry in entries} == {"ruff", "mypy"}
