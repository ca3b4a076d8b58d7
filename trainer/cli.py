"""The command line of the trainer. Exit codes are ``trainer.events.ExitCode``."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from desktop_app.errors import UserError
from trainer.events import ExitCode

# Each module has ``add_arguments(parser)`` and ``run(namespace) -> int``. Only the one that is
# asked for is imported, because most of them import torch.
_COMMANDS = {
    "train": ("trainer.run.train", "fine-tune an adapter with QLoRA"),
    "evaluate": ("trainer.evaluation", "measure a model on a labelled split"),
    "merge": ("trainer.merge", "make one model of a base and an adapter"),
    "card": ("trainer.card", "write the model card of a run anew"),
    "starter": ("trainer.starter.build", "make the starter model"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = argparse.ArgumentParser(
        prog="valence-trainer",
        description="Fine-tune, evaluate and merge sentiment adapters.",
        epilog="Exit codes: "
        + ", ".join(f"{code.value} {code.name.lower().replace('_', ' ')}" for code in ExitCode),
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, summary) in _COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary.capitalize() + ".")
        if given[:1] == [name]:
            importlib.import_module(module).add_arguments(command)
    namespace = parser.parse_args(given)
    try:
        code = importlib.import_module(_COMMANDS[namespace.command][0]).run(namespace)
    except UserError as error:
        print(error, file=sys.stderr)
        return ExitCode.BAD_INPUT
    return int(code)
