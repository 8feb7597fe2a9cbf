"""What is taken as a template, and what is refused: in which words, and where."""

import io
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from jinja2 import TemplateError

from app.reports.document import Document
from app.reports.word import shipped, written
from app.reports.word_check import TemplateRefused, check_template
from app.reports.word_file import opened
from app.reports.word_jinja import MOST_WRITTEN, environment
from app.reports.word_use import fault_of, written_in
from tests.reports.a_document import a_document
from tests.reports.a_picture import a_picture

Edit = Callable[[Any], None]


def edited(edit: Edit) -> bytes:
    """The shipped template as somebody saved it after an edit."""
    word, out = docx.Document(io.BytesIO(shipped())), io.BytesIO()
    edit(word)
    word.save(out)
    return out.getvalue()


def zipped(**changes: bytes | None) -> bytes:
    """The shipped template with parts changed, added, or (None) left out; "__" in a name stands for a slash."""
    parts: dict[str, bytes | None] = {**opened(shipped()), **{_name(name): data for name, data in changes.items()}}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            if data is not None:
                file.writestr(name, data)
    return out.getvalue()


def _name(name: str) -> str:
    return {"types": "[Content_Types].xml", "rels": "word/_rels/document.xml.rels"}.get(name, name.replace("__", "/"))


def with_part(part: str, old: bytes, new: bytes) -> bytes:
    """The shipped template with something replaced in a part."""
    before = opened(shipped())[_name(part)]
    assert old in before
    return zipped(**{part: before.replace(old, new, 1)})


def says(text: str) -> bytes:
    """The template with a paragraph of this text after "Contents"."""
    return edited(lambda word: _heading(word)._p.addnext(word.add_paragraph(text)._p))


def _heading(word: Any) -> Any:
    return next(one for one in word.paragraphs if one.text == "Contents")


def without(text: str) -> Edit:
    """Takes the paragraphs of this text out."""

    def edit(word: Any) -> None:
        for one in [one for one in word.paragraphs if one.text == text]:
            one._p.getparent().remove(one._p)

    return edit


def refusal(data: bytes) -> TemplateRefused:
    """Why it is refused."""
    with pytest.raises(TemplateRefused) as caught:
        check_template(data)
    return caught.value


def test_the_template_that_is_shipped_is_taken() -> None:
    check_template(shipped())


def test_a_template_that_somebody_edited_is_taken_and_filled_in() -> None:
    text = "Completion: {{ figures[‘grade:overall:good’] }}{% if is_long is defined %}{% endif %}"
    data = says(
        text.replace("{% if is_long is defined %}{% endif %}", "{% if edition %} ({{ edition | upper }}){% endif %}")
    )
    check_template(data)
    word = docx.Document(io.BytesIO(written(a_document(), data, lambda chart: a_picture())))
    assert "Completion: 21 of 77 (27%) (DRAFT, NOT PUBLISHED)" in [one.text for one in word.paragraphs]


def test_a_tag_that_word_keeps_in_pieces_is_one_tag() -> None:
    def edit(word: Any) -> None:
        there = word.add_paragraph("Of ")
        for piece in ("{", "{ per", "iod ", "}", "}: {%", " if author %", "}by {{ author }}{% endif %}"):
            there.add_run(piece).bold = True

    data = edited(edit)
    check_template(data)
    word = docx.Document(io.BytesIO(written(a_document(), data, lambda chart: a_picture())))
    assert word.paragraphs[-1].text == "Of Q1 2024-25: by Ruth Okafor"


