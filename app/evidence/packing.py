"""A pack as a ZIP: every file listed with its digest in a manifest that the ledger's key has signed."""

import io
import zipfile
from hashlib import sha256
from pathlib import Path

from app.evidence.proving import Files
from app.evidence.verify import TITLE
from ledger.note import Signer

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date that every file has: the first that a ZIP can say, so that the same pack is the same bytes."""
VERIFIER = Path(__file__).with_name("verify.py")


def with_manifest(files: Files, id: str, about: str, signer: Signer) -> Files:
    """The files with the program that verifies them and the manifest, signed; `about` is one line.

    The manifest's first line says that it is one of these, so that it can never be taken for a checkpoint.
    """
    found = files | {"verify.py": VERIFIER.read_bytes()}
    lines = [f"{sha256(data).hexdigest()}  {name}" for name, data in sorted(found.items())]
    text = "".join(f"{line}\n" for line in (TITLE, id, about, *lines))
    return found | {"manifest.txt": signer.signed(text).encode()}


def packed(files: Files) -> bytes:
    """The files as a ZIP: the same files are the same bytes, whoever packs them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            made.writestr(entry, data, compresslevel=6)
    return out.getvalue()
