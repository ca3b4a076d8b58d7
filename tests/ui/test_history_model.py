"""The table over a real store: pages, what comes in, what goes."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop_app.errors import UserError
from desktop_app.history.records import Record
from desktop_app.history.store import HistoryStore
from desktop_app.ui.history_model import Column, HistoryModel
from tests.ui.answers import NEGATIVE, answer


@pytest.fixture
def model(qtbot: QtBot, store: HistoryStore) -> HistoryModel:
    store.add_many(answer(str(number)) for number in range(450))
    model = HistoryModel(store)
    # Complains by a Qt warning, which fails the test, about any wrong index or signal.
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    return model


def texts(model: HistoryModel) -> list[str]:
    return [
        model.index(row, Column.TEXT).data(Qt.ItemDataRole.DisplayRole)
        for row in range(model.rowCount())
    ]


def read_all(model: HistoryModel) -> None:
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())


def rows_of(records: Iterable[Record]) -> list[str]:
    return [record.text for record in records]


def test_it_reads_a_page_at_a_time_newest_first(model: HistoryModel) -> None:
    read_all(model)

    assert texts(model) == [str(number) for number in reversed(range(450))]


def test_it_reads_no_more_than_is_asked_for(qtbot: QtBot, store: HistoryStore) -> None:
    store.add_many(answer(str(number)) for number in range(450))
    model = HistoryModel(store)
    assert model.rowCount() == 0

    model.fetchMore(QModelIndex())
    assert 0 < model.rowCount() < 450
    assert model.canFetchMore(QModelIndex())


def test_asking_for_more_while_a_page_is_put_in_reads_nothing_twice(
    qtbot: QtBot, store: HistoryStore
) -> None:
    store.add_many(answer(str(number)) for number in range(450))
    model = HistoryModel(store)
    model.rowsAboutToBeInserted.connect(lambda: model.fetchMore(QModelIndex()))
    read_all(model)

    assert texts(model) == [str(number) for number in reversed(range(450))]


def test_a_new_answer_stands_on_top(model: HistoryModel, store: HistoryStore) -> None:
    read_all(model)
    model.insert([store.add(answer("newest", NEGATIVE))])

    row = [model.index(0, column).data() for column in Column]
    assert row[1:] == ["newest", "Negative", "88 %", "Typed", "Starter model"]
    assert not model.index(0, Column.LABEL).data(Qt.ItemDataRole.DecorationRole).isNull()


def test_deleted_rows_go_and_restored_ones_come_back_where_they_were(
    model: HistoryModel, store: HistoryStore
) -> None:
    read_all(model)
    before = texts(model)
    ids = [model.record(row).id for row in (0, 3, 4, 5, 449)]
    deleted = store.records(ids)
    deletion = store.delete(ids)

    model.remove(set(ids))
    assert texts(model) == rows_of(store.page(1000))
    assert model.rowCount() == 445

    store.restore(deletion)
    model.insert(deleted)
    assert texts(model) == before


def test_deleting_all_that_is_shown_brings_up_what_is_left(
    qtbot: QtBot, store: HistoryStore
) -> None:
    store.add_many(answer(str(number)) for number in range(450))
    model = HistoryModel(store)
    model.fetchMore(QModelIndex())
    ids = {model.record(row).id for row in range(model.rowCount())}
    store.delete(list(ids))

    model.remove(ids)
    assert model.rowCount() > 0
    read_all(model)
    assert texts(model) == rows_of(store.page(1000))


def test_what_is_restored_below_the_pages_read_so_far_comes_with_its_page(
    qtbot: QtBot, store: HistoryStore
) -> None:
    store.add_many(answer(str(number)) for number in range(450))
    model = HistoryModel(store)
    model.fetchMore(QModelIndex())
    oldest = store.page(450)[-1]
    store.restore(store.delete([oldest.id]))
    model.insert([oldest])

    read_all(model)
    assert texts(model).count("0") == 1
    assert model.rowCount() == 450


def test_a_history_that_cannot_be_read_is_reported_once(qtbot: QtBot) -> None:
    class Broken:
        def page(self, limit: int, *, before: int | None = None) -> list[Record]:
            del limit, before
            raise UserError("The history is damaged.")

    model = HistoryModel(Broken())
    failures: list[UserError] = []
    model.failed.connect(failures.append)
    read_all(model)

    assert [failure.message for failure in failures] == ["The history is damaged."]
    assert model.rowCount() == 0
