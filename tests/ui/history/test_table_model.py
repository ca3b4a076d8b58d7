"""The table over a real store: any row at once, what comes in, what goes."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop_app.classifier.sentiment import Sentiment
from desktop_app.errors import UserError
from desktop_app.history.filters import EVERYTHING, NEWEST_FIRST, Filter, Order, OrderBy
from desktop_app.history.records import Record
from desktop_app.history.store import HistoryStore
from desktop_app.ui.history.table_model import HistoryTableModel
from desktop_app.ui.history.words import HistoryColumn
from desktop_app.workers.store_thread import StoreThread
from tests.ui.answers import NEGATIVE, POSITIVE, answer


@pytest.fixture
def thread(qtbot: QtBot, store: HistoryStore) -> Iterator[StoreThread]:
    thread = StoreThread(store, "search")
    yield thread
    with qtbot.waitSignal(thread.stopped):
        thread.stop()


@pytest.fixture
def make(qtbot: QtBot, store: HistoryStore, thread: StoreThread) -> Callable[[], HistoryTableModel]:
    def make() -> HistoryTableModel:
        model = HistoryTableModel(store, thread)
        # Complains by a Qt warning, which fails the test, about any wrong index or signal.
        QAbstractItemModelTester(
            model, QAbstractItemModelTester.FailureReportingMode.Warning, model
        )
        qtbot.waitUntil(lambda: not model.searching)
        return model

    return make


@pytest.fixture
def model(store: HistoryStore, make: Callable[[], HistoryTableModel]) -> HistoryTableModel:
    store.add_many(
        answer(f"{'odd' if number % 2 else 'even'} {number}", NEGATIVE if number % 2 else POSITIVE)
        for number in range(450)
    )
    return make()


class Painting(QStyledItemDelegate):
    """Asks a model as a table does that paints its cells."""

    def of(self, index: QModelIndex) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        self.initStyleOption(option, index)
        return option


def kept_records() -> list[Record]:
    """Give all that there are in the program."""
    gc.collect()
    return [each for each in gc.get_objects() if type(each) is Record]


def texts(model: HistoryTableModel) -> list[str]:
    return [
        model.index(row, HistoryColumn.TEXT).data(Qt.ItemDataRole.DisplayRole)
        for row in range(model.rowCount())
    ]


def stored(
    store: HistoryStore, wanted: Filter = EVERYTHING, order: Order = NEWEST_FIRST
) -> list[str]:
    return [record.text for record in store.iterate(wanted, order)]


def show(
    qtbot: QtBot, model: HistoryTableModel, wanted: Filter, order: Order = NEWEST_FIRST
) -> None:
    model.show(wanted, order)
    qtbot.waitUntil(lambda: not model.searching)


def test_every_row_is_there_newest_first(model: HistoryTableModel, store: HistoryStore) -> None:
    assert texts(model) == stored(store)
    assert (model.found, model.total) == (450, 450)


def test_the_first_screenful_does_not_wait_for_the_search(
    qtbot: QtBot, store: HistoryStore, thread: StoreThread
) -> None:
    store.add_many(answer(str(number)) for number in range(450))
    model = HistoryTableModel(store, thread)

    assert model.rowCount() == 200
    assert texts(model) == stored(store)[:200]
    qtbot.waitUntil(lambda: model.rowCount() == 450)


def test_filter_and_order_are_those_of_the_store(
    qtbot: QtBot, model: HistoryTableModel, store: HistoryStore
) -> None:
    wanted = Filter(search="od", labels=frozenset({Sentiment.NEGATIVE}))
    for order in (Order(OrderBy.CONFIDENCE, descending=False), Order(OrderBy.LABEL)):
        show(qtbot, model, wanted, order)
        assert texts(model) == stored(store, wanted, order)
        assert (model.found, model.total) == (225, 450)

    show(qtbot, model, Filter(search="nothing"))
    assert texts(model) == []
    show(qtbot, model, EVERYTHING)
    assert model.found == 450


def test_of_two_searches_only_the_latest_is_shown(qtbot: QtBot, model: HistoryTableModel) -> None:
    model.show(Filter(search="even"), NEWEST_FIRST)
    model.show(Filter(search="odd"), NEWEST_FIRST)
    qtbot.waitUntil(lambda: not model.searching)

    assert {text.split()[0] for text in texts(model)} == {"odd"}
    assert model.found == 225


def test_what_was_shown_stays_until_there_is_something_else(
    qtbot: QtBot, model: HistoryTableModel
) -> None:
    before = texts(model)
    model.show(Filter(search="odd"), NEWEST_FIRST)

    assert model.awaiting
    assert texts(model) == before
    qtbot.waitUntil(lambda: not model.awaiting)
    assert texts(model) != before


def test_a_new_answer_stands_on_top(model: HistoryTableModel, store: HistoryStore) -> None:
    model.insert([store.add(answer("newest", NEGATIVE))])

    row = [model.index(0, column).data() for column in HistoryColumn]
    assert row[1:] == ["newest", "Negative", "88 %", "", "Typed", "Starter model"]
    assert not model.index(0, HistoryColumn.LABEL).data(Qt.ItemDataRole.DecorationRole).isNull()
    assert (model.found, model.total) == (451, 451)


def test_a_new_answer_that_does_not_pass_the_filter_is_counted_only(
    qtbot: QtBot, model: HistoryTableModel, store: HistoryStore
) -> None:
    show(qtbot, model, Filter(search="odd"))
    model.insert([store.add(answer("even more"))])
    model.insert([store.add(answer("odd one"))])

    assert texts(model)[0] == "odd one"
    assert (model.found, model.total) == (226, 452)


def test_an_answer_that_comes_while_it_searches_is_shown_once(
    qtbot: QtBot, model: HistoryTableModel, store: HistoryStore
) -> None:
    model.refresh()
    model.insert([store.add(answer("meanwhile"))])
    qtbot.waitUntil(lambda: not model.searching)

    assert texts(model) == stored(store)


@pytest.mark.parametrize("number", [1, 3, 1_000])
@pytest.mark.parametrize("searching", [True, False])
def test_answers_that_are_shown_after_newer_ones_stand_below_them(
    qtbot: QtBot, model: HistoryTableModel, store: HistoryStore, number: int, searching: bool
) -> None:
    older = store.add_many(answer(f"older {each}") for each in range(number))
    if searching:
        model.refresh()
    model.insert([store.add(answer("newer"))])
    model.insert(older)
    qtbot.waitUntil(lambda: not model.searching)

    assert texts(model) == stored(store)
    assert (model.found, model.total) == (451 + number, 451 + number)


def test_in_another_order_a_new_answer_finds_its_place(
    qtbot: QtBot, model: HistoryTableModel, store: HistoryStore
) -> None:
    order = Order(OrderBy.CONFIDENCE, descending=False)
    show(qtbot, model, EVERYTHING, order)
    model.insert([store.add(answer("in the middle", NEGATIVE))])
    qtbot.waitUntil(lambda: not model.searching)

    assert texts(model) == stored(store, EVERYTHING, order)


def test_deleted_rows_go_wherever_they_are(model: HistoryTableModel, store: HistoryStore) -> None:
    ids = [model.id(row) for row in (0, 3, 4, 5, 300, 449)]
    store.delete(ids)
    model.remove(ids)
    assert texts(model) == stored(store)

    scattered = list(model.ids())[::2]
    store.delete(scattered)
    model.remove(scattered)
    assert texts(model) == stored(store)
    assert (model.found, model.total) == (222, 222)


def test_a_correction_is_shown_where_the_row_is(
    model: HistoryTableModel, store: HistoryStore
) -> None:
    number = model.id(7)
    assert model.index(7, HistoryColumn.CORRECTION).data() == ""
    store.correct({number: Sentiment.NEUTRAL})
    model.changed([number])

    assert model.index(7, HistoryColumn.CORRECTION).data() == "Neutral"
    assert (
        not model.index(7, HistoryColumn.CORRECTION).data(Qt.ItemDataRole.DecorationRole).isNull()
    )
    assert model.id(7) == number


def test_what_is_painted_is_what_the_cells_say(
    model: HistoryTableModel, store: HistoryStore
) -> None:
    number = model.id(7)
    store.correct({number: Sentiment.NEUTRAL})
    model.changed([number])

    painted = {column: Painting().of(model.index(7, column)) for column in HistoryColumn}
    for column, option in painted.items():
        assert option.text == model.index(7, column).data()
        has_icon = column in (HistoryColumn.LABEL, HistoryColumn.CORRECTION)
        assert option.icon.isNull() is not has_icon
    assert painted[HistoryColumn.CONFIDENCE].displayAlignment & Qt.AlignmentFlag.AlignHCenter
    assert painted[HistoryColumn.TEXT].displayAlignment & Qt.AlignmentFlag.AlignLeft


def test_answers_that_nobody_looks_at_do_not_fill_memory(
    qtbot: QtBot, store: HistoryStore, thread: StoreThread
) -> None:
    model = HistoryTableModel(store, thread)
    qtbot.waitUntil(lambda: not model.searching)
    before = set(map(id, kept_records()))
    for record in store.add_many(answer(f"{number} " + "long " * 200) for number in range(1_500)):
        model.insert([record])
    del record

    kept = [record for record in kept_records() if id(record) not in before]
    assert len(kept) < 1_200
    assert max(len(record.text) for record in kept) < 1_000
    assert model.rowCount() == 1_500
    assert texts(model)[-1].startswith("0 long")


def test_a_history_that_cannot_be_read_is_reported_once(
    qtbot: QtBot, store: HistoryStore, thread: StoreThread
) -> None:
    class Broken(HistoryStore):
        def previews(self, ids: Sequence[int]) -> list[Record]:
            del ids
            raise UserError("The history is damaged.")

    store.add(answer("unreadable"))
    model = HistoryTableModel(Broken(store.database), thread)
    failures: list[UserError] = []
    model.failed.connect(failures.append)
    qtbot.waitUntil(lambda: not model.searching)

    assert texts(model) == [None]
    assert texts(model) == [None]
    assert [failure.message for failure in failures] == ["The history is damaged."]
