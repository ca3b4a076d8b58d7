"""The model settings give back what they were given, and what the person changes."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox
from pytestqt.qtbot import QtBot

from desktop_app.classifier.engines.base import EngineFacts, LabelProbe
from desktop_app.classifier.engines.torch.cuda_advice import cuda_commands
from desktop_app.classifier.profile import DeviceChoice, EngineKind, Profile, Quantization
from desktop_app.classifier.prompting.label_tokens import LabelTokens
from desktop_app.ui.models.form import ModelForm
from desktop_app.ui.models.panel import ModelPanel
from desktop_app.ui.models.source import Origin
from desktop_app.workers.jobs import Failure, LoadedModel


@pytest.fixture
def form(qtbot: QtBot) -> ModelForm:
    form = ModelForm()
    qtbot.addWidget(form)
    return form


def test_a_packaged_copy_tells_at_the_device_how_to_use_an_nvidia_card(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = ModelForm()
    qtbot.addWidget(form)
    assert "pip" not in form.device.toolTip()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    packaged = ModelForm()
    qtbot.addWidget(packaged)
    assert packaged.device.toolTip().endswith(cuda_commands())
    assert packaged.device.accessibleDescription().count("\n") == 2


PROFILES = [
    Profile.starter(),
    Profile.published(),
    dataclasses.replace(Profile.starter(), adapter=""),
    Profile(base="/models/mine", adapter="/models/mine-adapter", max_length=64, batch_size=7),
    Profile(base="EleutherAI/gpt-neo-125m", base_revision="abc", quantization=Quantization.NF4),
    Profile(
        base="owner/name",
        adapter="other/adapter",
        adapter_revision="def",
        device=DeviceChoice.CPU,
        label_tokens=LabelTokens.SPACED,
        allow_pickle=True,
    ),
    dataclasses.replace(Profile.published(), label_tokens=LabelTokens.FIRST_PIECE),
    *(Profile(f"owner/for-{device}", device=device) for device in DeviceChoice),
]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_a_profile_comes_back_as_it_was_shown(form: ModelForm, profile: Profile) -> None:
    form.show_profile(profile)

    assert form.profile() == profile


def test_pickled_weights_are_allowed_only_by_hand(form: ModelForm) -> None:
    assert not form.profile().allow_pickle
    form.allow_pickle.click()
    assert form.profile().allow_pickle
    assert "run code" in form.allow_pickle.toolTip()


def test_choosing_the_published_model_is_enough(form: ModelForm) -> None:
    form.base.choose(Origin.PUBLISHED)

    assert form.profile() == Profile.published()


def test_a_folder_has_to_be_named_and_has_no_adapter_of_its_own(
    form: ModelForm, tmp_path: Path
) -> None:
    complete = []
    for name in ("", str(tmp_path)):
        form.base.choose(Origin.FOLDER, name)
        complete.append(form.is_complete)

    assert complete == [False, True]
    assert form.profile().base == str(tmp_path)
    assert form.profile().adapter == ""


def test_another_base_does_not_keep_the_revision_of_the_last(form: ModelForm) -> None:
    form.show_profile(Profile(base="owner/name", base_revision="abc"))
    form.base.choose(Origin.HUB, "owner/other")

    assert form.profile() == Profile(base="owner/other")


def test_every_term_is_explained(form: ModelForm) -> None:
    fields = [
        form.base,
        form.adapter,
        *form.findChildren(QSpinBox),
        form.quantization,
        form.device,
        form.label_tokens,
    ]
    labels = [label for label in form.findChildren(QLabel) if label.buddy() is not None]

    assert len(labels) == 9
    for each in (*fields, *labels):
        assert len(each.toolTip()) > 40, each


@pytest.fixture
def panel(qtbot: QtBot) -> ModelPanel:
    panel = ModelPanel()
    qtbot.addWidget(panel)
    return panel


FACTS = EngineFacts(EngineKind.TORCH, "nf4", "CPU", 1_300_000_000, "The model is large.")


def test_apply_asks_for_what_the_fields_say(qtbot: QtBot, panel: ModelPanel) -> None:
    panel.form.quantization.setCurrentIndex(panel.form.quantization.findData(Quantization.FP32))

    with qtbot.waitSignal(panel.apply_requested) as asked:
        panel.apply.click()
    assert asked.args == [dataclasses.replace(Profile.starter(), quantization=Quantization.FP32)]
    with qtbot.waitSignal(panel.starter_requested):
        panel.back.click()


def test_it_says_what_came_of_the_model(panel: ModelPanel) -> None:
    panel.show_loading(Profile.published())
    assert panel.status.text() == "Loading gpt-neo-1.3B…"
    assert not panel.apply.isEnabled()

    panel.show_loaded(LoadedModel(Profile.published(), FACTS, 3.21))
    said = [label.text() for label in panel.facts.findChildren(QLabel)]
    for words in ("gpt-neo-1.3B", "1.3 billion", "4-bit (nf4)", "CPU", "3.2 s", FACTS.reason):
        assert words in said
    assert panel.apply.isEnabled()
    assert panel.status.text() == ""


def test_it_says_how_the_label_tokens_were_found(panel: ModelPanel) -> None:
    probe = LabelProbe(LabelTokens.FIRST_PIECE, spaced=0.61, first_piece=0.93)
    facts = dataclasses.replace(FACTS, label_tokens=LabelTokens.FIRST_PIECE, label_probe=probe)
    panel.show_loaded(LoadedModel(Profile.published(), facts, 3.21))
    assert panel.facts.label_tokens.text() == "first pieces (probe: 93 % against 61 %)"

    panel.show_loaded(LoadedModel(Profile.published(), FACTS, 3.21))
    assert panel.facts.label_tokens.text() == "whole words"


def test_it_says_why_there_is_no_model(panel: ModelPanel) -> None:
    panel.show_loading(Profile.published())
    panel.show_failure(Failure("There is no room.", "Free some."))

    assert panel.status.text() == "There is no room. Free some."
    assert panel.apply.isEnabled()


def test_apply_waits_until_everything_is_named(panel: ModelPanel) -> None:
    panel.form.adapter.choose(Origin.HUB)
    assert not panel.apply.isEnabled()

    panel.form.adapter.name_edit.setText("owner/adapter")
    assert panel.apply.isEnabled()


def test_what_does_not_apply_cannot_be_chosen(form: ModelForm) -> None:
    def can_choose(box: QComboBox, origin: Origin) -> bool:
        model = box.model()
        flags = model.flags(model.index(box.findData(origin), 0))
        return bool(flags & flags.ItemIsEnabled)

    assert can_choose(form.adapter.origins, Origin.BELONGING)
    form.base.choose(Origin.FOLDER, "/models/mine")
    assert not can_choose(form.adapter.origins, Origin.BELONGING)
