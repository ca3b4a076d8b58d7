"""The terms of the field, each explained: what a profile is made of, to read and to change."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QSpinBox, QWidget

from desktop_app.classifier.engines.torch.cuda_advice import cuda_commands
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from desktop_app.classifier.prompting.prompt import LONGEST_PROMPT
from desktop_app.paths import is_packaged
from desktop_app.ui.models.source import ModelSource, Origin, origin_of

_SHORTEST_PROMPT = 16
_LARGEST_BATCH = 1024
# Stands in a list for "not decided here".
_BY_ADAPTER = ""


class ModelForm(QWidget):
    """Shows a profile and returns what was made of it. What has no field stays as it was."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Profile.starter()
        self.base = ModelSource(
            self.tr("Base model"),
            {
                Origin.STARTER: self.tr("Starter, comes with Valence"),
                Origin.PUBLISHED: self.tr("GPT-Neo 1.3B, downloaded"),
                Origin.FOLDER: self.tr("A folder…"),
                Origin.HUB: self.tr("Hugging Face Hub…"),
            },
        )
        self.adapter = ModelSource(
            self.tr("Adapter"),
            {
                Origin.BELONGING: self.tr("The one made for this base"),
                Origin.NONE: self.tr("None"),
                Origin.FOLDER: self.tr("A folder…"),
                Origin.HUB: self.tr("Hugging Face Hub…"),
            },
        )
        self.quantization = _choice(
            {
                Quantization.AUTO: self.tr("Automatic"),
                Quantization.INT4: self.tr("4-bit, for processors"),
                Quantization.INT8: self.tr("8-bit, for processors"),
                Quantization.NF4: self.tr("4-bit (NF4)"),
                Quantization.BF16: self.tr("16-bit (bfloat16)"),
                Quantization.FP32: self.tr("32-bit (float32)"),
            }
        )
        self.device = _choice(
            {
                DeviceChoice.AUTO: self.tr("Automatic"),
                DeviceChoice.CPU: self.tr("Processor (CPU)"),
                DeviceChoice.CUDA: self.tr("NVIDIA graphics card (CUDA)"),
                DeviceChoice.MPS: self.tr("Apple graphics (MPS)"),
                DeviceChoice.INTEL_GPU: self.tr("Intel graphics (OpenVINO)"),
            }
        )
        self.label_tokens = _choice(
            {
                _BY_ADAPTER: self.tr("Automatic"),
                LabelTokens.SPACED: self.tr("Whole words, with a space"),
                LabelTokens.FIRST_PIECE: self.tr("First pieces, without a space"),
            }
        )
        self.max_length = QSpinBox()
        # One below the shortest stands for "not decided here".
        self.max_length.setRange(_SHORTEST_PROMPT - 1, LONGEST_PROMPT)
        self.max_length.setSpecialValueText(self.tr("As the adapter says"))
        self.max_length.setSuffix(self.tr(" tokens"))
        self.batch_size = QSpinBox()
        self.batch_size.setRange(1, _LARGEST_BATCH)
        self.batch_size.setSuffix(self.tr(" texts"))
        self.threads = QSpinBox()
        self.threads.setRange(0, os.cpu_count() or 1)
        self.threads.setSpecialValueText(self.tr("All"))
        self.allow_pickle = QCheckBox(self.tr("Read them, at my own risk"))
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._add_rows()
        self.base.changed.connect(self._fit_adapter)
        self.base.changed.connect(self.changed)
        self.adapter.changed.connect(self.changed)
        for box in (self.quantization, self.device, self.label_tokens):
            box.currentIndexChanged.connect(self.changed)
        for spin in (self.max_length, self.batch_size, self.threads):
            spin.valueChanged.connect(self.changed)
        self.allow_pickle.toggled.connect(self.changed)
        self.show_profile(self._shown)

    @property
    def is_complete(self) -> bool:
        """Whether everything that has to be named is named."""
        return self.base.is_complete and self.adapter.is_complete

    def show_profile(self, profile: Profile) -> None:
        """Show a profile."""
        self._shown = profile
        for family, origin in (
            (Profile.starter(), Origin.STARTER),
            (Profile.published(), Origin.PUBLISHED),
        ):
            if profile.base == family.base:
                self.base.choose(origin)
                belongs = profile.adapter == family.adapter
                break
        else:
            self.base.choose(origin_of(profile.base), profile.base)
            belongs = False
        self._fit_adapter()
        if belongs:
            self.adapter.choose(Origin.BELONGING)
        elif profile.adapter:
            self.adapter.choose(origin_of(profile.adapter), profile.adapter)
        else:
            self.adapter.choose(Origin.NONE)
        self.quantization.setCurrentIndex(self.quantization.findData(profile.quantization))
        self.device.setCurrentIndex(self.device.findData(profile.device))
        self.label_tokens.setCurrentIndex(
            self.label_tokens.findData(profile.label_tokens or _BY_ADAPTER)
        )
        self.max_length.setValue(profile.max_length or self.max_length.minimum())
        self.batch_size.setValue(profile.batch_size)
        self.threads.setValue(profile.threads)
        self.allow_pickle.setChecked(profile.allow_pickle)

    def show_model_only(self) -> None:
        """Leave out how the model is run, and ask for base and adapter alone."""
        for row in range(self._layout.rowCount()):
            item = self._layout.itemAt(row, QFormLayout.ItemRole.FieldRole)
            kept = item is not None and item.widget() in {self.base, self.adapter}
            self._layout.setRowVisible(row, kept)

    def profile(self) -> Profile:
        """Return the profile that the fields describe."""
        family = {
            Origin.STARTER: Profile.starter(),
            Origin.PUBLISHED: Profile.published(),
        }.get(self.base.origin)
        base = family.base if family else self.base.name
        if self.adapter.origin is Origin.BELONGING and family:
            adapter = family.adapter
        else:
            adapter = self.adapter.name
        length = self.max_length.value()
        tokens = self.label_tokens.currentData()
        return dataclasses.replace(
            self._shown,
            base=base,
            adapter=adapter,
            base_revision=self._shown.base_revision if self._shown.base == base else "",
            adapter_revision=(
                self._shown.adapter_revision if self._shown.adapter == adapter else ""
            ),
            quantization=Quantization(self.quantization.currentData()),
            device=DeviceChoice(self.device.currentData()),
            label_tokens=LabelTokens(tokens) if tokens else None,
            max_length=length if length >= _SHORTEST_PROMPT else None,
            batch_size=self.batch_size.value(),
            threads=self.threads.value(),
            allow_pickle=self.allow_pickle.isChecked(),
        )

    def _fit_adapter(self) -> None:
        """Offer the adapter that belongs to the base only where there is one."""
        has_own = self.base.origin in {Origin.STARTER, Origin.PUBLISHED}
        self.adapter.offer(Origin.BELONGING, possible=has_own)
        if not has_own and self.adapter.origin is Origin.BELONGING:
            self.adapter.choose(Origin.NONE)

    def _device_explained(self) -> str:
        said = self.tr("What does the arithmetic. A graphics card is many times quicker.")
        if not is_packaged():
            return said
        how = self.tr(
            "This packaged Valence has no CUDA. For an NVIDIA card, get its source code and run "
            "these two lines there:"
        )
        return f"{said} {how}\n{cuda_commands()}"

    def _add_rows(self) -> None:
        tr = self.tr
        rows: list[tuple[str, QWidget, str]] = [
            (
                tr("Base model"),
                self.base,
                tr(
                    "The language model that reads the text. A larger one is more accurate, "
                    "slower and needs more memory."
                ),
            ),
            (
                tr("Adapter"),
                self.adapter,
                tr(
                    "A small addition that was trained to tell sentiment and turns a general "
                    "language model into a classifier. It fits only the base it was trained on."
                ),
            ),
            (
                tr("Quantisation"),
                self.quantization,
                tr(
                    "How many bits each of the model's numbers takes. 4-bit needs an eighth of "
                    "the memory of 32-bit and is nearly as accurate."
                ),
            ),
            (
                tr("Device"),
                self.device,
                self._device_explained(),
            ),
            (
                tr("Label tokens"),
                self.label_tokens,
                tr(
                    "The model answers by choosing one of three tokens, pieces of words that it "
                    "knows. These must be the ones that the adapter was trained with. Automatic "
                    "takes what the adapter says; if it says nothing, both are tried."
                ),
            ),
            (
                tr("Maximum length"),
                self.max_length,
                tr(
                    "How much of a text the model reads, in tokens. A token is a short word or a "
                    "piece of a longer one; a tweet has about 40. What does not fit is left out."
                ),
            ),
            (
                tr("Batch size"),
                self.batch_size,
                tr(
                    "How many texts go through the model together when there are many. More is "
                    "quicker and needs more memory."
                ),
            ),
            (
                tr("Processor cores"),
                self.threads,
                tr(
                    "How many cores the model calculates on. Fewer leave more for other programs "
                    "and make it slower."
                ),
            ),
            (
                tr("Pickled weights"),
                self.allow_pickle,
                tr(
                    "Some older models come only as .bin or .pt files. Reading such a file can "
                    "run code of whoever made it, so it is refused unless you allow it."
                ),
            ),
        ]
        for name, field, explanation in rows:
            label = QLabel(name)
            label.setBuddy(field)
            label.setToolTip(explanation)
            field.setToolTip(explanation)
            if not field.accessibleName():
                field.setAccessibleName(name)
            field.setAccessibleDescription(explanation)
            self._layout.addRow(label, field)


def _choice(items: Mapping[Any, str]) -> QComboBox:
    box = QComboBox()
    for value, words in items.items():
        box.addItem(words, value)
    return box
