"""Text to the numbers of its n-grams, exactly as the browser computes them."""

import unicodedata
from functools import cache

import numpy as np
import regex
from numpy.typing import NDArray

MASK = 0xFFFFFFFF
NOT = regex.compile(r"\s*n\s*'\s*t(?![\p{L}\p{N}])")
CLITIC = regex.compile(r"\s*'\s*(s|re|ve|ll|d|m)(?![\p{L}\p{N}])")
TOKEN = regex.compile(r"\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+|[!?.,;:。、~()]")
HAN = regex.compile(r"[\p{Script=Han}]")


def tokens(text: str) -> list[str]:
    """Words without apostrophes, single Han characters, single punctuation marks.

    "do n't", "don ' t" and "don't" are all "dont": research data comes tokenised, shoppers' text does not.
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = plain.replace("\u2019", "'").replace("``", " ").replace("''", " ")
    return TOKEN.findall(CLITIC.sub(r"\1", NOT.sub("nt", plain)))


def grams(text: str) -> list[str]:
    """The different n-grams in order: single tokens, pairs, and threes that hold a Han character."""
    words = tokens(text)
    pairs = [f"{a} {b}" for a, b in zip(words, words[1:])]
    threes = [" ".join(three) for three in zip(words, words[1:], words[2:]) if any(map(HAN.match, three))]
    return list(dict.fromkeys(words + pairs + threes))


@cache
def hashed(gram: str) -> int:
    """32 bits: FNV-1a over the UTF-8 bytes, then the finalizer of MurmurHash3."""
    value = 0x811C9DC5
    for byte in gram.encode():
        value = ((value ^ byte) * 0x01000193) & MASK
    value = ((value ^ (value >> 16)) * 0x85EBCA6B) & MASK
    value = ((value ^ (value >> 13)) * 0xC2B2AE35) & MASK
    return value ^ (value >> 16)


@cache
def numbers(text: str) -> NDArray[np.int64]:
    """One 32-bit number for each different n-gram; the number of the empty n-gram where there is none."""
    return np.array([hashed(gram) for gram in grams(text)] or [hashed("")], np.int64)


def key(text: str) -> str:
    """Texts with the same key are the same to us: only letters and digits count."""
    return regex.sub(r"[^\p{L}\p{N}]+", "", unicodedata.normalize("NFKC", text).lower())
