"""Headings of several rows are laid out over the columns below, and what leads to a table is no cell."""

from __future__ import annotations

from ingest.document import parse
from ingest.facts.cells import Row
from ingest.facts.sentences import Reading

HEAD = [["**TT**", "**Tên mỏ, xã**", "**Diện tích (ha)**", "**Trữ lượng**", "**Sản lượng**", "**Ghi chú**"]]


def fenced(rows: list[list[str]]) -> str:
    return "|\n" + "".join("".join(f"{cell}\n|\n" if cell else "|\n" for cell in row) + "|\n" for row in rows)


def rows_of(text: str) -> list[Row]:
    return [one.row for one in Reading(parse(text, id="d", source="d.txt")).sentences if one.row]


def headings(row: Row) -> list[str]:
    return [" / ".join(head.text for head in cell.heads) for cell in row.cells]


def test_three_rows_of_a_heading_part_one_of_two_cells_by_period() -> None:
    lower = [["**2026 - 2030**", "**2031 - 2040**"], ["Đá (tấn)", "Cát (m3)"] + ["Đá (tấn)", "Cát (m3)"] * 2]
    body = [
        ["**1**", "**Xã An Bình**", *[""] * 8],
        ["a", "Mỏ Đồi Chè", "42,5", "1.200", "310", "95", "21", "80", "18", "Mở rộng"],
        ["b", "Mỏ Hang Dơi", "17,0", "900", "205", "60", "15", "55", "12", "Cấp mới"],
    ]
    last = rows_of(f"1. Danh mục các mỏ đá như sau:\n{fenced(HEAD + lower + body)}")[-1]
    assert headings(last)[3:] == [
        "Trữ lượng / Đá (tấn)",
        "Trữ lượng / Cát (m3)",
        "Sản lượng / 2026 - 2030 / Đá (tấn)",
        "Sản lượng / 2026 - 2030 / Cát (m3)",
        "Sản lượng / 2031 - 2040 / Đá (tấn)",
        "Sản lượng / 2031 - 2040 / Cát (m3)",
        "Ghi chú",
    ]


def test_a_third_row_that_says_the_same_of_each_period_is_a_heading() -> None:
    head = [["TT", "Tên mỏ", "Diện tích (ha)", "Mục tiêu", "Ghi chú"], ["2026 - 2030", "2031 - 2040"]]
    units = [["Trữ lượng (tấn)", "Trữ lượng (tấn)"]]
    group = [["1", "Xã An Bình", "", "", "", ""]]
    body = [*group, ["a", "Mỏ Đồi Chè", "42,5", "1.200", "", ""], ["b", "Mỏ Hang Dơi", "17,0", "900", "", ""]]
    last = rows_of(f"1. Danh mục như sau:\n{fenced(head + units + body)}")[-1]
    assert headings(last) == ["TT", "Tên mỏ", "Diện tích (ha)", "Mục tiêu / 2026 - 2030 / Trữ lượng (tấn)"]


def test_the_line_between_two_tables_leads_in_the_second() -> None:
    steps = [["Thứ tự công việc", "Nội dung", "Thời gian"], ["Bước 1", "Nhận hồ sơ", "01 ngày"]]
    total = [["**Tổng thời gian**", "**Không quá 09 ngày**"]]
    first = fenced(steps + total).removesuffix("|\n")
    text = f"1. Cấp giấy phép mở quán\n{first}**2. Gia hạn giấy phép mở quán ven sông**\n{fenced(steps)}"
    rows = rows_of(text)
    assert [cell.text for cell in rows[1].cells] == ["Tổng thời gian", "Không quá 09 ngày"]
    assert "Gia hạn giấy phép mở quán" in rows[2].caption


def test_a_total_is_no_part_of_the_row_above() -> None:
    steps = [
        ["TT", "Nội dung", "Đơn vị thực hiện", "Thời gian"],
        ["1", "Nhận hồ sơ", "Phòng A", "01 ngày"],
        ["2", "Thẩm định hồ sơ", "Phòng B", "03 ngày"],
        ["Tổng thời gian giải quyết", "04 ngày"],
    ]
    assert rows_of(f"1. Quy trình cấp giấy phép\n{fenced(steps)}")[-1].parent is None
