"""Stands in for the one function of SciPy that nncf imports.

``nncf.tensor.functions.numpy_linalg`` wants least squares when it is imported; rounding weights
never calls it. SciPy would be 140 MB.
"""

import sys
import types


def _lstsq(a, b, lapack_driver=None):  # noqa: ARG001
    import numpy

    return numpy.linalg.lstsq(a, b, rcond=None)


def _stand_in() -> types.ModuleType:
    module = types.ModuleType("scipy.linalg", "Only ``lstsq``.")
    module.lstsq = _lstsq
    return module


sys.modules["scipy.linalg"] = _stand_in()
