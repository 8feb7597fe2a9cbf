"""A small picture that stands for a chart's, where nothing is to be seen on it."""

import struct
import zlib


def a_picture(width: int = 40, height: int = 20) -> bytes:
    """A grey PNG."""
    rows = b"".join(b"\0" + b"\xdd" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