ATTACKS = (
    "{{ ''.__class__.__mro__ }}",
    "{{ title.__class__ }}",
    "{{ figures['x'].__init__ }}",
    "{{ figures['__class__'] | attr('__mro__') }}",
    "{{ title | attr('format') }}",
    "{% for n in range(10 ** 9) %}{{ n }}{% endfor %}",
    "{% for n in range(1000000000) %}{{ n }}{% endfor %}",
    "{{ 'a' * 10 ** 9 }}",
    "{{ title | center(1000000000) }}",
    "{{ cycler('a').next() }}",
    "{{ lipsum(n=100000) }}",
    "{% set x = title %}",
    "{% include 'other' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}",
    "{% for a in sections %}{% for b in sections %}{{ b.title }}{% endfor %}{% endfor %}",
    "{% for a in sections recursive %}{{ loop(sections) }}{% endfor %}",
    "{{ title.format(title) }}",
    "{{ config }}{{ self }}",
    "{{ title|join(title)|join(title) }}",
    "{{ sections|join('', 'body')|join(sections|join('', 'body'))|length }}",
    "{{ changes|join(', ') }}",
    "{{ (title|upper)|lower }}",
    "{{ title|default(contents) }}",
    "{{ title|default(*changes) }}",
    "{{ title|default('a', 'b', 'c', 'd') }}",
    "{{ section.body|lower }}{{ sections|upper }}",
    "{{ sections|upper }}",
    "{{ changes|lower }}",
    "{{ contents|trim }}",
    "{{ title if title else contents }}",
    "{{ edition or sections }}",
    "{% if sections|lower == 'a' %}{% endif %}",
    "{% if title < 5 %}{% endif %}",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_tag_that_would_run_something_is_refused_where_it_stands(attack: str) -> None:
    began = time.perf_counter()
    why = refusal(says(attack))
    assert "in the text, beneath" in why.where
    assert attack[:40] in why.where.replace("“", '"').replace("”", '"') or attack[:20] in why.where
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{{ perod }}", "{{ perod }}: there is no “perod”. Is “period” meant?"),
        ("{{ quux }}", "{{ quux }}: there is no “quux”. There is: as_at, author,"),
        ("{% if false_name or title %}a{% endif %}", "there is no “false_name”"),
        ("{{ sections }}", "{{ sections }} is not words."),
        ("{{ figures }}", "{{ figures }} is not words."),
        ("{{ title", "A tag begins or ends here without its other half: {{."),
        ("title }}", "A tag begins or ends here without its other half: }}."),
        ("{{ title | }}", "{{ title | }} cannot be filled in. Expected token 'name'"),
        ("{{ }}", "{{ }} says nothing that can be filled in"),
        ("{{- title }}", "has a sign too many."),
        ("{% if title %}", "{% if title %} is never ended."),
        ("{% endif %}", "{% endif %} ends or divides nothing that was begun."),
        ("{%p if title %}", "{%p if title %} is never ended."),
        ("a {%p if title %}", "stands alone in its paragraph; the other words would be lost."),
        ("{% for one in sections %}{{ one.titel }}{% endfor %}",
         "“one” has no “titel”. Is “title” meant?"),
        ("{% for one in title %}{{ one }}{% endfor %}", "“title” is not several"),
        ("{{ definitions }}", "{{ definitions }} is paragraphs, so it is written {{p definitions }}."),
        ("{{p title }}", "{{p title }} is words, so it is written {{ title }}."),
        ("{{ title['a'] }}", "only figures has square brackets."),
        ("{% for one in sections %}{{p one.body }}{% endfor %}", "stands alone in its paragraph"),
    ],
)  # fmt: skip
def test_a_tag_that_means_nothing_is_refused_where_it_stands(text: str, sentence: str) -> None:
    why = refusal(says(text))
    assert sentence in why.sentence
    assert why.where == f"in “{text[:80]}” in the text, beneath “{{{{ title }}}}”"


def test_the_length_of_a_list_may_be_said() -> None:
    check_template(
        says("{% if changes|length > 1 %}{{ sections | length }} {{ edition if edition else title }}{% endif %}")
    )


def test_the_paragraphs_of_a_report_are_placed_twice_at_the_most_and_in_no_loop() -> None:
    def thrice(word: Any) -> None:
        for _ in range(2):
            _heading(word)._p.addnext(word.add_paragraph("{{p contents }}")._p)

    def looped(word: Any) -> None:
        for text in ("{%p endfor %}", "{{p definitions }}", "{%p for change in changes %}"):
            _heading(word)._p.addnext(word.add_paragraph(text)._p)

    for edit in (thrice, looped):
        assert "would be repeated" in refusal(edited(edit)).sentence


