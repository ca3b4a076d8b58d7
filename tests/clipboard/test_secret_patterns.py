"""Secrets are recognised, and tweets are not taken for them. All secrets here are made up."""

from __future__ import annotations

import base64
import hashlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop_app.clipboard.secret_patterns import looks_secret
from tests.datasets import SENTIMENT_DIRECTORY, needs_tweet_eval
from trainer.tweeteval import read_split

SECRETS = {
    "AWS key": "AKIA" + "QWERTYUIOP234567",
    "GitHub token": "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    "Hugging Face token": "hf_" + "aBcDeFgHiJkLmNoPqRsTuVwXyZabcdefgh",
    "Slack token": "xoxb-" + "123456789012-abcdefghijkl",
    "Stripe key": "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc",
    "Google key": "AIza" + "SyA-1234567890abcdefghijklmnopqrstu",
    "private key": "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAA\n",
    "JWT": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
    "UUID": "3f2b8c1e-9d4a-4f6b-8a7c-2e1d0f9b8c7a",
    "named password": "Password: open sesame",
    "assignment": 'export API_KEY="short"',
    "bearer": "Authorization: Bearer abc.def.ghi",
    "link with password": "https://me:hunter22@example.org/private",
    "reset link": "https://example.org/reset?token=k3j4h5g6&lang=en",
    "card": "4111 1111 1111 1111",
    "card in words": "pay with 5500-0000-0000-0004 until 09/30",
    "IBAN": "DE89 3704 0044 0532 0130 00",
    "IBAN in words": "send it to GB82WEST12345698765432 please",
    "one-time code": "482 913",
    "code with prefix": "G-482913",
    "code in a message": "Your verification code is 482913. Do not share it.",
    "account number": "0012345678",
    "generated password": "xK9#mP2$vL7!",
    "TOTP key": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
}

TWEETS = [
    "Two hours on hold and then the line went dead. Never again.",
    "#BlackFridayDeals2025 are live, love it",
    "@some_user_1234567890 thanks for the lovely dinner",
    "State-of-the-art, 10-out-of-10, would-not-buy-again",
    "Loved it https://x.example/a/status/1712345678901234567?utm_source=aB3dE5fG7hJ9kL1m",
    "See you 2025-11-05 at 19:30, tickets from 12.50 to 4,000",
    "Noooooooooooooooooooooooooooo!!!!!!!!!!!!!!!!",
    "HAHAHAHAHAHAHAHAHAHAHA",
    "My passwords are all terrible and I secretly love it",
    "😡😡😡 worst update ever",
    "1712345678901234567 likes already, thank you",
]


@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS.keys())
def test_a_secret_is_recognised(secret: str) -> None:
    assert looks_secret(secret)
    assert looks_secret(f"  {secret}\n")


@pytest.mark.parametrize("tweet", TWEETS)
def test_a_tweet_is_not_taken_for_one(tweet: str) -> None:
    assert not looks_secret(tweet)


@given(seed=st.binary(), before=st.sampled_from(["", "this is it: ", "key\n"]))
# Its base64 has one digit and long runs of small letters.
@example(seed=b"\xbe\x1b\xe1\xd5U\xd8$\xd6n\x0bm\x00\t\xbe\x91", before="this is it: ")
def test_random_keys_are_recognised_in_every_usual_alphabet(seed: bytes, before: str) -> None:
    key = hashlib.sha256(seed).digest()
    for encoded in (
        key.hex(),
        base64.b64encode(key).decode(),
        base64.urlsafe_b64encode(key).decode(),
        base64.b32encode(key).decode(),
    ):
        assert looks_secret(before + encoded)


@given(digits=st.text("0123456789", min_size=12, max_size=17), first=st.sampled_from("23456"))
def test_every_card_number_is_recognised_by_its_check_digit(digits: str, first: str) -> None:
    # Exactly one last digit makes a number valid.
    found = [looks_secret(f"my card {first}{digits}{last} thanks") for last in range(10)]
    assert found.count(True) == 1


@given(text=st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    looks_secret(text)


@needs_tweet_eval
def test_hardly_any_real_tweet_is_passed_over() -> None:
    tweets = read_split(SENTIMENT_DIRECTORY, "validation")[0]
    assert sum(map(looks_secret, tweets)) / len(tweets) < 0.002
