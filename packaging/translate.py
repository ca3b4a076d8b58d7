"""Bring the translations up to date: ``python packaging/translate.py``.

Every text that the window can show is put into the ``.ts`` files for Qt Linguist, and what is
translated there into the ``.qm`` files that the program loads. Texts that are new or have changed
are marked unfinished; those that are gone are dropped.

Qt's own lupdate reads Python, but only calls that stand by themselves and have the name ``tr``:
not those within an f-string, and not the functions by which modules without a class translate. So
the calls are found here by Python's own parser and handed to lupdate in a file of plain ones.

A text that counts something is given the number, ``self.tr("%Ln rows", "", number)``, and has in
every language as many forms as that language's numbers ask for. ``valence_en.ts`` is for the forms
of English alone.

Packages without Qt make ``Sentence`` and ``UserError`` of templates, which are found likewise.
"""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import TypeGuard

ROOT = Path(__file__).resolve().parents[1]
TRANSLATIONS = ROOT / "desktop_app" / "resources" / "translations"
SOURCES = ("desktop_app/desk.py", "desktop_app/ui")

# It has the forms of counted words alone: what is written in the source is English.
ENGLISH = "valence_en"

# Where sentences are made; the window looks them up under this context.
SENTENCES = ("desktop_app", "trainer")
CONTEXT = "sentences"
# No window shows what these say, which is as it should be all the same.
_WITHOUT_WINDOW = ("desktop_app/cli", "desktop_app/system_libraries.py")
# They fill in templates that are given to them.
_MAKERS = ("desktop_app/sentences.py", "desktop_app/errors.py", "desktop_app/ui/sentences.py")
_SPEC = re.compile(r",?(\.\d{1,2}f)?")
# The function by which the window fills in its templates.
_FILLS = "filled"


class UntranslatableError(Exception):
    """A text cannot be translated: it is put together before that, or not filled in by name."""


@dataclass(frozen=True, order=True, slots=True)
class Message:
    """A text to translate.

    Attributes:
        context: under which it is looked up, mostly a class's name.
        text: as it stands in the source.
        counts: whether it has a form for each kind of number.
    """

    context: str
    text: str
    counts: bool = False


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
        wanted = english_forms(messages) if path.stem == ENGLISH else messages
        update(path, wanted)
        _run("pyside6-lrelease", "-silent", str(path), "-qm", str(path.with_suffix(".qm")))
        print(f"{path.name}: {len(wanted)} texts")
    return 0


def english_forms(messages: Iterable[Message]) -> list[Message]:
    """Choose what even English has a file for; sentences bring their forms along."""
    return [each for each in messages if each.counts and each.context != CONTEXT]


def find_messages(root: Path) -> Iterator[Message]:
    """Find the texts of all modules that show something.

    Raises:
        UntranslatableError: one is not written out where it is translated, or its places are not
            filled in there.
    """
    for source in SOURCES:
        place = root / source
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            if path in _makers(root):
                continue
            finder = _Finder(path)
            finder.visit(ast.parse(path.read_bytes()))
            yield from finder.messages
    yield from _find_sentences(root)


def _find_sentences(root: Path) -> Iterator[Message]:
    modules = {
        path: ast.parse(path.read_bytes())
        for folder in SENTENCES
        for path in sorted((root / folder).rglob("*.py"))
    }
    errors = _errors(modules.values())
    without_window = [root / each for each in _WITHOUT_WINDOW]
    for path, module in modules.items():
        if path in _makers(root):
            continue
        finder = _SentenceFinder(path, module, errors)
        finder.visit(module)
        if not any(path.is_relative_to(each) for each in without_window):
            yield from finder.messages


def _makers(root: Path) -> list[Path]:
    return [root / each for each in _MAKERS]


def _errors(modules: Iterable[ast.Module]) -> set[str]:
    """Return the names of ``UserError`` and of all that derive from it."""
    bases = {
        node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for module in modules
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef)
    }
    found = {"UserError"}
    while more := {name for name, its in bases.items() if its & found} - found:
        found |= more
    return found


