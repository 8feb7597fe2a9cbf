"""Whatever a report is, each of its pages says how it is to be handled, and each of its sections is in it."""

from dataclasses import replace
from typing import Any

import pytest
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from jinja2 import TemplateError

from app.reports.document import PUBLIC
from app.reports.word import written
from app.reports.word_check import check_template
from app.reports.word_sample import samples
from app.reports.word_use import written_in
from tests.reports.a_document import a_document
from tests.reports.a_picture import a_picture
from tests.reports.test_word_check import Edit, edited, refusal


def moved_to(*lines: str) -> bytes:
    """The template whose marking stands at the foot in these lines, and nowhere else."""

    def edit(word: Any) -> None:
        _bare(word)
        for text in lines:
            word.sections[0].footer.add_paragraph(text)

    return edited(edit)


def _bare(word: Any) -> Any:
    """Takes the marking out of head and foot."""
    for edge in (word.sections[0].header, word.sections[0].footer):
        for one in edge.paragraphs:
            if "marking" in one.text:
                one._p.getparent().remove(one._p)
    return word.sections[0].footer


def test_the_marking_alone_on_each_page_is_enough() -> None:
    check_template(moved_to("{{marking}}"))
    check_template(moved_to("{%p if changes %}", "{{ marking }}", "{%p endif %}", "a {{ marking }} b"))


@pytest.mark.parametrize(
    "condition", ["demonstration", "changes", "published", "author", "council == 'Eastmere Council'"]
)
def test_the_marking_on_a_condition_is_refused_though_each_sample_meets_it(condition: str) -> None:
    for lines in (
        (f"{{% if {condition} %}}{{{{ marking }}}}{{% endif %}}",),
        (f"{{%p if {condition} %}}", "{{ marking }}", "{%p endif %}"),
    ):
        why = refusal(moved_to(*lines))
        assert why.sentence.startswith(f"{{{{ marking }}}} stands within {lines[0].partition('{{')[0]}")
        assert why.where == f"in “{lines[-1] if len(lines) == 1 else lines[1]}” in the foot of the pages"


@pytest.mark.parametrize("lines", [(), ("OFFICIAL-SENSITIVE",), ("{{ marking | lower }}",), ("{# {{ marking }} #}",)])
def test_a_template_without_the_marking_is_refused(lines: tuple[str, ...]) -> None:
    why = refusal(moved_to(*lines))
    assert why.sentence.startswith("The pages of a report would not say “OFFICIAL-SENSITIVE”.")


def test_each_section_of_pages_and_each_kind_of_them_is_looked_at() -> None:
    def second(word: Any) -> None:
        more = word.add_section(WD_SECTION.NEW_PAGE)
        more.footer.is_linked_to_previous = more.header.is_linked_to_previous = False

    def even(word: Any) -> None:
        word.settings.odd_and_even_pages_header_footer = True

    def in_a_control(word: Any) -> None:
        break_ = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:pPr><w:sectPr/></w:pPr></w:p></w:sdtContent></w:sdt>"
        word.element.body.insert(0, parse_xml(break_))

    assert "The pages of section 2 of a report would" in refusal(edited(second)).sentence
    assert "The even pages of a report would" in refusal(edited(even)).sentence
    assert "ends within a control" in refusal(edited(in_a_control)).sentence


def looking(**looks: Any) -> Edit:
    """Gives the one marking a look: what is set of its type."""

    def edit(word: Any) -> None:
        font = _bare(word).add_paragraph().add_run("{{ marking }}").font
        for name, value in looks.items():
            setattr(font, name, value) if name != "rgb" else setattr(font.color, name, value)

    return edit


def marked_up(markup: str) -> Edit:
    """Puts the one marking in as markup of its own, MARK for itself."""
    full = markup.replace("MARK", "<w:r><w:t>{{ marking }}</w:t></w:r>")
    spaces = (
        f'{nsdecls("w", "a", "wp")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )

    def edit(word: Any) -> None:
        made = parse_xml(f"<w:ftr {spaces}>{full}</w:ftr>")
        for one in list(made):
            _bare(word)._element.append(one)

    return edit


BOX = "<w:txbxContent><w:p>MARK</w:p></w:txbxContent>"
FIELD = '<w:r><w:fldChar w:fldCharType="{}"/>{}</w:r>'
CODE = "<w:instrText> TITLE </w:instrText>"


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (looking(hidden=True), "it is hidden text"),
        (looking(web_hidden=True), "it is hidden text"),
        (looking(size=Pt(1)), "smaller than 7 points"),
        (looking(rgb=RGBColor(255, 255, 255), size=Pt(1)), "smaller than 7 points"),
        (looking(rgb=RGBColor(255, 255, 255)), "as pale as the page"),
        (looking(rgb=RGBColor(200, 200, 200)), "as pale as the page"),
        (looking(strike=True), "struck through"),
        (marked_up('<w:p><w:pPr><w:framePr w:x="20000"/></w:pPr>MARK</w:p>'), "placed apart"),
        (marked_up('<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr>MARK</w:p>'), "cut off"),
        (marked_up('<w:p><w:pPr><w:ind w:left="20000"/></w:pPr>MARK</w:p>'), "placed apart"),
        (marked_up(f"<w:p><mc:AlternateContent><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:p>"),
         "text box"),
        (marked_up(f"<w:p><w:r><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></w:r></w:p>"), "text box"),
        (marked_up(f"<w:p>{FIELD.format('begin', CODE)}MARK{FIELD.format('end', '')}</w:p>"), "words Word replaces"),
        (marked_up('<w:p><w:fldSimple w:instr=" TITLE ">MARK</w:fldSimple></w:p>'), "words Word replaces"),
        (marked_up("<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent><w:p>MARK</w:p></w:sdtContent></w:sdt>"),
         "words Word replaces"),
        (marked_up('<w:tbl><w:tr><w:trPr><w:trHeight w:val="2" w:hRule="exact"/></w:trPr><w:tc><w:p>MARK</w:p></w:tc>'
                   "</w:tr></w:tbl>"), "cut off"),
    ],
)  # fmt: skip
def test_a_marking_that_nobody_could_read_is_refused_with_why(edit: Edit, why: str) -> None:
    refused = refusal(edited(edit))
    assert refused.sentence.startswith("“{{ marking }}” could not be read: ")
    assert why in refused.sentence
    assert refused.where == "in “{{ marking }}” in the foot of the pages"


