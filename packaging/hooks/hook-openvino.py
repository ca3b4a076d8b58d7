"""OpenVINO for processors and Intel graphics, with the readers of its own format and PyTorch's."""

import re
from pathlib import Path

from PyInstaller.utils.hooks import collect_dynamic_libs, collect_submodules, get_package_paths

_LIBRARIES = Path(get_package_paths("openvino")[1]) / "libs"

_UNUSED = re.compile(r"npu|onnx|tensorflow|paddle|jax|gguf|_c\.|auto|hetero|malloc_proxy")

binaries = [
    (str(path), "openvino/libs")
    for path in sorted(_LIBRARIES.iterdir())
    if re.search(r"\.(so|dll|dylib)\b", path.name) and not _UNUSED.search(path.name)
]
binaries += [
    (source, target)
    for source, target in collect_dynamic_libs("openvino")
    if Path(source).parent != _LIBRARIES and not _UNUSED.search(target)
]
# The kernels for graphics that have been tuned.
datas = [(str(path), "openvino/libs") for path in _LIBRARIES.glob("cache.json")]
hiddenimports = collect_submodules("openvino.frontend.pytorch")
excludedimports = [
    *(f"openvino.frontend.{name}" for name in ("jax", "onnx", "paddle", "tensorflow")),
    "openvino.torch",
]

# The plugins are looked for beside the library, and a link is not beside them.
bindepend_symlink_suppression = ["**/openvino/libs/*"]
