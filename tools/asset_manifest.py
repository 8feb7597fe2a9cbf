"""Writes app/static/vendor/MANIFEST.json: what each vendored library is, and the SHA-256 of each of its files."""

import hashlib
import json
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "app" / "static" / "vendor"
COMPILED = "CSS compiled by sass 1.108.2 from tools/assets/{}.scss; JavaScript copied unchanged"
COPIED = "copied unchanged"
LIBRARIES = [
    ("govuk-frontend", "6.3.0", "MIT", "govuk-frontend", COMPILED.format("govuk")),
    ("moj-frontend", "11.1.0", "MIT", "@ministryofjustice/frontend", COMPILED.format("moj")),
    ("htmx", "2.0.11", "0BSD", "htmx.org", COPIED),
    ("accessible-autocomplete", "3.0.1", "MIT", "accessible-autocomplete", COPIED),
]


def entry(name: str, version: str, licence: str, package: str, built: str) -> dict[str, object]:
    """Takes one row of LIBRARIES; returns its manifest entry with a hash for each file on disk."""
    files = sorted(path for path in (VENDOR / name).rglob("*") if path.is_file())
    hashes = {path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return {"name": name, "version": version, "licence": licence, "package": package, "built": built, "files": hashes}


if __name__ == "__main__":
    manifest = {"libraries": [entry(*row) for row in LIBRARIES]}
    (VENDOR / "MANIFEST.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