@pytest.mark.parametrize("style", ["run", "paragraph", "based on"])
def test_a_marking_that_a_style_hides_is_refused(style: str) -> None:
    def edit(word: Any) -> None:
        kind = WD_STYLE_TYPE.CHARACTER if style == "run" else WD_STYLE_TYPE.PARAGRAPH
        made = used = word.styles.add_style("Ours", kind)
        made.font.hidden = True
        if style == "based on":
            used = word.styles.add_style("Ours too", kind)
            used.base_style = made
        there = _bare(word).add_paragraph()
        run = there.add_run("{{ marking }}")
        (run if style == "run" else there).style = used

    assert "it is hidden text" in refusal(edited(edit)).sentence


def test_white_type_on_a_dark_band_and_what_is_hidden_beside_the_marking_are_taken() -> None:
    dark = '<w:shd w:val="clear" w:color="auto" w:fill="1D3557"/>'
    white = "<w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>{{ marking }}</w:t></w:r>"
    band = f"<w:tbl><w:tr><w:tc><w:tcPr>{dark}</w:tcPr><w:p>{white}</w:p></w:tc></w:tr></w:tbl>"
    check_template(edited(marked_up(band)))
    beside = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Our note.</w:t></w:r>MARK</w:p>"
    check_template(edited(marked_up(beside)))


def test_that_it_is_invented_can_be_read_too() -> None:
    def edit(word: Any) -> None:
        for one in word.sections[0].header.paragraphs:
            for run in one.runs:
                run.font.hidden = "{{ demonstration }}" in run.text or None

    assert refusal(edited(edit)).sentence.startswith(
        "“Demonstration data: everything in this report is invented” could"
    )


def test_a_template_is_tried_as_every_kind_of_report() -> None:
    tried = [(one.edition, one.copy, one.demonstration) for one in samples()]
    for some, other in ((0, 1), (0, 2), (1, 2)):
        assert len({(one[some], one[other]) for one in tried}) == len({one[some] for one in tried}) * 2
    assert {one.edition: (bool(one.published_on), bool(one.changes)) for one in samples()} == {
        0: (False, False), 1: (True, False), 2: (True, True),
    }  # fmt: skip
    assert {len(one.sections) for one in samples()} == {22, 23}


@pytest.mark.parametrize(
    "condition",
    ["edition == 'Draft, not published'", "published and not changes", "not demonstration", "copy == 'Public copy'"],
)
def test_a_tag_that_fails_in_some_reports_alone_is_refused(condition: str) -> None:
    broken = f"{{% if {condition} and title < 1 %}}{{% endif %}}"
    assert "sample report" in refusal(edited(lambda word: word.add_paragraph(broken))).sentence


def within(condition: str) -> bytes:
    """The template whose sections' text stands within a condition."""

    def edit(word: Any) -> None:
        (body,) = [one for one in word.paragraphs if "section.body" in one.text]
        body.insert_paragraph_before(f"{{%p if {condition} %}}")
        body._p.addnext(word.add_paragraph("{%p endif %}")._p)

    return edited(edit)


@pytest.mark.parametrize(
    ("condition", "title"),
    [
        ("loop.index < 3", "Part 1 of the sample"), ("loop.index < 22", "Part 20 of the sample"),
        ("loop.index is odd", "Next steps"), ("not section.confidential", "Appendix"),
        ("section.id == 'summary'", "Next steps"), ("changes", "Summary"), ("not published", "Summary"),
    ],
)  # fmt: skip
def test_a_template_that_would_lose_a_section_is_refused_with_which(condition: str, title: str) -> None:
    why = refusal(within(condition)).sentence
    assert f"the section “{title}” would be lost" in why or f"the section “CONFIDENTIAL: {title}” would be lost" in why


def test_a_section_of_a_real_report_is_lost_in_no_template() -> None:
    def draw(chart: Any) -> bytes:
        return a_picture()

    data = within("section.title != 'Next steps of ours'")
    check_template(data)
    document = a_document()
    assert written_in(document, data, draw) == written(document, data, draw)
    last = replace(document.sections[-1], title="Next steps of ours", confidential=False)
    theirs = replace(document, sections=(*document.sections[:-1], last))
    with pytest.raises(TemplateError, match="the section “Next steps of ours” would be lost"):
        written(theirs, data, draw)
    assert written_in(theirs, data, draw) == written(theirs, None, draw)


def test_a_section_without_its_title_is_refused() -> None:
    def edit(word: Any) -> None:
        for one in word.paragraphs:
            if one.text == "{%p else %}":
                one.text = "{%p elif not changes %}"

    assert "“Next steps” of a report would stand without its title" in refusal(edited(edit)).sentence


def test_public_samples_hold_what_public_copies_hold() -> None:
    for one in samples():
        assert (one.copy == PUBLIC) == (not one.author) == (not any(part.confidential for part in one.sections))
