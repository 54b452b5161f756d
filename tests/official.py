"""Strategies for invented official documents: markers, sentences, OCR slips, page breaks."""

from __future__ import annotations

import textwrap

from hypothesis import strategies as st

_WORDS = """
xã hội kinh tế phát triển nông thôn mới người dân tỷ lệ đạt chỉ tiêu công tác quản lý thực hiện nâng cao
chất lượng bảo hiểm y tế môi trường đầu tư hạ tầng giao thông cải cách hành chính triển khai kế hoạch
"""
SYLLABLES = tuple(_WORDS.split())
AMOUNTS = (
    "7.555 tỷ đồng",
    "93%",
    "3.850 USD",
    "1,89 con",
    "TT. Mỹ An",
    "05 xã",
    "(*năm 2022*)",
    "“tự diễn biến”",
)


@st.composite
def sentences(draw: st.DrawFn, most: int = 22) -> str:
    """A sentence of invented words, now and then with a figure, an abbreviation or a quotation."""
    words = draw(st.lists(st.sampled_from(SYLLABLES), min_size=4, max_size=most))
    if draw(st.booleans()):
        words.insert(draw(st.integers(1, len(words))), draw(st.sampled_from(AMOUNTS)))
    return " ".join(words).capitalize()


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    parts = draw(st.lists(sentences(), min_size=1, max_size=6))
    return ". ".join(parts) + draw(st.sampled_from([".", ".", ".", ";", ":", "./.", ""]))


@st.composite
def articles(draw: st.DrawFn, number: int) -> list[str]:
    """Điều with khoản and điểm, its word now and then misread."""
    word = draw(st.sampled_from(["Điều", "Điều", "Điều", "Điêu", "Ðiều", "**Điều"]))
    head = f"{word} {number}. {draw(sentences(8))}" + ("**" if word.startswith("*") else "")
    lines = [head]
    for clause in range(1, draw(st.integers(0, 4)) + 1):
        lines.append(f"{clause}. {draw(paragraphs())}")
        for letter in "abcdđ"[: draw(st.integers(0, 3))]:
            lines.append(f"{letter}) {draw(sentences())};")
    return lines


@st.composite
def outlines(draw: st.DrawFn) -> list[str]:
    """Parts "I-", "1.", "(1)", "- ", "*** Về …**" as party programmes have them."""
    lines: list[str] = []
    for roman in ("I", "II", "III")[: draw(st.integers(1, 3))]:
        lines.append(f"{roman}{draw(st.sampled_from(['-', '.']))} {draw(sentences(8)).upper()}")
        for number in range(1, draw(st.integers(0, 3)) + 1):
            lines.append(f"{number}. {draw(sentences(9))}")
            lines += draw(st.lists(paragraphs(), max_size=2))
            if draw(st.booleans()):
                lines.append(f"*** Về {draw(st.sampled_from(SYLLABLES))}**")
            bullet = draw(st.sampled_from(["- ", "(#) ", "+ ", "- **Công tác:** "]))
            for item in range(1, draw(st.integers(0, 5)) + 1):
                lines.append(bullet.replace("#", str(item)) + draw(sentences()) + ".")
    return lines


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A whole document: letterhead, title, basis, articles or outline, recipients, signature, annex."""
    lines: list[str] = []
    if draw(st.booleans()):
        lines += ["|", "**ỦY BAN NHÂN DÂN**", "HUYỆN SÔNG XANH", "|", "Độc lập - Tự do - Hạnh phúc", "|", "|"]
        lines += ["Số: 12/QĐ-UBND", "|", "*Sông Xanh, ngày 05 tháng 01 năm 2024*", "|"]
    if draw(st.booleans()):
        lines += [
            "**QUYẾT ĐỊNH**",
            "Ban hành kế hoạch phát triển năm 2024",
            "Căn cứ Luật Mẫu ngày 01/01/2020;",
        ]
        lines.append("QUYẾT ĐỊNH:")
    if draw(st.booleans()):
        for number in range(1, draw(st.integers(1, 4)) + 1):
            lines += draw(articles(number))
    else:
        lines += draw(outlines())
    if draw(st.booleans()):
        lines += [
            "Nơi nhận:",
            "- Như trên;",
            "- Lưu: VT.",
            "**TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH**",
            "",
            "Lê Thị Mẫu",
        ]
    if draw(st.booleans()):
        lines += [
            "PHỤ LỤC I",
            "BẢNG CHỈ TIÊU",
            "|",
            "STT",
            "|",
            "Tên",
            "|",
            "|",
            "1",
            "|",
            draw(sentences()),
            "|",
        ]
        lines += draw(outlines())
    return draw(laid_out(lines))


@st.composite
def laid_out(draw: st.DrawFn, lines: list[str]) -> str:
    """The lines one a line or wrapped, with page breaks inside some sentences."""
    gap = draw(st.sampled_from(["\n", "\n\n", "\n\n\n"]))
    width = draw(st.sampled_from([0, 0, 40, 80]))
    shown = []
    for line in lines:
        words = line.split(" ")
        if len(words) > 12 and draw(st.integers(0, 5)) == 0:
            cut = draw(st.integers(4, len(words) - 4))
            line = " ".join(words[:cut]) + "\n\n" + " ".join(words[cut:])
        shown.append(_wrapped(line, width) if width else line)
    return gap.join(shown) + draw(st.sampled_from(["", "\n", " \n\n"]))


def _wrapped(line: str, width: int) -> str:
    return "\n".join(
        "\n".join(textwrap.wrap(part, width, break_long_words=False, break_on_hyphens=False))
        for part in line.split("\n")
    )
