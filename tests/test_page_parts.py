"""What the page is made of: text escaped and marked, the address, filters, blocks, colours."""

from __future__ import annotations

import html
import re
import tomllib
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.types import Answer, Citation
from index.content import DocumentInfo
from index.filters import matching
from index.syllables import TOKEN, canonical
from index.types import FILTER_KEYS, MODES, Change, Hit, Understood
from ingest.types import Document, Passage, Section
from ui import notices
from ui.about import citation_text
from ui.cards import cards_html
from ui.document import Ways, document_html
from ui.facets import facet
from ui.facets import merged as merged_places
from ui.marks import escape_markdown, excerpt, marked, matches, merged
from ui.passages import passages_html
from ui.reading import read
from ui.state import View, address, as_chosen, as_kept, clean_question, read_view, write_view
from ui.theme import GROUNDS, PALETTE, SERIES, run_script, style_sheet

HARM = (
    "<script>alert(1)</script>",
    '" onmouseover="x',
    "</mark></article>",
    "&lt;b&gt;",
    "<img src=x onerror=y>",
    "[a](javascript:b)",
    ":red[x]",
    "$x$",
)
texts = st.text(st.sampled_from("aă đ.,:\n<>&\"'*_$[]()1ộB"), max_size=60) | st.sampled_from(HARM)
lines = texts.map(lambda text: " ".join(text.split()))