def test_what_is_written_grows_with_the_report_and_no_faster() -> None:
    data = says("{{ title|upper }} {% for one in sections %}{{ one.title|lower }}{% endfor %}" * 90)
    check_template(data)
    small, large = (unpacked(written(long_report(n), data, lambda chart: a_picture())) for n in (8, 16))
    assert 300_000 < small < large < 2.1 * small


def unpacked(data: bytes) -> int:
    """How large all parts of a file are."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return sum(entry.file_size for entry in file.infolist())


def long_report(times: int) -> Document:
    """The example with each of its sections so often, charts included."""
    document = a_document()
    return replace(document, sections=document.sections * times)


def test_what_writes_more_than_a_report_stops_before_it_is_one_text() -> None:
    env, most = environment(1000), MOST_WRITTEN + 1000
    source = "{% for one in many %}" + "x" * 1000 + "{% endfor %}"
    assert len(env.from_string(source).render(many=range(most // 1000))) == most
    with pytest.raises(TemplateError, match="more than the report"):
        env.from_string(source).render(many=range(most // 1000 + 1))


def unseen(markup: str) -> bytes:
    """The template with markup of its own before its first paragraph."""
    return with_part("word__document.xml", b"<w:body>", f"<w:body>{markup}".encode())


@pytest.mark.parametrize(
    "markup",
    [
        "<w:p>{{ title * 3 }}</w:p>",
        "<w:p><w:r/>{{ title * 3 }}</w:p>",
        "<w:t>{{ title * 3 }}</w:t>",
        "<!-- {{ title * 3 }} -->",
        "<?x {{ title * 3 }}?>",
        *("".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("a {", "{ title * 3 }", "} b")),),
    ],
)
def test_a_tag_that_only_what_fills_it_in_would_see_is_refused(markup: str) -> None:
    assert refusal(unseen(markup)).sentence.startswith("A tag ")
    with pytest.raises(TemplateError, match="computes"):
        written(a_document(), unseen(markup), lambda chart: a_picture())


def test_a_file_that_takes_more_memory_than_there_is_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def much(data: bytes) -> None:
        raise MemoryError

    monkeypatch.setattr("app.reports.word_check._look", much)
    assert "too large" in refusal(shipped()).sentence


def test_a_template_without_a_report_in_it_is_refused() -> None:
    for text in ("{{p section.body }}", "{{ section.title }}"):
        assert refusal(edited(without(text))).sentence.startswith("This template does not go through the report's sect")


def test_a_page_that_would_not_say_how_it_is_handled_is_refused() -> None:
    def first_page(word: Any) -> None:
        word.sections[0].different_first_page_header_footer = True

    assert "“OFFICIAL-SENSITIVE”" in refusal(edited(first_page)).sentence

    def unmarked(word: Any) -> None:
        for one in word.sections[0].header.paragraphs:
            one.text = one.text.replace("{{ demonstration }}", "Invented")

    assert "“Demonstration data: " in refusal(edited(unmarked)).sentence


def test_a_tag_in_the_foot_of_the_page_is_looked_at_too() -> None:
    def edit(word: Any) -> None:
        word.sections[0].footer.paragraphs[0].add_run("{{ nobody }}")

    assert "in the footer" in refusal(edited(edit)).where


def test_a_tag_where_none_is_filled_in_is_refused() -> None:
    def edit(word: Any) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), "{{ title }}")
        _heading(word)._p.append(link)

    assert refusal(edited(edit)).sentence.startswith("A tag stands where none is filled in")


def test_a_style_that_a_report_needs_is_asked_for_by_name() -> None:
    def edit(word: Any) -> None:
        word.styles.element.remove(word.styles["Report table"].element)

    assert "“Report table”" in refusal(edited(edit)).sentence


def field(code: str) -> bytes:
    """The template with a field in it, in two runs as Word may keep one."""

    def edit(word: Any) -> None:
        for kind, text in (("begin", ""), ("", code[:4]), ("", code[4:]), ("end", "")):
            node = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                node.set(qn("w:fldCharType"), kind)
            node.text = text or None
            _heading(word).add_run()._r.append(node)

    return edited(edit)


RELATION = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s"'
    b' Target="%s"%s/></Relationships>'
)
OUTSIDE = b' TargetMode="External"'


def related(kind: bytes, target: bytes, mode: bytes = OUTSIDE) -> bytes:
    """The template with one more relationship."""
    return with_part("rels", b"</Relationships>", RELATION % (kind, target, mode))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.7 and so on", "This is not a Word document (.docx)."),
        (zipped(**{"word/document.xml": b"<w:document"}), "cannot be read"),
        (zipped(**{"word/document.xml": None}), "This is not a Word document (.docx)."),
        (zipped(**{"word/vbaProject.bin": b"x"}), "This document holds macros"),
        (with_part("types", b"wordprocessingml.document.main", b"wordprocessingml.macroEnabled.main"), "holds macros"),
        (related(b"image", b"https://elsewhere.example/x.png"), "is fetched from another place"),
        (related(b"attachedTemplate", b"file:///c:/x.dotm"), "is fetched from another place"),
        (related(b"hyperlink", b"javascript:alert(1)"), "no web page or e-mail address: javascript:"),
        (related(b"oleObject", b"embeddings/x.bin", b""), "Another file is embedded"),
        (field(" DDEAUTO cmd"), "has a field “DDEAUTO”"),
        (field(" INCLUDETEXT x"), "has a field “INCLUDETEXT”"),
        (field(" DATE "), "has a field “DATE”"),
        (with_part("word__document.xml", b"<w:body>", b"<w:body><w:ins w:id='1' w:author='x'/>"), "tracked changes"),
        (with_part("word__styles.xml", b"<w:styles", b"<!DOCTYPE x [<!ENTITY a 'b'>]><w:styles"), "cannot be read"),
        (zipped(word__media__big=bytes(13_000_000)), "unpacks to more than"),
        (zipped(**{f"word/n{n}": b"" for n in range(400)}), "unpacks to more than"),
        (zipped(word__media__one=__import__("random").Random(1).randbytes(310_000)), "at most 300 kB"),
    ],
)  # fmt: skip
def test_a_file_that_is_more_or_less_than_a_word_document_is_refused(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data).sentence


def test_what_is_refused_now_is_not_used_and_the_report_is_written_in_the_one_that_is_shipped() -> None:
    def draw(chart: Any) -> bytes:
        return a_picture()

    document, own = a_document(), says("Our own words.")
    shown = written(document, None, draw)
    assert written_in(document, own, draw) == written(document, own, draw) != shown
    for data in (says("{{ title|join(title) }}"), field(" DDEAUTO cmd")):
        assert written_in(document, data, draw) == shown
    breaks = says("{% if council == 'Westmere' and title < 1 %}{% endif %}")
    assert not fault_of(breaks)
    elsewhere = replace(document, council="Westmere")
    assert written_in(elsewhere, breaks, draw) == written(elsewhere, None, draw)
    with pytest.raises(TypeError):
        written(elsewhere, breaks, draw)


def test_a_link_to_a_page_may_stand_in_a_template() -> None:
    check_template(related(b"hyperlink", b"https://council.example/"))


@pytest.mark.parametrize("noise", ["&lt;w:tc>{%", "{%p ", "{{p x }}", "{ {", "{</w:t></w:r><w:r><w:t>"])
def test_a_file_that_was_made_to_take_long_does_not(noise: str) -> None:
    text = (noise * (900_000 // len(noise))).encode()
    data = with_part("word__document.xml", b"<w:body>", b"<w:body><w:p><w:r><w:t>" + text + b"</w:t></w:r></w:p>")
    began = time.perf_counter()
    with suppress(TemplateRefused):
        check_template(data)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "attack", ["{{ ''.__class__.__mro__ }}", "{% for n in range(9) %}{% endfor %}", "{{ nobody }}"]
)
def test_behind_the_check_the_sandbox_refuses_too(attack: str) -> None:
    with pytest.raises(TemplateError):
        written(a_document(), says(attack), lambda chart: a_picture())
