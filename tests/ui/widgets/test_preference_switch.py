from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from desktop_app.preferences import PreferenceValues
from desktop_app.ui.widgets.preference_switch import PreferenceSwitch
from desktop_app.workers.preferences import Preferences


def test_switches_of_one_preference_follow_each_other_and_whoever_changes_it(
    qtbot: QtBot,
) -> None:
    preferences = Preferences(None)
    preferences.change(live=True)
    box, action = QCheckBox(), QAction()
    qtbot.addWidget(box)
    action.setCheckable(True)
    for switch in (box, action):
        PreferenceSwitch(switch, preferences, "live")
    assert (box.isChecked(), action.isChecked()) == (True, True)
    box.click()
    assert preferences.values == PreferenceValues()
    assert not action.isChecked()
    action.trigger()
    assert preferences.values == PreferenceValues(live=True)
    assert box.isChecked()
    preferences.change(live=False)
    assert (box.isChecked(), action.isChecked()) == (False, False)


def test_a_switch_that_is_gone_does_not_follow(qtbot: QtBot) -> None:
    preferences = Preferences(None)
    box = QCheckBox()
    PreferenceSwitch(box, preferences, "live")
    box.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    preferences.change(live=True)
    assert preferences.values.live
