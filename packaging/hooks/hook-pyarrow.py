"""pyarrow's tables and Parquet; the rest, from queries to cloud storage, is more than half of it.

What these modules are linked to PyInstaller finds, but for what Windows looks for elsewhere.
"""

from PyInstaller.utils.hooks import collect_delvewheel_libs_directory

datas, binaries = collect_delvewheel_libs_directory("pyarrow")
# Compiled modules import these.
hiddenimports = ["pyarrow._fs", "pyarrow._parquet", "pyarrow.vendored.version"]
excludedimports = [
    *(f"pyarrow.{name}" for name in ("acero", "compute", "csv", "cuda", "dataset", "feather")),
    *(f"pyarrow.{name}" for name in ("flight", "interchange", "json", "orc", "substrait")),
    *(f"pyarrow._{name}" for name in ("azurefs", "gcsfs", "hdfs", "s3fs", "parquet_encryption")),
    *("pyarrow.parquet.encryption", "pandas", "setuptools_scm"),
]
