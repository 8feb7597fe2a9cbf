"""A file's parts are judged by what they are, whatever their names, and whatever refers to them."""

import pytest

from app.reports.word import shipped
from app.reports.word_check import check_template
from app.reports.word_file import opened
from tests.reports.a_picture import a_picture
from tests.reports.test_word_check import field, refusal, related, zipped


def moved(main: str, **more: bytes) -> bytes:
    """The template whose text is another part, with the one that was looked at left where it is."""
    parts, at = opened(shipped()), main.encode()
    changes = {name: parts[name].replace(b"word/document.xml", at) for name in ("_rels/.rels", "[Content_Types].xml")}
    folder, name = main.split("/")
    relations = parts["word/_rels/document.xml.rels"].replace(b'Target="', b'Target="/word/')
    return zipped(**changes | {main: parts["word/document.xml"], f"{folder}/_rels/{name}.rels": relations} | more)


def typed(ending: bytes, type: bytes, **parts: bytes) -> bytes:
    """The template with parts of one more ending."""
    default = b'<Default Extension="%s" ContentType="%s"/></Types>' % (ending, type)
    return zipped(types=opened(shipped())["[Content_Types].xml"].replace(b"</Types>", default), **parts)


FIELD = b'<w:fldSimple xmlns:w="%s" w:instr=" DDEAUTO cmd "/>'
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
PLAIN = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (moved("word/real.foo"), "a part (word/real.foo) that is no text"),
        (moved("x/document.xml"), "is not where Word puts it"),
        (moved("word/real.png"), "a part (word/real.png) that is no text"),
        (zipped(**{"x/other.xml": FIELD % PLAIN}), "has a field “DDEAUTO”"),
        (zipped(**{"x/other.xml": FIELD % STRICT}), "has a field “DDEAUTO”"),
        (zipped(**{"x/OTHER.XML": FIELD % PLAIN}), "has a field “DDEAUTO”"),
        (zipped(**{"x/other.xml": b'<w:comment xmlns:w="%s"/>' % PLAIN}), "tracked changes or comments"),
        (zipped(**{"x/other.xml": b'<w:rPrChange xmlns:w="%s"/>' % PLAIN}), "tracked changes or comments"),
        (zipped(**{"x/other.xml": b'<?xml version="1.0" encoding="UTF-7"?><x/>'}), "cannot be read"),
        (zipped(**{"x/other.XML": bytes(1_100_000)}), "more text and markup than a template can, in x/other.XML."),
        (zipped(**{"x/other.xml": b'<v xmlns:o="o" o:href="http://203.0.113.9/x"/>'}), "fetched from another place"),
        (zipped(**{"x/other.xml": b'<w:mailMerge xmlns:w="%s"/>' % PLAIN}), "fetched from another place"),
        (field(' HYPERLINK "file:///c:/x"'), "no web page or e-mail address: HYPERLINK"),
        (related(b"image", b"https://elsewhere.example/x.png", b' TargetMode="external"'), "fetched from another"),
        (related(b"image", b"https://elsewhere.example/x.png", b""), "fetched from another"),
        (related(b"aFChunk", b"other.xml", b""), "Another file is embedded"),
        (zipped(**{"word/Document.xml": b"<x/>"}), "is not where Word puts it"),
        (zipped(**{"word/%64ocument.xml": b"<x/>"}), "has a name that Word does not give"),
        (zipped(**{"../document.xml": b"<x/>"}), "has a name that Word does not give"),
        (typed(b"XML", b"application/xml"), "has a name that Word does not give"),
        (typed(b"png", b"image/png", **{"word/media/a.png": b"<x/>"}), "is no text, picture"),
        (typed(b"png", b"application/xml", **{"word/media/a.png": a_picture()}), "is no text, picture"),
        (typed(b"html", b"text/html", **{"word/a.html": b"<x/>"}), "is no text, picture"),
    ],
)  # fmt: skip
def test_a_part_is_judged_by_what_it_is_wherever_it_lies(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data).sentence


def test_pictures_and_fonts_may_be_in_a_template() -> None:
    font = b"application/vnd.openxmlformats-officedocument.obfuscatedFont"
    check_template(typed(b"png", b"image/png", **{"word/media/a.png": a_picture()}))
    check_template(typed(b"odttf", font, **{"word/fonts/font1.odttf": b"x"}))
