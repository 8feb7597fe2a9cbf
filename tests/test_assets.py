"""Vendored files are the ones the manifest names, and nothing that a browser reads comes from another host."""

import hashlib
import json
import re
from pathlib import Path

import pytest

APP = Path(__file__).resolve().parent.parent / "app"
VENDOR = APP / "static" / "vendor"
MANIFEST = json.loads((VENDOR / "MANIFEST.json").read_text(encoding="utf-8"))
HASHES = {path: digest for library in MANIFEST["libraries"] for path, digest in library["files"].items()}
OURS = [
    path
    for path in sorted([*(APP / "static").rglob("*"), *(APP / "templates").rglob("*")])
    if path.suffix in {".css", ".js", ".html"} and VENDOR not in path.parents
]
OUTSIDE = re.compile(r"""(https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]{2,}""", re.IGNORECASE)
INLINE = re.compile(r"""<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=["']|javascript:""", re.IGNORECASE)


def test_every_vendored_file_is_in_the_manifest():
    on_disk = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert on_disk - {"MANIFEST.json"} == set(HASHES), "run tools/build_assets.sh, which rewrites MANIFEST.json"


@pytest.mark.parametrize("path", sorted(HASHES))
def test_a_vendored_file_has_the_hash_that_the_manifest_gives(path):
    assert hashlib.sha256((VENDOR / path).read_bytes()).hexdigest() == HASHES[path]


@pytest.mark.parametrize("library", MANIFEST["libraries"], ids=lambda library: library["name"])
def test_a_library_states_version_licence_source_and_build(library):
    assert all(library[key] for key in ("version", "licence", "package", "built"))
    assert f"{library['name']}/LICENCE.txt" in library["files"]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.relative_to(APP).as_posix())
def test_our_own_files_name_no_outside_host(path):
    found = OUTSIDE.search(path.read_text(encoding="utf-8"))
    assert not found, f"{path}: {found} — vendor the file under app/static/vendor instead"


TAKEN_AWAY = APP / "templates" / "subject_access" / "copy.html"
"""A file that somebody opens on a computer of their own: it has its style in it and no script."""
PAGES = [path for path in OURS if path.suffix == ".html" and path != TAKEN_AWAY]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_templates_hold_no_inline_script_or_style(path):
    found = INLINE.search(path.read_text(encoding="utf-8"))
    assert not found, f"{path}: {found} — the content security policy blocks it; use app/static"


@pytest.mark.parametrize("path", [p for p in (APP / "static").rglob("*") if p.suffix in {".css", ".js"}], ids=str)
def test_no_stylesheet_or_script_names_the_gov_uk_typeface_or_crest(path):
    text = path.read_text(encoding="utf-8")
    assert "GDS Transport" not in text
    assert "crest" not in text
    assert "@font-face" not in text


@pytest.mark.parametrize("path", sorted(VENDOR.rglob("*.css")), ids=lambda path: path.name)
def test_a_vendored_stylesheet_loads_only_files_beside_it(path):
    for url in re.findall(r"url\(([^)]*)\)", path.read_text(encoding="utf-8")):
        assert url.startswith("data:image/svg+xml") or (path.parent / url.strip("\"'")).is_file()
