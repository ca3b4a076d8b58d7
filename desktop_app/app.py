"""The window application: its start and its end, in order."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop_app import __version__, paths
from desktop_app.desk import Desk
from desktop_app.errors import UserError
from desktop_app.ui.translation import install_translations
from desktop_app.ui.window.crash_hooks import CrashHooks
from desktop_app.workers.log_file import start_log
from desktop_app.workers.milestones import Milestones
from desktop_app.workers.single_instance import SingleInstance
from desktop_app.workers.terminal_signals import TerminalSignals

_log = logging.getLogger(__name__)

_ICON = Path(__file__).with_name("resources") / "icons" / "valence.svg"


def main(
    arguments: Sequence[str],
    files: Sequence[Path] = (),
    *,
    opened: Callable[[Desk], None] = lambda _: None,
) -> int:
    """Run the window until it is closed, or hand over to the one that is open.

    Args:
        arguments: for Qt, without the program's name.
        files: to be opened.
        opened: is called once, with everything in place and the window shown.

    Returns:
        The exit code.

    Raises:
        NotRespondingError: a window is open already and is stuck.
    """
    milestones = Milestones()
    application = QApplication(["valence", *arguments])
    instance = _instance()
    if instance is not None and not instance.claim(files):
        return 0
    start_log()
    hooks = CrashHooks()
    hooks.install()
    application.setApplicationName("valence")
    application.setApplicationDisplayName("Valence")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("valence")
    application.setWindowIcon(QIcon(str(_ICON)))
    application.setStyle("Fusion")
    install_translations(application, QLocale.system())
    # The window may be in the tray while a dialog is closed.
    application.setQuitOnLastWindowClosed(False)
    desk = Desk(milestones=milestones)
    hooks.uncaught.connect(desk.report_defect)
    signals = TerminalSignals()
    signals.received.connect(desk.close_unasked)
    signals.install()
    desk.window.closing.connect(lambda: application.exit(0))
    if instance is not None:
        instance.started_again.connect(desk.window.come_forward)
        instance.files_handed_over.connect(desk.open_files)
    desk.open()
    if files:
        desk.open_files([file.absolute() for file in files])
    opened(desk)
    code = application.exec()
    if instance is not None:
        instance.close()
    desk.shut_down()
    if instance is not None:
        instance.release()
    signals.remove()
    hooks.remove()
    _log.info("Valence has ended.")
    return code


def _instance() -> SingleInstance | None:
    """Return what finds other instances; None where there is no place to meet them."""
    try:
        return SingleInstance(paths.instance_socket())
    except UserError as error:
        _log.info("Other instances are not looked for: %s", error)
        return None
