"""The window speaks the system's language, in every one of its windows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.desk import Desk
from desktop_app.ui.answer.shaded_text import ShadedText
from desktop_app.ui.files.layout_form import LayoutForm
from desktop_app.ui.training.custom_form import CustomForm
from desktop_app.ui.translation import TRANSLATIONS_DIRECTORY
from desktop_app.ui.wording import fixed, model_name, quoted
from tests.ui.windows import OPENERS, opened_desk


@pytest.fixture
def desk(qtbot: QtBot, german: None) -> Iterator[Desk]:
    with opened_desk(qtbot) as desk:
        yield desk


def test_the_window_is_german_where_the_system_is(desk: Desk) -> None:
    window = desk.window
    menus = [action.text() for action in window.menuBar().actions()]
    assert menus[:3] == ["&Datei", "&Bearbeiten", "&Ansicht"]
    assert menus[-1] == "&Hilfe"
    assert window.card.answer.label.text() == "Positiv"
    assert window.text_pane.edit.placeholderText() == "Text hier tippen, einfügen oder ablegen"
    assert window.model_status.text() == "Startmodell · bereit · CPU"
    assert window.tool_bar.model.text().startswith("Startmodell")


def test_only_the_starter_s_name_is_a_word(german: None) -> None:
    names = ["Starter model", "Starter model + mine", "Starter models", "gpt-neo-1.3B"]
    shown = ["Startmodell", "Startmodell + mine", "Starter models", "gpt-neo-1.3B"]
    assert [model_name(name) for name in names] == shown


def test_texts_and_numbers_are_set_as_in_german(qtbot: QtBot, german: None) -> None:
    assert quoted("I love rain") == "„I love rain“"
    assert fixed(1.25, 3) == "1,250"
    text = ShadedText()
    qtbot.addWidget(text)
    text.show_text("I love rain")
    assert text.text() == "„I love rain“"
    layout = LayoutForm()
    qtbot.addWidget(layout)
    encodings = [layout.encoding.itemText(row) for row in range(layout.encoding.count())]
    assert "Koreanisch (CP949)" in encodings
    custom = CustomForm()
    qtbot.addWidget(custom)
    balance = custom.fields["class_balance"]
    assert isinstance(balance, QComboBox)
    assert [balance.itemText(row) for row in range(balance.count())] == [
        "keiner",
        "Anpassung der Logits",
        "Gewichte",
    ]


@pytest.mark.parametrize("name", OPENERS)
def test_no_english_is_left(qtbot: QtBot, desk: Desk, tmp_path: Path, name: str) -> None:
    window = OPENERS[name](desk, qtbot, tmp_path)
    texts = {text for text in shown_texts(window) if text.strip()}

    assert len(texts) > 3
    patterns = english()
    left = [text for text in texts if any(pattern.fullmatch(text) for pattern in patterns)]
    assert sorted(left) == []


@pytest.mark.parametrize("name", OPENERS)
def test_no_two_letters_of_a_window_are_the_same(
    qtbot: QtBot, desk: Desk, tmp_path: Path, name: str
) -> None:
    window = OPENERS[name](desk, qtbot, tmp_path)
    labelled: list[QLabel | QAbstractButton] = [
        *window.findChildren(QLabel),
        *window.findChildren(QAbstractButton),
    ]
    labels = [each.text() for each in labelled if each.isVisible() and each.window() is window]
    for group in (labels, *(texts_of(menu) for menu in window.findChildren(QMenu))):
        letters = [match[1].lower() for text in group for match in re.finditer("&([^& ])", text)]
        assert sorted(letters) == sorted(set(letters)), group


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "de_AT.UTF-8"}, "&Datei"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "de"}, "&Datei"),
        ({"LANG": "de_DE.UTF-8", "LANGUAGE": "en:de"}, "&File"),
        ({"LANG": "en_GB.UTF-8"}, "&File"),
        ({"LANG": "C"}, "&File"),
    ],
)
def test_the_environment_decides(environment: dict[str, str], expected: str) -> None:
    program = (
        "from PySide6.QtCore import QCoreApplication, QLocale\n"
        "from desktop_app.ui.translation import install_translations\n"
        "application = QCoreApplication([])\n"
        "install_translations(application, QLocale.system())\n"
        "print(QCoreApplication.translate('Menus', '&File'))\n"
    )
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**kept, **environment},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.strip() == expected


def english() -> list[re.Pattern[str]]:
    """Return what would be English: the texts that read differently in German."""
    patterns = []
    for message in ET.parse(TRANSLATIONS_DIRECTORY / "valence_de.ts").getroot().iter("message"):
        source, translation = message.findtext("source"), message.find("translation")
        assert source is not None
        assert translation is not None
        if source not in {translation.text, *(form.text for form in translation)}:
            parts = re.split(r"%Ln|\{[^{}]*\}", source)
            # What is mostly filled in could be anything.
            if len("".join(parts).strip()) > 3:
                patterns.append(re.compile(".+".join(map(re.escape, parts))))
    return patterns


def shown_texts(window: QWidget) -> Iterator[str]:
    for widget in (window, *window.findChildren(QWidget)):
        yield widget.toolTip()
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        match widget:
            case QLabel() | QAbstractButton():
                yield widget.text()
            case QMenu() | QGroupBox():
                yield widget.title()
            case QLineEdit() | QPlainTextEdit():
                yield widget.placeholderText()
            case QComboBox():
                yield from (widget.itemText(index) for index in range(widget.count()))
            case QTabBar():
                yield from (widget.tabText(index) for index in range(widget.count()))
            case QAbstractItemView():
                yield from cells(widget)
    yield from (action.text() for action in window.findChildren(QAction))


def cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    # A list says its number of columns to its views only.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount()):
            yield str(model.index(row, column).data() or "")


def texts_of(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions()]
