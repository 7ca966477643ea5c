"""Streams of bytes: looking ahead, reading by lines, unpacking with a limit."""

from __future__ import annotations

import bz2
import gzip
import io
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Literal, cast

from eventsdb.errors import InputError
from eventsdb.readers.base import LARGEST, Input

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_MOST_NESTED = 3  # packings inside each other
_RATIO = 200  # text packs 5 to 20 times; a bomb thousands of times
_RATIO_FROM = 50_000_000  # bytes unpacked before the ratio counts
_HEAD = 65_536  # bytes enough to recognise a format by
Packing = Literal["gzip", "bzip2", "zstd", "zip"]
_MARKS: dict[bytes, Packing] = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",  # an empty one
}
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF")
_SUFFIXES = frozenset({".gz", ".bz2", ".zst", ".zip"})


def peek(stream: BinaryIO, size: int = _HEAD) -> tuple[bytes, BinaryIO]:
    """Return up to `size` bytes of `stream`, and a stream that gives them again."""
    rejoined = _Rejoined(b"", stream)
    buffer = bytearray(size)
    filled = 0
    with memoryview(buffer) as view:
        while filled < size:
            try:
                more = rejoined.readinto(view[filled:])
            except Exception:
                if not filled:
                    raise
                break  # what there is counts; the stream will raise again where it broke
            if not more:
                break
            filled += more
    head = bytes(buffer[:filled])
    return head, cast(BinaryIO, io.BufferedReader(_Rejoined(head, stream)))


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield lines with their numbers, from 1.

    Raises:
        InputError: a line is longer than a document may be.
    """
    for number in range(1, 1 << 62):
        line = stream.readline(LARGEST + 1)
        if not line:
            return
        if len(line) > LARGEST:
            raise InputError(f"line {number} is longer than {LARGEST // 1_000_000} MB")
        yield number, line


def packing_of(head: bytes) -> Packing | None:
    """How an input that begins with `head` is packed, None when it is not."""
    return next((packing for mark, packing in _MARKS.items() if head.startswith(mark)), None)


def unpack(item: Input, packing: Packing, depth: int = 0) -> Iterator[Input]:
    """Yield what is packed in an input; members of an archive are addressed ``archive.zip!/member``.

    Raises:
        InputError: encrypted, an office document, packed too many times, or unpacking to far too much.
    """
    if depth >= _MOST_NESTED:
        raise InputError(f"packed more than {_MOST_NESTED} times")
    if packing == "zip":
        yield from _members(item)
        return
    path = PurePosixPath(item.name)
    inner = path.stem if path.suffix.lower() in _SUFFIXES else item.name
    yield Input(item.uri, inner, _unpacked(item.stream, packing))


def _unpacked(stream: BinaryIO, packing: Packing) -> BinaryIO:
    counted = _Counted(stream)
    packed = cast(BinaryIO, io.BufferedReader(counted))
    match packing:
        case "gzip":
            plain: object = gzip.GzipFile(fileobj=packed)
        case "bzip2":
            plain = bz2.BZ2File(packed)
        case _:
            import zstandard  # noqa: PLC0415 (only some inputs need it)

            plain = zstandard.ZstdDecompressor().stream_reader(packed, read_across_frames=True)
    return cast(BinaryIO, io.BufferedReader(_Guarded(cast(BinaryIO, plain), counted)))


def _members(item: Input) -> Iterator[Input]:
    """The files of a ZIP archive, which is read from its end: copied to disk first, as it may be a pipe."""
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(item.stream, copy)
        with zipfile.ZipFile(copy) as archive:
            if any(member in archive.NameToInfo for member in _OFFICE):
                raise InputError("an office document or program, not text; save it as text or HTML")
            for info in sorted(archive.infolist(), key=lambda info: info.filename):
                name = PurePosixPath(info.filename).name
                if info.is_dir() or name.startswith(".") or info.filename.startswith("__MACOSX/"):
                    continue
                if info.flag_bits & 1:
                    raise InputError("an encrypted archive; unpack it first")
                with archive.open(info) as member:
                    guarded = _Guarded(cast(BinaryIO, member), _Packed(info.compress_size))
                    stream = cast(BinaryIO, io.BufferedReader(guarded))
                    yield Input(f"{item.uri}!/{info.filename}", name, stream)


class _Rejoined(io.RawIOBase):
    """A head already read, then the rest of its stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = memoryview(head)
        self._read = getattr(rest, "read1", rest.read)  # read1 gives what is there before it fails

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        block = self._head[: len(view)] if self._head else self._read(len(view))
        self._head = self._head[len(block) :] if self._head else self._head
        view[: len(block)] = block
        return len(block)


@dataclass(frozen=True, slots=True)
class _Packed:
    """A packed size known beforehand."""

    taken: int


class _Counted(_Rejoined):
    """A stream that knows how many bytes were taken from it."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(b"", stream)
        self.taken = 0

    def readinto(self, buffer: WriteableBuffer) -> int:
        size = super().readinto(buffer)
        self.taken += size
        return size


class _Guarded(_Rejoined):
    """An unpacked stream that stops when it grows far beyond its packed size."""

    def __init__(self, stream: BinaryIO, packed: _Counted | _Packed) -> None:
        super().__init__(b"", stream)
        self._packed = packed
        self._given = 0

    def readinto(self, buffer: WriteableBuffer) -> int:
        size = super().readinto(buffer)
        self._given += size
        if self._given > _RATIO_FROM and self._given > _RATIO * self._packed.taken:
            raise InputError(f"unpacks to more than {_RATIO} times its size: refused as a zip bomb")
        return size
