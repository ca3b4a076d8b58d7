"""What every test gets that needs no Qt: libraries without network, and folders of its own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

# Libraries read these once, when they are imported: before any test module is.
_LIBRARY_CACHE = tempfile.TemporaryDirectory(prefix="valence-tests-")
os.environ.update(
    {
        "HF_HOME": _LIBRARY_CACHE.name,
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "DO_NOT_TRACK": "1",
        # As the program has it; otherwise whichever test module comes first would decide.
        "TRANSFORMERS_VERBOSITY": "error",
        # Waiting threads that spin slow down everything else on a small machine.
        "OMP_WAIT_POLICY": "passive",
    }
)


@pytest.fixture(autouse=True)
def valence_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the program, and every child it starts, folders of its own."""
    home = tmp_path / "valence-home"
    monkeypatch.setenv("VALENCE_HOME", str(home))
    return home
