"""An answer as lines for a reader: whose and when, the quote, where it stands, the line to copy."""

from __future__ import annotations

from answer.basis import basis_line
from answer.overview import in_order, spread
from answer.standing import standings
from answer.types import Answer, Citation
from index.engine import Index
from ingest.confidence import page_warning

_STATUS = {"target": "chỉ tiêu", "result": "kết quả"}


def lines(index: Index, answer: Answer) -> list[str]:
    """The answer, or the refusal; several figures are sorted by value and end with their spread."""
    out = [] if answer.understood == answer.question else [f"Hiểu là: {answer.understood}"]
    if answer.abstained:
        return [*out, f"Không trả lời: {answer.reason}"]
    for one in in_order(answer.answers):
        out += _one(index, one)
    if apart := spread(answer.answers):
        out.append(
            f"Thấp nhất: {_flat(apart.lowest.text)} ({apart.lowest.place or apart.lowest.document}); "
            f"cao nhất: {_flat(apart.highest.text)} ({apart.highest.place or apart.highest.document})."
        )
    if any(one.disagrees for one in answer.answers):
        out.append("Chú ý: các văn bản nêu số liệu khác nhau cho cùng địa phương và thời kỳ.")
    return out


def of_what(one: Citation) -> str:
    """ "Lam Hồng, chỉ tiêu năm 2023", "Núi Cấm, kết quả giai đoạn 2015-2020"."""
    when = " ".join(part for part in (_STATUS.get(one.status or "", ""), one.period or "") if part)
    when = when or (f"năm {one.year}" if one.year else "")
    return ", ".join(part for part in (one.place or "", when) if part)


def _one(index: Index, one: Citation) -> list[str]:
    info = index.document(one.document)
    whose, quote, text = of_what(one), _flat(one.quote), _flat(one.text)
    out = [
        f"• {text}" + (f"  ({whose})" if whose else "") + ("  [khác văn bản khác]" if one.disagrees else "")
    ]
    if quote != text:
        out.append(f"    “{quote}”")
    number = f", số {info.number}" if info.number else ""
    out.append(f"    {_flat(info.title)}{number}" + (f" – {one.label}" if one.label else ""))
    out += [f"    {standing.told}." for standing in standings(index, index.info(one.document))]
    if said := page_warning(info.warnings, one.page):
        out.append(f"    Lưu ý: {said}; đối chiếu với bản gốc trước khi dùng.")
    return [*out, f"    {basis_line(info)}"]


def _flat(text: str) -> str:
    return " ".join(text.split())
