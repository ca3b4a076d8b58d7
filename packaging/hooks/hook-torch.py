"""PyTorch without its headers, tests, compilers and most sources."""

import re
from pathlib import Path

from PyInstaller.utils.hooks import (
    PY_DYLIB_PATTERNS,
    collect_dynamic_libs,
    collect_submodules,
    get_package_paths,
)

_FOLDER = Path(get_package_paths("torch")[1])

# Of the programs in torch/bin only this one is there for users: it passes tensors on between
# processes, and PyTorch does not start without it.
binaries = [(str(path), "torch/bin") for path in (_FOLDER / "bin").glob("torch_shm_manager*")]
binaries += [
    (source, target)
    for source, target in collect_dynamic_libs(
        "torch", search_patterns=[*PY_DYLIB_PATTERNS, "*.so.*"]
    )
    if not re.search(r"test|backend_with_compiler|aoti_custom_ops", Path(source).name)
]

# These read their own source when they are imported. All others do without, which saves 40 MB.
_READS_ITSELF = re.compile(r"install_config_module\(|\b_overload(_method)?\b|@torch\.jit\.script\b")


def _module(path: Path) -> str:
    name = ".".join(path.relative_to(_FOLDER.parent).with_suffix("").parts)
    return name.removesuffix(".__init__")


module_collection_mode = {
    _module(path): "pyz+py"
    for path in sorted(_FOLDER.rglob("*.py"))
    if "testing" not in path.parts and _READS_ITSELF.search(path.read_text(encoding="utf-8"))
}

# Imported by name only.
hiddenimports = [*collect_submodules("torch._dynamo.polyfills"), "torch.onnx.operators"]

# Links beside the program would make PyTorch look for its libraries there.
bindepend_symlink_suppression = ["**/torch/lib/*"]
