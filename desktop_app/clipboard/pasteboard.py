"""What macOS says of its pasteboard and Qt does not: that it has changed, and all of its types.

Qt gives no signal while the program is in the background, and names only the types that it can
convert, and the marks of password managers are not among them. Both are read from AppKit, which Qt
has loaded, through the Objective-C runtime.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Sequence
from typing import Any


class Pasteboard:
    """The general pasteboard. To be used in the main thread, on macOS only."""

    def __init__(self) -> None:
        """Find the runtime.

        Raises:
            OSError: this is not macOS.
        """
        found = ctypes.util.find_library("objc")
        if found is None:
            raise OSError("there is no Objective-C runtime")
        self._objc = ctypes.CDLL(found)
        self._objc.objc_getClass.restype = ctypes.c_void_p
        self._objc.objc_getClass.argtypes = [ctypes.c_char_p]
        self._objc.sel_registerName.restype = ctypes.c_void_p
        self._objc.sel_registerName.argtypes = [ctypes.c_char_p]
        self._address = ctypes.cast(self._objc.objc_msgSend, ctypes.c_void_p).value or 0
        of_class = self._objc.objc_getClass(b"NSPasteboard")
        if not of_class:
            raise OSError("AppKit is not loaded")
        self._general = self._send(of_class, b"generalPasteboard", ctypes.c_void_p)

    def change_count(self) -> int:
        """Return a number that grows whenever something is copied."""
        return int(self._send(self._general, b"changeCount", ctypes.c_long))

    def types(self) -> Sequence[str]:
        """Name the types of what was copied last."""
        types = self._send(self._general, b"types", ctypes.c_void_p)
        if not types:
            return ()
        count = self._send(types, b"count", ctypes.c_ulong)
        names = (
            self._send(types, b"objectAtIndex:", ctypes.c_void_p, ctypes.c_ulong(index))
            for index in range(count)
        )
        return [
            self._send(name, b"UTF8String", ctypes.c_char_p).decode("utf-8", "replace")
            for name in names
        ]

    def _send(self, receiver: int, message: bytes, result: Any, *arguments: Any) -> Any:
        # objc_msgSend has to be called with the exact signature of the method it ends up in.
        kinds = [type(argument) for argument in arguments]
        call = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_void_p, *kinds)(self._address)
        return call(receiver, self._objc.sel_registerName(message), *arguments)
