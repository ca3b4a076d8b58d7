"""The form for a new run, without any run."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.classifier.memory_needs import ModelSize
from desktop_app.classifier.profile import Profile
from desktop_app.models.bases import ShelfBase
from desktop_app.models.own_runs import runs_folder
from desktop_app.training.presets import Preset, preset_settings
from desktop_app.ui.models.source import Origin
from desktop_app.ui.training.choose_page import ChoosePage
from desktop_app.ui.training.correction_offer import CorrectionOffer
from desktop_app.ui.training.custom_form import CHOSEN_ELSEWHERE, CustomForm
from desktop_app.ui.training.data_choice import DataKind
from desktop_app.ui.training.dialog import TrainingDialog
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.workers.jobs import Failure
from desktop_app.workers.preferences import Preferences
from tests.ui.input import press
from trainer.config import TrainingConfig


@pytest.fixture
def page(qtbot: QtBot) -> ChoosePage:
    page = ChoosePage()
    qtbot.addWidget(page)
    page.begin(Profile.starter(), corrections=0)
    return page


def test_every_setting_has_a_field_a_name_and_an_explanation(qtbot: QtBot) -> None:
    form = CustomForm()
    qtbot.addWidget(form)
    settings = {field.name for field in dataclasses.fields(TrainingConfig)}
    assert set(form.fields) == settings - CHOSEN_ELSEWHERE
    for field in form.fields.values():
        assert field.accessibleName()
        assert field.toolTip().endswith(".") or field.toolTip().endswith(").")


def test_what_is_set_by_hand_is_what_the_trainer_gets(qtbot: QtBot) -> None:
    form = CustomForm()
    qtbot.addWidget(form)
    assert form.settings() == {}
    changed = {
        "rank": 8,
        "dora": True,
        "learning_rate": 0.0003,
        "decay": "linear",
        "max_steps": 40,
        "target_modules": ["q_proj", "v_proj"],
    }
    form.show_settings(changed)
    assert form.settings() == changed
    assert TrainingConfig.from_json({"data": "x", **form.settings()}).max_steps == 40


@pytest.mark.parametrize("preset", list(Preset))
def test_every_preset_is_something_that_the_trainer_takes(preset: Preset) -> None:
    TrainingConfig.from_json({"data": "x", **preset_settings(preset)})


def test_custom_begins_with_the_preset_before_it(page: ChoosePage) -> None:
    page.preset.setCurrentIndex(page.preset.findData(Preset.THOROUGH))
    page.preset.setCurrentIndex(page.preset.findData(Preset.CUSTOM))
    assert page.custom.settings() == preset_settings(Preset.THOROUGH)


def test_a_file_has_to_be_named_before_it_is_looked_at(page: ChoosePage) -> None:
    assert page.estimate.isEnabled()
    page.data.choose(DataKind.FILE)
    assert not page.estimate.isEnabled()
    page.data.path.setText("/data/my tweets.csv")
    page.data.text_column.setText("body")
    assert page.estimate.isEnabled()
    choice = page.choice()
    assert choice.settings["data"] == "/data/my tweets.csv"
    assert choice.settings["text_column"] == "body"
    assert choice.path == runs_folder() / "my tweets"


def test_a_name_that_is_taken_or_no_name_is_not_started(page: ChoosePage) -> None:
    (runs_folder() / "taken").mkdir(parents=True)
    for name in ("taken", "a/b", "..", ""):
        page.name.setText(name)
        assert not page.estimate.isEnabled(), name
    page.name.setText("taken-2")
    assert page.estimate.isEnabled()


def test_corrections_continue_the_adapter_in_use(page: ChoosePage, tmp_path: Path) -> None:
    page.begin(Profile.starter(), corrections=25, kind=DataKind.CORRECTIONS)
    choice = page.choice()
    assert choice.settings["adapter"] == Profile.starter().adapter
    assert choice.settings["base"] == Profile.starter().base
    assert choice.path.name == "corrections"
    page.base.choose(Origin.FOLDER, str(tmp_path))
    # Another base cannot continue it.
    assert page.choice().settings["adapter"] == ""


def test_every_base_on_the_shelf_is_offered_with_its_memory(page: ChoosePage) -> None:
    size = ModelSize(linear=1_000_000_000, other=100_000_000)
    starter = ShelfBase("Starter model", Profile.starter().base, None, is_here=True)
    large = ShelfBase("Large", "someone/large", size, is_here=False)
    page.show_bases([starter, large])
    # It was proposed by its folder before the shelf was read.
    assert page.base.origin is Origin.LISTED
    assert page.choice().settings["base"] == Profile.starter().base
    words = [page.base.origins.itemText(row) for row in range(page.base.origins.count())]
    assert words[:2] == [
        "Starter model",
        "Large · 716 MB of memory · not downloaded yet",
    ]

    page.base.origins.setCurrentIndex(1)
    page.preset.setCurrentIndex(page.preset.findData(Preset.CUSTOM))
    page.custom.show_settings({"quantization": "fp32"})
    assert page.base.origins.currentText().startswith("Large · 4.4 GB of memory")
    assert page.choice().settings["base"] == "someone/large"
    page.show_bases([starter])
    assert page.choice().settings["base"] == "someone/large"
    assert page.base.origins.currentText() == "Hugging Face Hub…"


def test_without_corrections_there_is_nothing_to_train_on(page: ChoosePage) -> None:
    page.begin(Profile.starter(), corrections=1, kind=DataKind.CORRECTIONS)
    assert not page.estimate.isEnabled()
    assert "not enough" in page.data.explanation.text()


def test_enter_leads_on_and_back_only_where_nothing_else_can_be_done(qtbot: QtBot) -> None:
    dialog = TrainingDialog()
    qtbot.addWidget(dialog)
    went: list[str] = []
    dialog.choose.chosen.connect(lambda _choice: went.append("estimate"))
    dialog.estimate.back_requested.connect(lambda: went.append("back"))
    dialog.choose.begin(Profile.starter(), corrections=0)
    dialog.show_new()
    dialog.show()
    # As the focus is led past a button, which is the default as long as it has it.
    for field in (dialog.choose.data.browse, dialog.choose.name):
        field.setFocus()
    press(dialog.choose.name, Qt.Key.Key_Return)
    assert went == ["estimate"]
    dialog.estimate.show_waiting()
    dialog.show_estimate()
    press(dialog, Qt.Key.Key_Return)
    press(dialog.estimate.back, Qt.Key.Key_Return)
    assert went == ["estimate"]
    dialog.estimate.show_failure(Failure("There is no such file."))
    press(dialog.estimate.back, Qt.Key.Key_Return)
    assert went == ["estimate", "back"]
    dialog.show_new()
    press(dialog.choose.name, Qt.Key.Key_Return)
    assert went == ["estimate", "back", "estimate"]


def test_the_offer_comes_at_twenty_and_after_twenty_more(qtbot: QtBot) -> None:
    notices = NoticeArea()
    qtbot.addWidget(notices)
    accepted: list[bool] = []
    preferences = Preferences(None)
    offer = CorrectionOffer(notices, lambda: accepted.append(True), preferences)
    offer.consider(19)
    assert notices.notice("training offer") is None
    offer.consider(20)
    offer.consider(25)
    bar = notices.notice("training offer")
    assert bar is not None
    assert "25" in bar.text
    assert preferences.values.offered_corrections == 20
    bar.dismissed.emit()
    offer.consider(26)
    assert notices.notice("training offer") is None
    again = CorrectionOffer(notices, lambda: accepted.append(True), preferences)
    again.consider(39)
    assert notices.notice("training offer") is None
    again.consider(40)
    bar = notices.notice("training offer")
    assert bar is not None
    bar.action.click()
    assert accepted == [True]
