"""Sentences for users, made where there is no Qt and translated where there is.

A ``Sentence`` is its finished English text, so the command line, logs and files take it for the
string that it is. It also knows its template and what was filled in: from these a window makes the
sentence in its own language, and they go along through JSON to whoever reads it there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any, Self

# Under this name an object says what its sentences are made of.
_KEY = "sentences"

# What a template may ask for: decimals, and thousands set apart.
_SPEC = re.compile(r",?(\.\d{1,2}f)?")

# Qt chooses the form of a counted word by a number of 32 bits.
_MOST = 2**31

_parse = Formatter().parse


class Sentence(str):
    """An English text that can be said in another language.

    Attributes:
        template: as it stands in the source, with ``{name}`` or ``{name:.1f}`` for what is filled
            in. It has to be written out there, so that it can be found and translated.
        singular: the template for a ``number`` of one, where the sentence counts something;
            otherwise empty. Other languages have other forms, which they choose by ``number``.
        arguments: by name; numbers, strings, and sentences within the sentence.
    """

    __slots__ = ("arguments", "singular", "template")

    template: str
    singular: str
    arguments: Mapping[str, str | int | float]

    def __new__(cls, template: str, /, *, singular: str = "", **arguments: object) -> Self:
        """Fill in a template; what it does not name is passed over.

        Raises:
            KeyError: a template names something that is missing.
        """
        parts = (*_parse(template), *_parse(singular))
        named = [name for _, name, _, _ in parts if name is not None]
        # Other languages count even where English needs no number.
        named += ["number"] if singular else []
        filled_in = {name: _plain(arguments[name]) for name in named}
        chosen = singular if singular and filled_in["number"] == 1 else template
        self = super().__new__(cls, chosen.format(**filled_in))
        self.template, self.singular, self.arguments = template, singular, filled_in
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str | int | float]]:
        return (self.template,), {"singular": self.singular, **self.arguments}

    def to_json(self) -> dict[str, Any]:
        """Return template and arguments as plain values."""
        return {
            "template": self.template,
            **({"singular": self.singular} if self.singular else {}),
            "arguments": {
                name: value.to_json() if isinstance(value, Sentence) else value
                for name, value in self.arguments.items()
            },
        }

    @classmethod
    def from_json(cls, values: Any) -> Self:
        """Make the sentence that ``to_json`` has described.

        Raises:
            ValueError: this is not such a description.
        """
        try:
            template, arguments = values["template"], values["arguments"]
            singular = values.get("singular", "")
            for _, name, spec, conversion in (*_parse(template), *_parse(singular)):
                # Files can be anybody's: no attributes are looked up, and nothing is made wide.
                if name is not None and not (
                    name.isidentifier() and _SPEC.fullmatch(spec or "") and not conversion
                ):
                    raise ValueError(f"{name} cannot be filled in")
            if singular and not (
                type(arguments["number"]) is int and 0 <= arguments["number"] < _MOST
            ):
                raise ValueError("nothing is counted")
            return cls(
                template,
                singular=singular,
                **{
                    name: cls.from_json(value) if isinstance(value, dict) else value
                    for name, value in arguments.items()
                },
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"no sentence: {error}") from error


NOTHING = Sentence("")


def as_it_is(text: str) -> Sentence:
    """Take a text that nobody can translate, such as one that another library has made."""
    return text if isinstance(text, Sentence) else Sentence("{text}", text=text)


def joined(separator: str, parts: Iterable[str]) -> Sentence:
    """Put sentences, or parts of one, behind each other."""
    named = {f"part{number}": part for number, part in enumerate(parts, start=1)}
    return Sentence(separator.join(f"{{{name}}}" for name in named), **named)


def with_templates(value: Any) -> Any:
    """Return plain values for JSON in which each object says what its sentences are made of."""
    if isinstance(value, Mapping):
        made = {
            name: each.to_json()
            for name, each in value.items()
            if isinstance(each, Sentence) and each
        }
        plain = {name: with_templates(each) for name, each in value.items()}
        return plain | {_KEY: made} if made else plain
    if isinstance(value, list | tuple):
        return [with_templates(each) for each in value]
    return value


def restored(value: Any) -> Any:
    """Undo ``with_templates``; texts of which nothing is said stay texts."""
    if isinstance(value, Mapping):
        made = value.get(_KEY)
        if not isinstance(made, Mapping):
            return {name: restored(each) for name, each in value.items()}
        return {
            name: _sentence_of(each, made[name]) if name in made else restored(each)
            for name, each in value.items()
            if name != _KEY
        }
    if isinstance(value, list):
        return [restored(each) for each in value]
    return value


def to_text(text: str) -> str:
    """Write a sentence where there is only room for a text."""
    return json.dumps(text.to_json()) if isinstance(text, Sentence) else text


def from_text(text: str) -> str:
    """Read what ``to_text`` wrote; any other text is returned as it is."""
    try:
        return Sentence.from_json(json.loads(text))
    except (ValueError, RecursionError):
        return text


def _sentence_of(text: Any, values: Any) -> Any:
    try:
        sentence = Sentence.from_json(values)
    except ValueError:
        return text
    # The text is what counts, should somebody have changed it.
    return sentence if sentence == text else text


def _plain(value: object) -> str | int | float:
    """Return what can be written as JSON and read back as the same."""
    if isinstance(value, Sentence):
        return value
    # Enumerations and numpy's numbers are no plain ones.
    if isinstance(value, int | float) and type(value) in {int, float}:
        return value
    return str(value)
