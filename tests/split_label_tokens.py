"""Models that answer by one set of label tokens and not by the other.

GPT-2's vocabulary, where the two sets differ, is not part of the repository. The starter's
tokenizer lower-cases and gives both sets the same tokens, so tests split them: the words without
a space become tokens of their own.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

import torch
from transformers import AutoTokenizer, GPTNeoForCausalLM

from desktop_app.classifier.classifier import SentimentClassifier
from desktop_app.classifier.engines.base import EngineFacts
from desktop_app.classifier.engines.torch.backbone import pad_right
from desktop_app.classifier.engines.torch.engine import hidden_at_last
from desktop_app.classifier.engines.torch.label_probe import probe_sentences
from desktop_app.classifier.profile import DeviceChoice, Profile, Quantization
from desktop_app.classifier.prompting.label_tokens import LabelTokens, label_token_ids
from desktop_app.classifier.sentiment import Sentiment
from tests.model_folders import build_adapter, build_base


@dataclasses.dataclass(frozen=True)
class Folders:
    base: Path
    adapter: Path

    def profile(self, label_tokens: LabelTokens | None = None) -> Profile:
        return Profile(
            str(self.base),
            str(self.adapter),
            quantization=Quantization.FP32,
            device=DeviceChoice.CPU,
            label_tokens=label_tokens,
        )

    def load(self, label_tokens: LabelTokens | None = None) -> EngineFacts:
        with SentimentClassifier.load_in_torch(self.profile(label_tokens)) as classifier:
            return classifier.engine_facts


def with_fitted_rows(folder: Path, strengths: dict[LabelTokens, float]) -> Folders:
    """Build base and adapter, with output rows that know the answers to the probe sentences.

    A set's rows are multiplied by its strength, so that below zero it is wrong throughout.
    """
    base = build_base(folder / "base", seed=0)
    tokenizer = AutoTokenizer.from_pretrained(base)
    tokenizer.add_tokens([label.word for label in Sentiment])
    tokenizer.save_pretrained(base)
    model = GPTNeoForCausalLM.from_pretrained(base, dtype=torch.float32)
    model.resize_token_embeddings(len(tokenizer))
    model.save_pretrained(base)
    adapter = build_adapter(folder / "adapter", base)
    folders = Folders(base, adapter)

    with SentimentClassifier.load_in_torch(folders.profile(LabelTokens.SPACED)) as classifier:
        states = hidden_states(classifier)
    _, gold = probe_sentences()
    wanted = torch.nn.functional.one_hot(torch.tensor(gold), 3) * 2.0 - 1.0
    rows = torch.linalg.lstsq(states, wanted).solution.T
    with torch.no_grad():
        for kind, strength in strengths.items():
            ids = list(label_token_ids(tokenizer, kind))
            model.get_output_embeddings().weight[ids] = rows * strength
    model.save_pretrained(base)
    return folders


def hidden_states(classifier: SentimentClassifier) -> torch.Tensor:
    """Give what the output layer reads for each probe sentence."""
    model = vars(classifier._engine)["_model"]
    prompts = classifier._prompts.encode(probe_sentences()[0])
    with torch.inference_mode():
        return hidden_at_last(model, *pad_right([prompt.ids for prompt in prompts])).clone()
