"""The judged links: a fall of precision shows, a document that changed is left out; damage is repeatable."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from eval.fuzz import choose, fuzz, mutated
from eval.relations import (
    RelationsError,
    Score,
    compare,
    digest,
    draw,
    evaluate,
    link_of,
    links_in,
    read_judged,
)
from ingest.document import parse
from ingest.isolation import Limits
from ingest.relations import relations_of

TEXT = (
    "ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nSố: 9/QĐ-UBND\nAn Bình, ngày 03 tháng 02 năm 2024\n\n"
    "QUYẾT ĐỊNH\nVề việc chợ\n\n"
    "Căn cứ Luật Chợ số 58/2019/QH14;\nCăn cứ Nghị định số 61/2020/NĐ-CP;\n\n"
    "Điều 1. Quyết định này thay thế Quyết định số 5/QĐ-UBND ngày 01/02/2020.\n"
)


def test_what_is_judged_is_text_free_and_holds_a_hundred_links() -> None:
    judged = read_judged()
    links = [link for one in judged for link in one["links"]]
    attached = [link for link in links if link["kind"] == "attached"]
    assert len(links) - len(attached) == 100 and len(attached) >= 60
    assert all(set(link) == {"kind", "start", "end", "number", "by", "right"} for link in links)


def test_wrong_lost_and_right_links_are_told_apart() -> None:
    document = parse(TEXT, id="a", source="a.txt")
    first, second, third = (link_of(one) for one in relations_of(document))
    score = Score()
    unread = {**first, "start": 0, "end": 3}
    links = [{**first, "right": True}, {**second, "right": False}, {**third, "right": True}]
    compare(document, [*links, {**unread, "right": True}, {**unread, "right": False}], score)
    assert (score.right.total(), score.wrong.total(), score.lost.total()) == (2, 1, 1)
    assert score.precision == pytest.approx(2 / 3)
    assert len(score.misses) == 2


def test_a_document_that_changed_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    document = parse(TEXT, id="a", source="a.txt")
    links = [{**link_of(one), "right": True} for one in relations_of(document)]
    judged = {"document": "a", "sha256": digest(document), "links": links}
    assert evaluate([path], [judged]).precision == 1.0
    with pytest.raises(RelationsError):
        evaluate([path], [{**judged, "sha256": "another"}])


ISSUED = """ỦY BAN NHÂN DÂN
XÃ AN BÌNH
Số: 7/QĐ-UBND

QUYẾT ĐỊNH
Ban hành Quy chế quản lý chợ

Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý chợ.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Lê Văn Tám

QUY CHẾ
QUẢN LÝ CHỢ XÃ AN BÌNH
(Kèm theo Quyết định số 7/QĐ-UBND của Ủy ban nhân dân xã An Bình)

Điều 1. Quy chế này áp dụng cho người bán hàng.
"""


def test_what_is_issued_with_an_act_is_a_link_to_it_and_can_be_drawn_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ISSUED, encoding="utf-8")
    (link,) = [one for one in links_in(parse(ISSUED, id="a", source="a.txt")) if one["kind"] == "attached"]
    assert link["number"] == "7/QĐ-UBND" and ISSUED[link["start"] : link["end"]] == "QUY CHẾ"
    (line,) = draw([path], 5, 1, "attached")
    assert json.loads(line)["start"] == link["start"]
    assert all(json.loads(line)["kind"] != "attached" for line in draw([path], 5, 1))


def test_damage_is_the_same_for_the_same_seed_and_every_end_is_counted(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    data = TEXT.encode()
    assert mutated(data, random.Random("1/2")) == mutated(data, random.Random("1/2"))
    chosen = choose(tmp_path, 20, seed=3)
    assert {mutation.path.name for mutation in chosen} == {"a.txt", "b.md"}
    tally = fuzz(chosen, 2, Limits(20))
    assert tally.ends.total() == 20 and tally.shown == []
    assert fuzz(chosen, 1, Limits(20)).ends == tally.ends
