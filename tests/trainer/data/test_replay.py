from __future__ import annotations

from collections import Counter

from desktop_app.classifier.sentiment import Sentiment
from tests.trainer.runs import labelled_texts
from trainer.data.replay import add_replay
from trainer.data.rows import LabelledRow, RawData


def rows(pairs: list[tuple[str, Sentiment]]) -> list[LabelledRow]:
    return [
        LabelledRow(text, label, "file", line) for line, (text, label) in enumerate(pairs, start=1)
    ]


def test_every_class_is_replayed_as_often() -> None:
    new = rows([("so good", Sentiment.POSITIVE)])
    mixed = add_replay(RawData(train=new), RawData(train=rows(labelled_texts(90))), 30)
    assert mixed.train[0] == new[0]
    counts = Counter(row.label for row in mixed.train[1:])
    assert counts == dict.fromkeys(Sentiment, 10)


def test_other_classes_make_up_for_a_rare_one() -> None:
    few = [pair for pair in labelled_texts(90) if pair[1] is not Sentiment.NEUTRAL]
    rare = [("a table", Sentiment.NEUTRAL)]
    mixed = add_replay(RawData(), RawData(train=rows(few + rare)), 31)
    counts = Counter(row.label for row in mixed.train)
    assert counts == {Sentiment.NEUTRAL: 1, Sentiment.NEGATIVE: 15, Sentiment.POSITIVE: 15}


def test_the_order_of_the_rows_decides_nothing() -> None:
    pairs = labelled_texts(90)
    forth = add_replay(RawData(), RawData(train=rows(pairs)), 12)
    back = add_replay(RawData(), RawData(train=rows(pairs[::-1])), 12)
    assert [row.text for row in forth.train] == [row.text for row in back.train]


def test_a_corrected_text_keeps_its_new_label() -> None:
    text, _ = labelled_texts(1)[0]
    new = RawData(validation=rows([(text, Sentiment.POSITIVE)]))
    mixed = add_replay(new, RawData(train=rows(labelled_texts(9))), 9)
    assert text not in {row.text for row in mixed.train}
    assert mixed.validation[0].label is Sentiment.POSITIVE
