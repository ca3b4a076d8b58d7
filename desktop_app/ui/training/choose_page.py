"""The first page: what is trained, on what, for how long, under which name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.classifier.profile import Profile
from desktop_app.models.bases import ShelfBase
from desktop_app.models.own_runs import runs_folder
from desktop_app.training.presets import Preset, preset_settings
from desktop_app.training.runs import free_name
from desktop_app.ui.models.source import ModelSource, Origin, origin_of
from desktop_app.ui.sentences import filled
from desktop_app.ui.training.custom_form import CustomForm
from desktop_app.ui.training.data_choice import DataChoice, DataKind
from desktop_app.ui.wording import data_size, model_name

# What no system takes in the name of a folder.
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class RunChoice:
    """What the page asks for.

    Attributes:
        path: of the run's folder.
        kind: of data.
        settings: of ``TrainingConfig``, with ``data`` where it is no corrections.
    """

    path: Path
    kind: DataKind
    settings: dict[str, Any]


class ChoosePage(QWidget):
    """A form, and the button that has it estimated."""

    chosen = Signal(object)  # RunChoice

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._current = Profile.starter()
        self._named_by_hand = False
        self._bases: Sequence[ShelfBase] = ()
        self.base = ModelSource(
            self.tr("Base model"),
            {
                Origin.FOLDER: self.tr("A folder…"),
                Origin.HUB: self.tr("Hugging Face Hub…"),
            },
        )
        self.base.origins.setToolTip(
            self.tr("The memory is what the weights take; the estimate counts what training adds")
        )
        self.adapter = ModelSource(
            self.tr("Adapter"),
            {
                Origin.BELONGING: self.tr("Continue the one in use"),
                Origin.NONE: self.tr("Begin a new one"),
                Origin.FOLDER: self.tr("Continue one in a folder…"),
                Origin.HUB: self.tr("Continue one on the Hub…"),
            },
        )
        self.data = DataChoice()
        self.preset = QComboBox()
        self.preset.setAccessibleName(self.tr("Preset"))
        for preset, words in self._presets().items():
            self.preset.addItem(words[0], preset)
        self.preset_words = QLabel()
        self.preset_words.setWordWrap(True)
        self.custom = CustomForm()
        self.name = QLineEdit()
        self.place = QLineEdit()
        self.browse = QPushButton(self.tr("Browse…"))
        self.browse.setAccessibleName(self.tr("Browse for the place of the run"))
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.estimate = QPushButton(self.tr("Check data and estimate"))
        self._arrange()
        self.base.changed.connect(self._fit)
        self.adapter.changed.connect(self._fit)
        self.data.changed.connect(self._data_changed)
        self.preset.currentIndexChanged.connect(self._preset_changed)
        self.custom.precision_changed.connect(lambda: self.show_bases(self._bases))
        self.name.textEdited.connect(self._name_edited)
        self.name.textChanged.connect(self._fit)
        self.place.textChanged.connect(self._fit)
        self.browse.clicked.connect(self._browse)
        self.estimate.clicked.connect(lambda: self.chosen.emit(self.choice()))
        self._preset_changed()

    def begin(self, current: Profile, corrections: int, kind: DataKind | None = None) -> None:
        """Show what is proposed for a new run.

        Args:
            current: the model in use.
            corrections: how many there are.
            kind: of data; None to leave what is chosen.
        """
        self._current = current
        listed = self.base.lists(current.base)
        self.base.choose(Origin.LISTED if listed else origin_of(current.base), current.base)
        self.data.show_corrections(corrections)
        if kind is not None:
            self.data.choose(kind)
        has_corrections = self.data.chosen.has_corrections
        own = has_corrections and bool(current.adapter)
        self.adapter.choose(Origin.BELONGING if own else Origin.NONE)
        self.preset.setCurrentIndex(
            self.preset.findData(Preset.CORRECTIONS if has_corrections else Preset.BALANCED)
        )
        self.place.setText(str(runs_folder()))
        self._named_by_hand = False
        self._propose_name()
        self._fit()

    def show_bases(self, bases: Sequence[ShelfBase]) -> None:
        """Offer what is on the shelf, each with what its weights take in memory."""
        self._bases = bases
        self.base.list_models({each.source: self._words(each) for each in bases})

    def choice(self) -> RunChoice:
        """Return what the fields say."""
        settings = dict(self._how())
        kind = self.data.chosen
        if not kind.has_corrections:
            settings |= self.data.settings()
        settings |= {"base": self.base.name, "adapter": self._adapter_name()}
        return RunChoice(self._path(), kind, settings)

    def _how(self) -> dict[str, Any]:
        preset = Preset(self.preset.currentData())
        if preset is Preset.CUSTOM:
            return self.custom.settings()
        return preset_settings(preset, starter=self.base.name == Profile.starter().base)

    def _words(self, base: ShelfBase) -> str:
        words = model_name(base.name)
        if base.size and (needed := base.size.bytes_in(self.custom.precision)):
            words += filled(self.tr(" · {size} of memory"), size=data_size(needed))
        if not base.is_here:
            words += self.tr(" · not downloaded yet")
        return words

    def _adapter_name(self) -> str:
        belonging = self.adapter.origin is Origin.BELONGING
        return self._current.adapter if belonging else self.adapter.name

    def _path(self) -> Path:
        return Path(self.place.text().strip()).expanduser() / self.name.text().strip()

    def _fit(self) -> None:
        has_own = bool(self._current.adapter) and self.base.name == self._current.base
        self.adapter.offer(Origin.BELONGING, possible=has_own)
        if not has_own and self.adapter.origin is Origin.BELONGING:
            self.adapter.choose(Origin.NONE)
        problem = self._problem()
        self.problem.setText(problem)
        self._form.setRowVisible(self.problem, bool(problem))
        parts = (self.base, self.adapter, self.data)
        complete = all(part.is_complete for part in parts) and not problem
        self.estimate.setEnabled(complete and bool(self.name.text().strip()))

    def _problem(self) -> str:
        name = self.name.text().strip()
        if name in {".", ".."} or _NOT_IN_NAMES.search(name):
            return self.tr('A name cannot have any of < > : " / \\ | ? *')
        path = self._path()
        if name and path.exists():
            return self.tr("There is a run or folder of this name already. Choose another name.")
        return ""

    def _data_changed(self) -> None:
        self._propose_name()
        self._fit()

    def _name_edited(self) -> None:
        self._named_by_hand = True

    def _propose_name(self) -> None:
        if self._named_by_hand or not self.place.text():
            return
        names = {
            DataKind.TWEET_EVAL: "tweet-eval",
            DataKind.FOLDER: Path(self.data.path.text()).name or "folder",
            DataKind.FILE: Path(self.data.path.text()).stem or "file",
        }
        wanted = names.get(self.data.chosen, "corrections")
        self.name.setText(free_name(wanted, Path(self.place.text()).expanduser()))

    def _preset_changed(self) -> None:
        preset = Preset(self.preset.currentData())
        self.preset_words.setText(self._presets()[preset][1])
        custom = preset is Preset.CUSTOM
        if not custom:
            # What "Custom" begins with, should it be chosen next.
            self.custom.show_settings(preset_settings(preset))
        self._form.setRowVisible(self.custom, custom)
        self.show_bases(self._bases)

    def _presets(self) -> dict[Preset, tuple[str, str]]:
        return {
            Preset.QUICK: (
                self.tr("Quick try"),
                self.tr("Fifty steps: enough to see whether the data are any good."),
            ),
            Preset.BALANCED: (
                self.tr("Balanced"),
                self.tr("Twice through the data. Ends early when nothing gets better."),
            ),
            Preset.THOROUGH: (
                self.tr("Thorough"),
                self.tr("Four times through the data, with a larger adapter and smaller steps."),
            ),
            Preset.CORRECTIONS: (
                self.tr("Short, for corrections"),
                self.tr("A few times through a few texts, in small batches."),
            ),
            Preset.CUSTOM: (
                self.tr("Custom"),
                self.tr("Every setting by itself; rest the pointer on one to read what it does."),
            ),
        }

    def _arrange(self) -> None:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.place, 1)
        row.addWidget(self.browse)
        content = QWidget()
        form = self._form = QFormLayout(content)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(10)
        for words, field in (
            (self.tr("Base model"), self.base),
            (self.tr("Adapter"), self.adapter),
            (self.tr("Data"), self.data),
            (self.tr("Preset"), self.preset),
            ("", self.preset_words),
            ("", self.custom),
            (self.tr("Name"), self.name),
            (self.tr("Place"), place),
            ("", self.problem),
        ):
            label = QLabel(words)
            label.setBuddy(self.place if field is place else field)
            form.addRow(label, field)
        self.name.setAccessibleName(self.tr("Name of the run"))
        self.place.setAccessibleName(self.tr("Folder for the run"))
        scroll = QScrollArea()
        scroll.setWidget(content)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(self.tr("Settings of the run"))
        # Wide enough for its content at any font size: it scrolls in one direction only.
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = scroll.verticalScrollBar().sizeHint().width()
        scroll.setMinimumWidth(content.minimumSizeHint().width() + bar)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.estimate)
        layout = QVBoxLayout(self)
        layout.addWidget(scroll, 1)
        layout.addLayout(buttons)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a folder for the run"), self.place.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.place.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
