"""``python -m trainer.starter.convert``: makes the starter's shipped form for OpenVINO.

To be run after every change of its base or adapter: it is found by the content of both.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from desktop_app.classifier.converted.manifest import Manifest
from desktop_app.classifier.converted.plan import plan_conversion
from desktop_app.classifier.profile import STARTER_DIRECTORY, Profile, Quantization
from desktop_app.models.conversion.convert import convert


def convert_starter() -> Manifest:
    """Convert into the package, replacing what is there."""
    profile = Profile.starter()
    plan = plan_conversion(profile, Path(profile.base), Path(profile.adapter), Quantization.INT8)
    folder = STARTER_DIRECTORY / "converted"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return convert(plan, folder, lambda stage, share: print(f"{stage} {share:.0%}"))


def main() -> int:
    """Convert into the package; 0 if it comes near enough to the original."""
    manifest = convert_starter()
    print(manifest.parity)
    return 0 if manifest.quantization else 1


if __name__ == "__main__":
    sys.exit(main())
