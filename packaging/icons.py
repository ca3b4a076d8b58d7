"""Draws the program's icon in every size and container that the three systems want.

    python packaging/icons.py FOLDER

writes ``valence-16.png`` to ``valence-1024.png``, ``valence.ico`` and ``valence.icns``.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "desktop_app" / "resources" / "icons" / "valence.svg"

SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)

_ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)

# Apple's four letters for a PNG of so many pixels; those from 32 on are twice the points.
_ICNS_TYPES = {16: b"icp4", 32: b"ic11", 64: b"ic12", 128: b"ic07", 256: b"ic08", 512: b"ic09"}


def draw(folder: Path) -> dict[int, bytes]:
    """Write all files into ``folder`` and give the PNGs by their size in pixels."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: _png(size) for size in SIZES}
    for size, picture in pictures.items():
        (folder / f"valence-{size}.png").write_bytes(picture)
    (folder / "valence.ico").write_bytes(_ico(pictures))
    (folder / "valence.icns").write_bytes(_icns(pictures))
    return pictures


def _png(size: int) -> bytes:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):
        raise RuntimeError("Qt could not write a PNG")
    return buffer.data().data()


def _ico(pictures: dict[int, bytes]) -> bytes:
    """Put PNGs into a Windows icon: a header, an entry of 16 bytes for each, the pictures."""
    header = struct.pack("<HHH", 0, 1, len(_ICO_SIZES))
    entries, offset = b"", len(header) + 16 * len(_ICO_SIZES)
    for size in _ICO_SIZES:
        picture = pictures[size]
        # 256 does not fit into a byte and is written as 0.
        entries += struct.pack(
            "<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset
        )
        offset += len(picture)
    return header + entries + b"".join(pictures[size] for size in _ICO_SIZES)


def _icns(pictures: dict[int, bytes]) -> bytes:
    """Put PNGs into an Apple icon: four letters, the length with this header, the picture."""
    blocks = b"".join(
        kind + struct.pack(">I", 8 + len(pictures[size])) + pictures[size]
        for size, kind in _ICNS_TYPES.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(blocks)) + blocks


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
