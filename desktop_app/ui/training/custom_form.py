"""Every setting of a run that is about how to train, each explained."""

from __future__ import annotations

from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from desktop_app.classifier.profile import DeviceChoice, Quantization
from desktop_app.classifier.prompting.prompt import LONGEST_PROMPT
from desktop_app.ui.training.setting_words import choice_word, setting_words
from trainer.config import ClassBalance, Decay, TrainingConfig

# What the page has fields of its own for.
CHOSEN_ELSEWHERE = frozenset({"data", "text_column", "label_column", "replay", "base", "adapter"})

_LARGEST = 1_000_000
_RANGES: dict[str, tuple[int, int]] = {
    "replay_rows": (1, _LARGEST),
    "rank": (1, 1024),
    "alpha": (1, 4096),
    "batch_size": (1, 4096),
    "micro_batch_size": (1, 4096),
    "max_length": (16, LONGEST_PROMPT),
    "patience": (1, 1000),
    "seed": (0, 2**31 - 1),
}
# Lowest, highest, decimals.
_SHARES: dict[str, tuple[float, float, int]] = {
    "dropout": (0.0, 0.99, 2),
    "epochs": (0.01, 1000.0, 2),
    "learning_rate": (1e-7, 1.0, 7),
    "warmup": (0.0, 0.99, 2),
    "weight_decay": (0.0, 10.0, 4),
    "clip_norm": (0.01, 1000.0, 2),
}
_CHOICES: dict[str, list[StrEnum]] = {
    # The others are for processors' own engines, which do not train.
    "quantization": [Quantization.NF4, Quantization.BF16, Quantization.FP32],
    "device": [DeviceChoice.AUTO, DeviceChoice.CPU, DeviceChoice.CUDA, DeviceChoice.MPS],
    "decay": list(Decay),
    "class_balance": list(ClassBalance),
}
_OPTIONAL = ("max_steps", "evaluate_every")

_Field = QCheckBox | QComboBox | QDoubleSpinBox | QLineEdit | QSpinBox


class CustomForm(QWidget):
    """Shows the settings of a run and returns those that are not the defaults."""

    precision_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QFormLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.fields: dict[str, _Field] = {}
        self._defaults: dict[str, Any] = {}
        words = setting_words()
        for each in fields(TrainingConfig):
            if each.name in CHOSEN_ELSEWHERE or each.default is MISSING:
                continue
            self._defaults[each.name] = each.default
            field = _field_for(each.name, each.default)
            name, explanation = words[each.name]
            label = QLabel(name)
            label.setBuddy(field)
            for widget in (label, field):
                widget.setToolTip(explanation)
            field.setAccessibleName(name)
            field.setAccessibleDescription(explanation)
            layout.addRow(label, field)
            self.fields[each.name] = field
        box = self.fields["quantization"]
        assert isinstance(box, QComboBox)
        self._precision = box
        box.currentIndexChanged.connect(self.precision_changed)
        self.show_settings({})

    @property
    def precision(self) -> Quantization:
        """That of the base."""
        return Quantization(self._precision.currentData())

    def show_settings(self, settings: dict[str, Any]) -> None:
        """Show settings; what they do not name is the default."""
        for name, field in self.fields.items():
            _show(field, name, settings.get(name, self._defaults[name]))

    def settings(self) -> dict[str, Any]:
        """Return the settings that are not the defaults."""
        given = {name: _value(field, name) for name, field in self.fields.items()}
        return {name: value for name, value in given.items() if value != self._defaults[name]}


def _field_for(name: str, default: Any) -> _Field:
    if name in _CHOICES:
        box = QComboBox()
        for choice in _CHOICES[name]:
            box.addItem(choice_word(choice.value), choice.value)
        return box
    if name in _OPTIONAL:
        steps = QSpinBox()
        steps.setRange(0, _LARGEST)
        steps.setSpecialValueText(QCoreApplication.translate("training", "Automatic"))
        return steps
    if name in _SHARES:
        low, high, decimals = _SHARES[name]
        number = QDoubleSpinBox()
        number.setDecimals(decimals)
        number.setRange(low, high)
        number.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        return number
    if isinstance(default, bool):
        return QCheckBox()
    if isinstance(default, str):
        return QLineEdit()
    whole = QSpinBox()
    whole.setRange(*_RANGES[name])
    return whole


def _show(field: _Field, name: str, value: Any) -> None:
    match field:
        case QCheckBox():
            field.setChecked(value)
        case QComboBox():
            field.setCurrentIndex(field.findData(str(value)))
        case QLineEdit():
            field.setText(value if isinstance(value, str) else ", ".join(value))
        case _:
            field.setValue(value or 0 if name in _OPTIONAL else value)


def _value(field: _Field, name: str) -> Any:
    match field:
        case QCheckBox():
            return field.isChecked()
        case QComboBox():
            return field.currentData()
        case QLineEdit():
            names = [each.strip() for each in field.text().split(",") if each.strip()]
            if len(names) > 1:
                return names
            return names[0] if names else "all-linear"
        case QDoubleSpinBox():
            return round(field.value(), field.decimals())
        case _:
            return field.value() or None if name in _OPTIONAL else field.value()
