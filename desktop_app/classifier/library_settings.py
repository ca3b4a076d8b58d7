"""Keeps the model libraries quiet and off the network; imported before any of them.

What is set here is read by the libraries when they are imported, so importing this later than
them has no effect.
"""

from __future__ import annotations

import logging
import os
import sys

# Reports of use; and a web service that converts pickled weights of whatever is loaded.
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("DISABLE_SAFETENSORS_CONVERSION", "1")
os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")

# OpenVINO and nncf report their use through this package, with or without consent; both work
# without it.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]

# On CPUs with AVX512-BF16, bitsandbytes fetches compiled code from the Hub while it is imported if
# the package `kernels` is there, and warns if it is not. Nobody asked for that download.
sys.modules.setdefault("kernels", None)  # type: ignore[arg-type]
logging.getLogger("bitsandbytes.backends.cpu.ops").setLevel(logging.ERROR)
