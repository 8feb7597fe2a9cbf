"""Names in a pack's ZIP that lead out of its folder are refused, also of what a computer leaves there by itself."""

import io
import zipfile
from pathlib import Path

import pytest

from app.evidence.packing import packed
from tests.evidence.a_pack import Pack, run

OUT = (
    "../../._evil", "/etc/cron.d/._x", "../desktop.ini", "__MACOSX/../../x", "__MACOSX/..", "._a\\..\\b", "C:/._x",
    "a/../__pycache__/x", "~$x:stream", "__MACOSX/../../", "../",
)  # fmt: skip


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return Pack(tmp_path_factory.mktemp("pack"))


def with_one_more(pack: Pack, entry: zipfile.ZipInfo | str, data: bytes = b"x") -> bytes:
    out = io.BytesIO(packed(pack.files))
    with zipfile.ZipFile(out, "a") as made:
        made.writestr(entry, data)
    return out.getvalue()


def said_of(data: bytes, folder: Path) -> tuple[int, str]:
    (folder / "pack.zip").write_bytes(data)
    return run(str(folder / "pack.zip"))


@pytest.mark.parametrize("name", OUT)
def test_a_name_that_leads_out_of_the_folder_is_refused(pack: Pack, tmp_path: Path, name: str) -> None:
    code, said = said_of(with_one_more(pack, name), tmp_path)
    assert (code, f"a file with an unsafe name, {name!r}. Nothing of it was read." in said) == (1, True), said


def test_a_name_before_the_bytes_that_is_another_is_refused(pack: Pack, tmp_path: Path) -> None:
    data = with_one_more(pack, "__MACOSX/aaaa")
    at = data.index(b"__MACOSX/aaaa")
    forged = data[:at] + b"__MACOSX/../b" + data[at + 13 :]
    code, said = said_of(forged, tmp_path)
    assert (code, "is no whole ZIP" in said) == (1, True), said


def test_a_link_is_refused_under_whatever_name(pack: Pack, tmp_path: Path) -> None:
    link = zipfile.ZipInfo("._x")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    code, said = said_of(with_one_more(pack, link, b"/etc"), tmp_path)
    assert (code, "._x of the ZIP is a link to another file. A pack has none such." in said) == (1, True), said


@pytest.mark.parametrize("name", ["__MACOSX/._index.html", "events/._000001.json", ".DS_Store", "a..b/desktop.ini"])
def test_what_a_computer_leaves_by_itself_is_still_passed_over(pack: Pack, tmp_path: Path, name: str) -> None:
    code, said = said_of(with_one_more(pack, name), tmp_path)
    assert (code, f"Not part of the pack, and not looked at: {name}." in said) == (0, True), said
