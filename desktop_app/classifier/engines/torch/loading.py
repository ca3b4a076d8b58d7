"""Loads what a profile names into a torch engine."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil
import torch
from safetensors import SafetensorError

from desktop_app.classifier.adapter_facts import AdapterFacts
from desktop_app.classifier.engines.base import EngineFacts
from desktop_app.classifier.engines.threads import thread_count
from desktop_app.classifier.engines.torch import nf4_cache
from desktop_app.classifier.engines.torch.backbone import fuse_activations
from desktop_app.classifier.engines.torch.cuda_advice import cuda_commands
from desktop_app.classifier.engines.torch.engine import TorchEngine, is_out_of_memory
from desktop_app.classifier.engines.torch.label_probe import needs_probe, probed_label_tokens
from desktop_app.classifier.errors import (
    DamagedModelError,
    DeviceUnavailableError,
    IncompatibleModelError,
    OutOfMemoryError,
)
from desktop_app.classifier.hub.repository import (
    LARGEST_SMALL_MODEL,
    has_safe_weights,
    locate_profile,
    weight_bytes,
)
from desktop_app.classifier.profile import (
    DeviceChoice,
    EngineKind,
    Profile,
    Quantization,
    engine_for,
)
from desktop_app.classifier.prompting.label_tokens import label_token_ids
from desktop_app.errors import UserError
from desktop_app.paths import is_packaged
from desktop_app.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peft import PeftModel
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

# What the libraries raise for files that are damaged in one way or another.
_UNREADABLE = (
    *(UserError, SafetensorError, OSError, RuntimeError),
    *(ValueError, KeyError, TypeError, AttributeError),
)

_CUDA_BY_PIP = Sentence("Choose the CPU, or install PyTorch with CUDA.")
_CUDA_BESIDE_A_PACKAGE = Sentence(
    "Choose the CPU: a packaged Valence has no CUDA. In its source code, two lines run it with "
    "CUDA:\n{commands}",
    commands=cuda_commands(),
)


@dataclass(frozen=True, slots=True)
class LoadedTorchModel:
    """What came of a profile."""

    engine: TorchEngine
    tokenizer: PreTrainedTokenizerBase
    facts: AdapterFacts


@dataclass(frozen=True, slots=True)
class Placement:
    """Device and precision, decided."""

    device: torch.device
    quantization: Quantization
    reason: Sentence

    @property
    def dtype(self) -> torch.dtype:
        """Of the weights that are not quantised, and of the arithmetic."""
        return torch.float32 if self.quantization is Quantization.FP32 else torch.bfloat16


def load(profile: Profile, *, local_files_only: bool = False, reason: str = "") -> LoadedTorchModel:
    """Load base, adapter and tokenizer.

    Args:
        profile: what to load.
        local_files_only: fetch nothing.
        reason: why it is this engine, where there is more to say than of device and precision.

    Raises:
        UserError: one of ``desktop_app.classifier.errors``.
    """
    base, adapter = locate_profile(profile, local_files_only=local_files_only)
    facts = AdapterFacts.read(adapter) if adapter else AdapterFacts()
    placement = place(profile.device, profile.quantization, weight_bytes(base))
    torch.set_num_threads(thread_count(profile.threads))
    with explained(profile.name):
        tokenizer = load_tokenizer(base)
        silent = adapter if profile.label_tokens is None and needs_probe(adapter) else None
        label_tokens = profile.label_tokens or facts.label_tokens
        probe = None
        # Before gigabytes are read, where it is known already what has to be there.
        label_ids = None if silent else label_token_ids(tokenizer, label_tokens)
        model = load_base(base, placement, allow_pickle=profile.allow_pickle)
        parameters = model.num_parameters()
        if adapter:
            model = _with_adapter(model, adapter, placement)
        if silent:
            probe = probed_label_tokens(model, tokenizer, silent)
            label_tokens = probe.chosen
        label_ids = label_ids or label_token_ids(tokenizer, label_tokens)
        fuse_activations(model)
    engine_facts = EngineFacts(
        engine=EngineKind.TORCH,
        quantization=placement.quantization.value,
        device=device_name(placement.device),
        parameters=parameters,
        reason=reason or placement.reason,
        memory=model.get_memory_footprint(),
        label_tokens=label_tokens,
        label_probe=probe,
    )
    return LoadedTorchModel(TorchEngine(model, label_ids, engine_facts), tokenizer, facts)


def place(device: DeviceChoice, quantization: Quantization, size: int) -> Placement:
    """Decide on device and precision.

    Args:
        device: as asked for.
        quantization: as asked for.
        size: of the weight files, in bytes.

    Raises:
        DeviceUnavailableError: the device asked for is not there or cannot run the precision.
    """
    chosen = _device(device)
    if engine_for(quantization) is EngineKind.OPENVINO:
        raise DeviceUnavailableError(
            "PyTorch does not run models in {quantization}.",
            hint="Choose nf4, bf16 or fp32 there.",
            quantization=quantization,
        )
    if quantization is Quantization.BF16 and not _has_bfloat16(chosen):
        why = Sentence("This device has no bfloat16, so float32 is used.")
        return Placement(chosen, Quantization.FP32, why)
    if quantization is not Quantization.AUTO:
        return Placement(chosen, quantization, Sentence("As chosen in the model settings."))
    if size > LARGEST_SMALL_MODEL and chosen.type != "mps":
        why = Sentence("The model is large: 4 bits save memory.")
        return Placement(chosen, Quantization.NF4, why)
    if _has_fast_bfloat16(chosen):
        why = Sentence("This device calculates quickest in bfloat16.")
        return Placement(chosen, Quantization.BF16, why)
    why = Sentence("This device calculates best in float32.")
    return Placement(chosen, Quantization.FP32, why)


def load_tokenizer(base: Path) -> PreTrainedTokenizerBase:
    """Load the tokenizer of a base directory; never code from it."""
    from transformers import AutoTokenizer

    tokenizer: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(
        base, trust_remote_code=False
    )
    return tokenizer


def load_base(base: Path, placement: Placement, *, allow_pickle: bool = False) -> PreTrainedModel:
    """Load a causal language model from a directory, quantised as ``placement`` says.

    A large model is quantised to NF4 once and read in that form from then on.

    Raises:
        DamagedModelError: weights are missing from the files or have the wrong shape.
    """
    entry = None
    if placement.quantization is Quantization.NF4 and weight_bytes(base) > LARGEST_SMALL_MODEL:
        entry = nf4_cache.entry_for(base)
    if entry is None:
        return _read_base(base, placement, allow_pickle=allow_pickle)
    if entry.is_dir():
        nf4_cache.mark_used(entry)
        try:
            return _read_base(entry, placement, is_quantised=True)
        except _UNREADABLE as error:
            if is_out_of_memory(error):
                raise
            nf4_cache.discard(entry, error)
    model = _read_base(base, placement, allow_pickle=allow_pickle)
    nf4_cache.keep(model, entry)
    return model


def _read_base(
    folder: Path, placement: Placement, *, is_quantised: bool = False, allow_pickle: bool = False
) -> PreTrainedModel:
    from transformers import AutoModelForCausalLM, BitsAndBytesConfig
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()
    options: dict[str, Any] = {}
    if placement.quantization is Quantization.NF4 and not is_quantised:
        options["quantization_config"] = BitsAndBytesConfig(
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=True,
            bnb_4bit_compute_dtype=torch.bfloat16,
        )
    model, info = AutoModelForCausalLM.from_pretrained(
        folder,
        dtype=placement.dtype,
        device_map={"": placement.device},
        trust_remote_code=False,
        use_safetensors=None if allow_pickle and not has_safe_weights(folder) else True,
        output_loading_info=True,
        **options,
    )
    # transformers would fill what is missing with random numbers and a warning.
    absent = [*info["missing_keys"], *info["mismatched_keys"]]
    if absent:
        raise DamagedModelError(
            Sentence(
                "{folder} lacks {number} of its weights, {first} among them.",
                singular="{folder} lacks 1 of its weights, {first}.",
                folder=folder.name,
                number=len(absent),
                first=absent[0],
            ),
            hint="Fetch the model again.",
        )
    loaded: PreTrainedModel = model.eval()
    return loaded


def device_name(device: torch.device) -> str:
    """Name a device as people know it."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return {"cpu": "CPU", "mps": "Apple GPU"}.get(device.type, device.type)


