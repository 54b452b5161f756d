"""A few invented documents for tests of the pages Chỉ tiêu and Kho văn bản: shared figures, one that is
contradicted, one that is replaced, one that means harm, one for a few people only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.build import build_index
from ingest.run import ingest_paths
from ingest.store import Store
from settings import Settings

_HEAD = """ỦY BAN NHÂN DÂN
HUYỆN {upper}
Số: {number}/QĐ-UBND
{place}, ngày 05 tháng 01 năm {year}

QUYẾT ĐỊNH

Về việc giao chỉ tiêu kinh tế - xã hội năm {year} của huyện {place}

Điều 1. Giao chỉ tiêu năm {year} như sau

"""
_TAIL = """
Điều {last}. Quyết định này có hiệu lực kể từ ngày ký.{more}

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn Mẫu
"""


def decision(place: str, number: int, year: int, lines: list[str], more: str = "") -> str:
    """A decision of a district that sets targets, one a line."""
    head = _HEAD.format(upper=place.upper(), number=number, place=place, year=year)
    listed = "\n".join(f"{at}. {line}" for at, line in enumerate(lines, 1))
    return head + listed + _TAIL.format(last=2, more=f" {more}" if more else "")


FILES = {
    "song-mau-2023": decision(
        "Sông Mẫu", 15, 2023,
        ["Tỷ lệ dân số tham gia bảo hiểm y tế đạt 91,5%.", "Tỷ lệ hộ nghèo giảm còn 2,4%.",
         "Thu ngân sách trên địa bàn đạt 320 tỷ đồng."],
    ),
    "song-mau-2024": decision(
        "Sông Mẫu", 18, 2024,
        ["Tỷ lệ người dân có thẻ bảo hiểm y tế đạt 93%.", "Tỷ lệ hộ nghèo giảm còn 2,1%."],
        "Quyết định này thay thế Quyết định số 15/QĐ-UBND ngày 05/01/2023 của huyện Sông Mẫu.",
    ),
    "doi-mau-2023": decision(
        "Đồi Mẫu", 22, 2023,
        ["Tỷ lệ người tham gia BHYT đạt 88%.", "Thu ngân sách đạt 410 tỷ đồng.",
         "Trồng mới 150 ha rừng sản xuất."],
    ),
    "song-mau-bao-cao": decision(
        "Sông Mẫu", 40, 2023,
        ["Tỷ lệ dân số tham gia bảo hiểm y tế đạt 90%.", "Thu ngân sách trên địa bàn đạt 320,4 tỷ đồng."],
    ),
    "ma-doc": decision(
        "Ác Mẫu", 66, 2023,
        ['Tỷ lệ <img src=x onerror="window.hacked=1"> hộ <b>dùng</b> nước sạch đạt 77%.',
         "Tỷ lệ hộ nghèo giảm còn 9,9%."],
        "<script>window.hacked = 2</script> [bấm](javascript:hacked=3)",
    ),
}  # fmt: skip
SECRET = "doi-mau-2023"  # what the person with few rights may not see


@dataclass(frozen=True)
class World:
    """The folder of the documents and the settings of the store that holds them."""

    docs: Path
    settings: Settings


def made(folder: Path, index: bool = True) -> World:
    """The documents read, and indexed where a test wants it."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for name, text in FILES.items():
        (docs / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = plain_settings(folder / "store")
    ingest_paths([docs], settings.store)
    if index:
        with Store(settings.store) as source:
            build_index(settings.store, settings, source)
    return World(docs, settings)


def plain_settings(store: Path) -> Settings:
    """Settings that need no model."""
    return Settings(store=store, model="hashing", query_prompt="", passage_prompt="")


def arguments(folder: Path) -> list[str]:
    """What ``app.py`` wants to be started with over the store in ``folder``."""
    written = folder / "settings.toml"
    written.write_text('model = "hashing"\nquery_prompt = ""\npassage_prompt = ""\n', encoding="utf-8")
    return ["--store", str(folder / "store"), "--settings", str(written)]
