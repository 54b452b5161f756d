"""What one sentence does to the documents that it cites, and who does it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.citing import Cited, citations

RelationKind = Literal["basis", "replaces", "amends", "supplements", "abolishes", "expires", "attached"]


@dataclass(frozen=True, slots=True)
class Said:
    """``kind`` is done to ``cited``, or to its ``part``, ``by`` another or (``None``) by this document."""

    kind: RelationKind
    cited: Cited
    part: str | None = None
    by: Cited | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose sentence it is: an act does what it says; others only where they say "này".

    ``title``: it stands in the title; ``table``: in a table, where nobody speaks for the document.
    """

    acts: bool
    title: bool = False
    table: bool = False


_ONE = r"(?:thay thế|sửa đổi|bổ sung|bãi bỏ|huỷ bỏ|hủy bỏ)"
_VERBS = rf"{_ONE}(?:\s*(?:[,;/]|và|hoặc)?\s*{_ONE})*"
_ACTIVE = re.compile(rf"(?<!\w)(?P<verbs>{_VERBS})(?:\s+cho)?(?!\w)(?!\s+(?:bởi|bằng)\b)", re.I)
_PASSIVE = re.compile(
    rf"(?<!\w)(?:được|bị|đã)\s+(?:được\s+)?(?P<verbs>{_VERBS})[^;]{{0,80}}?\s(?:bởi|theo|tại|bằng)\s"
    r"(?:(?:quy định|nội dung)\s+(?:của|tại|theo)\s)?"
    r"(?:(?:điểm|khoản|Điều|điều)\s[\w\s,]{1,30}?\s)*(?:các\s|của\s)*$",
    re.I,
)
_OVER = re.compile(
    r"hết hiệu lực|chấm dứt hiệu lực|không còn hiệu lực|(?:được|bị)\s+(?:bãi|huỷ|hủy) bỏ", re.I
)
_SELF = re.compile(
    r"(?:Quyết định|Nghị quyết|Nghị định|Thông tư(?: liên tịch)?|Luật|Bộ luật|Pháp lệnh|Quy định|Quy chế|"
    r"Chỉ thị|Kế hoạch|Văn bản|Hướng dẫn|Chương trình|Kết luận|Công văn|Thông báo|Đề án)\s+này(?!\w)",
    re.I,
)
_BASIS = re.compile(r"\W*Căn cứ\b")
_HEAD = re.compile(
    r"\W*(?:(?:Điều|Khoản|Mục)\s+\d+\w?\s*[.:]?|[IVX]+[.)]|\d+(?:\.\d+)*[.)]?|[a-zđ][.)])?\W*(?:Nay\s+)?",
    re.I,
)
# Between a verb and the number that it governs these words begin another title.
_STRANGE = re.compile(
    r"thủ tục|TTHC|thực hiện|thi hành|hướng dẫn|(?<!kèm )theo\b|căn cứ|triển khai|quy trình|phù hợp|"
    r"danh mục|:",
    re.I,
)
_WISH = re.compile(
    r"(?:đề nghị|đề xuất|kiến nghị|dự thảo|nghiên cứu|rà soát|xem xét|tham mưu|cần|sẽ|xây dựng|để|kịp thời|"
    r"khi|nếu|không|chưa|phải|được|tiếp tục|trình|việc|hoặc|văn bản|nội dung|dự kiến)"
    r"\s*(?:,|để|việc|có)?\s*$",
    re.I,
)
_NEGATED = re.compile(r"(?:không|chưa|trước khi|đến khi|khi|nếu|hoặc)(?:\s+\w+)?\s*$", re.I)
_MORE = re.compile(r"(?:[,;]|(?P<and>\bvà\b|\bcùng\b))\s*(?:và\s+)?(?:các\s+)?$")
_JOINED = re.compile(r"(?:[,;]|\bvà|\bđồng thời)\s*$")
# "… sửa đổi Quyết định số 1 và Quyết định số 2 sửa đổi …": the second begins anew.
_ACTS_ITSELF = re.compile(rf"[^;,.]{{0,80}}?\s{_ONE}", re.I)
# Between who acts and what it does: another act, which bears no number yet.
_ANOTHER = re.compile(
    r";|\b(?:Nghị định|Nghị quyết|Thông tư|Quyết định|Luật)(?!\w)(?!\s+này)[^;]{20,}[(]\s*$"
)
_WORDS = re.compile(r"cụm từ|từ ngữ|một số từ|các từ|từ\s*[\"“]", re.I)
_PART_END = re.compile(r"\s*(?:,|của|tại|trong|quy định|(?:được\s+)?ban hành|kèm theo|tại|các|cho)\s*$")
_GAP = 240  # characters between a verb and the number that it governs
_TITLE = 400  # characters that the title of a listed document may run


def said_in(sentence: str, speaker: Speaker) -> list[Said]:
    """What ``sentence`` says, in its order; offsets of the citations are those of ``sentence``."""
    cites = citations(sentence)
    if not cites:
        return []
    reader = _Reader(sentence, speaker, cites)
    found = [said for number in range(len(cites)) if (said := reader.step(number))]
    found += _over(sentence, speaker, cites, {said.cited for said in found})
    return [said for said in found if said.by is not None or not speaker.table]


