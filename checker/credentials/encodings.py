"""Texts that stand for bytes: base64url (RFC 4648, section 5), base58btc and multibase, in their one form each.

A text that decodes to the same bytes as another is refused unless it is the one that an encoder writes: else a
character of a signature could be changed unseen. Everything here raises ValueError for anything else.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGITS = {character: value for value, character in enumerate(_BASE58)}

_LONGEST = 256  # characters of base58, which takes quadratic time; keys and signatures have below 100


def base64url(text: str) -> bytes:
    """The bytes of a text in base64url without padding."""
    try:
        found = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, UnicodeError):
        raise ValueError("no base64url") from None
    if urlsafe_b64encode(found).rstrip(b"=").decode() != text:
        raise ValueError("no base64url")
    return found


def base58(text: str) -> bytes:
    """The bytes of a text in base58 with the alphabet of Bitcoin."""
    if len(text) > _LONGEST or not set(text) <= _DIGITS.keys():
        raise ValueError("no base58")
    bare = text.lstrip("1")
    number = 0
    for character in bare:
        number = number * 58 + _DIGITS[character]
    zeros = bytes(len(text) - len(bare))
    return zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def multibase(text: str) -> bytes:
    """The bytes of a multibase text: `z` and base58btc, or `u` and base64url."""
    if text.startswith("z"):
        return base58(text[1:])
    if text.startswith("u"):
        return base64url(text[1:])
    raise ValueError("no multibase")
