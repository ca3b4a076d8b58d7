"""Which days' answers are shown: some last ones, or from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.widgets.filter_choice import Choice

_WEEK = timedelta(days=6)

# No answer is as old.
_EARLIEST = QDate(2000, 1, 1)


def _tr(text: str) -> str:
    return QCoreApplication.translate("history_days", text)


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both included, on this computer's clock."""

    first: date
    last: date


class DateChoice(Choice):
    """Some last days, or any that are asked for."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        for words, days in (
            (self.tr("Today"), 0),
            (self.tr("Last 7 days"), 6),
            (self.tr("Last 30 days"), 29),
            (self.tr("Last 365 days"), 364),
        ):
            self.offer(words, days, group)
        today = date.today()  # noqa: DTZ011 - on this computer's clock
        self._asked = Days(today - _WEEK, today)
        self._range = self.offer("", self._asked, group)
        # Until days have been asked for.
        self._range.setVisible(False)
        self.separate()
        self.ask_by(self.tr("From … to …"), self.ask)

    def span(self) -> tuple[datetime | None, datetime | None]:
        """Return the times that answers have to be from, and before; None where that is open."""
        chosen = next(iter(self.checked()), None)
        if isinstance(chosen, Days):
            return _midnight(chosen.first), _midnight(chosen.last + timedelta(days=1))
        if isinstance(chosen, int):
            today = date.today()  # noqa: DTZ011 - on this computer's clock
            return _midnight(today - timedelta(days=chosen)), None
        return None, None

    def show_days(self, days: Days) -> None:
        """Choose days."""
        self._asked = days
        self._range.setVisible(True)
        self.rename(self._range, _days_words(days), days)

    def ask(self) -> None:
        """Ask for the days."""
        dialog = DaysDialog(self._asked, self.window())
        dialog.chosen.connect(self.show_days)
        dialog.open()


class DaysDialog(QDialog):
    """Two dates, typed or taken from a calendar."""

    chosen = Signal(object)  # Days

    def __init__(self, days: Days, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Answers of some days"))
        self.first = _date_edit(days.first)
        self.last = _date_edit(days.last)
        # The end follows the beginning, and never stands before it.
        self.first.dateChanged.connect(self.last.setMinimumDate)
        self.last.setMinimumDate(self.first.date())
        form = QFormLayout()
        form.addRow(self.tr("&From:"), self.first)
        form.addRow(self.tr("&To:"), self.last)
        buttons = QDialogButtonBox()
        # Not the style's own, whose icon is dark also on dark.
        cancel = buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAutoDefault(False)
        self.show_answers = QPushButton(self.tr("Show"))
        self.show_answers.setDefault(True)
        buttons.addButton(self.show_answers, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(buttons)
        self.first.setFocus()

    def accept(self) -> None:
        """Emit the days that were chosen."""
        super().accept()
        self.chosen.emit(Days(_python_date(self.first.date()), _python_date(self.last.date())))


def _date_edit(day: date) -> QDateEdit:
    edit = QDateEdit(QDate(day.year, day.month, day.day))
    edit.setDateRange(_EARLIEST, QDate.currentDate())
    edit.setCalendarPopup(True)
    return edit


def _python_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _days_words(days: Days) -> str:
    """Name days, the year only where it says something."""
    this_year = days.first.year == days.last.year == date.today().year  # noqa: DTZ011
    pattern = _tr("d MMM") if this_year else _tr("d MMM yyyy")
    first, last = (
        QLocale().toString(QDate(day.year, day.month, day.day), pattern)
        for day in (days.first, days.last)
    )
    return first if days.first == days.last else f"{first} – {last}"


def _midnight(day: date) -> datetime:
    """Return the beginning of a day on this computer's clock."""
    return datetime.combine(day, time()).astimezone()
