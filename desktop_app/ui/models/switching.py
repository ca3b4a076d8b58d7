"""Between the model settings and the inference thread: which model is used, and who is told."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel

from desktop_app.classifier.profile import Profile, Quantization
from desktop_app.ui.models.panel import ModelPanel
from desktop_app.ui.sentences import filled, trouble_words
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.ui.wording import being_converted, model_in_use, model_name
from desktop_app.workers.converting import Converting
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.jobs import ConversionNeeded, Failure, LoadedModel
from desktop_app.workers.preferences import Preferences

_log = logging.getLogger(__name__)

_SUBJECT = "model"
# Not withdrawn when the starter is loaded instead.
_REMEMBERED = "remembered model"


class SwitchingController(QObject):
    """Loads what is chosen, says how that goes, and has it remembered once it works.

    A choice that fails at a later start (a folder on a disk that is not there, no network)
    stays remembered: it may work at the next.
    """

    defect = Signal(str)  # traceback

    def __init__(
        self,
        panel: ModelPanel,
        status: QLabel,
        notices: NoticeArea,
        inference: Inference,
        converting: Converting,
        *,
        preferences: Preferences,
        fetch_first: Callable[[Profile], bool] = lambda _profile: False,
        parent: QObject | None = None,
    ) -> None:
        """Show what ``inference`` loads.

        Args:
            panel: asks for models and shows what came of them.
            status: is given a few words.
            notices: is given what went wrong.
            inference: loads.
            converting: makes the version for this computer where one is needed.
            preferences: remember each model that works.
            fetch_first: sees to a model that has to be downloaded, and tells whether it does.
            parent: owns this.
        """
        super().__init__(parent)
        self._fetch_first = fetch_first
        self._panel = panel
        self._status = status
        self._notices = notices
        self._inference = inference
        self._preferences = preferences
        self._converting = converting
        self._converted: Profile | None = None
        self._ready = ""
        self._asked: dict[int, Profile] = {}
        panel.apply_requested.connect(self.use)
        panel.starter_requested.connect(lambda: self.load(Profile.starter()))
        inference.loading.connect(self._loading)
        inference.loaded.connect(self._loaded)
        inference.unusable.connect(self._unusable)
        inference.finished.connect(self._finished)
        inference.failed.connect(self._failed)
        inference.cancelled.connect(lambda job: self._asked.pop(job, None))
        panel.cancel_requested.connect(self._cancel_conversion)
        converting.progress.connect(self._show_conversion)
        converting.finished.connect(self._conversion_finished)
        converting.failed.connect(self._conversion_failed)

    def begin(self) -> None:
        """Have the model loaded that was chosen the last time."""
        self.load(self._remembered())

    def use(self, profile: Profile) -> None:
        """Have a model loaded, once it is on this computer."""
        if not self._fetch_first(profile):
            self.load(profile)

    def load(self, profile: Profile) -> None:
        """Have a model loaded; a conversion that is under way is not wanted any more."""
        self._notices.withdraw(_SUBJECT)
        self._cancel_conversion()
        self._asked[self._inference.load(profile)] = profile
        self._panel.form.show_profile(profile)
        self._loading(profile)

    def _remembered(self) -> Profile:
        values = self._preferences.values.profile
        if values is None:
            return Profile.starter()
        try:
            return Profile.from_json(values)
        except (ValueError, TypeError) as error:
            _log.info("The remembered model cannot be read: %s", error)
            self._notices.say(
                _REMEMBERED,
                self.tr("The remembered model settings are not valid; the starter is used."),
            )
            return Profile.starter()

    def _loading(self, profile: Profile) -> None:
        self._status.setText(filled(self.tr("{model} · loading…"), model=model_name(profile.name)))
        self._panel.show_loading(profile)

    def _loaded(self, model: LoadedModel) -> None:
        self._ready = model_in_use(model.profile.name, model.facts)
        if self._converted is None:
            self._status.setText(self._ready)
        self._panel.show_loaded(model)

    def _finished(self, job: int, result: object) -> None:
        profile = self._asked.pop(job, None)
        if profile is None:
            return
        if isinstance(result, ConversionNeeded):
            self._converted = profile
            self._converting.start(profile)
            self._show_conversion(profile, 0.0)
        else:
            values = None if profile == Profile.starter() else profile.to_json()
            self._preferences.change(profile=values)

    def _show_conversion(self, profile: Profile, share: float) -> None:
        if profile == self._converted:
            self._status.setText(f"{being_converted(profile, share)}…")
            self._panel.show_converting(profile, share)

    def _cancel_conversion(self) -> None:
        if self._converted is not None:
            self._end_conversion()
            self._converting.cancel()

    def _conversion_finished(self, profile: Profile) -> None:
        if profile == self._converted:
            self._end_conversion()
            self.load(profile)

    def _conversion_failed(self, profile: Profile, failure: Failure) -> None:
        """Use the model as PyTorch runs it, unless the precision was asked for by name."""
        if profile != self._converted:
            return
        self._end_conversion()
        said = filled(self.tr("{model} could not be converted."), model=model_name(profile.name))
        if profile.quantization is Quantization.AUTO and not failure.details:
            unconverted = dataclasses.replace(profile, quantization=Quantization.NF4)
            self._asked[self._inference.load(unconverted)] = profile
        self._say(f"{said} {trouble_words(failure)}")
        if failure.details:
            self.defect.emit(failure.details)

    def _end_conversion(self) -> None:
        self._converted = None
        self._status.setText(self._ready)
        self._panel.show_conversion_ended()

    def _failed(self, job: int, failure: Failure) -> None:
        profile = self._asked.pop(job, None)
        if profile is None:
            return
        if profile != Profile.starter():
            said = filled(
                self.tr("{model} could not be loaded, so the starter model is used instead."),
                model=model_name(profile.name),
            )
            self._say(f"{said} {trouble_words(failure)}")
        if failure.details:
            self.defect.emit(failure.details)

    def _unusable(self, failure: Failure) -> None:
        self._status.setText(self.tr("No model"))
        self._panel.show_failure(failure)
        said = self.tr("The starter model could not be loaded, so no text can be classified.")
        self._say(f"{said} {trouble_words(failure)}")
        if failure.details:
            self.defect.emit(failure.details)

    def _say(self, text: str) -> None:
        self._notices.say(_SUBJECT, text.strip(), self.tr("Model settings"), self._show_panel)

    def _show_panel(self) -> None:
        self._panel.show()
        self._panel.raise_()
        self._panel.form.base.setFocus()
