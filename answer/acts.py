"""What a document says of itself in its clauses: hiệu lực, nơi nhận, trách nhiệm thi hành, thay thế.

Each reader returns spans of the document's text: the answer, and the quote that shows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from answer.asked import MetaField
from answer.citations import Cited, citations, same_number
from answer.found import Span
from answer.lines import line_around, stripped
from ingest.facts.words import LOWER, UPPER, fold
from ingest.types import Document, Section

Told = tuple[Span, Span]  # the answer, and its quote

_ACT = (
    r"(?:Nghị quyết|Quyết định|Nghị định|Thông tư|Chỉ thị|Kế hoạch|Quy chế|Quy định|Luật|"
    r"Chương trình(?: hành động)?|Kết luận|Đề án|Văn bản|Hướng dẫn|Thông báo|Báo cáo)"
).replace(" ", r"\s+")  # a page may break a kind off
_CLAUSE_NUMBER = r"(?:\*{0,2}(?:Điều\s+\d+|Khoản\s+\d+|\d+(?:\.\d+)*)\s*[.:)]\*{0,2}\s*)?"
_WITHIN = rf"(?:[^.;\n]|\n(?=\*{{0,2}}[{LOWER}\d]))"  # a line that a page broke goes on
_MOMENT = rf"(?={_WITHIN}{{0,60}}?(?:\d|ký|ban hành|công bố|thông qua))"  # "kể từ ngày" alone tells no day
_EFFECTIVE = re.compile(
    rf"{_ACT}\s+này\s+(?:có|bắt\s+đầu\s+có)\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+"
    rf"(?P<what>\*{{0,2}}(?:(?:kể\s+)?từ|sau)\s+{_MOMENT}{_WITHIN}+?)(?=\s+(?:và|đến|thay)\s|[.;]|$|\n(?!\*{{0,2}}[{LOWER}\d]))|"
    rf"(?:hiệu\s+lực|áp\s+dụng|thi\s+hành)(?:\s+thi\s+hành)?\s+(?P<more>(?:kể\s+)?từ\s+{_MOMENT}{_WITHIN}+)"
)
_EXECUTORS = re.compile(
    rf"^{_CLAUSE_NUMBER}(?P<what>[^\n]+?)\s+(?:chịu trách nhiệm|có trách nhiệm|căn cứ)\s+(?:tổ chức\s+)?"
    rf"(?:thi hành|thực hiện|triển khai)\s+{_ACT} này",
    re.MULTILINE,
)
_ATTACHED = re.compile(
    rf"\(?\*?(?:Ban hành )?[Kk]èm theo\s+(?P<what>{_ACT}\s+số[^)]*?)(?=\s+ngày\s|\s+của\s|\)|$)"
)
_BASIS_ENDS = (
    rf"\n\W*(?:\n|Điều|Căn cứ|Xét|Theo|Sau khi|Ủy ban|UBND|[{UPPER}]{{3}})"  # else a line broken off
)
_PROPOSER = re.compile(
    r"(?:Xét|Theo)\s+đề\s+nghị\s+của\s+(?P<what>[^.;]+?)"
    rf"(?=\s+tại\s|\s+về\s|[.;,*]|{_BASIS_ENDS}|\n?$)"
)
_CONSULTED = re.compile(
    r"(?:lấy ý kiến(?: góp ý| tham gia| đóng góp)?|xin ý kiến(?: góp ý)?)\s+(?:của\s+)?(?P<what>[^().;:\n]+)"
)
_SPREAD = re.compile(
    rf"{_ACT} này\s+(?:được\s+)?(?:phổ biến|quán triệt|triển khai|truyền đạt|gửi|thông báo)"
    r"(?:[^.;\n]{0,30}?)\s(?:đến|tới|xuống)\s+(?P<what>[^.;\n]+)"
)
_REPLACES = re.compile(
    r"(?:thay thế|bãi bỏ|hủy bỏ|huỷ bỏ)(?:\s+cho|\s+toàn bộ|\s+các)?"
    r"(?:\s+(?:quyết định|văn bản|nghị quyết)(?:\s+sau)?(?:\s+đây)?\s*:)?\s*$",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"^{_WITHIN}{{0,240}}?(?:hết\s+hiệu\s+lực|bị\s+bãi\s+bỏ|được\s+thay\s+thế)", re.IGNORECASE
)
# Not what a law was amended by: "đã được sửa đổi, bổ sung bởi Luật …".
_AMENDS = re.compile(r"sửa đổi(?:, bổ sung)?(?:(?!\s(?:bởi|theo)\b)[^.;\n]){0,80}$", re.IGNORECASE)
_NEAR = 90  # characters before a citation that say what is done to it
_REPORTED = re.compile(r"\(\*?báo cáo\*?\)", re.IGNORECASE)
_ITEM = re.compile(r"[-+*\s]*(?P<what>[^;\n]+?)\.?(?=[;\n]|$)")  # of a list of recipients
_NAME = re.compile(rf"^[{UPPER}][\w]*(?:\s[{UPPER}][\w]*){{1,4}}$")
_HONOURED = re.compile(rf"(?:đồng chí|ông|bà)\s+(?P<what>[{UPPER}]\w+(?:\s[{UPPER}]\w+){{1,3}})")


def clause(document: Document, field: MetaField) -> Told | None:
    """The clause that states a datum, or ``None``."""
    reader = _READERS.get(field)
    return reader(document) if reader else None


def replaced(document: Document, organ: str) -> Told | None:
    """The document that a document replaces, of those that it names the one which the ``organ`` issued
    (folded: "uy ban nhan dan tinh binh duong"); ``None`` where it names none of that organ."""
    for one in _replaced(document.text):
        if one.issuer and organ == " ".join(fold(document.text[slice(*one.issuer)]).split()):
            return one.name, line_around(document.text, one.span)
    return None


def attached_to_other(document: Document, own: str) -> Told | None:
    """The first paper of another number than its ``own`` that something is said to be attached to: "thủ tục
    được công bố kèm theo Quyết định số …"."""
    for match in _ATTACHED.finditer(document.text):
        number = next((one.number for one in citations(match["what"])), "")
        if number and not same_number(number, own):
            return match.span("what"), line_around(document.text, match.span())
    return None


