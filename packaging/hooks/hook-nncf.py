"""nncf for OpenVINO models; its other backends are not used."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

datas = collect_data_files("nncf", includes=["**/*.json"])
hiddenimports = [
    *collect_submodules("nncf.openvino"),
    *collect_submodules("nncf.quantization.algorithms.weight_compression", on_error="ignore"),
    *collect_submodules("nncf.tensor"),
]
excludedimports = ["nncf.onnx", "pandas", "pydot", "sklearn"]
