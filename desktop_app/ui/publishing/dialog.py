"""The window "Publish on the Hub": under which name, for whom, and what exactly is sent."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.models.publishing.contents import SentFile, is_repository_name
from desktop_app.ui.sentences import filled
from desktop_app.ui.wording import data_size


@dataclass(frozen=True, slots=True)
class Shown:
    """What can be said before anything is sent.

    Attributes:
        files: that would go.
        local_base: folder of this computer that they name as their base; empty for none.
        has_token: whether the Hub would be told who asks.
        hub: address of the Hub, or of the mirror in the settings.
    """

    files: tuple[SentFile, ...]
    local_base: str
    has_token: bool
    hub: str


class PublishDialog(QDialog):
    """Sends nothing by itself: what it is told to do is done elsewhere. Blocks no other window."""

    publish_requested = Signal(str, bool)  # name of the repository, whether it is private
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Publish on the Hub"))
        self._is_ready = False
        self._is_running = False
        self.about = _label()
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("name, or owner/name"))
        self.private = QCheckBox(self.tr("&Private: only you can see it, until you change that"))
        self.files = _table(self.tr("What is sent"), [self.tr("File"), self.tr("Size")])
        self.contents = _label()
        self.token = _label()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Sent so far"))
        self.said = _label()
        # An address that was answered can be opened; everything else is shown as it is.
        self.address = QLabel()
        self.address.setOpenExternalLinks(True)
        self.address.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.publish = QPushButton(self.tr("P&ublish"))
        self.publish.setDefault(True)
        self.cancel = QPushButton(self.tr("Ca&ncel"))
        self.closing = QPushButton(self.tr("&Close"))
        for button in (self.cancel, self.closing):
            button.setAutoDefault(False)
        self._arrange()
        self.name.textChanged.connect(self._fit)
        self.publish.clicked.connect(
            lambda: self.publish_requested.emit(self.name.text().strip(), self.private.isChecked())
        )
        self.cancel.clicked.connect(self.cancel_requested)
        self.closing.clicked.connect(self.reject)

    def sizeHint(self) -> QSize:
        """Four files and a few sentences."""
        return QSize(560, super().sizeHint().height())

    def show_waiting(self, name: str, proposed: str) -> None:
        """Begin with another adapter, of which nothing is known yet."""
        self.about.setText(
            filled(
                self.tr("Sends the adapter “{name}” to your account on the Hugging Face Hub."),
                name=name,
            )
        )
        self.name.setText(proposed)
        self.private.setChecked(True)
        self._is_ready = False
        self.files.setRowCount(0)
        for label in (self.contents, self.token, self.said, self.address):
            label.clear()
        self.show_running(running=False)

    def show_contents(self, shown: Shown) -> None:
        """Show what would be sent."""
        self.files.setRowCount(len(shown.files))
        for row, file in enumerate(shown.files):
            self.files.setItem(row, 0, QTableWidgetItem(file.path.name))
            size = QTableWidgetItem(data_size(file.size))
            size.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.files.setItem(row, 1, size)
        header = self.files.horizontalHeader().sizeHint().height()
        height = sum(self.files.rowHeight(row) for row in range(len(shown.files)))
        self.files.setFixedHeight(header + height + 2 * self.files.frameWidth())
        total = data_size(sum(file.size for file in shown.files))
        said = filled(
            self.tr(
                "{size} in all, to {hub}. None of the texts that it was trained on is among them; "
                "the name of the data set, the settings and the measures are."
            ),
            size=total,
            hub=shown.hub,
        )
        if shown.local_base:
            said += " " + filled(
                self.tr("They name the base by its folder on this computer: {folder}"),
                folder=shown.local_base,
            )
        self.contents.setText(said)
        self.token.setText(
            self.tr("You are known there by your access token.")
            if shown.has_token
            else self.tr(
                "The Hub has to know who you are: enter an access token that may write under "
                "Manage models, Network."
            )
        )
        self._is_ready = shown.has_token
        self._fit()

    def show_running(self, *, running: bool) -> None:
        """Offer to publish, or to cancel."""
        self._is_running = running
        self.bar.setVisible(running)
        self.bar.setRange(0, 0)
        self.cancel.setVisible(running)
        if running:
            self.said.clear()
            self.address.clear()
        self._fit()

    def show_progress(self, share: float) -> None:
        """Say how much of the weights has been sent."""
        # When all of it has been sent, the Hub still puts it in its place.
        self.bar.setRange(0, 0 if share >= 1 else 100)
        self.bar.setValue(round(share * 100))

    def show_sent(self, address: str) -> None:
        """Say that it is on the Hub, and where."""
        self.say(
            self.tr("Sent. Only you can see it.")
            if self.private.isChecked()
            else self.tr("Sent. Everybody can see it.")
        )
        self.address.setText(f'<a href="{address}">{address}</a>')
        self.address.setVisible(True)

    def say(self, words: str) -> None:
        """Say how it went."""
        self.said.setText(words)
        self._fit()

    def _fit(self) -> None:
        is_named = is_repository_name(self.name.text().strip())
        self.publish.setEnabled(self._is_ready and is_named and not self._is_running)
        self.name.setEnabled(not self._is_running)
        self.private.setEnabled(not self._is_running)
        for label in (self.contents, self.token, self.said, self.address):
            label.setVisible(bool(label.text()))

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        label = QLabel(self.tr("&Name of the repository"))
        label.setBuddy(self.name)
        form.addRow(label, self.name)
        form.addRow("", self.private)
        buttons = QHBoxLayout()
        buttons.addWidget(self.bar, 1)
        buttons.addStretch(0)
        for button in (self.publish, self.cancel, self.closing):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addWidget(self.about)
        layout.addLayout(form)
        for part in (self.files, self.contents, self.token, self.said, self.address):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addLayout(buttons)


def _label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _table(name: str, columns: list[str]) -> QTableWidget:
    table = QTableWidget(0, len(columns))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(columns)
    table.verticalHeader().hide()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table
