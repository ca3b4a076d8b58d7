"""The language of the window: the system's, where there is a translation into it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

TRANSLATIONS_DIRECTORY = Path(__file__).parents[1] / "resources" / "translations"


def install_translations(application: QCoreApplication, locale: QLocale) -> list[QTranslator]:
    """Translate what is shown from now on; call it before any widget is made.

    Of the languages that a person reads, in order of preference, the first counts that there is.
    English needs no file, so it ends the search: who prefers it is not to get German for being
    able to read that too.

    Returns:
        What was installed, in order; nothing if the texts stay as they are written.
    """
    for name in locale.uiLanguages():
        language = QLocale(name)
        if language.language() in {QLocale.Language.English, QLocale.Language.C}:
            return []
        own = QTranslator(application)
        if not own.load(language, "valence", "_", str(TRANSLATIONS_DIRECTORY)):
            continue
        installed = [own]
        # Qt's own words: the buttons of its dialogs and the menus of its text fields.
        of_qt = QTranslator(application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if of_qt.load(language, "qtbase", "_", folder):
            installed.insert(0, of_qt)
        for translator in installed:
            application.installTranslator(translator)
        return installed
    return []
