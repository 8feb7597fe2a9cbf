"""Whether words at the head or foot of a page can be read there: in plain type, in an ordinary line."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

SMALLEST = 14
"""In half points: 7 points."""
CONTRAST = 3.0
"""At the least, of type and its ground (WCAG 2.2, for large type)."""
ORDINARY = frozenset(qn(f"w:{name}") for name in (
    "hdr", "ftr", "p", "r", "t", "tbl", "tr", "tc", "sdt", "sdtContent", "hyperlink", "smartTag", "customXml",
))  # fmt: skip
"""Where words are read whatever opens the file: not in a text box, a picture, or what only some programs show."""
PALE = frozenset(("none", "white", "yellow", "green", "cyan", "lightGray"))
"""Highlights that dark type can be read on."""
ON, OFF = "1", frozenset(("0", "false", "off"))
HIDDEN, SMALL, FAINT = "it is hidden text", "it is smaller than 7 points", "it is as pale as the page, or as its ground"
BOXED = "it stands in a text box, a picture, or a part that only some programs show"
REPLACED = "it stands in a field, or a control, whose words Word replaces"
CLIPPED = "its line is squeezed, cut off, or placed apart from the page's text"
STRUCK = "it is struck through"


class Look:
    """The styles of a document, by which its words are hidden or seen."""

    def __init__(self, styles: Any) -> None:
        self._styles = {one.get(qn("w:styleId")): one for one in styles.iter(qn("w:style"))}
        self._usual = next((id for id, one in self._styles.items() if _usual(one)), "")
        self._defaults = styles.find(qn("w:docDefaults"))

    def unseen(self, paragraph: Any, at: int, length: int) -> str:
        """Why so many letters of a paragraph's words from there on cannot be read, "" for those that can."""
        fields = _in_fields(paragraph)
        reasons = (self._why(node, fields) for node in _nodes(paragraph, at, length))
        return next(filter(None, reasons), "")

    def _why(self, node: Any, fields: set[Any]) -> str:
        above = list(node.iterancestors())
        if any(one.tag not in ORDINARY for one in above):
            return REPLACED if any(one.tag == qn("w:fldSimple") for one in above) else BOXED
        bound = any(one.find(f"{qn('w:sdtPr')}/{qn('w:dataBinding')}") is not None for one in above)
        if bound or node in fields:
            return REPLACED
        letters, lines = self._letters(node.getparent()), self._lines(node.getparent())
        return _hidden(letters, above) or _clipped(letters, lines, above) or _faint(letters, [*letters, *lines], above)

    def _letters(self, run: Any) -> list[Any]:
        """What is said of a run's letters, from the nearest: of itself, its styles, its paragraph's, its table's."""
        paragraph = next(run.iterancestors(qn("w:p")))
        found = [run.find(qn("w:rPr")), *self._of(_named(run, "rPr", "rStyle"), "rPr")]
        found += self._of(_named(paragraph, "pPr", "pStyle") or self._usual, "rPr")
        for table in run.iterancestors(qn("w:tbl")):
            found += self._of(_named(table, "tblPr", "tblStyle"), "rPr")
        found += list(self._defaults.iter(qn("w:rPr"))) if self._defaults is not None else []
        return [one for one in found if one is not None]

    def _lines(self, run: Any) -> list[Any]:
        """The same of its line."""
        paragraph = next(run.iterancestors(qn("w:p")))
        found = [paragraph.find(qn("w:pPr")), *self._of(_named(paragraph, "pPr", "pStyle") or self._usual, "pPr")]
        return [one for one in found if one is not None]

    def _of(self, id: str, kind: str) -> list[Any]:
        """What a style and those that it is based on say, those for parts of a table too."""
        found: list[Any] = []
        past: set[str] = set()
        while id in self._styles and id not in past:
            past.add(id)
            found += self._styles[id].iter(qn(f"w:{kind}"))
            id = _said(self._styles[id], "basedOn")
        return found


def _usual(style: Any) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default"), ON) not in OFF and (
        style.get(qn("w:default")) is not None
    )  # fmt: skip


def _named(node: Any, about: str, name: str) -> str:
    found = node.find(qn(f"w:{about}"))
    return _said(found, name) if found is not None else ""


def _said(node: Any, name: str) -> str:
    found = node.find(qn(f"w:{name}"))
    return str(found.get(qn("w:val"), "")) if found is not None else ""