def load_adapter(model: PreTrainedModel, adapter: Path) -> PeftModel:
    """Put the adapter of a directory into ``model``.

    Raises:
        IncompatibleModelError: it was made for another base.
    """
    from peft import PeftModel

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        adapted: PeftModel = PeftModel.from_pretrained(model, str(adapter), is_trainable=False)
    for warning in caught:
        if "missing adapter keys" in str(warning.message):
            raise IncompatibleModelError(
                "The adapter {adapter} was not made for this base model.",
                hint="Choose the base that its adapter_config.json names.",
                adapter=adapter.name,
            )
    return adapted


def _with_adapter(model: PreTrainedModel, adapter: Path, placement: Placement) -> PreTrainedModel:
    adapted = load_adapter(model, adapter)
    if placement.quantization is Quantization.NF4:
        # A QLoRA adapter was trained beside 4-bit weights; merging would round it away.
        base: PreTrainedModel = adapted.get_base_model()
    else:
        base = adapted.merge_and_unload()
    return base.eval()


def _device(choice: DeviceChoice) -> torch.device:
    has_cuda = torch.cuda.is_available()
    has_mps = torch.backends.mps.is_available()
    if choice is DeviceChoice.CUDA and not has_cuda:
        raise DeviceUnavailableError(
            "There is no CUDA device that this build of PyTorch can use.",
            hint=_CUDA_BESIDE_A_PACKAGE if is_packaged() else _CUDA_BY_PIP,
        )
    if choice is DeviceChoice.INTEL_GPU:
        raise DeviceUnavailableError(
            "Intel graphics run models in int4 and int8 only.",
            hint="Choose one of these, or another device.",
        )
    if choice is DeviceChoice.MPS and not has_mps:
        raise DeviceUnavailableError(
            "There is no Apple GPU that PyTorch can use.", hint="Choose the CPU."
        )
    if choice is DeviceChoice.AUTO:
        return torch.device("cuda" if has_cuda else "mps" if has_mps else "cpu")
    return torch.device(choice.value)


