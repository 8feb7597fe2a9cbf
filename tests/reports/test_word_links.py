"""What of a template leads out of it: a link that somebody follows is taken, what opening the file fetches is not."""

from typing import Any

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from app.reports.word_check import check_template
from tests.reports.test_word_check import Edit, edited, field, refusal, related, zipped

BEACON = "http://127.0.0.1:8199/a.png"
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
STRICT = 'xmlns:r="http://purl.oclc.org/ooxml/officeDocument/relationships"'
BLIP = f"<a:blip {nsdecls('a')} {{}} {{}}/>"


def referring(markup: str, *, head: bool = False) -> Edit:
    """Puts a link into the text or the head of the page, and markup that refers to it by {id}."""

    def edit(word: Any) -> None:
        there = word.sections[0].header if head else word
        id = there.part.relate_to(BEACON, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        there.add_paragraph("").add_run()._r.append(parse_xml(markup.replace("{id}", id)))

    return edit


@pytest.mark.parametrize("head", [False, True])
@pytest.mark.parametrize(
    "markup",
    [
        BLIP.format(R, 'r:link="{id}"'),
        BLIP.format(R, 'r:embed="{id}"'),
        BLIP.format(STRICT, 'r:link=" {id} "'),
        f'<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" {R} r:href="{{id}}"/>',
        f'<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" {R} r:id="{{id}}"/>',
        '<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="o" o:relid="{id}"/>',
        f'<w:attachedTemplate {nsdecls("w")} {R} r:id="{{id}}"/>',
        f'<a:hlinkClick {nsdecls("a")} {R} r:link="{{id}}"/>',
    ],
)
def test_nothing_but_a_link_refers_to_what_is_outside(markup: str, head: bool) -> None:
    why = refusal(edited(referring(markup, head=head)))
    assert (
        why.sentence
        == f"Something of this document is fetched from another place when it is opened: {BEACON}. Take it out."
    )
    assert why.where == ("in a header" if head else "in the text")


@pytest.mark.parametrize("name", ["hyperlink", "hlinkClick", "hlinkHover"])
def test_a_link_that_somebody_follows_is_taken(name: str) -> None:
    space = nsdecls("w" if name == "hyperlink" else "a")
    check_template(edited(referring(f'<{"w" if name == "hyperlink" else "a"}:{name} {space} {R} r:id="{{id}}"/>')))


@pytest.mark.parametrize(
    "code",
    [
        ' HYPERLINK "..\\..\\x.exe"', " HYPERLINK ..\\x.exe", ' HYPERLINK "x.docx" \\l "top"', " HYPERLINK /c/x",
        ' HYPERLINK \\l "a" "x.exe"', ' HYPERLINK ""', ' HYPERLINK "https://a.example/" x.exe',
    ],
)  # fmt: skip
def test_a_field_leads_to_a_page_an_address_or_within_the_document(code: str) -> None:
    why = refusal(field(code))
    assert f"no web page or e-mail address: {code.strip()}." in why.sentence
    assert why.where == "in the text"


@pytest.mark.parametrize(
    "code",
    [
        ' HYPERLINK "https://council.example/" \\o "Our pages" \\t "_blank" ', " HYPERLINK mailto:qa@council.example",
        ' HYPERLINK \\l "_Toc123" \\h', " hyperlink \\n \\l top ",
    ],
)  # fmt: skip
def test_links_as_word_writes_them_are_taken(code: str) -> None:
    check_template(field(code))


@pytest.mark.parametrize("mode", [b"", b' TargetMode="External"'])
def test_a_link_to_another_file_is_refused(mode: bytes) -> None:
    assert (
        "no web page or e-mail address: ..\\..\\x.exe."
        in refusal(related(b"hyperlink", b"..\\..\\x.exe", mode)).sentence
    )


def test_links_that_belong_to_no_part_and_addresses_in_older_markup_are_refused() -> None:
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
    link = b'<Relationship Id="rId1" Type="a/hyperlink" Target="https://council.example/" TargetMode="External"/>'
    assert "not where Word puts them" in refusal(zipped(**{"word/document.xml.rels": empty % link})).sentence
    assert "fetched" in refusal(zipped(**{"x/other.xml": b'<v src="../../x.png"/>'})).sentence
