"""The preferences that concern the Hub, as environment variables that its library reads."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, MutableMapping
from pathlib import Path

from desktop_app.preferences import PreferenceValues

# The library of the Hub and its HTTP client know them:
# https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
_ENDPOINT = "HF_ENDPOINT"
_TOKEN = "HF_TOKEN"  # noqa: S105 - the variable's name
_CACHE = "HF_HUB_CACHE"
_OFFLINE = "HF_HUB_OFFLINE"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY")


def hub_variables(values: PreferenceValues) -> dict[str, str]:
    """Return the variables that the preferences decide; what is left empty decides nothing."""
    folder = values.model_cache_folder
    given = {
        _ENDPOINT: values.hub_endpoint.rstrip("/"),
        _TOKEN: values.hub_token,
        _CACHE: str(Path(folder).expanduser()) if folder else "",
        _OFFLINE: "1" if values.offline else "",
        **dict.fromkeys(_PROXIES, values.proxy),
    }
    return {name: value for name, value in given.items() if value}


class HubEnvironment:
    """Keeps the variables of this process in step with the preferences.

    Child processes inherit them. What the user's own environment says holds where the
    preferences say nothing.
    """

    def __init__(self, environment: MutableMapping[str, str] = os.environ) -> None:
        self._environment = environment
        names = (_ENDPOINT, _TOKEN, _CACHE, _OFFLINE, *_PROXIES)
        self._as_started: Mapping[str, str | None] = {name: environment.get(name) for name in names}

    def apply(self, values: PreferenceValues) -> None:
        """Set what the preferences decide and restore the rest."""
        decided = hub_variables(values)
        for name, at_start in self._as_started.items():
            value = decided.get(name) or at_start
            if value is None:
                self._environment.pop(name, None)
            else:
                self._environment[name] = value
        if "huggingface_hub" in sys.modules:
            from huggingface_hub import close_session

            # Its HTTP client has read the proxies; the next one will read them again.
            close_session()