def kind_of_verbs(verbs: str, part: str | None) -> RelationKind:
    """What "sửa đổi, bổ sung, thay thế" does: to amend is the widest, and covers a change of words."""
    low = verbs.lower()
    if "sửa đổi" in low or (part and _WORDS.search(part)):
        return "amends"
    if low.startswith("bổ sung"):
        return "supplements"
    if low.startswith("thay thế"):
        return "replaces"
    return "abolishes"


def lead_in(line: str, speaker: Speaker) -> RelationKind | None:
    """What is done to the documents listed below ``line``: "Bãi bỏ các Quyết định sau đây:"."""
    line = line.rstrip()
    if not line.endswith(":") or citations(line):
        return None
    over, verb = _OVER.search(line), _ACTIVE.search(line)
    own = _SELF.search(line) is not None
    if over and (own or speaker.acts):
        return _kind_over(over)
    if verb and not _WORDS.search(line) and (own or (speaker.acts and _HEAD.fullmatch(line[: verb.start()]))):
        return kind_of_verbs(verb["verbs"], None)
    return None


@dataclass(slots=True)
class _Reader:
    """Goes through the citations of a sentence and keeps what governs the one before."""

    sentence: str
    speaker: Speaker
    cites: Sequence[Cited]
    last: Said | None = None
    passive: bool = False  # the last one named who acts, and more of them may follow

    def step(self, number: int) -> Said | None:
        cited = self.cites[number]
        before = self.cites[number - 1] if number else None
        gap = self.sentence[before.end if before else 0 : cited.start]
        self.last = (
            self._passive(gap, before, cited) or self._active(gap, before, cited) or self._more(gap, cited)
        )
        return self.last

    def _passive(self, gap: str, before: Cited | None, cited: Cited) -> Said | None:
        found = _PASSIVE.search(gap)
        if found is None:
            return None
        self.passive = True
        if before is None or re.search(r"thủ tục|TTHC|danh mục|quy trình|;", gap[: found.start()], re.I):
            return None
        return Said(kind_of_verbs(found["verbs"], None), before, by=cited)

    def _active(self, gap: str, before: Cited | None, cited: Cited) -> Said | None:
        if _PASSIVE.search(gap):
            return None
        verb = next((one for one in reversed(list(_ACTIVE.finditer(gap)))), None)
        if verb is None:
            return None
        self.passive = False
        lead, rest = gap[: verb.start()], gap[verb.end() :]
        if len(rest) > _GAP or _STRANGE.search(rest) or self._wished(lead):
            return None
        part = _part(rest)
        said = Said(kind_of_verbs(verb["verbs"], part), cited, part)
        if _SELF.search(lead):
            return said
        if before is not None:
            if _JOINED.search(lead):
                return replace(said, by=self.last.by) if self.last and self.last.kind != "basis" else None
            return None if _ANOTHER.search(lead) else replace(said, by=before)
        opening = self.speaker.title or _HEAD.fullmatch(lead) is not None
        return said if self.speaker.acts and opening else None

    def _wished(self, lead: str) -> bool:
        return not self.speaker.title and _WISH.search(lead) is not None

    def _more(self, gap: str, cited: Cited) -> Said | None:
        """One more of a list: "Quyết định số 1 …, Quyết định số 2 … và Quyết định số 3 …"."""
        if self.last is None:
            if self.cites[0] is cited and _BASIS.match(gap) and not _PASSIVE.search(gap):
                return Said("basis", cited)
            return None
        joined = _MORE.search(gap)
        if (
            joined is None
            or len(gap) > _TITLE
            or (joined["and"] and _STRANGE.search(gap))
            or _ACTIVE.search(gap)
        ):
            return None
        if self.last.by is not None and not self.passive and _ACTS_ITSELF.match(self.sentence, cited.end):
            return None
        if self.passive:
            return replace(self.last, by=cited) if ";" not in gap else None
        return replace(self.last, cited=cited, part=None)


def _over(sentence: str, speaker: Speaker, cites: Sequence[Cited], taken: set[Cited]) -> list[Said]:
    """Those two, from "Quyết định số 1 và Quyết định số 2 hết hiệu lực kể từ ngày Quyết định này …"."""
    found = _OVER.search(sentence, cites[0].end)
    if found is None or not (speaker.acts or _SELF.search(sentence, found.end())):
        return []
    listed = [cited for cited in cites if cited.end <= found.start()]
    between = sentence[listed[-1].end : found.start()]
    if _SELF.search(between) or _NEGATED.search(between) or len(between) > _TITLE:
        return []
    if re.match(r"[^;.]{0,60}\b(?:bởi|theo|tại)\s", sentence[found.end() :]):
        return []
    first = len(listed) - 1
    while first and _MORE.search(sentence[listed[first - 1].end : listed[first].start]):
        first -= 1
    return [Said(_kind_over(found), cited) for cited in listed[first:] if cited not in taken]


def _kind_over(found: re.Match[str]) -> RelationKind:
    return "expires" if "hiệu lực" in found[0].lower() else "abolishes"


def _part(rest: str) -> str | None:
    part = rest.strip(" ,")
    while (cut := _PART_END.sub("", part)) != part:
        part = cut.strip(" ,")
    return part if part and part.lower() not in ("toàn bộ", "các", "cho") else None
