"""The model in training: a frozen base in 4 bits, and LoRA matrices in float32 beside it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from desktop_app.classifier.adapter_facts import AdapterFacts
from desktop_app.classifier.engines.torch.backbone import fuse_activations, pad_right
from desktop_app.classifier.engines.torch.engine import hidden_at_last, is_out_of_memory, label_head
from desktop_app.classifier.engines.torch.label_probe import needs_probe, probed_label_tokens
from desktop_app.classifier.engines.torch.loading import Placement, load_base, load_tokenizer, place
from desktop_app.classifier.errors import IncompatibleModelError
from desktop_app.classifier.hub.repository import locate_profile, weight_bytes
from desktop_app.classifier.profile import Profile, Quantization
from desktop_app.classifier.prompting.label_tokens import LabelTokens, label_token_ids
from desktop_app.classifier.prompting.prompt import EncodedPrompt, PromptEncoder
from desktop_app.classifier.sentiment import Sentiment
from trainer.config import TrainingConfig
from trainer.run.lora_product import fuse_products
from trainer.run.master_weights import MasterWeights
from trainer.run.unpacking import unpack_if_there_is_room

if TYPE_CHECKING:
    from peft import LoraConfig, PeftModel
    from transformers import PreTrainedModel, PreTrainedTokenizerBase


class Trainee:
    """A base with an adapter in training.

    Attributes:
        peft: the wrapped model.
        encoder: of texts into prompts.
        label_tokens: which tokens are trained.
        device: where it is.
        compute_dtype: of the arithmetic.
        weights: the trained ones.
        unpacked: whether the base's 4 bits are laid out as the numbers that they stand for.
    """

    def __init__(
        self,
        peft: PeftModel,
        encoder: PromptEncoder,
        label_ids: tuple[int, int, int],
        label_tokens: LabelTokens,
        *,
        compute_dtype: torch.dtype,
        gradient_checkpointing: bool,
        unpacked: bool = False,
    ) -> None:
        self.peft = peft
        self._model: PreTrainedModel = peft.get_base_model()
        self.encoder = encoder
        self.label_tokens = label_tokens
        self.device: torch.device = self._model.device
        self.compute_dtype = compute_dtype
        self.unpacked = unpacked
        self._label_ids = torch.tensor(label_ids, device=self.device)
        trained = {name: each for name, each in peft.named_parameters() if each.requires_grad}
        self.weights = MasterWeights(trained, compute_dtype)
        fuse_products(peft)
        self._checkpointing = gradient_checkpointing
        if gradient_checkpointing:
            with warnings.catch_warnings():
                # The name that every supported version of transformers knows.
                warnings.simplefilter("ignore", FutureWarning)
                self._model.gradient_checkpointing_enable({"use_reentrant": False})

    @property
    def parameter_count(self) -> int:
        """Number of weights in all, those in 4 bits included."""
        return int(self._model.num_parameters())

    @property
    def trainable_count(self) -> int:
        """Number of weights that are trained."""
        return sum(each.numel() for each in self.weights.named.values())

    def label_logits(self, prompts: Sequence[EncodedPrompt]) -> Tensor:
        """Return the label logits ``[n, 3]`` in float32, ready for ``backward``."""
        ids, last = (each.to(self.device) for each in pad_right([p.ids for p in prompts]))
        with _autocast(self.device, self.compute_dtype):
            if self._checkpointing and torch.is_grad_enabled():
                # Activations are computed twice only by a block's own forward.
                mask = torch.arange(ids.shape[1], device=self.device) <= last[:, None]
                states = self._model.base_model(ids, attention_mask=mask.long(), use_cache=False)
                hidden = states.last_hidden_state[torch.arange(len(last)), last]
            else:
                hidden = hidden_at_last(self._model, ids, last)
        return label_head(self._model, hidden, self._label_ids)

    def train(self) -> None:
        """Turn dropout on."""
        self.peft.train()

    def eval(self) -> None:
        """Turn dropout off."""
        _evaluating(self.peft)

    def load(self, tensors: Mapping[str, Tensor]) -> None:
        """Take over trained weights.

        Raises:
            IncompatibleModelError: they are of another adapter.
        """
        if set(tensors) != set(self.weights.named):
            raise IncompatibleModelError("The checkpoint does not fit the base and the settings.")
        self.weights.load(tensors)

    def save_adapter(self, folder: Path, base: str) -> None:
        """Write the adapter in peft's format.

        Matrices are stored in the type of the arithmetic: in bfloat16 training every product
        rounds them to it anyway, so the stored adapter is exactly the one that was evaluated.

        Args:
            folder: is made if need be.
            base: what ``adapter_config.json`` calls the base.
        """
        from peft import get_peft_model_state_dict
        from safetensors.torch import save_file

        folder.mkdir(parents=True, exist_ok=True)
        tensors = {
            name: value.detach().to("cpu", self.compute_dtype if value.ndim > 1 else torch.float32)
            for name, value in get_peft_model_state_dict(
                self.peft, save_embedding_layers=False
            ).items()
        }
        save_file(
            # Copies: they lie in one piece of memory.
            {name: each.clone().contiguous() for name, each in tensors.items()},
            folder / "adapter_model.safetensors",
            metadata={"format": "pt"},
        )
        config = self.peft.peft_config["default"]
        config.base_model_name_or_path = base or None
        config.inference_mode = True
        config.save_pretrained(str(folder))
        config.inference_mode = False


def load_trainee(config: TrainingConfig, *, local_files_only: bool = False) -> Trainee:
    """Load base and adapter, or put a new adapter on the base.

    Raises:
        UserError: they cannot be loaded or do not fit, or the vocabulary splits a label word.
    """
    profile = Profile(base=config.base, adapter=config.adapter)
    base, adapter = locate_profile(profile, local_files_only=local_files_only)
    facts = AdapterFacts.read(adapter) if adapter else AdapterFacts()
    # The arithmetic is bfloat16 where the device multiplies it in hardware.
    compute_dtype = place(config.device, Quantization.AUTO, size=0).dtype
    placement = place(config.device, config.quantization, weight_bytes(base))
    says_nothing = adapter if needs_probe(adapter) else None
    with _explained(config.base):
        tokenizer = load_tokenizer(base)
        if says_nothing is None:
            _check_label_words(tokenizer, facts.label_tokens)
        model = _frozen(load_base(base, placement), placement, compute_dtype)
        fuse_activations(model)
    torch.manual_seed(config.seed)
    peft = _continued(model, adapter) if adapter else _new(model, config)
    # peft would cast inputs to float32, and autocast back; it looks for autocast on CUDA only.
    for module in peft.modules():
        if hasattr(module, "cast_input_dtype_enabled"):
            module.cast_input_dtype_enabled = compute_dtype == torch.float32
    label_tokens = facts.label_tokens
    if says_nothing is not None:
        with _autocast(model.device, compute_dtype):
            label_tokens = _probed(peft, tokenizer, says_nothing)
    positions = getattr(model.config, "max_position_embeddings", config.max_length)
    return Trainee(
        peft,
        PromptEncoder(tokenizer, min(config.max_length, positions)),
        label_token_ids(tokenizer, label_tokens),
        label_tokens,
        compute_dtype=compute_dtype,
        gradient_checkpointing=config.gradient_checkpointing,
        unpacked=unpack_if_there_is_room(model, config, compute_dtype),
    )


def _autocast(device: torch.device, dtype: torch.dtype) -> torch.autocast:
    return torch.autocast(device.type, dtype, enabled=dtype != torch.float32)


def _evaluating(peft: PeftModel) -> None:
    peft.eval()
    # On CPUs bitsandbytes lays 4-bit weights out anew at the first evaluation, in a way that
    # training cannot go on from and that rounds differently.
    for layer in _quantized_layers(peft):
        layer.training = True


def _probed(peft: PeftModel, tokenizer: PreTrainedTokenizerBase, adapter: Path) -> LabelTokens:
    """Find the label tokens that an adapter was trained on until now, where it does not say."""
    _evaluating(peft)
    return probed_label_tokens(peft.get_base_model(), tokenizer, adapter).chosen


def lora_config(config: TrainingConfig) -> LoraConfig:
    """Describe a new adapter."""
    from peft import LoraConfig

    modules = config.target_modules
    return LoraConfig(
        r=config.rank,
        lora_alpha=config.alpha,
        lora_dropout=config.dropout,
        target_modules=modules if isinstance(modules, str) else list(modules),
        use_rslora=config.rslora,
        use_dora=config.dora,
        task_type="CAUSAL_LM",
    )


def _frozen(
    model: PreTrainedModel, placement: Placement, compute_dtype: torch.dtype
) -> PreTrainedModel:
    """Freeze the base for training, and nothing more where the arithmetic is bfloat16.

    ``peft.prepare_model_for_kbit_training`` would copy embeddings and norms to float32. Norms
    compute in float32 inside anyway, and of GPT-Neo 1.3B the embeddings alone would take 0.4 GB.
    """
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    if placement.quantization is Quantization.NF4 and compute_dtype == torch.float32:
        # A CPU without bfloat16 arithmetic: everything but the 4-bit weights becomes float32.
        for parameter in model.parameters():
            if parameter.is_floating_point():
                parameter.data = parameter.data.float()
        for layer in _quantized_layers(model):
            layer.compute_dtype = torch.float32
    return model


def _quantized_layers(model: nn.Module) -> Iterator[Any]:
    """Yield the 4-bit layers of bitsandbytes; peft calls its wrappers around them the same."""
    for module in model.modules():
        kind = type(module)
        if kind.__name__ == "Linear4bit" and kind.__module__.startswith("bitsandbytes"):
            yield module


def _new(model: PreTrainedModel, config: TrainingConfig) -> PeftModel:
    from peft import get_peft_model

    try:
        with warnings.catch_warnings():
            # peft asks transformers for something by its old name, and tells of GPT-2's transposed
            # layers, which it then handles as they are.
            warnings.simplefilter("ignore", FutureWarning)
            warnings.filterwarnings("ignore", "fan_in_fan_out is set to False")
            return get_peft_model(model, lora_config(config))
    except ValueError as error:
        linear = {name for name, each in model.named_modules() if isinstance(each, nn.Linear)}
        names = sorted({name.rpartition(".")[2] for name in linear})
        raise IncompatibleModelError(
            "No adapter can be put on this base: {error}",
            hint="Its linear layers are called {names}.",
            error=error,
            names=", ".join(names),
        ) from error


def _continued(model: PreTrainedModel, adapter: Path) -> PeftModel:
    from peft import PeftModel

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            peft = PeftModel.from_pretrained(model, str(adapter), is_trainable=True)
        except (RuntimeError, ValueError, KeyError) as error:
            if is_out_of_memory(error):
                raise
            raise IncompatibleModelError(
                "The adapter {adapter} does not fit the base: {error}",
                hint="Choose the base that its adapter_config.json names.",
                adapter=adapter.name,
                error=error,
            ) from error
    if any("missing adapter keys" in str(each.message) for each in caught):
        raise IncompatibleModelError(
            "The adapter {adapter} was not made for this base.",
            hint="Choose the base that its adapter_config.json names.",
            adapter=adapter.name,
        )
    return peft


def _check_label_words(tokenizer: PreTrainedTokenizerBase, kind: LabelTokens) -> None:
    if kind is LabelTokens.FIRST_PIECE:
        return
    split = {
        label.word: tokenizer.convert_ids_to_tokens(pieces)
        for label in Sentiment
        if len(pieces := tokenizer.encode(f" {label.word}", add_special_tokens=False)) != 1
    }
    if split:
        shown = "; ".join(f"{word}: {' + '.join(pieces)}" for word, pieces in split.items())
        raise IncompatibleModelError(
            "The base's vocabulary splits label words, which have to be single tokens ({shown}).",
            hint="Choose a base with a vocabulary like GPT-2's.",
            shown=shown,
        )


@contextmanager
def _explained(base: str) -> Iterator[None]:
    """Say of an error that the libraries raise that the base is at fault."""
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IncompatibleModelError(
            "{base} cannot be read as a causal language model: {error}.",
            hint="Choose a folder or Hub id of a causal language model, such as GPT-Neo.",
            base=base,
            error=error,
        ) from error
