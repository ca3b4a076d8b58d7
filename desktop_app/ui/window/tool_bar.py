"""What is done most, one click away, and at its end the model that answers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDockWidget, QSizePolicy, QToolBar, QToolButton, QWidget

from desktop_app.ui.sentences import filled
from desktop_app.ui.wording import model_name
from desktop_app.workers.jobs import LoadedModel


class ToolBar(QToolBar):
    """Actions of the menus by their words, and a button that opens the model settings.

    None of it takes the focus: every action is in a menu and has its key.
    """

    def __init__(self, model_settings: QDockWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Toolbar"))
        # The window's state goes by it.
        self.setObjectName("toolbar")
        self.setMovable(False)
        self._model_settings = model_settings
        self.model = QToolButton()
        self.model.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.model.setAutoRaise(True)
        self.model.setCheckable(True)
        self.model.setText(self.tr("Model"))
        toggle = model_settings.toggleViewAction()
        self.model.clicked.connect(toggle.trigger)
        toggle.toggled.connect(self.model.setChecked)
        toggle.changed.connect(self._name_key)

    def show_actions(self, *actions: QAction) -> None:
        """Fill the bar from the left; the model stays at its end."""
        self.clear()
        self.addActions(list(actions))
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self.addWidget(self.model)

    def show_model(self, model: LoadedModel) -> None:
        """Name the model that answers now and what it runs on."""
        # The sign of a list that opens, which the button's own arrow would put below the words.
        self.model.setText(f"{model_name(model.profile.name)} ▾ · {model.facts.device}")

    def _name_key(self) -> None:
        key = self._model_settings.toggleViewAction().shortcut()
        self.model.setToolTip(
            filled(
                self.tr("Model settings ({keys})"),
                keys=key.toString(QKeySequence.SequenceFormat.NativeText),
            )
        )
