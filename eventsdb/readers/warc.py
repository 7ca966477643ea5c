"""WARC files, such as Common Crawl's news crawl: every saved page is one article."""

from __future__ import annotations

from collections.abc import Iterator

from eventsdb.errors import InputError
from eventsdb.readers.base import LARGEST, Draft, Input, ReadFailure, ReadOptions
from eventsdb.readers.html import page_draft


class WarcReader:
    """The HTML pages of a web archive, with the addresses they were fetched from."""

    suffixes = frozenset({".warc"})

    def recognises(self, head: bytes) -> bool:
        """Whether a record begins."""
        return head.startswith(b"WARC/")

    def read(self, item: Input, options: ReadOptions) -> Iterator[Draft | ReadFailure]:
        """Yield the article of each HTML response; other records are passed over."""
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 (a load needs it, a query does not)
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

        number = 0
        try:
            for record in ArchiveIterator(item.stream):
                number += 1
                if record.rec_type not in {"response", "resource"} or not _is_page(record):
                    continue
                url = record.rec_headers.get_header("WARC-Target-URI")
                position = url or f"{item.uri}#{number}"
                try:
                    yield page_draft(_content(record), position, url)
                except InputError as error:
                    yield ReadFailure(f"{item.uri}#{number} ({position})", "read", str(error))
        except ArchiveLoadFailed as error:
            raise InputError(f"malformed WARC after record {number}: {error}") from error


def _is_page(record: object) -> bool:
    headers = record.http_headers or record.rec_headers  # type: ignore[attr-defined]
    status = record.http_headers.get_statuscode() if record.http_headers else "200"  # type: ignore[attr-defined]
    kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return status == "200" and kind in {"text/html", "application/xhtml+xml"}


def _content(record: object) -> bytes:
    data: bytes = record.content_stream().read(LARGEST + 1)  # type: ignore[attr-defined]
    if len(data) > LARGEST:
        raise InputError(f"larger than {LARGEST // 1_000_000} MB, so not one document")
    return data
