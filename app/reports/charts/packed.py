"""A PNG packed tighter: vl-convert writes its pictures fast and five times as large as they need be."""

import zlib
from collections.abc import Iterator
from struct import pack, unpack_from

HEAD = 8
"""Bytes of the signature that every PNG begins with."""


def packed(png: bytes) -> bytes:
    """The same picture, pixel for pixel, with its data compressed again (PNG 1.2, sections 3.2 and 10)."""
    chunks = list(_chunks(png))
    pixels = zlib.compress(zlib.decompress(b"".join(data for kind, data in chunks if kind == b"IDAT")), 6)
    before, after = [one for one in chunks if one[0] != b"IDAT"][:-1], chunks[-1]
    return png[:HEAD] + b"".join(_chunk(*one) for one in [*before, (b"IDAT", pixels), after])


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = HEAD
    while at < len(png):
        (size,) = unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        at += 12 + size


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))
