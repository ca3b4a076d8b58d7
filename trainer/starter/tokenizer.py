"""The starter's own byte-level BPE."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, normalizers, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer
from transformers import PreTrainedTokenizerFast

from desktop_app.classifier.prompting.prompt import PROMPT_TEMPLATE
from desktop_app.classifier.sentiment import Sentiment

END_OF_TEXT = "<|endoftext|>"


def train_tokenizer(texts: Iterable[str], vocabulary: int, max_length: int, folder: Path) -> None:
    """Train on prompts around clean ``texts`` and write the Hub's tokenizer files to ``folder``.

    Texts are lowercased inside the tokenizer: with few entries every casing of a word costs one,
    and the teacher reads lower case only. The label words keep theirs: they stand as tokens of
    their own with their leading space, as in GPT-2's vocabulary.
    """
    tokenizer = Tokenizer(BPE())
    tokenizer.normalizer = normalizers.Sequence(
        [
            # NFKC makes of the acute accent a space and a combining one: apostrophes come first.
            *(normalizers.Replace(apostrophe, "'") for apostrophe in "’‘ʼ‛′`´"),
            normalizers.NFKC(),
            normalizers.Lowercase(),
            normalizers.Replace("“", '"'),
            normalizers.Replace("”", '"'),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    label_tokens = [
        AddedToken(f" {label.word}", special=False, normalized=False) for label in Sentiment
    ]
    trainer = BpeTrainer(
        vocab_size=vocabulary - len(label_tokens),
        special_tokens=[END_OF_TEXT],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    prompts = (PROMPT_TEMPLATE.format(text=text) for text in texts)
    tokenizer.train_from_iterator(prompts, trainer)
    tokenizer.add_tokens(label_tokens)
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        bos_token=END_OF_TEXT,
        eos_token=END_OF_TEXT,
        pad_token=END_OF_TEXT,
        model_max_length=max_length,
        clean_up_tokenization_spaces=False,
    ).save_pretrained(folder)
