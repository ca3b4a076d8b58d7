"""The dock "Model settings": what is in use, what could be, and how the change goes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDockWidget,
    QFormLayout,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.classifier.profile import Profile
from desktop_app.ui.models.form import ModelForm
from desktop_app.ui.sentences import filled, in_words, trouble_words
from desktop_app.ui.wording import (
    agreement,
    being_converted,
    duration,
    label_tokens,
    memory,
    model_name,
    parameter_count,
    precision,
)
from desktop_app.workers.jobs import Failure, LoadedModel


class ModelPanel(QDockWidget):
    """Shows the profile in use with what came of it, and asks for another."""

    apply_requested = Signal(object)  # Profile
    starter_requested = Signal()
    cancel_requested = Signal()
    shelf_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Model settings"))
        self.setObjectName("model_settings")
        self.setAllowedAreas(
            Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea
        )
        self.form = ModelForm()
        self.apply = QPushButton(self.tr("Apply"))
        self.apply.setToolTip(self.tr("Load this model and use it from now on"))
        self.back = QPushButton(self.tr("Back to starter"))
        self.back.setToolTip(self.tr("Use the small model that comes with Valence"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setToolTip(self.tr("Stop making another version; the model in use stays"))
        self.cancel.hide()
        self.shelf = QPushButton(self.tr("Manage models…"))
        self.shelf.setToolTip(self.tr("See, download and delete models"))
        self.shelf.clicked.connect(self.shelf_requested)
        self.status = _plain_label()
        self.status.setAccessibleName(self.tr("State of the model"))
        self.facts = _Facts(self.tr("In use"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.apply)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        below = QHBoxLayout()
        below.addWidget(self.shelf)
        below.addStretch(1)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setSpacing(10)
        layout.addWidget(self.form)
        layout.addLayout(buttons)
        layout.addLayout(below)
        layout.addWidget(self.status)
        layout.addWidget(self.cancel, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.facts)
        layout.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        # It takes the focus, so that its end can be read with the arrow keys.
        scroll.setAccessibleName(self.windowTitle())
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Wide enough for its content at any font size: it scrolls in one direction only.
        bar = scroll.verticalScrollBar().sizeHint().width()
        scroll.setMinimumWidth(content.minimumSizeHint().width() + bar)
        self.setWidget(scroll)
        self._loading = False
        self.form.changed.connect(self._enable)
        self.apply.clicked.connect(lambda: self.apply_requested.emit(self.form.profile()))
        self.back.clicked.connect(self.starter_requested)
        self.cancel.clicked.connect(self.cancel_requested)
        self._enable()

    def show_loading(self, profile: Profile) -> None:
        """Say that a model is being loaded."""
        self._loading = True
        self.status.setText(filled(self.tr("Loading {model}…"), model=model_name(profile.name)))
        self.facts.hide()
        self._enable()

    def show_loaded(self, model: LoadedModel) -> None:
        """Show what came of the profile that is in use now.

        The form keeps what was chosen: after a choice that failed, that is what has to be changed.
        """
        self._loading = False
        if self.cancel.isHidden():
            self.status.clear()
        self.facts.show_model(model)
        self.facts.show()
        self._enable()

    def show_converting(self, profile: Profile, share: float) -> None:
        """Say how far a conversion is, while another model answers."""
        self._loading = False
        self.status.setText(being_converted(profile, share) + "…")
        self.cancel.show()
        self._enable()

    def show_conversion_ended(self) -> None:
        """Stop showing a conversion."""
        self.status.clear()
        self.cancel.hide()
        self._enable()

    def show_failure(self, failure: Failure) -> None:
        """Say why a model could not be loaded."""
        self._loading = False
        self.status.setText(trouble_words(failure))
        self._enable()

    def _enable(self) -> None:
        self.apply.setEnabled(self.form.is_complete and not self._loading)
        self.back.setEnabled(not self._loading)
        self.status.setVisible(bool(self.status.text()))


class _Facts(QGroupBox):
    """What an engine says of itself."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._layout = QFormLayout(self)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.model = self._row(self.tr("Model"))
        self.parameters = self._row(self.tr("Parameters"))
        self.precision = self._row(self.tr("Precision"))
        self.device = self._row(self.tr("Device"))
        self.label_tokens = self._row(self.tr("Label tokens"))
        self.load_time = self._row(self.tr("Loaded in"))
        self.memory = self._row(self.tr("Memory"))
        self.parity = self._row(self.tr("Parity"))
        self.parity.setToolTip(
            self.tr("Share of 200 sample tweets that get the same answer as from the original")
        )
        self.reason = _plain_label()
        self._layout.addRow(self.reason)
        self.hide()

    def show_model(self, model: LoadedModel) -> None:
        facts = model.facts
        self.model.setText(model_name(model.profile.name))
        self.parameters.setText(parameter_count(facts.parameters))
        self.precision.setText(f"{precision(facts.quantization)} ({facts.quantization})")
        self.device.setText(facts.device)
        self.label_tokens.setText(label_tokens(facts))
        self.load_time.setText(duration(model.load_seconds * 1000))
        self.memory.setText(memory(facts.memory))
        self._layout.setRowVisible(self.memory, facts.memory > 0)
        self._layout.setRowVisible(self.parity, facts.agreement is not None)
        if facts.agreement is not None:
            self.parity.setText(agreement(facts.agreement))
        self.reason.setText(in_words(facts.reason))

    def _row(self, name: str) -> QLabel:
        value = _plain_label()
        value.setAccessibleName(name)
        self._layout.addRow(name, value)
        return value


def _plain_label() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
