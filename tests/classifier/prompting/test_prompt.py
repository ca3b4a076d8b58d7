import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import ByteLevelBPETokenizer
from transformers import AutoTokenizer, PreTrainedTokenizerBase, PreTrainedTokenizerFast

from desktop_app.classifier.profile import STARTER_DIRECTORY
from desktop_app.classifier.prompting.label_tokens import LabelTokens, label_token_ids
from desktop_app.classifier.prompting.prompt import LONGEST_PROMPT, PROMPT_TEMPLATE, PromptEncoder
from desktop_app.classifier.prompting.text import clean_text
from tests.datasets import GPT2_TOKENIZER_DIRECTORY, needs_gpt2_tokenizer

pytestmark = pytest.mark.model

TOKENIZER: PreTrainedTokenizerBase = AutoTokenizer.from_pretrained(STARTER_DIRECTORY / "base")


def gpt2_tokenizer() -> PreTrainedTokenizerBase:
    backend = ByteLevelBPETokenizer.from_file(
        str(GPT2_TOKENIZER_DIRECTORY / "vocab.json"), str(GPT2_TOKENIZER_DIRECTORY / "merges.txt")
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=backend._tokenizer,
        eos_token="<|endoftext|>",
        pad_token="<|endoftext|>",
    )


def whole_prompt(tokenizer: PreTrainedTokenizerBase, text: str) -> tuple[int, ...]:
    return tuple(
        tokenizer(PROMPT_TEMPLATE.format(text=text), split_special_tokens=True)["input_ids"]
    )


@settings(deadline=None)
@given(st.text(max_size=60).map(clean_text).filter(bool))
def test_pieces_give_the_ids_of_the_whole(text: str) -> None:
    (prompt,) = PromptEncoder(TOKENIZER, LONGEST_PROMPT).encode([text])
    if not prompt.truncated:
        assert prompt.ids == whole_prompt(TOKENIZER, text)


@needs_gpt2_tokenizer
@pytest.mark.parametrize("text", ["I love it", "don't!", "12345 🎉🎉", "<|endoftext|> hi", "…"])
def test_pieces_give_the_ids_of_the_whole_with_gpt2s_vocabulary(text: str) -> None:
    tokenizer = gpt2_tokenizer()
    (prompt,) = PromptEncoder(tokenizer, LONGEST_PROMPT).encode([text])
    assert prompt.ids == whole_prompt(tokenizer, text)


@needs_gpt2_tokenizer
def test_label_tokens_of_gpt2s_vocabulary() -> None:
    tokenizer = gpt2_tokenizer()
    assert label_token_ids(tokenizer, LabelTokens.SPACED) == (36183, 25627, 33733)
    assert label_token_ids(tokenizer, LabelTokens.FIRST_PIECE) == (32863, 8199, 21604)


def test_only_the_tweet_is_cut_and_the_suffix_stays() -> None:
    encoder = PromptEncoder(TOKENIZER, 24)
    short, long = encoder.encode(["fine", "word " * 100])

    assert not short.truncated
    assert long.truncated
    assert len(long) == 24
    suffix = TOKENIZER.encode("\nSentiment:")
    assert list(long.ids[-len(suffix) :]) == suffix
    assert list(short.ids[-len(suffix) :]) == suffix


def test_a_text_that_just_fits_is_not_called_truncated() -> None:
    text = "one two three four five six"
    length = len(PromptEncoder(TOKENIZER, 256).encode([text])[0])
    assert not PromptEncoder(TOKENIZER, length).encode([text])[0].truncated
    assert PromptEncoder(TOKENIZER, length - 1).encode([text])[0].truncated


def test_a_megabyte_of_one_character_is_cut_to_the_limit() -> None:
    (prompt,) = PromptEncoder(TOKENIZER, 256).encode(["a" * 2**20])
    assert prompt.truncated
    assert len(prompt) <= 256


def test_special_tokens_in_a_tweet_are_plain_text() -> None:
    (prompt,) = PromptEncoder(TOKENIZER, 256).encode(["bye <|endoftext|> now"])
    assert TOKENIZER.eos_token_id not in prompt.ids


def test_no_texts_give_no_prompts() -> None:
    assert PromptEncoder(TOKENIZER, 256).encode([]) == []