def _has_bfloat16(device: torch.device) -> bool:
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    try:
        torch.ones(1, dtype=torch.bfloat16, device=device)
    except (TypeError, RuntimeError):
        return False
    return True


def _has_fast_bfloat16(device: torch.device) -> bool:
    """Whether bfloat16 is multiplied in hardware; elsewhere it is several times slower."""
    if device.type == "cpu":
        capabilities = torch.cpu.get_capabilities()
        return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))
    return _has_bfloat16(device)


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn the errors that libraries raise while loading the model ``name`` into sentences.

    Raises:
        UserError: in place of what is raised inside.
    """
    try:
        yield
    except SafetensorError as error:
        raise DamagedModelError(
            "The weights of {name} are damaged: {error}.",
            hint="Fetch the model again.",
            name=name,
            error=error,
        ) from error
    except ImportError as error:
        raise DeviceUnavailableError(
            "This quantisation does not work here: {error}.",
            hint="Choose bf16 or fp32.",
            error=error,
        ) from error
    except (RuntimeError, MemoryError) as error:
        if is_out_of_memory(error):
            free = psutil.virtual_memory().available / 2**30
            raise OutOfMemoryError(
                "{name} does not fit into memory ({free:.1f} GB are free).",
                hint="Close other programs, choose nf4, or use the starter model.",
                name=name,
                free=free,
            ) from error
        raise IncompatibleModelError(
            "{name} cannot be put together: {error}.",
            hint="Base and adapter have to belong together.",
            name=name,
            error=error,
        ) from error
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IncompatibleModelError(
            "{name} cannot be read as a causal language model: {error}.",
            hint="Choose a GPT-Neo model, or the starter model.",
            name=name,
            error=error,
        ) from error