def update(path: Path, messages: Sequence[Message]) -> None:
    """Bring one ``.ts`` file up to date; it may be new."""
    calls = "".join(
        f"translate({each.context!r}, {_quoted(each.text)}{', None, 2' if each.counts else ''})\n"
        for each in messages
    )
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
        # By the call that translates: what its text is filled with.
        self._filled: dict[ast.AST, set[str | None]] = {}

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        match node.body[-1]:
            case ast.Return(
                ast.Call(
                    func=ast.Attribute(attr="translate"),
                    args=[ast.Constant(str(context)), ast.Name(text), *_],
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
            case ast.Call(func=ast.Name(name), args=[template]) if name == _FILLS:
                names = {keyword.arg for keyword in node.keywords}
                self._filled |= dict.fromkeys(ast.walk(template), names)
            case ast.Call(
                func=ast.Attribute(value=ast.Name("self"), attr="tr"), args=[text, *number]
            ):
                # Between text and number Qt has a remark for whoever translates.
                self._add(node, self._classes[-1], text, counts=len(number) > 1)
            case ast.Call(func=ast.Attribute(attr="translate"), args=[context, text]):
                self._add(node, ast.literal_eval(context), text, counts=False)
            case ast.Call(func=ast.Name(name), args=[text, *number]) if name in self._aliases:
                self._add(node, self._aliases[name], text, counts=bool(number))
        self.generic_visit(node)

    def _add(self, call: ast.Call, context: str, text: ast.expr, *, counts: bool) -> None:
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            raise self._error(text, "the text is not written out")
        if re.search(r"%\d", text.value):
            raise self._error(text, "places are filled in by name")
        if counts != ("%Ln" in text.value) or "%n" in text.value:
            raise self._error(text, "what is counted is %Ln, and the number is given")
        places = {name for _, name, _, _ in Formatter().parse(text.value) if name is not None}
        given = self._filled.get(call, set())
        if not places <= given and None not in given:
            raise self._error(text, f"{', '.join(sorted(places - given))} is not filled in")
        self.messages.append(Message(context, text.value, counts))

    def _error(self, text: ast.expr, what: str) -> UntranslatableError:
        place = f"{self._path.name}, line {text.lineno}"
        return UntranslatableError(f"{place}: {what}: {ast.unparse(text)}")


class _SentenceFinder(ast.NodeVisitor):
    """Collects the templates of sentences and of errors for users.

    Whatever is said there has to be a template that is written out, and has to be given all that it
    names. What is handed over from elsewhere is for the type checker: it is a ``Sentence``.
    """

    def __init__(self, path: Path, module: ast.Module, errors: set[str]) -> None:
        self.messages: list[Message] = []
        self._path = path
        self._errors = errors
        self._constants = {
            target.id
            for node in module.body
            if isinstance(node, ast.Assign) and _is_sentence(node.value)
            for target in node.targets
            if isinstance(target, ast.Name)
        }

    def visit_Call(self, node: ast.Call) -> None:
        name = ast.unparse(node.func).rpartition(".")[2]
        named = {keyword.arg: keyword.value for keyword in node.keywords}
        if name == "Sentence" or name in self._errors:
            texts = [
                *node.args,
                *([named["hint"]] if name != "Sentence" and "hint" in named else []),
            ]
            singular = named.get("singular") if name == "Sentence" else None
            if singular is not None:
                self._check_singular(singular, named)
            for text in texts:
                self._take(text, named, counts=singular is not None)
        else:
            for keyword in ("message", "hint", "reason"):
                if _is_text(said := named.get(keyword)):
                    raise self._error(said, f"{keyword} is no Sentence")
        self.generic_visit(node)

    def _take(self, text: ast.expr, named: Mapping[str | None, ast.expr], *, counts: bool) -> None:
        match text:
            case ast.IfExp(body=one, orelse=other):
                self._take(one, named, counts=counts)
                self._take(other, named, counts=counts)
            case ast.Constant(str(template)):
                self._check(text, template, named)
                if template:
                    self.messages.append(Message(CONTEXT, template, counts))
            case ast.Name(name) if name in self._constants:
                pass
            case _ if not _is_sentence(text):
                raise self._error(text, "the text is not written out")

    def _check_singular(self, text: ast.expr, named: Mapping[str | None, ast.expr]) -> None:
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            raise self._error(text, "the text is not written out")
        self._check(text, text.value, named)
        if "number" not in named:
            raise self._error(text, "number is not given")

    def _check(self, text: ast.expr, template: str, named: Mapping[str | None, ast.expr]) -> None:
        for _, name, spec, conversion in Formatter().parse(template):
            if name is None:
                continue
            if conversion or not name.isidentifier() or not _SPEC.fullmatch(spec or ""):
                raise self._error(text, f"a window cannot fill in {name}")
            # None stands for all that is given by ``**``.
            if name not in named and None not in named:
                raise self._error(text, f"{name} is not given")

    def _error(self, text: ast.expr, what: str) -> UntranslatableError:
        place = f"{self._path.name}, line {text.lineno}"
        return UntranslatableError(f"{place}: {what}: {ast.unparse(text)}")


def _is_sentence(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "Sentence"


def _is_text(node: ast.expr | None) -> TypeGuard[ast.expr]:
    match node:
        case ast.Constant(str(text)):
            return bool(text)
        case ast.JoinedStr() | ast.BinOp():
            return True
    return False


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
