"""``valence classify`` in several processes, as ``accelerate launch`` starts them."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.process_group.group import join
from desktop_app.classifier.process_group.sharding import ShardedClassifier, answer_for_others
from desktop_app.classifier.profile import Quantization
from desktop_app.cli.quiet import silence_libraries

if TYPE_CHECKING:
    from desktop_app.classifier.process_group.group import Group
    from desktop_app.classifier.profile import Profile


def lead(profile: Profile, load: Callable[[], SentimentClassifier]) -> ShardedClassifier:
    """Load the model in the first process, which then shares its texts with the others.

    Args:
        profile: says where the processes calculate, and so how they are connected.
        load: fetches and converts what is not there yet; the others find it done.

    Raises:
        UserError: the model cannot be loaded.
    """
    group = _join(profile)
    classifier = load()
    group.wait()
    return ShardedClassifier(classifier, group)


def answer_for_the_first(profile: Profile) -> None:
    """Work for the first process until it has ended; it alone speaks.

    Raises:
        UserError: the model cannot be loaded here, though the first process could.
    """
    silence_libraries()
    # In the middle of an exchange Python would hear of Ctrl+C only after it.
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    group = _join(profile)
    try:
        group.wait()
    except RuntimeError:
        return  # The first process could not load the model, and has said why.
    answer_for_others(SentimentClassifier.load(profile), group)


def _join(profile: Profile) -> Group:
    from desktop_app.classifier.engines.torch.loading import place

    return join(place(profile.device, Quantization.AUTO, size=0).device)
