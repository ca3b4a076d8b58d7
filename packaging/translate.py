"""Bring the translations up to date: ``python packaging/translate.py``.

Every text that the window can show is put into the ``.ts`` files for Qt Linguist, and what is
translated there into the ``.qm`` files that the program loads. Texts that are new or have changed
are marked unfinished; those that are gone are dropped.

Qt's own lupdate reads Python, but only calls that stand by themselves and have the name ``tr``:
not those within an f-string, and not the functions by which modules without a class translate. So
the calls are found here by Python's own parser and handed to lupdate in a file of plain ones.
"""

from __future__ import annotations

import argparse
import ast
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TRANSLATIONS = ROOT / "desktop_app" / "resources" / "translations"
SOURCES = ("desktop_app/desk.py", "desktop_app/ui", "desktop_app/workers")


class UntranslatableError(Exception):
    """A text is put together before it is translated, so nobody can translate it."""


@dataclass(frozen=True, order=True, slots=True)
class Message:
    """A text to translate.

    Attributes:
        context: under which it is looked up, mostly a class's name.
        text: as it stands in the source.
    """

    context: str
    text: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Update the ``.ts`` files and make the ``.qm`` files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--folder",
        type=Path,
        default=TRANSLATIONS,
        help="where the files are (default: %(default)s)",
    )
    folder: Path = parser.parse_args(arguments).folder
    messages = sorted(set(find_messages(ROOT)))
    for path in sorted(folder.glob("*.ts")):
        update(path, messages)
        _run("pyside6-lrelease", "-silent", str(path), "-qm", str(path.with_suffix(".qm")))
        print(f"{path.name}: {len(messages)} texts")
    return 0


def find_messages(root: Path) -> Iterator[Message]:
    """Find the texts of all modules that show something.

    Raises:
        UntranslatableError: one is not written out where it is translated.
    """
    for source in SOURCES:
        place = root / source
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            finder = _Finder(path)
            finder.visit(ast.parse(path.read_bytes()))
            yield from finder.messages


def update(path: Path, messages: Sequence[Message]) -> None:
    """Bring one ``.ts`` file up to date; it may be new."""
    calls = "".join(f"translate({each.context!r}, {_quoted(each.text)})\n" for each in messages)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "texts.py"
        source.write_text(calls, encoding="utf-8")
        options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en"]
        # What was translated in another place is not taken over unseen.
        heuristics = ["-disable-heuristic", "similartext"]
        _run("pyside6-lupdate", *options, *heuristics, str(source), "-ts", str(path))


class _Finder(ast.NodeVisitor):
    """Collects calls of ``self.tr`` and of the functions that stand for ``translate``."""

    def __init__(self, path: Path) -> None:
        self.messages: list[Message] = []
        self._path = path
        self._classes: list[str] = []
        # Names of functions that translate, with their contexts.
        self._aliases: dict[str, str] = {}

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        match node.body[-1]:
            case ast.Return(
                ast.Call(
                    func=ast.Attribute(attr="translate"),
                    args=[ast.Constant(str(context)), ast.Name(text)],
                )
            ) if node.args.args and text == node.args.args[0].arg:
                self._aliases[node.name] = context
            case _:
                self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        match node:
            case ast.Assign(
                targets=[ast.Name(name)], value=ast.Attribute(value=ast.Name("self"), attr="tr")
            ):
                self._aliases[name] = self._classes[-1]
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("self"), attr="tr"), args=[text]):
                self._add(self._classes[-1], text)
            case ast.Call(func=ast.Attribute(attr="translate"), args=[context, text]):
                self._add(ast.literal_eval(context), text)
            case ast.Call(func=ast.Name(name), args=[text]) if name in self._aliases:
                self._add(self._aliases[name], text)
        self.generic_visit(node)

    def _add(self, context: str, text: ast.expr) -> None:
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            place = f"{self._path.name}, line {text.lineno}"
            raise UntranslatableError(f"{place}: the text is not written out: {ast.unparse(text)}")
        self.messages.append(Message(context, text.value))


def _quoted(text: str) -> str:
    # lupdate knows double quotes only, and what C escapes.
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _run(program: str, *arguments: str) -> None:
    beside = Path(sys.executable).with_name(program)
    command = str(beside) if beside.is_file() else shutil.which(program)
    if command is None:
        raise SystemExit(f"{program} is not installed; it comes with PySide6.")
    subprocess.run([command, *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
