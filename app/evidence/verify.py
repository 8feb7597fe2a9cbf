"""Whether an evidence pack is what was signed. It says yes, or exactly what is wrong.

    python -I verify.py                             the pack in this program's own folder
    python -I verify.py PACK.zip                    a pack that nobody has unpacked
    python -I verify.py PACK.zip --checkpoint FILE  held against a checkpoint that you have kept
    python -I verify.py PACK.zip --key "LINE"       with the key that you were given elsewhere
    python -I verify.py PACK.zip --about 2018-11/17 tell only of this audit, and of what names it

It needs Python 3.8 or later and nothing else: no other program, no network, no right to write. It runs nothing that is
in the pack and unpacks nothing. What it tells, it tells from the events that it has proved, never from the index.
"""

from __future__ import annotations

import sys

if __name__ == "__main__" and not sys.flags.isolated and not getattr(sys.flags, "safe_path", False):
    del sys.path[0]  # This program's own folder: a file of the pack is not taken for a part of Python.

import argparse
import binascii
import json
import os
import re
import zipfile
import zlib
from base64 import b64decode
from datetime import datetime, timedelta, timezone
from hashlib import sha256, sha512
from typing import Any, Iterator  # noqa: UP035 - Python 3.8 has it only there

MOST_FILES, MOST_BYTES = 400_000, 1 << 30
NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,3}")
UNSAFE = re.compile(r"(^|/)\.\.(/|$)|^/|[\\:\0]")
"""What leads out of a folder on one computer or another, in whatever name."""
LINK = 0o12
"""The kind of a file that is a link, as a ZIP says it."""
HEX = re.compile("[0-9a-f]{64}")
SIGNATURE = re.compile("\u2014 ([^\\s+]+) ([A-Za-z0-9+/]+={0,2})")
LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
DROPPED = re.compile(r"(^|/)(~\$|\.~lock\.|\._|\.DS_Store$|desktop\.ini$|Thumbs\.db$|__MACOSX/|__pycache__/)")
"""What Windows, macOS, an office program or Python leaves in a folder by itself: no part of a pack, never read."""
OUTSIDE = "The ZIP holds a file with an unsafe name, {!r}. Nothing of it was read."
TITLE = "Audit Loop evidence pack"
LONGEST, SENTENCE, SIGNATURES = 160, 2_000, 50
"""Characters of a fact that are told (all of it is in the event's own file), and of a sentence; lines of a note."""


class Wrong(Exception):  # noqa: N818 - it says what is wrong
    """What is wrong, in a sentence, where nothing more can be looked at."""


# The files of a pack.


def files_of(place: str, besides: list[str]) -> tuple[dict[str, bytes], list[str]]:
    """Every file of a pack by its name, from its ZIP or from the folder that it was unpacked into.

    `besides` are files that are the reader's own. What a computer leaves in a folder by itself comes as names alone.
    """
    found = _of_folder(place, besides) if os.path.isdir(place) else _of_file(place)
    files = {name: data for name, data in found if data is not None}
    return {name: data for name, data in files.items() if not DROPPED.search(name)}, sorted(
        name for name in files if DROPPED.search(name)
    )


def _of_folder(place: str, besides: list[str]) -> Iterator[tuple[str, bytes]]:
    size = 0
    own = {os.path.realpath(one) for one in besides}
    for folder, folders, names in os.walk(place):
        folders.sort()
        for one in sorted(names):
            path = os.path.join(folder, one)
            name = os.path.relpath(path, place).replace(os.sep, "/")
            if os.path.islink(path) or not os.path.isfile(path):
                raise Wrong(f"{name} is a link to another file, or no file. A pack has none such.")
            size += os.path.getsize(path)
            if size > MOST_BYTES:
                raise Wrong("This folder holds more than a pack can. Unpack the pack into a folder of its own.")
            if os.path.realpath(path) not in own:
                with open(path, "rb") as file:
                    yield name, file.read()


