"""What a PNG shows, read with the standard library alone: grey values by row, for the tests of pictures."""

import zlib
from struct import unpack_from


def grey(png: bytes) -> list[list[int]]:
    """The rows of a PNG (8 bits, RGBA) as grey values from 0 (black) to 255, as a printer without colour sees it."""
    wide, high = unpack_from(">II", png, 16)
    data, at = b"", 8
    while at < len(png):
        (size,) = unpack_from(">I", png, at)
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + size]
        at += 12 + size
    return [_greys(row) for row in _rows(zlib.decompress(data), wide * 4, high)]


def share_of_ink(png: bytes) -> float:
    """Which share of the pixels is darker than a middle grey."""
    rows = grey(png)
    return sum(value < 128 for row in rows for value in row) / sum(len(row) for row in rows)


def _greys(row: bytes) -> list[int]:
    return [(299 * row[n] + 587 * row[n + 1] + 114 * row[n + 2]) // 1000 for n in range(0, len(row), 4)]


def _rows(data: bytes, long: int, high: int) -> list[bytes]:
    rows, before = [], bytearray(long)
    for n in range(high):
        kind, row = data[n * (long + 1)], bytearray(data[n * (long + 1) + 1 : (n + 1) * (long + 1)])
        _unfiltered(kind, row, before)
        rows.append(bytes(row))
        before = row
    return rows


def _unfiltered(kind: int, row: bytearray, up: bytearray) -> None:
    """Undo the filter of a row in place (PNG 1.2, section 6)."""
    for n in range(len(row)):
        left, corner = (row[n - 4], up[n - 4]) if n >= 4 else (0, 0)
        if kind == 1:
            row[n] = (row[n] + left) & 255
        elif kind == 2:
            row[n] = (row[n] + up[n]) & 255
        elif kind == 3:
            row[n] = (row[n] + (left + up[n]) // 2) & 255
        elif kind == 4:
            row[n] = (row[n] + _paeth(left, up[n], corner)) & 255


def _paeth(left: int, up: int, corner: int) -> int:
    about = left + up - corner
    return min((left, up, corner), key=lambda one: abs(about - one))
