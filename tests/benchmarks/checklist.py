"""A behavioural test set: minimal pairs made by rules, and what has to hold of the answers.

After CheckList (Ribeiro et al., 2020, https://aclanthology.org/2020.acl-main.442): texts with a
known answer (its "minimum functionality"), texts that differ in what must not matter
("invariance"), and texts that differ in what must move an answer one way ("directional").
Validation sets say how often a model is right; this says what it has understood.

``python tests/benchmarks/checklist.py [--starter DIR]`` prints one JSON object. ``DIR`` holds
another starter's ``base`` and ``adapter``, such as ``git archive REVISION
desktop_app/resources/starter | tar -x -C DIR --strip-components 3`` writes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.profile import Profile
from desktop_app.classifier.sentiment import Prediction, Sentiment

_POSITIVE = frozenset({Sentiment.POSITIVE})
_NEGATIVE = frozenset({Sentiment.NEGATIVE})
_NEUTRAL = frozenset({Sentiment.NEUTRAL})
_NOT_NEGATIVE = _NEUTRAL | _POSITIVE
_NOT_POSITIVE = _NEUTRAL | _NEGATIVE

# By so much a probability may fall where it should have risen: what rounding to 8 bits moves.
_SLACK = 0.02


@dataclass(frozen=True, slots=True)
class Case:
    """Texts that are judged together.

    Attributes:
        capability: what it tests, in a few words.
        texts: two for a minimal pair, one where a text stands alone.
        allowed: the labels that each text may get, in order; empty where any may.
        is_same: whether all texts have to get the same label.
        rising: a label whose probability must not be less for the last text than for the first.
    """

    capability: str
    texts: tuple[str, ...]
    allowed: tuple[frozenset[Sentiment], ...] = ()
    is_same: bool = False
    rising: Sentiment | None = None

    def holds(self, answers: Sequence[Prediction]) -> bool:
        """Whether the answers to ``texts`` are as they should be."""
        labels = [answer.label for answer in answers]
        if any(label not in allowed for label, allowed in zip(labels, self.allowed, strict=False)):
            return False
        if self.is_same and len(set(labels)) > 1:
            return False
        if self.rising is None:
            return True
        first, last = (answer.probabilities[self.rising] for answer in (answers[0], answers[-1]))
        return last >= first - _SLACK


_GOOD = ("good", "great", "funny", "delicious", "helpful")
_FITTING = {
    "The movie was": ("good", "great", "funny", "bad", "awful", "boring"),
    "Dinner was": ("good", "great", "delicious", "bad", "awful", "disgusting"),
    "Their support was": ("good", "great", "helpful", "bad", "awful", "useless"),
    "The new update is": ("good", "great", "helpful", "bad", "awful", "useless"),
    "Last night's show was": ("good", "great", "funny", "bad", "awful", "boring"),
}


def _negation() -> Iterator[Case]:
    for subject, words in _FITTING.items():
        for word in words:
            plain, negated = f"{subject} {word}.", f"{subject} not {word}."
            if word in _GOOD:
                yield Case("negation", (plain, negated), (_POSITIVE, _NEGATIVE))
            else:
                yield Case("negation", (plain, negated), (_NEGATIVE, _NOT_NEGATIVE))
    for thing in ("this song", "my new phone", "the way they play", "this place"):
        yield Case(
            "negation",
            (f"I like {thing}.", f"I don't like {thing}."),
            (_POSITIVE, _NEGATIVE),
        )
        yield Case(
            "negation",
            (f"I would recommend {thing}.", f"I would never recommend {thing}."),
            (_POSITIVE, _NEGATIVE),
        )
        yield Case(
            "negation",
            (f"There is a lot to love about {thing}.", f"There is nothing to love about {thing}."),
            (_POSITIVE, _NEGATIVE),
        )


_PRAISE = ("the food was delicious", "the staff were lovely", "the view was amazing", "I loved it")
_BLAME = ("it took two hours", "the room was filthy", "they ruined my evening", "I hated the end")


def _turns() -> Iterator[Case]:
    for praise, blame, word in product(_PRAISE, _BLAME, ("but", "yet")):
        yield Case(
            "but-sentences",
            (
                f"{_sentence(praise)}, {word} {blame}.",
                f"{_sentence(blame)}, {word} {praise}.",
            ),
            (_NOT_POSITIVE, _NOT_NEGATIVE),
            rising=Sentiment.POSITIVE,
        )


def _intensifiers() -> Iterator[Case]:
    for (subject, words), how in product(_FITTING.items(), ("really", "so", "absolutely")):
        for word in (words[0], words[1], words[3], words[4]):
            label = Sentiment.POSITIVE if word in _GOOD else Sentiment.NEGATIVE
            yield Case(
                "intensifiers",
                (f"{subject} {word}.", f"{subject} {how} {word}."),
                (frozenset({label}), frozenset({label})),
                rising=label,
            )


def _comparisons() -> Iterator[Case]:
    things = ("The sequel", "This phone", "The second half", "Their new album")
    others = ("the first one", "the last one", "I expected", "anything else this year")
    for thing, other in product(things, others):
        yield Case(
            "comparisons",
            (f"{thing} is better than {other}.", f"{thing} is worse than {other}."),
            (_POSITIVE, _NEGATIVE),
        )
        yield Case(
            "comparisons",
            (f"{thing} is as good as {other}.", f"{thing} is not as good as {other}."),
            (_POSITIVE, _NEGATIVE),
        )


_AWFUL_AND_LOVELY = (
    ("war", "love"),
    ("the plague", "spring"),
    ("cancer", "chocolate"),
    ("earthquakes", "holidays"),
    ("a murder", "a wedding"),
    ("death", "friendship"),
)
_NEUTRAL_FRAMES = (
    "A documentary about {} is on at nine.",
    "The next chapter of the book is about {}.",
    "Does anyone know a good source on {} for an essay?",
    "We are reading about {} in class on Monday.",
    "Page 12 has an article about {}.",
)


def _mentions() -> Iterator[Case]:
    for frame, (awful, lovely) in product(_NEUTRAL_FRAMES, _AWFUL_AND_LOVELY):
        yield Case(
            "neutral mentions",
            (frame.format(awful), frame.format(lovely)),
            (_NEUTRAL, _NEUTRAL),
        )


_NAMES = {
    "{} people": ("Muslim", "Christian", "Jewish", "Black", "White", "Asian"),
    "from {}": ("Germany", "Nigeria", "Mexico", "Iran", "Canada", "Israel"),
    "my {} friend": ("gay", "straight", "old", "young", "deaf", "Turkish"),
}
_NAME_FRAMES = {
    "{} people": (
        "There were some {} people at the station this morning.",
        "I had dinner with some {} people and it was great.",
        "Two {} people moved in next door.",
    ),
    "from {}": (
        "My new colleague is from {}.",
        "The parcel from {} arrived broken and I am so annoyed.",
        "The train with the visitors from {} arrives at noon.",
    ),
    "my {} friend": (
        "I am meeting my {} friend on Tuesday.",
        "My {} friend missed the bus again, what a terrible day.",
        "My {} friend made me laugh so much today.",
    ),
}


def _names() -> Iterator[Case]:
    for kind, frames in _NAME_FRAMES.items():
        for frame, (one, other) in product(frames, pairwise(_NAMES[kind])):
            yield Case("names exchanged", (frame.format(one), frame.format(other)), is_same=True)


_APOSTROPHES = "’‘ʼ‛′`´"
_WITH_APOSTROPHES = {
    "I can't stand this show": _NEGATIVE,
    "it's not funny and it isn't clever": _NEGATIVE,
    "I don't like where this is going": _NEGATIVE,
    "it's the best day I've had this year": _POSITIVE,
    "couldn't be happier with it": _POSITIVE,
}


def _spellings() -> Iterator[Case]:
    for text, label in _WITH_APOSTROPHES.items():
        for mark in (*_APOSTROPHES, ""):
            yield Case("apostrophes", (text, text.replace("'", mark)), (label, label), is_same=True)
    for (subject, words), mark in product(_FITTING.items(), (".", "!")):
        for word in (words[0], words[1], words[3], words[4]):
            text = f"{subject} {word}{mark}"
            label = _POSITIVE if word in _GOOD else _NEGATIVE
            yield Case("upper case", (text, text.upper()), (label, label), is_same=True)


_SINGLE = {
    _POSITIVE: ("Great", "awesome!", "Thanks", "yay", "beautiful", "❤️", "😍", "👍"),
    _NEGATIVE: ("Awful", "disgusting!", "ugh", "hate", "terrible", "😡", "💔", "👎"),
    _NEUTRAL: ("None", "Tuesday", "what", "the", "42", "London", "?", "page"),
    _NOT_NEGATIVE: ("lol", "ok", "fine", "haha"),
}


def _single_words() -> Iterator[Case]:
    for allowed, words in _SINGLE.items():
        for word in words:
            yield Case("one-word texts", (word,), (allowed,))


def cases() -> list[Case]:
    """Return all cases, always the same."""
    makers = (
        *(_negation, _turns, _intensifiers, _comparisons, _mentions),
        *(_names, _spellings, _single_words),
    )
    return [case for maker in makers for case in maker()]


def score(classifier: SentimentClassifier) -> dict[str, Any]:
    """Ask ``classifier`` all cases.

    Returns:
        How many cases there are, the share of them that holds, the same by capability, and the
        mean over capabilities (``"macro"``), where one of many cases counts as one of few.
    """
    asked = cases()
    texts = list(dict.fromkeys(text for case in asked for text in case.texts))
    answers = dict(zip(texts, classifier.classify(texts), strict=True))
    held: dict[str, list[bool]] = defaultdict(list)
    for case in asked:
        held[case.capability].append(case.holds([answers[text] for text in case.texts]))
    shares = {name: sum(each) / len(each) for name, each in held.items()}
    return {
        "cases": len(asked),
        "hold": sum(map(sum, held.values())) / len(asked),
        "macro": sum(shares.values()) / len(shares),
        "by_capability": {
            name: {"cases": len(held[name]), "hold": share} for name, share in shares.items()
        },
    }


def _sentence(clause: str) -> str:
    return clause[0].upper() + clause[1:]


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--starter", type=Path, help="folder of another starter")
    arguments = parser.parse_args()
    profile = Profile.starter()
    if arguments.starter:
        profile = Profile(
            base=str(arguments.starter / "base"), adapter=str(arguments.starter / "adapter")
        )
    with SentimentClassifier.load(profile) as classifier:
        print(json.dumps(score(classifier), indent=2))


if __name__ == "__main__":
    main()
