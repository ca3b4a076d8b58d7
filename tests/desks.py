"""Opens the whole program, as often as a test likes, and ends all that it has opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pytestqt.qtbot import QtBot

from desktop_app.desk import Desk


def close(desk: Desk) -> None:
    """End the program as a person does who closes its window."""
    desk.window.close()
    desk.shut_down()


def is_ready(desk: Desk, word: str = "ready") -> bool:
    """Whether the status line says that the model can be asked."""
    return word in desk.window.model_status.text()


@contextmanager
def opened_desks(
    qtbot: QtBot,
    *,
    until: Callable[[Desk], bool] = is_ready,
    patience_ms: int = 60_000,
    end: Callable[[Desk], None] = close,
) -> Iterator[Callable[[Desk], Desk]]:
    """Give a function that opens a desk, waits until it is ready and gives it back."""
    desks: list[Desk] = []

    def opened(desk: Desk) -> Desk:
        desks.append(desk)
        desk.open()
        qtbot.waitUntil(lambda: until(desk), timeout=patience_ms)
        return desk

    try:
        yield opened
    finally:
        for desk in desks:
            end(desk)
            desk.window.deleteLater()
