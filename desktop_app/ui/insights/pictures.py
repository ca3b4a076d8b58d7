"""Charts as pictures: black on white and of a slide's shape, however the window looks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from desktop_app.atomic import write_atomically
from desktop_app.errors import UserError
from desktop_app.ui.insights.canvas import Canvas, Look, plot_widget
from desktop_app.ui.insights.chart import Chart

# 16:9; the image has twice as many pixels, which fills a large screen.
_WIDTH, _HEIGHT = 960, 540
_SCALE = 2
_MARGINS = (16, 12, 28, 12)

# By the file's ending; the words are those of the dialog.
FORMATS: Mapping[str, str] = {".png": "PNG", ".svg": "SVG"}


class PictureNotSavedError(UserError):
    """The file cannot be written."""


def image(chart: Chart) -> QImage:
    """Draw a chart into an image of 1920 by 1080 pixels."""
    drawn = QImage(_WIDTH * _SCALE, _HEIGHT * _SCALE, QImage.Format.Format_RGB32)
    _draw(chart, drawn, _SCALE)
    return drawn


def svg(chart: Chart) -> bytes:
    """Draw a chart as SVG, which can be enlarged and edited."""
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setViewBox(QRectF(0, 0, _WIDTH, _HEIGHT))
    generator.setSize(QSize(_WIDTH, _HEIGHT))
    # Of the screen that the type is measured for.
    generator.setResolution(round(QGuiApplication.primaryScreen().logicalDotsPerInch()))
    generator.setTitle(chart.title)
    generator.setDescription(chart.summary)
    _draw(chart, generator, 1)
    return bytes(buffer.data().data())


def save(chart: Chart, path: Path) -> None:
    """Write a picture whose format goes by the file's ending; whole, or not at all.

    Raises:
        PictureNotSavedError: no space, no permission.
    """
    data = svg(chart) if path.suffix.lower() == ".svg" else _png(image(chart))
    try:
        write_atomically(path, data)
    except OSError as error:
        raise PictureNotSavedError(
            "{file} could not be written ({reason}).",
            hint="Check that there is space left and that the folder can be written to.",
            file=path.name,
            reason=error.strerror,
        ) from error


def _png(drawn: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawn.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _draw(chart: Chart, device: QImage | QSvgGenerator, scale: int) -> None:
    """Draw a chart over all of a device, which is ``scale`` times as large as the smallest.

    pyqtgraph's own exporters are of no use: the one for SVG parses Qt's output and fails.
    """
    look = Look.of_slide(scale)
    plot = plot_widget(look)
    plot.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    plot.resize(_WIDTH * scale, _HEIGHT * scale)
    assert chart.paint is not None
    canvas = Canvas(plot.plotItem, look)
    chart.paint(canvas)
    canvas.draw_shapes_as_lines()
    plot.plotItem.setTitle(chart.title, color=look.ink, size=f"{look.points * 1.2}pt")
    plot.plotItem.layout.setContentsMargins(*(margin * scale for margin in _MARGINS))
    plot.show()
    # The axes learn how wide their numbers are while they are drawn, and fit only the next time.
    plot.grab()
    plot.plotItem.layout.activate()
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    plot.render(painter, QRectF(), plot.viewport().rect())
    painter.end()
    plot.close()
    plot.deleteLater()
