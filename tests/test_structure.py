"""What the source tree keeps to: no modules that need each other, and one name for one class."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("desktop_app", "trainer")


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    """Every import, also those within functions and those for types alone."""
    return import_graph(*PACKAGES)


def import_graph(*packages: str) -> grimp.ImportGraph:
    return grimp.build_graph(*packages, exclude_type_checking_imports=False, cache_dir=None)


def circles(graph: grimp.ImportGraph) -> list[tuple[str, ...]]:
    """Give a circle for each import that is part of one."""
    imports = (
        (importer, imported)
        for importer in sorted(graph.modules)
        for imported in sorted(graph.find_modules_directly_imported_by(importer))
    )
    back = (graph.find_shortest_chain(imported, importer) for importer, imported in imports)
    return [chain for chain in back if chain is not None]


def test_no_modules_import_each_other(graph: grimp.ImportGraph) -> None:
    assert len(graph.modules) > 350
    assert circles(graph) == []


def test_no_packages_import_each_other(graph: grimp.ImportGraph) -> None:
    packages = [module for module in sorted(graph.modules) if graph.find_children(module)]
    assert {"desktop_app.ui", "desktop_app.classifier.engines", "trainer.run"} <= set(packages)
    assert {
        package: breakers
        for package in packages
        if (breakers := graph.nominate_cycle_breakers(package))
    } == {}


@pytest.mark.parametrize(
    "back",
    [
        "from circular.one import x",
        "def late():\n    from circular import one\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from circular.one import x\n",
    ],
    ids=["plain", "within a function", "for types"],
)
def test_a_circle_is_found_however_it_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, back: str
) -> None:
    package = tmp_path / "circular"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "one.py").write_text("from circular import two\nx = 1\n", encoding="utf-8")
    (package / "two.py").write_text(back, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert {frozenset(circle) for circle in circles(import_graph("circular"))} == {
        frozenset({"circular.one", "circular.two"})
    }


def public_classes(paths: Iterable[Path]) -> dict[str, list[str]]:
    """Give the modules in which each public name of a class stands."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        for node in ast.parse(path.read_bytes()).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(path.relative_to(ROOT).as_posix())
    return found


def test_no_two_classes_have_one_name() -> None:
    classes = public_classes(
        path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))
    )
    assert len(classes) > 300
    assert {name: places for name, places in classes.items() if len(places) > 1} == {}