def _nodes(paragraph: Any, at: int, length: int) -> Iterator[Any]:
    """The pieces of a paragraph's words that these letters stand in."""
    start = 0
    for node in paragraph.iter(qn("w:t")):
        if next(node.iterancestors(qn("w:p"))) is paragraph:
            end = start + len(node.text or "")
            if start < at + length and end > at:
                yield node
            start = end


def _in_fields(paragraph: Any) -> set[Any]:
    """The pieces of a part's words that are what a field came to, which Word works out again."""
    depth, found = 0, set()
    for node in paragraph.getroottree().getroot().iter(qn("w:fldChar"), qn("w:t")):
        if node.tag == qn("w:t"):
            found |= {node} if depth else set()
        else:
            kind = node.get(qn("w:fldCharType"))
            depth = max(0, depth + (kind == "begin") - (kind == "end"))
    return found


def _first(layers: list[Any], name: str, attribute: str = "val") -> str:
    """What the nearest that speaks of it says, "" for none."""
    found = (one.find(qn(f"w:{name}")) for one in layers)
    return next((str(one.get(qn(f"w:{attribute}"), "")) for one in found if one is not None), "")


def _number(text: str) -> float:
    try:
        return float(text.rstrip("%pt") or 0)
    except ValueError:
        return 0.0


def _hidden(letters: list[Any], above: list[Any]) -> str:
    marks = [one for layer in letters for one in layer if one.tag in (
        qn("w:vanish"), qn("w:webHidden"), qn("w:specVanish"))]  # fmt: skip
    marks += [one for row in above for one in row.findall(f"{qn('w:trPr')}/{qn('w:hidden')}")]
    if any(one.get(qn("w:val"), ON) not in OFF for one in marks):
        return HIDDEN
    if any(_first(letters, name) not in OFF and _there(letters, name) for name in ("strike", "dstrike")):
        return STRUCK
    return SMALL if _there(letters, "sz") and _number(_first(letters, "sz")) < SMALLEST else ""


def _there(layers: list[Any], name: str) -> bool:
    return any(one.find(qn(f"w:{name}")) is not None for one in layers)


def _clipped(letters: list[Any], lines: list[Any], above: list[Any]) -> str:
    """Type that is squeezed or raised out of its line, a line that is lower than its type, a frame or table apart."""
    squeezed = _there(letters, "w") and _number(_first(letters, "w")) < 66
    squeezed |= _number(_first(letters, "spacing")) < -20 or abs(_number(_first(letters, "position"))) > 12
    squeezed |= _there(letters, "fitText") or _there(lines, "framePr")
    spacing = [one.find(qn("w:spacing")) for one in lines]
    exact = next((one for one in spacing if one is not None and one.get(qn("w:lineRule"))), None)
    squeezed |= exact is not None and _low(exact, "lineRule", "line")
    indents = [one.find(qn("w:ind")) for one in lines]
    squeezed |= any(not -1000 <= _number(said) <= 9000 for one in indents if one is not None for said in one.values())
    heights = [one for row in above for one in row.findall(f"{qn('w:trPr')}/{qn('w:trHeight')}")]
    squeezed |= any(_low(one, "hRule", "val") for one in heights)
    squeezed |= any(one.find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}") is not None for one in above)
    return CLIPPED if squeezed else ""


def _low(node: Any, rule: str, height: str) -> bool:
    """Whether a line or row of exactly that height is lower than the smallest type."""
    return node.get(qn(f"w:{rule}")) == "exact" and _number(node.get(qn(f"w:{height}"), "0")) < SMALLEST * 10


def _faint(letters: list[Any], layers: list[Any], above: list[Any]) -> str:
    """Type that is hardly told from what it stands on; what Word chooses by itself is."""
    if _first(letters, "highlight") not in PALE | {""} or any(_drawn(one) for one in letters):
        return FAINT
    if _first(letters, "color", "themeColor").startswith(("background", "light")):
        return FAINT
    colour = _first(letters, "color")
    cells = [one for node in above for one in node.findall(qn("w:tcPr"))]
    ground = _first([*layers, *cells], "shd", "fill")
    if colour in ("", "auto") and ground in ("", "auto"):
        return ""
    return (
        FAINT if _contrast(_light(colour, 0.0), _light(ground, 1.0)) < CONTRAST and colour not in ("", "auto") else ""
    )


def _drawn(layer: Any) -> bool:
    """Whether letters are filled in some other way than with a colour."""
    return any(one.tag.rpartition("}")[2] == "textFill" for one in layer if isinstance(one.tag, str))


def _light(colour: str, otherwise: float) -> float:
    """The relative luminance of a colour (WCAG 2.2), rrggbb."""
    try:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    except ValueError:
        return otherwise
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)