def parts(document: Document, wanted: str) -> Told | None:
    """The last of the parts that are counted ("Điều 4" where there are four); ``wanted`` is folded.

    Parts of what is attached to a document are not its own.
    """
    kinds = {"dieu": "điều", "chuong": "chương", "muc": "mục", "khoan": "khoản", "phan": "phần"}
    kind = kinds.get(wanted)
    own = [one for one in document.sections if one.kind == kind and one.label.count(" ") <= 2]
    if wanted == "phan" and not own:
        own = [one for one in document.sections if one.kind == "mục" and one.parent is None]
    if not own:
        return None
    last = max(own, key=lambda one: one.start)
    line = line_around(document.text, (last.start, last.start + 1))
    marker = re.compile(r"(?:Điều|Chương|Mục|Phần(?:\s+thứ)?|Khoản)?\s*(?:\w+)", re.IGNORECASE)
    found = marker.match(document.text, line[0], line[1])
    return (found.span(), line) if found else None


@dataclass(frozen=True, slots=True)
class Signed:
    """A signature block: the post ("BÍ THƯ"), the name, and the whole block, as spans."""

    post: Span | None
    name: Span | None
    block: Span


def signatures(document: Document) -> Iterator[Signed]:
    """The signature blocks of a document, in order."""
    page = document.shown  # a post is told by its capitals
    for section in document.sections:
        if section.kind == "signature":
            yield _signed(page, section)


def honoured(document: Document, post: str) -> Told | None:
    """A person whom the running text calls by the post: "đồng chí Lê Văn Mẫu, Bí thư Tỉnh ủy"."""
    for match in _HONOURED.finditer(document.text):
        line = line_around(document.text, match.span())
        after = fold(document.text[match.end() : match.end() + 60])
        before = fold(document.text[max(line[0], match.start() - 40) : match.start()])
        if after.startswith(post) or before.endswith(post):
            return match.span("what"), line
    return None


def _signed(text: str, section: Section) -> Signed:
    lines: list[Span] = []
    at = section.start
    for written in text[section.start : section.end].split("\n"):
        span = stripped(text, (at, at + len(written)))
        at += len(written) + 1
        if span[1] > span[0]:
            lines.append(span)
    name = next(
        (one for one in lines if _NAME.match(text[slice(*one)]) and not text[slice(*one)].isupper()), None
    )
    posts = [one for one in lines if text[slice(*one)].isupper() and (name is None or one[0] < name[0])]
    end = name[1] if name else section.end
    return Signed(posts[-1] if posts else None, name, stripped(text, (section.start, end)))