@st.composite
def text_and_spans(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    text = draw(texts)
    edge = st.integers(-3, len(text) + 3)
    return text, draw(st.lists(st.tuples(edge, edge), max_size=6))


# Escaping and marking


@given(text_and_spans())
def test_without_our_tags_marked_text_is_the_escaped_text(given: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = given
    shown = marked(text, spans)
    assert shown.replace("<mark>", "").replace("</mark>", "") == html.escape(text)


@given(text_and_spans())
def test_marks_open_and_close_in_turn_and_hold_just_the_spans(
    given: tuple[str, list[tuple[int, int]]],
) -> None:
    text, spans = given
    shown = marked(text, spans)
    assert re.fullmatch(r"(<mark></mark>)*", "".join(re.findall(r"</?mark>", shown)))
    inside = {i for start, end in spans for i in range(max(start, 0), min(end, len(text)))}
    assert {i for start, end in merged(spans, len(text)) for i in range(start, end)} == inside
    held = "".join(re.findall(r"<mark>(.*?)</mark>", shown, re.DOTALL))
    assert html.unescape(held) == "".join(text[i] for i in sorted(inside))


@given(lines)
def test_markdown_shows_every_character_and_means_none(text: str) -> None:
    escaped = escape_markdown(text)
    assert re.sub(r"\\(.)", r"\1", escaped) == text
    assert not re.search(r"(?<!\\)[*_$\[\]<>:&`#]", re.sub(r"\\\\", "", escaped))


_WORDS = "bảo hiểm y tế Bảo án an hoá hóa chỉ tiêu năm 2023 của và BHYT dân"
WORDS = st.sampled_from(_WORDS.split())
phrases = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)


@given(phrases, phrases)
def test_marked_words_are_words_of_the_question(text: str, question: str) -> None:
    asked = {canonical(word) for word in TOKEN.findall(question + " án")}
    for start, end in matches(text, question + " án"):
        assert {canonical(word) for word in TOKEN.findall(text[start:end])} <= asked


def test_marks_count_only_where_someone_typed_them() -> None:
    text = "Chỉ tiêu bảo hiểm; báo cáo án phí"
    assert _marked(text, "chi tieu bao hiem") == ["Chỉ tiêu bảo hiểm"]
    assert _marked(text, "chi tieu bao hiem", "chỉ tiêu bảo hiểm") == ["Chỉ tiêu bảo hiểm"]
    assert _marked(text, "chỉ tiêu an phi") == ["Chỉ tiêu"]


def test_a_lone_syllable_is_marked_only_where_no_phrase_is() -> None:
    assert _marked("mức y tế của bảo hiểm y tế, mức", "mức bảo hiểm y tế") == ["mức y tế", "bảo hiểm y tế"]
    assert _marked("mức phí của năm", "mức bảo hiểm của") == ["mức"]
    assert _marked("thẻ BHYT theo bảo hiểm y tế", "BHYT", "bảo hiểm y tế") == ["BHYT", "bảo hiểm y tế"]


def _marked(text: str, question: str, understood: str = "") -> list[str]:
    return [text[start:end] for start, end in matches(text, question, understood)]


@given(st.lists(WORDS, max_size=300).map(" ".join), phrases)
def test_an_excerpt_is_whole_words_and_shows_a_match_if_there_is_one(text: str, question: str) -> None:
    spans = [(start, end) for start, end in matches(text, question) if end - start < 60]
    start, end = excerpt(text, spans, width=120)
    assert 0 <= start <= end <= len(text)
    assert end - start <= 120 * 1.25 + 40
    assert start == 0 or text[start - 1].isspace()
    assert end == len(text) or text[end].isspace()
    assert not spans or any(start <= left and right <= end for left, right in spans)


@given(texts)
def test_what_is_shown_knows_where_it_comes_from(source: str) -> None:
    shown = read(source)
    assert len(shown.text) == len(shown.origin)
    assert list(shown.origin) == sorted(set(shown.origin))
    for char, offset in zip(shown.text, shown.origin, strict=True):
        assert source[offset] == char or (source[offset].isspace() and char.isspace())
        start, end = shown.span(offset, offset + 1)
        assert shown.text[start:end] == char


# The address

values = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
views = st.builds(
    View,
    q=st.text(st.characters(codec="utf-8"), max_size=30).map(clean_question),
    chosen=st.dictionaries(st.sampled_from(FILTER_KEYS), st.lists(values, max_size=3)).map(as_chosen),
    mode=st.sampled_from(MODES),
    scores=st.booleans(),
    doc=values,
    at=st.none() | st.tuples(st.integers(0, 999), st.integers(1000, 9999)),
    exact=st.booleans(),
    kept=st.lists(values, max_size=3).map(as_kept),
    valid=st.booleans(),
    picture=st.booleans(),
)


@given(views)
def test_an_address_opens_the_view_it_was_made_for(view: View) -> None:
    assert read_view(write_view(view)) == view


@given(
    st.dictionaries(
        st.sampled_from([*FILTER_KEYS, "q", "mode", "scores", "doc", "at", "keep", "valid", "x"]),
        st.lists(texts),
    )
)
def test_any_address_is_read_and_settles(params: dict[str, list[str]]) -> None:
    view = read_view(params)
    assert read_view(write_view(view)) == view


@given(views)
def test_an_address_is_relative_ascii_and_holds_no_quote(view: View) -> None:
    assert re.fullmatch(r"\./\?[A-Za-z0-9%&=._~+-]*", address(view))


# Filters

infos = st.builds(
    DocumentInfo,
    id=st.uuids().map(str),
    title=lines,
    number=st.none() | lines,
    kind=st.none() | st.sampled_from(["Nghị quyết", "Quyết định"]),
    issuer=st.none() | lines,
    place=st.none() | st.sampled_from(["Sông Mẫu", "Bắc Giang", "Bắc Ninh", "Hà Nam"]),
    issued=st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    year=st.none() | st.integers(2020, 2025),
    signer=st.none() | lines,
    source=lines,
)
chosen_filters = st.fixed_dictionaries(
    {},
    optional={
        "year": st.lists(st.sampled_from(["2022", "2023"]), min_size=1).map(tuple),
        "place": st.lists(st.sampled_from(["Sông Mẫu", "Bắc Ninh", "Bắc Giang", "Nơi khác"]), min_size=1).map(
            tuple
        ),
    },
)


@given(st.lists(infos, max_size=8), st.sampled_from(FILTER_KEYS), chosen_filters)
def test_a_count_is_what_choosing_that_value_alone_would_leave(
    abouts: list[DocumentInfo], key: str, filters: dict[str, tuple[str, ...]]
) -> None:
    counts = facet(abouts, key, filters)
    for value, count in counts.items():
        assert count == len(matching(abouts, filters | {key: (value,)}) or [])
    assert set(filters.get(key, ())) <= set(counts)


def test_the_first_page_tells_documents_of_one_name_apart_by_their_files() -> None:
    def info(id: str, title: str) -> DocumentInfo:
        return DocumentInfo(id, title, None, None, None, "Núi Cấm", None, 2023, None, f"/kho/{id}.docx")

    page = notices.library_html(
        [info("phan-mot", "Kế hoạch"), info("phan-hai", "Kế hoạch"), info("khac", "Đề án")]
    )
    assert page.count("tệp ") == 2
    assert "tệp phan-mot.docx" in page and "tệp phan-hai.docx" in page
    assert "/kho" not in page


def test_a_province_of_today_names_those_that_merged_into_it() -> None:
    assert merged_places({"Bắc Ninh": 3, "Bắc Giang": 2, "Sông Mẫu": 1}) == {"Bắc Ninh": ("Bắc Giang",)}


# Foreign text in the blocks of the page

_TAGS = (
    "div section article nav header h1 h2 h3 h4 p span a b q mark cite blockquote button ol ul li dl dt dd "
    "details summary pre kbd"
)
TAGS = frozenset(_TAGS.split())
_ATTRIBUTES = (
    "class id lang href type role tabindex data-copy data-done data-count data-depth aria-label aria-hidden "
    "aria-current open hidden"
)
ATTRIBUTES = frozenset(_ATTRIBUTES.split())


class Reader(HTMLParser):
    """Collects what a browser would make of HTML: tags, attributes, addresses, text."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.opened: list[str] = []
        self.text = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.opened.append(tag)
        self.attributes += attributes

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read_safe(source: str) -> Reader:
    """The parsed block, after checking that it holds nothing but our own kinds of markup."""
    reader = Reader(source)
    assert not reader.opened
    assert set(reader.tags) <= TAGS
    assert {name for name, _ in reader.attributes} <= ATTRIBUTES
    addresses = [value or "" for name, value in reader.attributes if name == "href"]
    assert all(value.startswith(("./", "#")) for value in addresses)
    return reader


@given(lines, lines, infos, views)
def test_cards_hold_foreign_text_only_as_text(
    before: str, text: str, about: DocumentInfo, view: View
) -> None:
    quote = f"{before} {text} cuối"
    citation = Citation(
        text, before, text, about.id, (text,), before, quote, 0, len(quote), 2023, text, 0.9, None, 3
    )
    answer = Answer("q", "q", False, None, (citation,), (), 1.0)
    reader = read_safe(cards_html(answer, {about.id: about}, view))
    copied = next(value for name, value in reader.attributes if name == "data-copy")
    assert copied == citation_text(about, about.id, before, 3, quote)
    assert squeezed(read(quote).text) in squeezed(reader.text)


@given(texts, lines, infos, views)
def test_passages_hold_foreign_text_only_as_text(
    text: str, line: str, about: DocumentInfo, view: View
) -> None:
    passage = Passage("d#1", about.id, "s", 0, len(text), text, line, (line, "Mục mẫu"), line, 2)
    hit = Hit(passage, 0.5, 1, {"dense": 1, "lexical": None})
    reader = read_safe(passages_html([hit], {about.id: about}, view, line))
    assert squeezed(line) in squeezed(reader.text)


@given(st.lists(texts, min_size=1, max_size=6), lines, st.integers(0, 200), st.integers(1, 80))
def test_a_document_holds_its_text_and_marks_just_the_span(
    parts: list[str], line: str, start: int, length: int
) -> None:
    text = "\n\n".join(parts)
    sections = (
        Section("i", "mục", line, parts[0].strip(), 0, len(text), None),
        Section('i"><b>', "heading", line, line, len(parts[0]), len(text), "i"),
    )
    document = Document("d", text, line, line, line, None, None, None, 2023, line, "d.txt", sections, (0,))
    end = min(start + length, len(text))
    source = document_html(document, (start, end) if start < end else None, Ways("Về", "./?"))
    reader = read_safe(source)
    shown = read(text)
    assert squeezed(shown.text) in squeezed(reader.text)
    pieces = re.findall(r'<mark class="vb-at"[^>]*>(.*?)</mark>', source, re.DOTALL)
    left, right = shown.span(start, end)
    assert squeezed(html.unescape("".join(pieces))) == squeezed(shown.text[left:right])
    assert source.count('id="trich"') == (1 if pieces else 0)


@given(lines, lines)
def test_notices_hold_foreign_text_only_as_text(text: str, other: str) -> None:
    for block in (
        notices.understood_html(View(q=text, exact=True), None),
        notices.notice_html(text, other, commands=text, links=[(text, View(q=other))], details=other),
        notices.chips_html(View(chosen=(("place", (text, "x")),)), {}),
        notices.lead_html([text, other]),
        notices.keys_html(),
    ):
        read_safe(block)


@given(st.lists(st.tuples(lines, st.none() | lines), max_size=6), st.lists(lines, max_size=2).map(as_kept))
def test_the_question_as_searched_is_shown_whole_and_each_change_is_undone_by_its_own_link(
    parts: list[tuple[str, str | None]], kept: tuple[str, ...]
) -> None:
    typed = " ".join(before for before, _ in parts)
    text = " ".join(before if after is None else after for before, after in parts)
    changes = tuple(Change("typo", one, after) for one, after in parts if after and one and one != after)
    view = View(q=typed, kept=kept)
    read = Understood(typed, text, changes)
    source = notices.understood_html(view, read)
    if not source:
        assert not changes and not kept
        return
    assert squeezed(text) in squeezed(read_safe(source).text)


def test_each_rewritten_word_is_undone_alone_and_can_be_read_again() -> None:
    changes = (Change("diacritics", "chi", "chỉ"), Change("abbreviation", "bhyt", "bảo hiểm y tế"))
    read = Understood("chi chi bhyt", "chi chỉ bảo hiểm y tế", changes)
    assert [piece for piece, change in notices.pieces(read) if change] == ["chỉ", "bảo hiểm y tế"]
    view = View(q="chi chi bhyt")
    undone = [read_view(parse_qs(href.partition("?")[2])) for href in links_of(view, read)]
    assert undone[:2] == [replace(view, kept=("chi",)), replace(view, kept=("bhyt",))]
    left = Understood("chi chi bhyt", "chi chỉ bhyt", changes[:1])
    again = links_of(replace(view, kept=("bhyt",)), left)
    assert read_view(parse_qs(again[1].partition("?")[2])) == view


def links_of(view: View, read: Understood) -> list[str]:
    reader = read_safe(notices.understood_html(view, read))
    return [value or "" for name, value in reader.attributes if name == "href"]


def test_a_rewritten_question_can_be_searched_as_typed_and_back() -> None:
    meant = View(q="ho ngheo")
    read = Understood("ho ngheo", "hộ nghèo", (Change("diacritics", "ho", "hộ"),))
    assert address(replace(meant, exact=True)) in links_of(meant, read)
    typed = replace(meant, exact=True)
    assert links_of(typed, Understood("ho ngheo", "ho ngheo")) == [address(meant)]
    assert read_view(write_view(typed)) == typed


def squeezed(text: str) -> str:
    return "".join(text.split())


# Colours and settings


def test_text_stands_out_from_its_ground_in_both_themes() -> None:
    for text, ground in GROUNDS:
        for which in (0, 1):
            assert _contrast(PALETTE[text][which], PALETTE[ground][which]) >= 4.5, (text, ground, which)


def test_lines_and_bars_stand_out_from_their_ground_in_both_themes() -> None:
    for which in (0, 1):
        assert len({colours[which] for colours in SERIES}) == len(SERIES)
        for colours in SERIES:
            for ground in ("ground", "surface"):
                assert _contrast(colours[which], PALETTE[ground][which]) >= 3.0, (colours, ground, which)


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, "contrast ratio"."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_streamlit_is_told_the_same_colours_and_to_keep_to_itself(root: Path) -> None:
    config = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for which, theme in enumerate(("light", "dark")):
        told = config["theme"][theme]
        assert told["backgroundColor"] == PALETTE["ground"][which]
        assert told["secondaryBackgroundColor"] == PALETTE["surface"][which]
        assert told["textColor"] == PALETTE["ink"][which]
        assert told["primaryColor"] == PALETTE["accent"][which]
        assert told["chartCategoricalColors"] == [colours[which] for colours in SERIES]
    assert config["browser"]["gatherUsageStats"] is False
    assert config["logger"]["hideWelcomeMessage"] is True  # it would ask outside for our address
    assert "http" not in style_sheet()
    assert "url(" not in style_sheet()


def test_a_view_is_named_to_the_script_by_letters_and_digits_alone() -> None:
    with pytest.raises(ValueError, match="ASCII"):
        run_script("*/ alert(1) /*")
