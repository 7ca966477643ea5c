"""Bytes to text: UTF-8, UTF-16 with its mark, or a Western 8-bit code page when it is plausible."""

from __future__ import annotations

import codecs
import re

from eventsdb.errors import InputError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"%PDF", "PDF document"),
    (b"{\\rtf", "RTF document"),
    (b"PK\x03\x04", "ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "old office document"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"SQLite format 3", "SQLite database"),
    (b"RIFF", "media file"),
    (b"OggS", "media file"),
    (b"ID3", "media file"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UTF8_SEQUENCE = re.compile(rb"[\xc3\xc5][\x80-\xbf]|\xe2\x80[\x80-\xbf]")
# What a Western text has beyond ASCII: letters in or beside words, and typographic signs.
_WESTERN_SIGN = re.compile(r"[«»“”„‘’…–—•·°§€£©®™¿¡\xa0\xadªº²³¹¼½¾±×÷†‡‰´¨]")


def decode(data: bytes) -> str:
    """Return the text of `data`.

    Raises:
        InputError: the bytes are binary, or text whose encoding cannot be told without guessing.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strict(data, encoding).removeprefix("\ufeff")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"binary file ({kind}), not text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _western(data, error.start)
    _refuse_binary(text)
    return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"marked as {encoding.upper()} but malformed at byte {error.start}") from error


def _western(data: bytes, position: int) -> str:
    if _UTF8_SEQUENCE.search(data):
        raise InputError(
            f"mixed encodings: UTF-8 with other bytes, the first at byte {position}; save it as UTF-8"
        )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise InputError(f"neither UTF-8 (byte {position}) nor Western text; save it as UTF-8") from error
    beyond = [character for character in text if ord(character) > 127]
    plausible = sum(character.isalpha() or bool(_WESTERN_SIGN.match(character)) for character in beyond)
    if plausible < 0.98 * len(beyond) or len(beyond) > 0.25 * len(text):
        raise InputError(f"neither UTF-8 (byte {position}) nor Western text; save it as UTF-8")
    return text


def _refuse_binary(text: str) -> None:
    controls = len(_CONTROL.findall(text[:100_000]))
    if "\x00" in text or controls > max(2, len(text[:100_000]) // 200):
        raise InputError("binary content, not text")
