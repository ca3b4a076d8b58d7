"""The language of the window: the system's, where there is a translation into it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

TRANSLATIONS_DIRECTORY = Path(__file__).parents[1] / "resources" / "translations"


def install_translations(application: QCoreApplication, locale: QLocale) -> list[QTranslator]:
    """Translate what is shown from now on; call it before any widget is made.

    Of the languages that a person reads, in order of preference, the first one that there is
    counts. The texts are written in English, so English ends the search: whoever prefers it does
    not want German just for being able to read that too. Its file has only the forms of counted
    words, "1 row" and "2 rows"; it is installed below every other language.

    Returns:
        What was installed, in order: what is last is asked first.
    """
    installed = [_valence(QLocale(QLocale.Language.English), application)]
    for name in locale.uiLanguages():
        language = QLocale(name)
        if language.language() in {QLocale.Language.English, QLocale.Language.C}:
            break
        if (own := _valence(language, application)) is not None:
            # Qt's own words: the buttons of its dialogs and the menus of its text fields.
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            installed += [_loaded(language, "qtbase", folder, application), own]
            break
    there = [translator for translator in installed if translator is not None]
    for translator in there:
        application.installTranslator(translator)
    return there


def _valence(language: QLocale, application: QCoreApplication) -> QTranslator | None:
    return _loaded(language, "valence", str(TRANSLATIONS_DIRECTORY), application)


def _loaded(
    language: QLocale, name: str, folder: str, application: QCoreApplication
) -> QTranslator | None:
    translator = QTranslator(application)
    return translator if translator.load(language, name, "_", folder) else None
