"""``valence-trainer merge``: one model out of base and adapter."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from desktop_app.atomic import atomic_folder
from desktop_app.classifier.adapter_facts import FILE_NAME
from desktop_app.classifier.engines.torch.loading import load_tokenizer
from desktop_app.classifier.engines.torch.merging import merged_model
from desktop_app.classifier.hub.repository import locate_profile
from desktop_app.classifier.profile import Profile, Quantization
from trainer.run_folder import RunFolderError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``merge``."""
    parser.add_argument("--base", default="", help="folder or Hub id; default: the adapter's")
    parser.add_argument("--adapter", required=True, help="folder or Hub id of a PEFT adapter")
    parser.add_argument("--output", type=Path, required=True, help="folder to write the model to")
    parser.add_argument(
        "--quantization",
        type=Quantization,
        default=Quantization.NF4,
        help="of the base when the adapter was trained (default: nf4)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Merge and write; 0 when it is done.

    Raises:
        UserError: base or adapter cannot be loaded, or there is something in the output folder.
    """
    profile = Profile(base=arguments.base, adapter=arguments.adapter)
    merge(profile, arguments.output, arguments.quantization)
    print(arguments.output)
    return 0


def merge(profile: Profile, output: Path, trained_on: Quantization) -> None:
    """Write base and adapter as one model in float32.

    Raises:
        RunFolderError: there is something in ``output``.
        UserError: base or adapter cannot be loaded.
    """
    if output.exists() and any(output.iterdir()):
        raise RunFolderError("{folder} is not empty.", hint="Choose another folder.", folder=output)
    base, adapter = locate_profile(profile)
    output.parent.mkdir(parents=True, exist_ok=True)
    with atomic_folder(output, replace=True) as unfinished:
        merged_model(base, adapter, trained_on).save_pretrained(unfinished)
        load_tokenizer(base).save_pretrained(unfinished)
        if adapter is not None and (adapter / FILE_NAME).is_file():
            shutil.copyfile(adapter / FILE_NAME, unfinished / FILE_NAME)
