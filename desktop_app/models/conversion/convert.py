"""A conversion from its files to a folder with the result. It runs in a process of its own."""

from __future__ import annotations

import dataclasses
import logging
import shutil
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from desktop_app import __version__
from desktop_app.classifier.adapter_facts import AdapterFacts
from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.converted.errors import ConversionError, NotConvertibleError
from desktop_app.classifier.converted.manifest import Attempt, Manifest
from desktop_app.classifier.converted.parity import Parity, compare
from desktop_app.classifier.converted.plan import ConversionPlan
from desktop_app.classifier.engines.base import Engine, EngineFacts
from desktop_app.classifier.engines.openvino.engine import OpenVinoEngine
from desktop_app.classifier.engines.openvino.model import (
    MODEL_FILE,
    MODEL_FILES,
    compile_ahead,
    prefix_of,
)
from desktop_app.classifier.engines.threads import thread_count
from desktop_app.classifier.engines.torch.engine import TorchEngine
from desktop_app.classifier.engines.torch.label_probe import needs_probe, probed_label_tokens
from desktop_app.classifier.engines.torch.loading import explained, load_tokenizer, place
from desktop_app.classifier.engines.torch.merging import merged_model
from desktop_app.classifier.hub.repository import LARGEST_SMALL_MODEL, weight_bytes
from desktop_app.classifier.profile import (
    STARTER_DIRECTORY,
    DeviceChoice,
    EngineKind,
    Profile,
    Quantization,
)
from desktop_app.classifier.prompting.label_tokens import label_token_ids
from desktop_app.classifier.prompting.prompt import PROMPT_PREFIX, PromptEncoder
from desktop_app.classifier.prompting.saved_tokenizer import TOKENIZER_FILE
from desktop_app.models.conversion.compression import compress
from desktop_app.models.conversion.progress import ConversionStage, Report
from desktop_app.models.conversion.tracing import trace
from desktop_app.models.samples import sample_tweets
from desktop_app.sentences import NOTHING, Sentence

if TYPE_CHECKING:
    import openvino
    from numpy.typing import NDArray
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

_log = logging.getLogger(__name__)

_LIBRARIES = ("openvino", "nncf", "torch", "transformers", "peft")

# Bytes of a weight with its share of a scale, and what else is written.
_BYTES_PER_WEIGHT = {Quantization.INT4: 0.57, Quantization.INT8: 1.01}
_BYTES_BESIDE = 20 * 10**6

# What nncf takes by default; the starter's labels in 4 bits come from 97.0 to 98.4 % by scales that
# are fitted to so many tweets.
_FITTED_ON = 128

# Large enough to amortise the casting of all weights, small enough for any memory.
_REFERENCE_BATCH = 64


def convert(
    plan: ConversionPlan,
    folder: Path,
    report: Report,
    *,
    samples: Sequence[str] | None = None,
) -> Manifest:
    """Convert what ``plan`` names into ``folder``.

    The result is compared with the merged model in PyTorch. If it is not near enough in 4 bits, 8
    are tried, for small models first with fixed ranges of activations. If none is near enough, or
    OpenVINO does not know such models, the folder gets a manifest without a model that says why.

    Args:
        plan: what to convert.
        folder: empty.
        report: is told how far it is.
        samples: texts to compare on, by default the shipped ones; with none, nothing is compared
            and the first precision is taken.

    Raises:
        UserError: the model cannot be loaded, or the result not written.
    """
    started = time.perf_counter()
    texts = sample_tweets() if samples is None else samples
    torch.set_num_threads(thread_count(plan.profile.threads))
    source = _Source.load(plan, report)
    reference = source.reference(texts) if texts else None
    attempts: list[Attempt] = []
    made: Quantization | None = None
    try:
        can_fit = bool(texts) and source.is_small
        for quantization, fitted in _steps(plan.quantization, can_fit=can_fit):
            source.attempt(quantization, folder, fitted=fitted)
            parity = (
                None if reference is None else source.parity(quantization, folder, texts, reference)
            )
            attempts.append(Attempt(quantization, parity, fitted))
            if parity is None or parity.passed:
                made = quantization
                break
            _log.info("%s in %s: %s", plan.profile.name, quantization, parity)
        reason = _reason(attempts, made)
    except NotConvertibleError as error:
        reason = error.message
    if made is None:
        for name in MODEL_FILES:
            (folder / name).unlink(missing_ok=True)
    parameters = source.model.num_parameters()
    source.facts.write(folder)
    source.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER_FILE), pretty=False)
    if made is not None and plan.is_compiled:
        # Writing a model down takes several times its memory, which the original's is free for.
        del source
        compile_ahead(folder, made)
    manifest = Manifest(
        key=plan.key,
        name=plan.profile.name,
        quantization=made,
        parameters=parameters,
        attempts=tuple(attempts),
        reason=reason,
        profile=_portable(plan.profile).to_json(),
        trained_on=plan.trained_on,
        seconds=round(time.perf_counter() - started, 1),
        versions={"valence": __version__, **{name: version(name) for name in _LIBRARIES}},
    )
    manifest.write(folder)
    return manifest


