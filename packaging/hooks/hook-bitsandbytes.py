"""bitsandbytes with its library for processors; those for CUDA and ROCm are ten times its size."""

from pathlib import Path

from PyInstaller.utils.hooks import collect_dynamic_libs, collect_submodules

binaries = [
    (source, target)
    for source, target in collect_dynamic_libs("bitsandbytes")
    if "_cpu" in Path(source).name
]
hiddenimports = collect_submodules("bitsandbytes.backends", on_error="ignore")
