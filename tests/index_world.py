"""An invented district's papers, put into a real store, and a small analyzer that loads at once.

``python -m tests.index_world STORE [SHARE]`` builds the index of a store and names every step as it is done
and then waits for a line on standard input: tests of killed builds kill it there.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from index.build import BuildReport, build_index
from index.engine import Index, open_index
from index.growing import SHARE
from index.lexical import Terms, Weighted
from index.types import Understood
from ingest.document import parse
from ingest.passages import passages_of
from ingest.store import Store
from settings import Settings


class Syllables:
    """Lower-case syllables and pairs: no word segmenter to wait for."""

    version = "syllables-1"
    fields = ("syllables", "pairs")

    def passage(self, text: str, context: str) -> Terms:
        words = re.findall(r"\w+", f"{context} {text}".lower())
        return {"syllables": words, "pairs": [f"{a} {b}" for a, b in pairwise(words)]}

    def question(self, asked: Understood) -> Weighted:
        fields = self.passage(asked.text, "")
        return {field: [(term, 1.0) for term in terms] for field, terms in fields.items()}


def paper(number: int, year: int, place: str, *targets: str) -> str:
    """A decision of a people's committee with one article a target."""
    articles = "\n\n".join(f"Điều {i}. {target}" for i, target in enumerate(targets, 1))
    return f"""ỦY BAN NHÂN DÂN
TỈNH {place.upper()}

Số: {number}/QĐ-UBND

{place}, ngày 05 tháng 02 năm {year}

QUYẾT ĐỊNH

Về chỉ tiêu kinh tế - xã hội năm {year} của tỉnh {place}

{articles}
"""


HEALTH = "Tỷ lệ dân số tham gia bảo hiểm y tế đạt {} trở lên, các huyện rà soát hộ cận nghèo hằng quý."
ROADS = "Nâng cấp {} km đường liên xã, ưu tiên các tuyến nối vùng trồng vải với quốc lộ trong năm."
POVERTY = "Giảm tỷ lệ hộ nghèo đa chiều còn {}, không để phát sinh hộ tái nghèo sau thiên tai."
SCHOOLS = "Công nhận thêm {} trường đạt chuẩn quốc gia, bố trí đủ giáo viên tiếng Anh tiểu học."
FORMS = (HEALTH, ROADS, POVERTY, SCHOOLS)
QUESTIONS = ("tỷ lệ bảo hiểm y tế năm 2022 Núi Cấm", "đường liên xã", "hộ nghèo 23,2%", "Điều 4")


def filled(places: Sequence[str] = ("Sông Lam", "Núi Cấm", "Biển Hồ")) -> dict[str, str]:
    """Papers by id: four years of each place; figures differ, sentences repeat."""
    texts = {}
    for p, place in enumerate(places):
        for year in range(2020, 2024):
            amounts = [f"{p * 7 + year % 100 + i},{i}%" for i in range(len(FORMS))]
            targets = [form.format(amount) for form, amount in zip(FORMS, amounts, strict=True)]
            texts[f"van-ban-{p}-{year}"] = paper(100 * p + year % 100, year, place, *targets)
    return texts


def put(store: Path, texts: Mapping[str, str]) -> None:
    """Add or replace documents, in the order given."""
    with Store(store, create=True) as target:
        put_into(target, texts)


def put_into(target: Store, texts: Mapping[str, str]) -> None:
    """Add or replace documents of a store of any engine, in the order given."""
    for id, text in texts.items():
        document = parse(text, id=id, source=f"{id}.txt")
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        target.put(document, passages_of(document, max_words=60), digest, f"{id}.txt", None)


def remove(store: Path, *ids: str) -> None:
    """Drop documents."""
    with Store(store) as target:
        for id in ids:
            target.remove(id)


def hashing(store: Path) -> Settings:
    """Settings with the computable encoder."""
    return Settings(store=store, model="hashing")


def build(store: Path, share: float = SHARE) -> BuildReport:
    """Build with the computable encoder and the small analyzer."""
    with Store(store) as source:
        return build_index(store, hashing(store), source, analyzer=Syllables(), share=share)


def opened(store: Path) -> Index:
    """Open what :func:`build` built."""
    return open_index(store, hashing(store), analyzer=Syllables())


def made(store: Path, texts: Mapping[str, str]) -> Index:
    """A store of ``texts`` with its index."""
    put(store, texts)
    build(store)
    return opened(store)


def _build_step_by_step(store: Path, share: float = SHARE) -> None:
    def step(stage: str, done: int, total: int) -> None:
        print(f"{stage} {done}/{total}", flush=True)
        sys.stdin.readline()

    with Store(store) as source:
        report = build_index(store, hashing(store), source, progress=step, analyzer=Syllables(), share=share)
    print(f"built {report.encoded}", flush=True)


if __name__ == "__main__":
    _build_step_by_step(Path(sys.argv[1]), *map(float, sys.argv[2:]))
