"""How a child process ended."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChildEnding:
    """How a process ended that was not killed here.

    Attributes:
        not_started: why the system did not start it; empty where it did.
        from_outside: whether it was ended by something other than itself, as it is where memory
            runs out.
        errors: what it wrote about errors, perhaps a traceback.
    """

    not_started: str = ""
    from_outside: bool = False
    errors: str = ""
