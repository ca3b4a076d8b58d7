"""Take the pictures of the window for the documentation: ``python packaging/screenshots.py``.

The real window, the starter model and the sample tweets, without a screen; each view once in
light and once in dark, as PNG.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QWidget

if TYPE_CHECKING:
    from desktop_app.app import Desk

ROOT = Path(__file__).resolve().parents[1]
ASSETS = ROOT / "packaging" / "assets"
SAMPLES = ROOT / "desktop_app" / "resources" / "samples" / "tweets.txt"
SCHEMES = ("light", "dark")

TYPED = (
    "Does anyone know if the library is open on Sunday?",
    "The new album is out and I have had it on repeat since breakfast",
    "An hour in the queue and then they closed the counter. Thanks for nothing.",
    "Our flight is at gate B12, boarding at 18:40",
    "So proud of my sister, she passed her exam today!",
    "My order is late for the third time and nobody answers the phone",
)
EXPLAINED = "The concert was wonderful, but getting home afterwards was a nightmare"

# A model on a slow machine; what takes longer has failed.
_PATIENCE_MS = 120_000

Dialog = TypeVar("Dialog", bound=QDialog)


def main(arguments: Sequence[str] | None = None) -> int:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=ASSETS, help="where they go")
    parser.add_argument("--scheme", choices=SCHEMES, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.scheme:
        take(options.scheme, options.folder)
        return 0
    for scheme in SCHEMES:
        with tempfile.TemporaryDirectory(prefix="valence-") as home:
            environment = {
                **os.environ,
                "QT_QPA_PLATFORM": "offscreen",
                "VALENCE_HOME": str(Path(home) / "Valence"),
                "HF_HOME": str(Path(home) / "huggingface"),
                "HF_HUB_OFFLINE": "1",
                "LANG": "en_GB.UTF-8",
                "PYTHONPATH": str(ROOT),
            }
            command = [sys.executable, __file__, "--folder", str(options.folder)]
            subprocess.run([*command, "--scheme", scheme], env=environment, check=True)
    return 0


def take(scheme: str, folder: Path) -> None:
    """Take the pictures of one colour scheme, in this process."""
    from desktop_app.app import Desk

    application = QApplication([])
    application.setStyle("Fusion")
    if scheme == "dark":
        # Without a desktop nobody answers a request for a colour scheme.
        application.setPalette(dark_palette())
    desk = Desk()
    desk.open()
    window = desk.window
    wait(lambda: "ready" in window.model_status.text())

    def keep(widget: QWidget, name: str) -> None:
        # Once for what has just been asked for, and once for what that asked for.
        for _ in range(2):
            pause(150)
        path = folder / f"{name}-{scheme}.png"
        image = without_alpha(widget)
        image.save(str(path), "PNG", 0)
        print(f"{path.name}: {path.stat().st_size // 1024} KiB")

    window.resize(960, 760)
    keep(window, "first-start")
    notice = window.notices.notice("welcome")
    assert notice is not None
    notice.dismissal.click()
    answer(desk, TYPED)
    window.notices.withdraw("offer")
    keep(window, "main-window")
    answer(desk, [EXPLAINED])
    window.notices.withdraw("offer")
    keep(window.card, "explanation")
    take_files(desk, keep)
    desk.insights.open()
    insights = desk.insights.window
    assert insights is not None
    wait(lambda: any(card.isVisible() for card in insights.cards))
    insights.resize(1000, 780)
    keep(insights, "insights")
    insights.close()
    window.model_panel.shelf_requested.emit()
    keep_and_close(window, keep, "model-shelf")
    window.menus.training.trigger()
    keep_and_close(window, keep, "training")
    window.tool_bar.actions()[2].trigger()
    keep_and_close(window, keep, "clipboard-mode")
    window.close()
    desk.shut_down()


def take_files(desk: Desk, keep: Callable[[QWidget, str], None]) -> None:
    """Label a file, and take the pictures before and after."""
    from desktop_app.ui.files.open_dialog import OpenDialog

    path = Path(os.environ["VALENCE_HOME"]) / "tweets.csv"
    write_table(path)
    desk.open_files([path])
    wait(lambda: any(each.start.isEnabled() for each in shown(desk.window, OpenDialog)))
    (dialog,) = shown(desk.window, OpenDialog)
    # For the estimate of the time.
    pause(2000)
    dialog.resize(dialog.sizeHint())
    keep(dialog, "file-preview")
    results: list[object] = []
    desk.files.batch.ended.connect(results.append)
    dialog.start.click()
    wait(lambda: bool(results))
    keep(desk.window, "file-finished")
    desk.files.show_result(results[0])  # type: ignore[arg-type]
    keep_and_close(desk.window, keep, "file-result")


def write_table(path: Path) -> None:
    """Write the sample tweets as a table, spread over a week."""
    texts = SAMPLES.read_text(encoding="utf-8").splitlines()
    begin = datetime(2026, 5, 4, 7, tzinfo=UTC)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "created_at", "text", "likes"])
        for number, text in enumerate(texts):
            posted = begin + timedelta(minutes=number * 47 + number * number % 31)
            writer.writerow([1000 + number, f"{posted:%Y-%m-%d %H:%M:%S}", text, number * 7 % 53])


def answer(desk: Desk, texts: Sequence[str]) -> None:
    """Have texts answered one after the other, the last one explained."""
    window = desk.window
    for text in texts:
        window.text_pane.edit.set_text(text)
        window.text_pane.submit()
        wait(lambda text=text: window.card.shown is not None and window.card.shown.text == text)
    wait(lambda: window.card.answer.explanation.table.rowCount() > 0)


def keep_and_close(parent: QWidget, keep: Callable[[QWidget, str], None], name: str) -> None:
    """Take a picture of the dialog that came up last."""
    dialog = shown(parent, QDialog)[-1]
    # By itself Qt would keep to two thirds of a small screen.
    dialog.resize(dialog.sizeHint())
    keep(dialog, name)
    dialog.reject()


def shown(parent: QWidget, kind: type[Dialog]) -> list[Dialog]:
    """Give the dialogs of a kind that are up."""
    return [each for each in parent.findChildren(kind) if each.isVisible()]


def without_alpha(widget: QWidget) -> QImage:
    """Give what a widget shows, on the window's colour where it paints nothing itself."""
    picture = widget.grab()
    image = QImage(picture.size(), QImage.Format.Format_RGB888)
    image.setDevicePixelRatio(picture.devicePixelRatio())
    image.fill(widget.palette().window().color())
    painter = QPainter(image)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return image


def dark_palette() -> QPalette:
    """Give the colours that the style has on a dark desktop."""
    palette = QPalette(QColor(50, 50, 50))
    palette.setColor(QPalette.ColorRole.Base, QColor(36, 36, 36))
    palette.setColor(QPalette.ColorRole.AlternateBase, QColor(43, 43, 43))
    palette.setColor(QPalette.ColorRole.Highlight, QColor(48, 140, 198))
    palette.setColor(QPalette.ColorRole.Link, QColor(48, 140, 198))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(130, 130, 130))
    text = palette.color(QPalette.ColorRole.Text)
    text.setAlpha(128)
    palette.setColor(QPalette.ColorRole.PlaceholderText, text)
    return palette


def pause(milliseconds: int) -> None:
    """Let the window work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait(condition: Callable[[], bool]) -> None:
    """Let the window work until a condition holds."""
    for _ in range(_PATIENCE_MS // 20):
        if condition():
            return
        pause(20)
    raise TimeoutError("the window did not get that far")


if __name__ == "__main__":
    sys.exit(main())
