"""The window "Manage models": what there is, and the buttons to fetch, use and delete it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.models.shelf import Kind, Presence, ShelfEntry
from desktop_app.ui.models.network_form import NetworkForm
from desktop_app.ui.models.shelf_table_model import (
    ShelfColumn,
    ShelfTableModel,
    can_delete,
    usual_words,
)
from desktop_app.ui.sentences import filled
from desktop_app.ui.widgets.elided_label import ElidedLabel
from desktop_app.ui.widgets.notice_bar import NoticeArea

# Beside the words of a cell.
_MARGIN = 20


class ShelfDialog(QDialog):
    """Says what is asked for; what comes of it is decided elsewhere. Does not block the window."""

    download_requested = Signal(object)  # ShelfEntry
    pause_requested = Signal(object)  # ShelfEntry
    cancel_requested = Signal(object)  # ShelfEntry
    use_requested = Signal(object)  # ShelfEntry
    delete_requested = Signal(object)  # ShelfEntry
    publish_requested = Signal(object)  # ShelfEntry
    hub_id_entered = Signal(str)
    folder_chosen = Signal(str)
    cache_chosen = Signal(str)

    def __init__(self, model: ShelfTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Manage models"))
        self._model = model
        self.notices = NoticeArea()
        self.table = self._make_table()
        self.details = QLabel()
        self.details.setTextFormat(Qt.TextFormat.PlainText)
        self.details.setWordWrap(True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.details.setAccessibleName(self.tr("About the chosen model"))
        self.details.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.details.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        self.download = self._button(self.tr("&Download"))
        self.pausing = self._button(self.tr("&Pause"))
        self.cancelling = self._button(self.tr("Ca&ncel"))
        self.use = self._button(self.tr("&Use"))
        self.deletion = self._button(self.tr("D&elete"))
        self.publishing = self._button(self.tr("Pu&blish…"))
        self.publishing.setToolTip(
            self.tr("Send an adapter that was trained here to the Hugging Face Hub")
        )
        self.importing = self._button(self.tr("&Import folder…"))
        self.importing.setToolTip(
            self.tr("Put a model on the list that was copied here by hand; it stays where it is")
        )
        self.hub_id = QLineEdit()
        self.hub_id.setPlaceholderText(self.tr("owner/name"))
        self.hub_id.setAccessibleName(self.tr("Another model of the Hub, as owner/name"))
        self.fetching = self._button(self.tr("Do&wnload it"))
        self.cache = ElidedLabel()
        self.cache.setAccessibleName(self.tr("Folder for models"))
        self.changing = self._button(self.tr("C&hange…"))
        self.changing.setAccessibleName(self.tr("Change the folder for models"))
        self.network = NetworkForm()
        self.tabs = QTabWidget()
        self.tabs.addTab(self._models_page(), self.tr("Models"))
        self.tabs.addTab(self.network, self.tr("Network"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        closing = buttons.button(QDialogButtonBox.StandardButton.Close)
        # Enter in the line for a Hub id must not close the window.
        closing.setAutoDefault(False)
        # The style's icon is dark also on dark.
        closing.setIcon(QIcon())
        layout = QVBoxLayout(self)
        layout.addWidget(self.notices)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(buttons)
        self.resize(self.sizeHint())
        self._connect()
        self._fit()

    def sizeHint(self) -> QSize:
        """All columns and a dozen rows."""
        return QSize(960, 520)

    def show_cache(self, folder: str, free: str) -> None:
        """Say where models are kept, and how much room is left there."""
        words = filled(
            self.tr("Models are kept in {folder} ({free} free)")
            if free
            else self.tr("Models are kept in {folder}"),
            folder=folder,
            free=free,
        )
        self.cache.setText(words)

    @property
    def chosen(self) -> ShelfEntry | None:
        """The entry that the buttons are about."""
        rows = self.table.selectionModel().selectedRows()
        return self._model.entry(rows[0].row()) if rows else None

    def choose(self, row: int) -> None:
        """Select a row."""
        self.table.selectRow(row)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setAccessibleName(self.tr("Models"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(ShelfColumn.QUALITY, QHeaderView.ResizeMode.Stretch)
        for column in ShelfColumn:
            said = map(self.fontMetrics().horizontalAdvance, usual_words(column))
            width = max(said, default=0) + _MARGIN
            table.setColumnWidth(column, max(header.sectionSizeHint(column), width))
        return table

    def _models_page(self) -> QWidget:
        page = QWidget()
        actions = QHBoxLayout()
        for button in (
            self.download,
            self.pausing,
            self.cancelling,
            self.use,
            self.deletion,
            self.publishing,
        ):
            actions.addWidget(button)
        actions.addStretch(1)
        actions.addWidget(self.importing)
        other = QHBoxLayout()
        label = QLabel(self.tr("&Another model of the Hub:"))
        label.setBuddy(self.hub_id)
        other.addWidget(label)
        other.addWidget(self.hub_id, 1)
        other.addWidget(self.fetching)
        place = QHBoxLayout()
        place.addWidget(self.cache, 1)
        place.addWidget(self.changing)
        layout = QVBoxLayout(page)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.details)
        layout.addLayout(actions)
        layout.addLayout(other)
        layout.addLayout(place)
        return page

    def _connect(self) -> None:
        for button, signal in (
            (self.download, self.download_requested),
            (self.pausing, self.pause_requested),
            (self.cancelling, self.cancel_requested),
            (self.use, self.use_requested),
            (self.deletion, self.delete_requested),
            (self.publishing, self.publish_requested),
        ):
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit(self.chosen))
        # A button that is not enabled does nothing.
        self.table.doubleClicked.connect(self.use.click)
        self.table.selectionModel().selectionChanged.connect(self._fit)
        self._model.dataChanged.connect(self._fit)
        self._model.modelReset.connect(self._fit)
        self.hub_id.textChanged.connect(self._fit)
        self.hub_id.returnPressed.connect(self._enter_hub_id)
        self.fetching.clicked.connect(self._enter_hub_id)
        self.importing.clicked.connect(
            lambda: self._ask_for_folder(self.tr("Import a model's folder"), self.folder_chosen)
        )
        self.changing.clicked.connect(
            lambda: self._ask_for_folder(self.tr("Folder for models"), self.cache_chosen)
        )

    def _fit(self) -> None:
        """Let the buttons offer only what can be done with the chosen entry."""
        entry = self.chosen
        request = self._model.request(entry) if entry else None
        is_here = entry is not None and entry.presence is Presence.PRESENT
        in_use = entry is not None and self._model.is_in_use(entry)
        self.details.setText(
            self._model.details(entry) if entry else self.tr("Choose a model to see more of it.")
        )
        begun = entry is not None and entry.presence is Presence.PARTIAL
        paused = request is not None and request.paused
        self.download.setText(
            self.tr("C&ontinue") if paused or (begun and not request) else self.tr("&Download")
        )
        self.download.setEnabled(entry is not None and not is_here and (not request or paused))
        self.pausing.setEnabled(request is not None and not paused)
        self.cancelling.setEnabled(request is not None)
        self.use.setEnabled(is_here and not in_use)
        is_folder = entry is not None and entry.kind is Kind.FOLDER
        self.deletion.setText(self.tr("R&emove from list") if is_folder else self.tr("D&elete"))
        needed = entry is not None and any(map(self._model.needs, entry.repositories))
        self.deletion.setEnabled(
            entry is not None and can_delete(entry) and not (in_use or needed or request)
        )
        self.deletion.setToolTip(
            self.tr("It is in use; choose another model first") if in_use or needed else ""
        )
        self.publishing.setEnabled(entry is not None and entry.kind is Kind.RUN)
        self.fetching.setEnabled(bool(self.hub_id.text().strip()))

    def _enter_hub_id(self) -> None:
        if name := self.hub_id.text().strip():
            self.hub_id.clear()
            self.hub_id_entered.emit(name)

    def _ask_for_folder(self, title: str, chosen: object) -> None:
        dialog = QFileDialog(self, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @staticmethod
    def _button(words: str) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        return button