def _of_file(place: str) -> Iterator[tuple[str, bytes]]:
    try:
        with open(place, "rb") as file:
            file.seek(max(0, os.path.getsize(place) - 22))
            if not file.read(4) == b"PK\5\6":
                raise Wrong(f"{place} is no whole ZIP: it is damaged, or was cut short, or goes on after its end.")
        with zipfile.ZipFile(place) as parts:
            yield from _of_zip(parts)
    except FileNotFoundError:
        raise Wrong(f"There is no file or folder {place}.") from None
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as fault:
        raise Wrong(f"{place} is no whole ZIP: it is damaged, or was cut short ({fault}).") from None


def _of_zip(parts: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    entries = [one for one in parts.infolist() if not (one.is_dir() and not one.file_size)]
    if len(entries) > MOST_FILES or sum(one.file_size for one in entries) > MOST_BYTES:
        raise Wrong("This ZIP would unpack to more than a pack can hold. Nothing of it was read.")
    if min((one.header_offset for one in parts.infolist()), default=0):
        raise Wrong("This ZIP begins with something else: another program may find another pack in it.")
    _stays_inside(parts)
    seen: set[str] = set()
    for one in entries:
        if DROPPED.search(one.filename):
            continue
        if not NAME.fullmatch(one.filename):
            raise Wrong(OUTSIDE.format(one.filename))
        if one.filename.lower() in seen:
            raise Wrong(f"The ZIP holds two files named {one.filename}.")
        if one.flag_bits & 1 or one.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Wrong(f"{one.filename} of the ZIP is encrypted, or packed in another way. A pack has no such file.")
        seen.add(one.filename.lower())
    for one in entries:
        yield one.filename, b"" if DROPPED.search(one.filename) else _unpacked(parts, one)


def _stays_inside(parts: zipfile.ZipFile) -> None:
    """Raises Wrong where a name leads out of the folder that it is unpacked into, also of what is no part of a pack."""
    for one in parts.infolist():
        if UNSAFE.search(one.orig_filename) or one.filename != one.orig_filename:
            raise Wrong(OUTSIDE.format(one.orig_filename))
        if one.external_attr >> 28 == LINK:
            raise Wrong(f"{one.filename} of the ZIP is a link to another file. A pack has none such.")
        if one.is_dir() or DROPPED.search(one.filename):
            parts.open(one).close()  # Its name before its bytes is this one too, or it is no whole ZIP.


def _unpacked(parts: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """A file of a ZIP, never more of it than the ZIP says that there is."""
    try:
        with parts.open(one) as file:
            found = file.read(one.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, MemoryError) as fault:
        raise Wrong(f"{one.filename} of the ZIP is damaged ({fault}).") from None
    if len(found) != one.file_size:
        raise Wrong(f"{one.filename} of the ZIP is damaged (it has another size than the ZIP says).")
    return found


# Ed25519 signatures as RFC 8032 defines them, checked only: no secret is ever here.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)
"""Points are in extended coordinates: x = X/Z, y = Y/Z, XY = ZT."""


def _decoded_point(data: bytes) -> Any:
    """The point of 32 bytes, None for none."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    squared = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(squared, (P + 3) // 8, P)
    if (x * x - squared) % P:
        x = x * ROOT % P
    if (x * x - squared) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def _sum(one: Any, other: Any) -> Any:
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number: int, point: Any) -> Any:
    found = NEUTRAL
    while number:
        if number & 1:
            found = _sum(found, point)
        point = _sum(point, point)
        number >>= 1
    return found


def _encoded(point: Any) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return int.to_bytes(y | (x & 1) << 255, 32, "little")


BASE = _decoded_point(int.to_bytes(4 * pow(5, P - 2, P) % P, 32, "little"))


def has_signed(key: bytes, text: bytes, signature: bytes) -> bool:
    """Whether the owner of a public key (32 bytes) signed a text (the signature has 64)."""
    if len(key) != 32 or len(signature) != 64:
        return False
    point, number = _decoded_point(key), int.from_bytes(signature[32:], "little")
    if point is None or number >= ORDER or _encoded(_times(8, point)) == _encoded(NEUTRAL):
        return False
    told = int.from_bytes(sha512(signature[:32] + key + text).digest(), "little") % ORDER
    minus = (P - point[0], point[1], point[2], P - point[3])
    return _encoded(_sum(_times(number, BASE), _times(told, minus))) == signature[:32]


# Signed notes and checkpoints (C2SP signed-note and tlog-checkpoint).


class Key:
    """A key that signatures are checked with, as its line says it: name+hash+key."""

    def __init__(self, line: str) -> None:
        self.line = line.strip()
        self.name, _, rest = self.line.partition("+")
        hashed, _, encoded = rest.partition("+")
        held = _from_base64(encoded)
        if any(not one.isprintable() for one in self.name):
            raise Wrong("A key has a name that cannot be printed.")
        if not self.name or " " in self.name or held[:1] != b"\1" or len(held) != 33:
            raise Wrong(f"“{self.line[:80]}” is no key: such a line is “name+hash+key”.")
        self.key, self.hash = held[1:], sha256(self.name.encode() + b"\n" + held).digest()[:4]
        if self.hash.hex() != hashed.lower():
            raise Wrong(f"The key of {self.name} does not fit its hash: a letter was lost or changed.")
        self.same = self.name, self.key


def opened(note: bytes, keys: list[Key], name: str) -> str:
    """The text of a note that one of these keys has signed; `name` is what it is called in a sentence."""
    try:
        text, blank, lines = note.decode("utf-8").rpartition("\n\n")
    except UnicodeDecodeError:
        raise Wrong(f"{name} is no signed note: it is not text.") from None
    if not blank or not lines.endswith("\n"):
        raise Wrong(f"{name} is no signed note: a text, an empty line and signatures.")
    if lines.count("\n") > SIGNATURES:
        raise Wrong(f"{name} has more signatures than a note can have.")
    signed = False
    for line in lines[:-1].split("\n"):
        found = SIGNATURE.fullmatch(line)
        said = _from_base64(found.group(2)) if found else b""
        if not found or len(said) < 5:
            raise Wrong(f"{name} has a line that is no signature.")
        for key in keys:
            if (key.name, key.hash) == (found.group(1), said[:4]):
                if not has_signed(key.key, (text + "\n").encode(), said[4:]):
                    raise Wrong(f"{name} was changed after it was signed: the signature does not fit.")
                signed = True
    if not signed:
        sentence = "{} was not signed with the key {}. If the council has replaced its key, give both, each with --key."
        raise Wrong(sentence.format(name, " or ".join(key.line for key in keys)))
    return text + "\n"


class Checkpoint:
    """What the ledger was at a moment: how many events, and their root."""

    def __init__(self, note: bytes, keys: list[Key], name: str) -> None:
        lines = opened(note, keys, name).split("\n")[:-1] + [""] * 3
        self.origin, self.root = lines[0], _from_base64(lines[2])
        if not re.fullmatch("0|[1-9][0-9]{0,17}", lines[1]) or len(self.root) != 32:
            raise Wrong(f"{name} is no checkpoint: it has no number of events, or no root.")
        self.size, self.at = int(lines[1]), lines[3]
        self.number = lines[4] if lines[4].startswith("checkpoint ") else "the checkpoint"


def _from_base64(text: str) -> bytes:
    try:
        return b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        return b""


# The Merkle tree of RFC 6962.


def leaf_of(stream: str, version: int, topic: str, state: bytes) -> bytes:
    """The hash of an event as it was stored."""
    return sha256(b"\0" + f"{stream}\n{version}\n{topic}\n".encode() + state).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def root_by(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root that a leaf and the hashes beside its way up give; b"" for too few or too many of those."""
    last, found = size - 1, leaf
    for beside in path:
        if not last:
            return b""
        if index & 1 or index == last:
            found = _node(beside, found)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            found = _node(found, beside)
        index, last = index >> 1, last >> 1
    return b"" if last else found


def roots_by(first: int, second: int, hashes: list[bytes], first_root: bytes) -> tuple[bytes, bytes]:
    """The roots of the first and the second size that a proof of consistency gives; empty ones for no proof."""
    place, last = first - 1, second - 1
    path = list(hashes) if first & (first - 1) else [first_root, *hashes]
    if not path:
        return b"", b""
    while place & 1:
        place, last = place >> 1, last >> 1
    begins = whole = path[0]
    for one in path[1:]:
        if not last:
            return b"", b""
        if place & 1 or place == last:
            begins, whole = _node(one, begins), _node(one, whole)
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            whole = _node(whole, one)
        place, last = place >> 1, last >> 1
    return (b"", b"") if last else (begins, whole)


# The pack.


class Event:
    """An event as a file of proofs/ says it; its bytes, where they are shown, are in events/."""

    def __init__(self, number: str, files: dict[str, bytes]) -> None:
        self.file, self.proof = f"events/{number}.json", f"proofs/{number}.json"
        said = _json(files[self.proof], self.proof)
        self.stream, self.topic = _text(said, "stream", self.proof), _text(said, "topic", self.proof)
        self.version, self.index = _number(said, "version", self.proof), _number(said, "index", self.proof)
        self.position, self.why = _number(said, "position", self.proof), str(said.get("withheld", ""))
        self.path = _hashes(said.get("path"), self.proof)
        self.state = files.get(self.file)
        self.opened = f"opened/{number}.json"
        self.plain, self.salt = files.get(self.opened), str(said.get("salt", ""))
        self.leaf = _hashes([said["leaf"]], self.proof)[0] if "leaf" in said else b""
        self.facts: dict[str, Any] = {}

    @property
    def name(self) -> str:
        return f"{_short(self.stream)}, version {self.version}, “{self.topic}”"

    def hashed(self) -> bytes:
        """The leaf that it must be; raises Wrong for one that is both shown and kept back, or neither."""
        if self.state is None and not self.leaf:
            raise Wrong(f"{self.file} is missing: the event {self.name} was taken out of the pack.")
        if self.state is not None and self.leaf:
            raise Wrong(f"{self.proof} says that {self.file} is kept back, and it is there.")
        if "\n" in self.stream or "\n" in self.topic:
            raise Wrong(f"{self.proof} names its event with a line break.")
        return self.leaf or leaf_of(self.stream, self.version, self.topic, self.state or b"")

    def read(self) -> None:
        """Take its facts from the bytes that were proved, with those of sealed fields that fit what was stored."""
        if self.state is None:
            return
        self.facts = _json(self.state, self.file)
        sealed = self.facts.pop("sealed", None) if isinstance(self.facts.get("sealed"), dict) else None
        if self.plain is None:
            if sealed is not None:
                self.facts["sealed fields"] = "not in this pack"
            return
        self._open(sealed or {}, self.plain)

    def _open(self, sealed: dict[str, Any], plain: bytes) -> None:
        if not HEX.fullmatch(self.salt) or sha256(bytes.fromhex(self.salt) + plain).hexdigest() != sealed.get("told"):
            raise Wrong(f"{self.opened} is not what was sealed in the event {self.name}.")
        for path, value in _json(plain, self.opened).items():
            if not _put(self.facts, [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")], value):
                raise Wrong(f"{self.opened} would change what the event {self.name} says openly.")


def _put(inner: Any, steps: list[str], value: Any) -> bool:
    """Put what was sealed in its place; whether that was free."""
    for step in steps[:-1]:
        inner = _inner(inner, step)
    if isinstance(inner, dict) and steps[-1] not in inner:
        inner[steps[-1]] = value
        return True
    if isinstance(inner, list) and steps[-1].isdigit() and _inner(inner, steps[-1], 0) is None:
        inner[int(steps[-1])] = value
        return True
    return False


def _inner(inner: Any, step: str, none: Any = None) -> Any:
    """An entry of a map or of a list; `none` where there is no such."""
    if isinstance(inner, dict):
        return inner.get(step, none)
    if isinstance(inner, list) and step.isdigit() and int(step) < len(inner):
        return inner[int(step)]
    return none


def _json(data: bytes, name: str) -> dict[str, Any]:
    try:
        found = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Wrong(f"{name} cannot be read.")
    return found


def _text(said: dict[str, Any], key: str, name: str) -> str:
    found = said.get(key)
    if not isinstance(found, str) or any("\ud800" <= one <= "\udfff" for one in found):
        raise Wrong(f"{name} does not say the {key} of its event.")
    return found


def _number(said: dict[str, Any], key: str, name: str) -> int:
    found = said.get(key)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found < 1 << 62:
        raise Wrong(f"{name} does not say the {key} of its event.")
    return found


def _hashes(found: Any, name: str) -> list[bytes]:
    if not isinstance(found, list) or not all(isinstance(one, str) and HEX.fullmatch(one) for one in found):
        raise Wrong(f"{name} holds no proof.")
    return [bytes.fromhex(one) for one in found]


class Pack:
    """A pack as far as it can be read, and everything that is wrong with it, in sentences."""

    def __init__(self, files: dict[str, bytes], keys: list[Key]) -> None:
        self.files, self.wrong = files, []  # type: dict[str, bytes], list[str]
        for name in ("checkpoint.txt", "manifest.txt", "pack.json", "key.txt"):
            if name not in files:
                raise Wrong(f"{name} is missing: this is no whole evidence pack.")
        own = [Key(line) for line in files["key.txt"].decode("utf-8", "replace").splitlines() if line.strip()]
        self.keys = keys or own
        if keys and not {key.same for key in own} & {key.same for key in keys}:
            self.wrong.append("key.txt is another key than the one that you gave.")
        self.checkpoint = Checkpoint(files["checkpoint.txt"], self.keys, "checkpoint.txt")
        self.told = _json(files["pack.json"], "pack.json")
        people = self.told.get("people")
        self.people = people if isinstance(people, dict) else {}
        self._check(self._manifest)
        self.events = sorted(self._events(), key=lambda one: one.index)
        if not self.events and not self.wrong:
            self.wrong.append("There is no event in this pack: it proves nothing.")
        self._check(self._order)

    def _check(self, look: Any, *about: Any) -> None:
        try:
            look(*about)
        except Wrong as fault:
            self.wrong.append(str(fault))

    def _manifest(self) -> None:
        """Every file is the one whose digest was signed with the pack."""
        lines = opened(self.files["manifest.txt"], self.keys, "manifest.txt").split("\n")[:-1]
        found = [LINE.fullmatch(line) for line in lines[3:]]
        if lines[0] != TITLE or len(lines) < 4 or not all(found):
            raise Wrong("manifest.txt is no list of the files of a pack.")
        listed = {one.group(2): one.group(1) for one in found if one}
        if lines[1] != self.told.get("id"):
            self.wrong.append("manifest.txt is of {}, and pack.json of {}.".format(lines[1], self.told.get("id")))
        for name in sorted(set(listed) | set(self.files) - {"manifest.txt"}):
            if name not in self.files:
                self.wrong.append(f"{name} is missing.")
            elif name not in listed:
                self.wrong.append(
                    f"{name} does not belong to the pack: it was added later. Move it out if it is your own."
                )
            elif sha256(self.files[name]).hexdigest() != listed[name]:
                self.wrong.append(f"{name} was changed after the pack was signed.")

    def _events(self) -> Iterator[Event]:
        numbers = sorted(re.findall(r"^proofs/(\d+)\.json$", "\n".join(self.files), re.M))
        for name in sorted(self.files):
            if re.match(r"(events|opened)/", name) and name.split("/")[1][:-5] not in numbers:
                self.wrong.append("{} has no proof: proofs/{} is missing.".format(name, name.split("/")[1]))
        if len(numbers) != self.told.get("events"):
            said = "pack.json says that there are {} events, and there are proofs of {}."
            self.wrong.append(said.format(self.told.get("events"), len(numbers)))
        for number in numbers:
            try:
                event = Event(number, self.files)
                self._prove(event)
            except Wrong as fault:
                self.wrong.append(str(fault))
            else:
                yield event

    def _prove(self, event: Event) -> None:
        size = self.checkpoint.size
        if event.index >= size:
            said = "{} says that the event is number {:,} of {:,}."
            raise Wrong(said.format(event.proof, event.index + 1, size))
        if root_by(event.hashed(), event.index, size, event.path) != self.checkpoint.root:
            what = event.file if event.state is not None else event.proof
            said = "{}: this is not event {:,} of {} ({}): its bytes, its name, its place or its proof was changed."
            raise Wrong(said.format(what, event.index + 1, self.checkpoint.number, event.name))
        event.read()

    def _order(self) -> None:
        """No event is there twice, and each stream's follow one another."""
        for before, after in zip(self.events, self.events[1:]):  # noqa: B905 - of Python 3.10
            if before.index == after.index:
                self.wrong.append(f"{before.proof} and {after.proof} are the same event.")
            elif before.position >= after.position:
                self.wrong.append(f"{after.proof} says another position than its place has.")
        last: dict[str, Event] = {}
        for event in self.events:
            before = last.get(event.stream, event)
            if before is not event and before.version >= event.version:
                self.wrong.append(f"{event.proof} comes after {before.proof}, of a later version.")
            last[event.stream] = event

    def named(self, person: str) -> str:
        """A person's id, with what the pack calls them."""
        name = self.people.get(person)
        return f"{name} ({person})" if isinstance(name, str) else person

    def held_against(self, note: bytes, name: str) -> tuple[str, int]:
        """What a checkpoint that was kept elsewhere says of the pack, in a sentence: 0, or 3 where it says nothing."""
        held = Checkpoint(note, self.keys, name)
        size, root = self.checkpoint.size, self.checkpoint.root
        if held.origin != self.checkpoint.origin:
            raise Wrong(f"{name} is of the ledger {held.origin}, the pack of {self.checkpoint.origin}.")
        if held.size > size:
            said = "BUT NOT HELD AGAINST {}: it is of {:,} events, later than the pack's {:,}. Ask for a pack up to it."
            return said.format(name, held.size, size), 3
        if held.size == size and held.root != root:
            raise Wrong(f"Two histories were signed: the pack's first {size:,} events are not those of {name}.")
        if 0 < held.size < size:
            proofs = _json(self.files.get("proofs/consistency.json", b"{}"), "proofs/consistency.json")
            if str(held.size) not in proofs:
                said = "The pack has no proof from {:,} to {:,} events: ask for one from the checkpoint {}."
                raise Wrong(said.format(held.size, size, name))
            path = _hashes(proofs[str(held.size)], "proofs/consistency.json")
            if roots_by(held.size, size, path, held.root) != (held.root, root):
                said = "The pack's ledger does not begin with the {:,} events of {}: what was before has been changed."
                raise Wrong(said.format(held.size, name))
        there = sum(1 for event in self.events if event.index < held.size)
        said = (
            "The ledger goes on from the checkpoint that you kept ({}, {:,} events, signed {}): {} of these {} events"
        )
        said = said.format(held.number, held.size, _moment(held.at), there, len(self.events))
        return said + " were in it already, as they are now.", 0


# What the events say.


def told(pack: Pack, about: str) -> Iterator[str]:
    """Each event in words, from the bytes that were proved; an audit's with its overall grade as it was then."""
    grades, last, wanted = {}, {}, _wanted(pack, about)  # type: dict[str, str | None], dict[str, int], set[int]
    for event in pack.events:
        said = f"Event {event.index + 1:,} of {pack.checkpoint.size:,}: "
        if event.state is None:
            if event.index in wanted:
                name = f"{_short(event.stream)}, {event.topic}"
                yield f"{said}it is there, and is not shown: {event.why} What the pack calls it is not proved: {name}."
            continue
        followed = event.version == last.get(event.stream, 0) + 1
        grades[event.stream] = _grade(event, grades.get(event.stream, "") if followed else None)
        last[event.stream] = event.version
        if event.index in wanted:
            yield said + _sentence(pack, event, grades[event.stream])


def _sentence(pack: Pack, event: Event, grade: str | None) -> str:
    by, at = str(event.facts.get("by", "?")), str(event.facts.get("at", "?"))
    said = f"{_short(event.stream)}, {event.topic}, recorded by {pack.named(by)} on {_moment(at)}."
    if event.topic in GRADED and grade is None:
        said += " Overall grade from here on: not known, for something before it is not in this pack."
    elif event.topic in GRADED and grade:
        said += " Overall grade from here on: {}.".format(re.sub("[_-]", " ", grade).capitalize())
    facts = "; ".join(_facts(pack, event))
    return said + (f" [{facts}]" if facts else "")


def _wanted(pack: Pack, about: str) -> set[int]:
    """The indexes of the events that are asked about: of that name, that say it, or of what began by saying it."""
    if not about:
        return {event.index for event in pack.events}
    word = re.compile(r"(?<![\w-])" + re.escape(about) + r"(?![\w-])")
    begun, found = set(), set()
    for event in pack.events:
        facts = json.dumps(event.facts, ensure_ascii=False)
        said = any(word.search(text) or word.search(_short(text)) for text in (event.stream, facts))
        if said and event.version == 1 and event.state is not None:
            begun.add(event.stream)
        if said or event.stream in begun:
            found.add(event.index)
    return found


SAVED = ("audit section saved", "audit answers corrected", "moderation corrected")
GRADED = (
    *SAVED, "audit returned", "audit accepted", "audit moderated", "grade changed after challenge",
    "audit graded in its loop",
)  # fmt: skip


def _grade(event: Event, before: str | None) -> str | None:
    """The overall grade of an audit after an event of it: "" for none, None where what came before is not all there."""
    if event.topic == "audit reallocated":
        return ""
    changes, overall = event.facts.get("changes"), event.facts.get("overall")
    if event.topic in SAVED and isinstance(changes, dict) and "overall.grade" in changes:
        value = changes["overall.grade"]
        return str((value[-1] if isinstance(value, list) and value else value) or "")
    if event.topic in GRADED and isinstance(overall, list) and len(overall) > 1 and overall[1]:
        return str(overall[1])  # Before, now, and why.
    return before


def _facts(pack: Pack, event: Event) -> Iterator[str]:
    for key, value in event.facts.items():
        if key in ("by", "at", "class_version") or value in ("", [], {}, None):
            continue
        words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        words = PERSON.sub(lambda found: pack.named(found.group()), " ".join(words.split()))
        if len(words) > LONGEST:
            words = f"{words[:LONGEST]}... (all in {event.file if event.plain is None else event.opened})"
        yield f"{key}: {words}"


PERSON = re.compile(r"person/[a-z0-9-]+")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip


def _short(text: str) -> str:
    """audit/2018-11/0017 as audit 2018-11/17, wherever it is said."""
    return re.sub(r"audit/(\d{4}-\d\d)/0*(\d+)", r"audit \1/\2", text)


def _moment(at: str) -> str:
    """A moment (ISO) by the clocks of England: summer time from the last Sunday of March to that of October, 01:00."""
    try:
        found = datetime.fromisoformat(at).astimezone(timezone.utc)  # noqa: UP017 - of Python 3.11
        summer = _last_sunday(found.year, 3) <= found < _last_sunday(found.year, 10)
        local = found + timedelta(hours=int(summer))
    except (ValueError, OverflowError):
        return at
    return f"{local.day} {MONTHS[local.month - 1]} {local.year} at {local:%H:%M:%S} {'BST' if summer else 'GMT'}"


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=timezone.utc)  # noqa: UP017 - as above
    return last - timedelta(days=(last.weekday() + 1) % 7)


def _gaps(pack: Pack) -> Iterator[str]:
    """Of which histories not every event is shown, by what was proved."""
    streams = {}  # type: dict[str, list[int]]
    for event in pack.events:
        if event.state is not None:
            streams.setdefault(event.stream, []).append(event.version)
    found = [(_short(stream), list(_missing(sorted(versions)))) for stream, versions in sorted(streams.items())]
    for stream, gone in found:
        if gone:
            yield f"Of {stream} the versions {', '.join(gone)} are not shown in this pack."
    if any(gone for _, gone in found):
        yield "What is about others is left out of a pack, and ought to be; ask about what you think is not."


def _missing(versions: list[int]) -> Iterator[str]:
    """The versions from 1 on that are not among these, in runs."""
    for before, after in zip([0, *versions], versions):  # noqa: B905 - as above
        if after - before > 2:
            yield f"{before + 1} to {after - 1}"
        elif after - before == 2:
            yield str(after - 1)


# The program.


def main(arguments: list[str]) -> int:
    """0 for yes, 1 for no, 2 for a question not understood; 3 for yes, but not held against a checkpoint."""
    asked = _asked(arguments)
    try:
        keys = [Key(line) for line in asked.key]
    except Wrong as fault:
        _say(f"This is not understood: {fault}")
        return 2
    try:
        files, dropped = files_of(asked.pack, asked.checkpoint)
        pack = Pack(files, keys)
        held = [_held(pack, path) for path in asked.checkpoint]
    except Wrong as fault:
        return _no([str(fault)])
    wrong = [*pack.wrong, *(said for said, code in held if code == 1)]
    return _no(wrong) if wrong else _yes(asked, pack, dropped, held)


def _yes(asked: Any, pack: Pack, dropped: list[str], held: list[tuple[str, int]]) -> int:
    point, code = pack.checkpoint, max([code for _, code in held], default=0)
    said = "YES. Each of these {} events is, unchanged, among the first {:,} that {} signed as {} on {}."
    verdict = said.format(len(pack.events), point.size, point.origin, point.number, _moment(point.at))
    _say(
        "{} For {}.".format(pack.told.get("title", ""), pack.told.get("recipient", "")),
        verdict,
        *(one for one, _ in held),
        "",
    )
    _say(*told(pack, asked.about), "")
    _say(verdict, *(one for one, _ in held), *_gaps(pack), *_limits(pack, dropped), *_not_asked(asked, pack))
    return code


def _limits(pack: Pack, dropped: list[str]) -> Iterator[str]:
    """What the yes does not say."""
    yield "Every other file is as it was signed with the pack, the index too; what only the index says is not proved."
    if pack.people:
        yield "The names of people are those that the pack gives them; what is proved is their ids."
    if dropped:
        yield "Not part of the pack, and not looked at: {}.".format(", ".join(dropped))
    yield "What no proof can show: that nothing else was recorded. A whole record can be left out of a pack, and a"
    yield "history can have gone on after its last event here. Nor what the log was before the first checkpoint that"
    yield "anybody has kept."


def _asked(arguments: list[str]) -> Any:
    reader = argparse.ArgumentParser(prog="verify.py", description="Whether an evidence pack is what was signed.")
    here = os.path.dirname(os.path.abspath(__file__))
    reader.add_argument("pack", nargs="?", default=here, help="the ZIP, or the folder that it was unpacked into")
    reader.add_argument("--checkpoint", action="append", default=[], help="a checkpoint (file) that you have kept")
    reader.add_argument("--key", action="append", default=[], help="the key (line) that you were given elsewhere")
    reader.add_argument("--about", default="", help="tell only of streams with this in their name")
    return reader.parse_args(arguments)


def _held(pack: Pack, path: str) -> tuple[str, int]:
    try:
        with open(path, "rb") as file:
            # A note that was pasted or mailed may have other line ends, a mark before it, or blank lines round it.
            text = file.read(1 << 20).decode("utf-8-sig", "replace").replace("\r\n", "\n").strip()
        return pack.held_against(f"{text}\n".encode(), os.path.basename(path))
    except OSError:
        return f"The checkpoint {path} cannot be read.", 1
    except Wrong as fault:
        return str(fault), 1


def _not_asked(asked: Any, pack: Pack) -> Iterator[str]:
    if not asked.key:
        yield "This was checked with the key that the pack itself brings. Compare it, letter by letter, with the one"
        yield f"that you were given elsewhere, or give that with --key: {pack.keys[-1].line}"
    if not asked.checkpoint:
        yield "A checkpoint that you have kept yourself proves more: give its file with --checkpoint."


def _say(*sentences: str) -> None:
    """Print sentences, a line each, whatever a pack has put into them: nothing in it speaks to the terminal."""
    for sentence in sentences:
        shown = sentence if len(sentence) <= SENTENCE else f"{sentence[:SENTENCE]}..."
        print("".join(one if one.isprintable() else "\ufffd" for one in " ".join(shown.split())))


def _no(sentences: list[str]) -> int:
    _say("NO. This is what is wrong:")
    for number, sentence in enumerate(sentences, 1):
        _say(f"{number}. {sentence}")
    _say("NO: what is wrong stands above, numbered from 1.")
    return 1


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
