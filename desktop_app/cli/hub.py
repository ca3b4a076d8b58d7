"""The window's preferences of the Hub hold for the command line too."""

from __future__ import annotations

import os

from desktop_app import paths
from desktop_app.cli.streams import say
from desktop_app.errors import UserError
from desktop_app.models.hub_environment import hub_variables
from desktop_app.preferences import read_preferences


def apply_hub_settings() -> None:
    """Set what the libraries read when they are imported; what the user has set stays."""
    try:
        read = read_preferences(paths.settings_file())
    except UserError:
        return
    if read.problem:
        say(read.problem)
    for name, value in hub_variables(read.values).items():
        os.environ.setdefault(name, value)