@dataclasses.dataclass(frozen=True, slots=True)
class _Source:
    """The merged model and what belongs to it, and who is told of the work on it."""

    plan: ConversionPlan
    report: Report
    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase
    facts: AdapterFacts
    label_ids: tuple[int, int, int]

    @classmethod
    def load(cls, plan: ConversionPlan, report: Report) -> _Source:
        report(ConversionStage.MERGE, 0.0)
        facts = AdapterFacts.read(plan.adapter) if plan.adapter else AdapterFacts()
        kind = plan.profile.label_tokens or facts.label_tokens
        with explained(plan.profile.name):
            tokenizer = load_tokenizer(plan.base)
            model = merged_model(
                plan.base, plan.adapter, plan.trained_on, allow_pickle=plan.profile.allow_pickle
            )
            if plan.adapter and plan.profile.label_tokens is None and needs_probe(plan.adapter):
                with _arithmetic(plan):
                    kind = probed_label_tokens(model, tokenizer, plan.adapter).chosen
            label_ids = label_token_ids(tokenizer, kind)
        facts = dataclasses.replace(facts, label_tokens=kind)
        return cls(plan, report, model, tokenizer, facts, label_ids)

    def reference(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return the probabilities ``[n, 3]`` of the model in PyTorch."""
        engine = TorchEngine(
            self.model, self.label_ids, _facts(EngineKind.TORCH, Quantization.FP32)
        )
        with _arithmetic(self.plan):
            return self._probabilities(engine, texts, ConversionStage.REFERENCE)

    def attempt(self, quantization: Quantization, folder: Path, *, fitted: bool) -> None:
        """Write the model in ``quantization`` into ``folder``, ``fitted`` to the sample tweets.

        Raises:
            NotConvertibleError: OpenVINO does not know such models.
            ConversionError: no space, no permission.
        """
        self._require_space(quantization, folder)
        self.report(ConversionStage.TRACE, 0.0)
        prefix_ids = self.tokenizer(PROMPT_PREFIX, add_special_tokens=False)["input_ids"]
        traced = trace(self.model, self.label_ids, prefix_ids)
        self.report(ConversionStage.COMPRESS, 0.0)
        data = self._data(traced) if fitted else []
        _save(compress(traced, quantization, data), folder)

    @property
    def is_small(self) -> bool:
        """Whether it fits into memory more than once, which fitting needs."""
        return weight_bytes(self.plan.base) <= LARGEST_SMALL_MODEL

    def _data(self, traced: openvino.Model) -> list[dict[str, NDArray[np.int64]]]:
        encoder = PromptEncoder(self.tokenizer, self.facts.max_length)
        begun = len(prefix_of(traced))
        rows = [prompt.ids[begun:] for prompt in encoder.encode(sample_tweets()[:_FITTED_ON])]
        return [
            {"ids": np.array([row], np.int64), "last": np.array([len(row) - 1], np.int64)}
            for row in rows
        ]

    def _require_space(self, quantization: Quantization, folder: Path) -> None:
        needed = self.model.num_parameters() * _BYTES_PER_WEIGHT[quantization] + _BYTES_BESIDE
        if self.plan.is_compiled:
            # For a moment there are both, the portable model and the compiled one.
            needed *= 2
        free = shutil.disk_usage(folder).free
        if needed > free:
            raise ConversionError(
                "The converted model takes {needed:.1f} GB, and {free:.1f} GB are free on the disk "
                "that holds {folder}.",
                hint="Free some space, or remove converted models that you no longer use.",
                needed=needed / 1e9,
                free=free / 1e9,
                folder=folder.parent,
            )

    def parity(
        self,
        quantization: Quantization,
        folder: Path,
        texts: Sequence[str],
        reference: NDArray[np.float64],
    ) -> Parity:
        """Compare the model in ``folder`` with the reference on the same texts."""
        threads = thread_count(self.plan.profile.threads)
        engine = OpenVinoEngine.load(
            folder, _facts(EngineKind.OPENVINO, quantization), threads=threads
        )
        try:
            return compare(self._probabilities(engine, texts, ConversionStage.COMPARE), reference)
        finally:
            engine.close()

    def _probabilities(
        self, engine: Engine, texts: Sequence[str], stage: ConversionStage
    ) -> NDArray[np.float64]:
        profile = dataclasses.replace(self.plan.profile, batch_size=_REFERENCE_BATCH)
        prompts = PromptEncoder(self.tokenizer, profile.max_length or self.facts.max_length)
        classifier = SentimentClassifier(engine, prompts, profile, self.facts)
        answers = classifier.classify(
            texts, progress=lambda done, total: self.report(stage, done / total)
        )
        return np.array([answer.probabilities for answer in answers])


def _arithmetic(plan: ConversionPlan) -> torch.autocast:
    """Have PyTorch calculate in bfloat16 where a large model would take minutes in float32."""
    is_large = plan.trained_on is Quantization.NF4
    dtype = place(DeviceChoice.CPU, Quantization.AUTO, 0).dtype
    return torch.autocast("cpu", torch.bfloat16, enabled=is_large and dtype is torch.bfloat16)


def _save(model: openvino.Model, folder: Path) -> None:
    import openvino

    try:
        openvino.save_model(model, folder / MODEL_FILE, compress_to_fp16=False)
    except RuntimeError as error:
        raise ConversionError(
            "The converted model could not be written to {folder}.",
            hint="Check that there is space left and that the folder can be written to.",
            folder=folder,
        ) from error


def _portable(profile: Profile) -> Profile:
    """Name the parts of the program's own models without the place where it is installed."""
    if not profile.is_starter:
        return profile
    adapter = Path(profile.adapter)
    is_own = adapter.is_relative_to(STARTER_DIRECTORY)
    return dataclasses.replace(
        profile,
        base="starter/base",
        adapter="starter/adapter" if is_own else profile.adapter,
    )


def _steps(first: Quantization, *, can_fit: bool) -> list[tuple[Quantization, bool]]:
    """Return what is tried in turn, each with whether it is fitted to the samples."""
    order = [Quantization.INT4, Quantization.INT8]
    steps = [(each, can_fit) for each in order[order.index(first) :]]
    # Fixed ranges can be what makes it differ.
    return [*steps, (Quantization.INT8, False)] if can_fit else steps


def _facts(engine: EngineKind, quantization: Quantization) -> EngineFacts:
    return EngineFacts(engine, quantization, "CPU", 0, "")


def _reason(attempts: Sequence[Attempt], made: Quantization | None) -> Sentence:
    """Say why it became what it became, where that is not what was asked for."""
    # Of two in the same precision the last is nearer, or there would be no last.
    failed = {each.quantization: each for each in attempts if each.quantization is not made}
    if not failed:
        return NOTHING
    tried = NOTHING
    for each in failed.values():
        if each.parity is None:
            continue
        one = Sentence(
            "in {quantization} it agreed on {percent:.1f}% of the sample tweets",
            quantization=each.quantization,
            percent=each.parity.agreement * 100,
        )
        tried = Sentence("{tried} and {one}", tried=tried, one=one) if tried else one
    if made is None:
        return Sentence(
            "Compared with the original, {tried}, so it is not used converted.", tried=tried
        )
    return Sentence(
        "Compared with the original, {tried}, so {made} is used.", tried=tried, made=made
    )
