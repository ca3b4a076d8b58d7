"""From a profile to a model that answers, by whichever engine is best here.

A converted model is loaded from the cache without PyTorch. One that is not there yet is converted
first, which takes minutes for a large model; who has a window says that it may not be, and lets
something else answer while it is.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop_app.classifier.adapter_facts import AdapterFacts
from desktop_app.classifier.converted.cache import ConversionCache, ConvertedModel
from desktop_app.classifier.converted.child import convert_in_child
from desktop_app.classifier.converted.errors import ConversionError, ConversionNeededError
from desktop_app.classifier.converted.plan import plan_conversion
from desktop_app.classifier.engines.base import Engine, EngineFacts
from desktop_app.classifier.engines.choice import EngineChoice, choose_engine
from desktop_app.classifier.engines.openvino.engine import OpenVinoEngine
from desktop_app.classifier.engines.threads import thread_count
from desktop_app.classifier.engines.torch.label_probe import kept_probe, needs_probe
from desktop_app.classifier.errors import DamagedModelError
from desktop_app.classifier.hub.repository import locate_here_first
from desktop_app.classifier.memory_needs import count_weights
from desktop_app.classifier.profile import DeviceChoice, EngineKind, Profile, Quantization
from desktop_app.classifier.prompting.prompt import PromptEncoder
from desktop_app.classifier.prompting.saved_tokenizer import SavedTokenizer
from desktop_app.errors import UserError
from desktop_app.sentences import Sentence

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReadyModel:
    """What a classifier is made of.

    Attributes:
        engine: loaded.
        prompts: that it reads.
        adapter_facts: how its logits become probabilities.
    """

    engine: Engine
    prompts: PromptEncoder
    adapter_facts: AdapterFacts


def ready_model(
    profile: Profile,
    *,
    local_files_only: bool = False,
    may_convert: bool = True,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ReadyModel:
    """Load what ``profile`` names, converting it before if that has not been done.

    Arguments and errors are those of ``SentimentClassifier.load``.
    """
    try:
        found = _look_up(profile, local_files_only=local_files_only)
        if found.choice.engine is EngineKind.TORCH:
            return torch_model(profile, local_files_only=local_files_only)
        if found.model is None and profile == Profile.starter():
            # It answers at once or it is of no use.
            return torch_model(profile)
        if found.model is None and not may_convert:
            raise ConversionNeededError
        if found.model is None:
            prepare(profile, progress=progress, cancelled=cancelled)
            found = _look_up(profile)
        if found.model is None:
            raise ConversionError("The converted model is gone.", hint="Try again.")
    except ConversionError as error:
        if profile.quantization is not Quantization.AUTO:
            raise
        _log.info("%s is not used converted: %s", profile.name, error)
        return torch_model(profile, reason=error.message)
    if found.model.manifest.quantization is None:
        as_it_is = dataclasses.replace(
            profile, quantization=Quantization.AUTO, device=DeviceChoice.AUTO
        )
        return torch_model(as_it_is, reason=found.model.manifest.reason)
    with _discarded_if_damaged(found.model):
        return _load_converted(profile, found.adapter, found.choice, found.model)


def torch_model(
    profile: Profile, *, local_files_only: bool = False, reason: str = ""
) -> ReadyModel:
    """Load what ``profile`` names in PyTorch, whose import takes seconds.

    Args:
        profile: what to load.
        local_files_only: fetch nothing from the Hub.
        reason: why it is this engine, for ``EngineFacts``.

    Raises:
        UserError: one of ``desktop_app.classifier.errors``.
    """
    from desktop_app.classifier.engines.torch.loading import load

    loaded = load(profile, local_files_only=local_files_only, reason=reason)
    prompts = PromptEncoder(loaded.tokenizer, profile.max_length or loaded.facts.max_length)
    return ReadyModel(loaded.engine, prompts, loaded.facts)


def prepare(
    profile: Profile,
    *,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Convert what ``profile`` names into the cache, unless that has been done.

    Raises:
        UserError: a part is not to be had, or the result cannot be kept.
        ConversionCancelled: ``cancelled`` said so.
    """
    found = _look_up(profile)
    if found.choice.engine is EngineKind.OPENVINO and found.model is None:
        convert_in_child(
            profile,
            found.choice.quantization,
            ConversionCache.of_user().root,
            progress=progress,
            cancelled=cancelled,
        )


@dataclass(frozen=True, slots=True)
class _Found:
    adapter: Path | None
    choice: EngineChoice
    model: ConvertedModel | None


def _look_up(profile: Profile, *, local_files_only: bool = False) -> _Found:
    """Choose the engine, and look for the converted model that it would take."""
    base, adapter = locate_here_first(profile, local_files_only=local_files_only)
    choice = choose_engine(profile, count_weights(base))
    if choice.engine is EngineKind.TORCH:
        return _Found(adapter, choice, None)
    plan = plan_conversion(profile, base, adapter, choice.quantization)
    return _Found(adapter, choice, ConversionCache.of_user().find(plan.key))


@contextmanager
def _discarded_if_damaged(model: ConvertedModel) -> Iterator[None]:
    """Make room for another conversion where what the first has left cannot be read."""
    try:
        yield
    except DamagedModelError as error:
        if not ConversionCache.of_user().discard(model):
            raise
        _log.warning("A converted model is damaged and is removed: %s", error)
        again = Sentence("Load the model again; it is converted anew then.")
        raise DamagedModelError.of(error.message, again) from error


def _load_converted(
    profile: Profile, adapter: Path | None, choice: EngineChoice, model: ConvertedModel
) -> ReadyModel:
    manifest = model.manifest
    assert manifest.quantization is not None
    parity = manifest.parity
    adapter_facts = AdapterFacts.read(model.folder)
    was_probed = adapter and profile.label_tokens is None and needs_probe(adapter)
    facts = EngineFacts(
        engine=EngineKind.OPENVINO,
        quantization=manifest.quantization.value,
        device=choice.device,
        parameters=manifest.parameters,
        reason=manifest.reason or choice.reason,
        agreement=parity.agreement if parity else None,
        mean_difference=parity.mean_difference if parity else None,
        label_tokens=adapter_facts.label_tokens,
        label_probe=kept_probe(adapter) if adapter and was_probed else None,
    )
    with ThreadPoolExecutor(1) as beside:
        # Read while OpenVINO compiles, which takes one core.
        tokenizer = beside.submit(SavedTokenizer, model.folder)
        engine = OpenVinoEngine.load(
            model.folder, facts, device=choice.device, threads=thread_count(profile.threads)
        )
    try:
        prompts = PromptEncoder(tokenizer.result(), profile.max_length or adapter_facts.max_length)
    except UserError:
        engine.close()
        raise
    return ReadyModel(engine, prompts, adapter_facts)
