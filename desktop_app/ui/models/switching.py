"""Between the model settings and the inference thread: which model is used, and who is told."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from desktop_app.classifier.profile import Profile, Quantization
from desktop_app.ui.models.panel import ModelPanel
from desktop_app.ui.sentences import filled, trouble_words
from desktop_app.ui.widgets.notice_bar import NoticeArea
from desktop_app.ui.wording import being_converted, model_in_use, model_name
from desktop_app.workers.converting import Converting
from desktop_app.workers.inference_thread import Inference
from desktop_app.workers.job_handle import JobHandle
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
        self._conversion: JobHandle | None = None
        self._ready = ""
        panel.apply_requested.connect(self.use)
        panel.starter_requested.connect(lambda: self.load(Profile.starter()))
        inference.loading.connect(self._loading)
        inference.loaded.connect(self._loaded)
        inference.unusable.connect(self._unusable)
        panel.cancel_requested.connect(self._cancel_conversion)

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
        self._ask_for(profile, profile)
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

    def _ask_for(self, profile: Profile, chosen: Profile) -> None:
        """Have a model loaded for what was chosen, which it may only be the next best to."""
        self._inference.load(
            profile, done=partial(self._done, chosen), failed=partial(self._fail, chosen)
        )

    def _loading(self, profile: Profile) -> None:
        self._status.setText(filled(self.tr("{model} · loading…"), model=model_name(profile.name)))
        self._panel.show_loading(profile)

    def _loaded(self, model: LoadedModel) -> None:
        self._ready = model_in_use(model.profile.name, model.facts)
        if self._conversion is None:
            self._status.setText(self._ready)
        self._panel.show_loaded(model)

    def _done(self, chosen: Profile, result: LoadedModel | ConversionNeeded) -> None:
        if isinstance(result, LoadedModel):
            values = None if chosen == Profile.starter() else chosen.to_json()
            self._preferences.change(profile=values)
            return
        self._cancel_conversion()
        self._conversion = self._converting.start(
            chosen,
            done=lambda _: self._conversion_done(chosen),
            failed=partial(self._conversion_failed, chosen),
            progressed=partial(self._show_conversion, chosen),
        )
        self._show_conversion(chosen, 0.0)

    def _show_conversion(self, profile: Profile, share: float) -> None:
        self._status.setText(f"{being_converted(profile, share)}…")
        self._panel.show_converting(profile, share)

    def _cancel_conversion(self) -> None:
        if self._conversion is not None:
            self._conversion.cancel()
            self._end_conversion()

    def _conversion_done(self, profile: Profile) -> None:
        self._end_conversion()
        self.load(profile)

    def _conversion_failed(self, profile: Profile, failure: Failure) -> None:
        """Use the model as PyTorch runs it, unless the precision was asked for by name."""
        self._end_conversion()
        said = filled(self.tr("{model} could not be converted."), model=model_name(profile.name))
        if profile.quantization is Quantization.AUTO and not failure.details:
            self._ask_for(dataclasses.replace(profile, quantization=Quantization.NF4), profile)
        self._say(f"{said} {trouble_words(failure)}")

    def _end_conversion(self) -> None:
        self._conversion = None
        self._status.setText(self._ready)
        self._panel.show_conversion_ended()

    def _fail(self, chosen: Profile, failure: Failure) -> None:
        if chosen != Profile.starter():
            said = filled(
                self.tr("{model} could not be loaded, so the starter model is used instead."),
                model=model_name(chosen.name),
            )
            self._say(f"{said} {trouble_words(failure)}")

    def _unusable(self, failure: Failure) -> None:
        self._status.setText(self.tr("No model"))
        self._panel.show_failure(failure)
        said = self.tr("The starter model could not be loaded, so no text can be classified.")
        self._say(f"{said} {trouble_words(failure)}")

    def _say(self, text: str) -> None:
        self._notices.say(_SUBJECT, text.strip(), self.tr("Model settings"), self._show_panel)

    def _show_panel(self) -> None:
        self._panel.show()
        self._panel.raise_()
        self._panel.form.base.setFocus()