def _by_pattern(pattern: re.Pattern[str], last: bool = False) -> Callable[[Document], Told | None]:
    def read(document: Document) -> Told | None:
        found = list(pattern.finditer(document.text))
        if not found:
            return None
        match = found[-1 if last else 0]
        group = next(name for name, value in match.groupdict().items() if value)
        span = stripped(document.text, match.span(group))
        return span, line_around(document.text, match.span())

    return read


def _recipients(document: Document) -> Told | None:
    section = next((one for one in document.sections if one.kind == "recipients"), None)
    if section is None:
        return None
    text = document.text
    colon = text.find(":", section.start, section.end)
    span = stripped(text, (colon + 1 if colon >= 0 else section.start, section.end))
    return (span, stripped(text, (section.start, section.end))) if span[1] > span[0] else None


def reported_to(document: Document) -> Told | None:
    """The first of the recipients, those marked "(báo cáo)"."""
    told = _recipients(document)
    if told is None:
        return None
    mark = _REPORTED.search(document.text, *told[0])
    return (stripped(document.text, (told[0][0], mark.start())), told[1]) if mark else None


_ADDRESSED = re.compile(rf"Kính\s+gửi\s*\**\s*:\s*\**\s*(?P<what>[^\n]+(?:\n(?=\s*[-+]\s|[{LOWER}])[^\n]+)*)")
_NAME_ENDS = re.compile(r"\.?\s*\**\s*(?:\(\*?(?:Đ/c|Địa chỉ)|$)", re.IGNORECASE)


def addressed(document: Document) -> Told | None:
    """Whom a letter names behind "Kính gửi", without the address in brackets."""
    found = _ADDRESSED.search(document.text)
    if found is None:
        return None
    what = found["what"]
    stop = _NAME_ENDS.search(what)
    span = stripped(
        document.text, (found.start("what"), found.start("what") + (stop.start() if stop else len(what)))
    )
    while document.text[span[1] - 1] in ".;: ":
        span = span[0], span[1] - 1
    return (span, line_around(document.text, found.span())) if span[1] > span[0] else None


def received(document: Document, sort: str) -> Told | None:
    """Those of the recipients whose name opens with a word ("so": the sở among them), the first run of them;
    ``sort`` is folded."""
    told = _recipients(document)
    if told is None:
        return None
    low, high = told[0]
    run: list[Span] = []
    for item in _ITEM.finditer(document.text, low, high):
        if fold(item["what"]).startswith(f"{sort} "):
            run.append(stripped(document.text, item.span("what")))
        elif run:
            break
    return ((run[0][0], run[-1][1]), told[1]) if run else None


def _cited_after(
    pattern: re.Pattern[str], ending: re.Pattern[str] | None
) -> Callable[[Document], Told | None]:
    def read(document: Document) -> Told | None:
        text = document.text
        names = []
        for one in citations(text):
            before = text[max(0, one.name[0] - _NEAR) : one.name[0]]
            told = pattern.search(" ".join((before if ending else before.rsplit("\n\n", 1)[-1]).split()))
            if told or (ending and ending.match(text[one.span[1] : one.span[1] + 280])):
                names.append(one)
        if not names:
            return None
        return names[0].name, line_around(text, names[0].span)

    return read


def _replaced(text: str) -> Iterator[Cited]:
    """What "thay thế" names, with what stands after a semicolon in the same paragraph."""
    last: Cited | None = None
    for one in citations(text):
        between = text[last.span[1] : one.name[0]] if last else ""
        listed = bool(between) and between.rstrip()[-1:] == ";" and "\n\n" not in between
        before = text[max(0, one.name[0] - _NEAR) : one.name[0]].rsplit("\n\n", 1)[-1]
        last = one if listed or _REPLACES.search(before) else None
        if last:
            yield one


def _post(document: Document) -> Told | None:
    for one in signatures(document):
        if one.post and one.name:
            return one.post, one.block
    return None


_READERS: Mapping[MetaField, Callable[[Document], Told | None]] = {
    "effective": _by_pattern(_EFFECTIVE),
    "executors": _by_pattern(_EXECUTORS, last=True),
    "attached": _by_pattern(_ATTACHED),
    "proposer": _by_pattern(_PROPOSER),
    "consulted": _by_pattern(_CONSULTED),
    "spread": _by_pattern(_SPREAD, last=True),
    "recipients": _recipients,
    "replaces": _cited_after(_REPLACES, _ENDS),
    "amends": _cited_after(_AMENDS, None),
    "post": _post,
}
