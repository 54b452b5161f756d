"""The suite over small invented sets, with the computable encoder: no model, no network."""

from __future__ import annotations

import gzip
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from ir_measures import ScoredDoc

from eval.__main__ import main
from eval.articles import by_document, phapdien, phapdien_part
from eval.compare import changes, difference
from eval.curves import Curve, recall_svg
from eval.measures import ranking
from eval.second_looks import fed_back, with_document, with_neighbours
from eval.trec import read_qrels, read_run
from index import open_index
from index.build import build_index
from index.types import Hit, Understood
from index.weights import Weights
from ingest.store import Store
from settings import Settings
from tests.index_world import filled, hashing, made, put

LAWS = {
    "1": "Phạm vi điều chỉnh\nLuật này quy định việc nuôi ong lấy mật và quản lý đàn ong.",
    "2": "Đăng ký đàn ong\n1. Chủ đàn ong đăng ký tại xã trong ba mươi ngày.\n2. Phí do tỉnh quy định.",
    "3": "Kiểm dịch\nĐàn ong di chuyển khỏi huyện phải có giấy kiểm dịch của cơ quan thú y.",
    "4": "Xử phạt\nNgười bán mật ong giả bị phạt tiền theo quy định của Chính phủ.",
}
ASKED = {
    "q1": ("Chủ đàn ong đăng ký ở đâu, trong bao nhiêu ngày?", "2"),
    "q2": ("bán mật ong giả bị xử phạt", "4"),
}
PARAGRAPHS = ("Cầu đá dài chín nhịp được xây xong năm 1898.", "Chợ nổi họp từ tờ mờ sáng ở ngã ba sông.")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder laid out as the shared one, with two of its sets."""
    folder = tmp_path_factory.mktemp("shared")
    alqac, xquad = (folder / "data" / "retrieval" / name for name in ("alqac", "xquad-vi"))
    alqac.mkdir(parents=True)
    xquad.mkdir()
    articles = [{"law_id": "Luật Nuôi ong", "article_id": n, "text": text} for n, text in LAWS.items()]
    (alqac / "articles.json.gz").write_bytes(gzip.compress(json.dumps(articles).encode()))
    questions = [
        {
            "question_id": id_,
            "text": text,
            "relevant_articles": [{"law_id": "Luật Nuôi ong", "article_id": n}],
        }
        for id_, (text, n) in ASKED.items()
    ]
    (alqac / "questions.json").write_text(json.dumps(questions), encoding="utf-8")
    asked = ("cầu đá có mấy nhịp", "chợ nổi họp lúc nào")
    data = [
        {"context": text, "qas": [{"id": f"x{i}", "question": question}]}
        for i, (text, question) in enumerate(zip(PARAGRAPHS, asked, strict=True))
    ]
    whole = {"data": [{"title": "Sông", "paragraphs": data}]}
    (xquad / "xquad.vi.json").write_text(json.dumps(whole), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    store = tmp_path_factory.mktemp("suite-store")
    return Settings(store=store, model="hashing", query_prompt="", passage_prompt="")


@pytest.fixture(scope="module")
def measured(shared: Path, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all that one suite wrote, what it printed in ``printed.json``."""
    out = tmp_path_factory.mktemp("out")
    with (out / "printed.json").open("w", encoding="utf-8") as printed, redirect_stdout(printed):
        command = [
            "suite",
            "--shared",
            str(shared),
            "--sets",
            "alqac,dev,xquad-vi",
            "--variants",
            "plain,strip",
        ]
        assert main([*command, "--mode", "lexical,hybrid", "--out", str(out), "--json"], settings) == 0
    return out


def _rows(measured: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((measured / "printed.json").read_text(encoding="utf-8"))["rows"]
    return rows


def test_every_set_variant_and_mode_has_a_row_and_sets_without_files_none(measured: Path) -> None:
    kinds = {(row["set"], row["variant"], row["mode"]) for row in _rows(measured)}
    expected = {
        (s, v, m) for s in ("alqac", "xquad-vi") for v in ("plain", "strip") for m in ("lexical", "hybrid")
    }
    assert kinds == expected


def test_figures_lie_in_their_intervals_and_recall_never_falls(measured: Path) -> None:
    for row in _rows(measured):
        for name, (low, high) in row["ci95"].items():
            assert low <= row[name] <= high
        assert row["recall"] == sorted(row["recall"])
        assert (row["recall"][0], row["recall"][9]) == pytest.approx((row["R@1"], row["R@10"]))


def test_an_article_is_found_by_any_of_its_passages(measured: Path) -> None:
    plain = next(row for row in _rows(measured) if (row["set"], row["variant"]) == ("alqac", "plain"))
    assert plain["R@1"] == 1.0
    run = read_run(measured / "alqac.plain.lexical.run")
    for id_ in ASKED:
        documents = [row.doc_id for row in run if row.query_id == id_]
        assert len(documents) == len(set(documents))
    assert {(q.query_id, q.doc_id) for q in read_qrels(measured / "alqac.qrels")} == {
        (id_, f"luat-nuoi-ong-{number}") for id_, (_, number) in ASKED.items()
    }


def test_curves_are_drawn_for_every_row(measured: Path) -> None:
    root = ET.parse(measured / "recall.svg").getroot()
    lines = root.findall("{http://www.w3.org/2000/svg}polyline")
    assert len(lines) == len(_rows(measured))
    assert all(len(str(line.get("points")).split()) == 50 for line in lines)


def test_a_higher_curve_is_drawn_above_a_lower_one_inside_the_page() -> None:
    root = ET.fromstring(recall_svg([Curve("cao <&>", "", (0.6, 0.9)), Curve("thấp", "", (0.31, 0.4))]))
    high, low = (
        [tuple(map(float, point.split(","))) for point in str(line.get("points")).split()]
        for line in root.findall("{http://www.w3.org/2000/svg}polyline")
    )
    assert all(h[1] < below[1] for h, below in zip(high, low, strict=True))
    width, height = map(float, str(root.get("viewBox")).split()[2:])
    assert all(0 < x < width and 0 < y < height for x, y in high + low)


def test_the_first_passage_of_a_document_stands_for_it() -> None:
    run = ranking("q", ["b#d1.p1", "a#d1.p1", "b#d1.p2", "c#d1.p1"])
    assert by_document(run, 2) == [ScoredDoc("q", "b", 1.0), ScoredDoc("q", "a", 0.5)]


def test_nothing_to_measure_is_an_error(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["suite", "--shared", str(tmp_path), "--sets", "alqac"], settings) == 1
    said = capsys.readouterr()
    assert not said.out and "alqac: skipped" in said.err and "--shared" in said.err


def test_an_unknown_set_is_wrong_usage(settings: Settings) -> None:
    with pytest.raises(SystemExit) as left:
        main(["suite", "--sets", "alqac,phapden"], settings)
    assert left.value.code == 2


def test_a_run_compared_with_itself_is_no_better(measured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run, qrels = measured / "alqac.plain.lexical.run", measured / "alqac.qrels"
    assert main(["compare", str(run), str(run), "--qrels", str(qrels), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["changed"] == []
    for found in said["measures"].values():
        assert (found["mean"], found["low"], found["high"], found["p"]) == (0, 0, 0, 1)


def test_a_clear_gain_is_significant_and_a_swap_is_not() -> None:
    worse = {f"q{i}": dict.fromkeys(("R@1", "MRR@10"), 0.0) for i in range(12)}
    better = {id_: dict.fromkeys(row, 1.0) for id_, row in worse.items()}
    gain = difference(worse, better, "R@1")
    assert gain.mean == 1.0 and gain.won == 12 and gain.p == pytest.approx(2 / 2**12)
    mixed = {id_: (better if i % 2 else worse)[id_] for i, id_ in enumerate(worse)}
    other = {id_: (worse if i % 2 else better)[id_] for i, id_ in enumerate(worse)}
    swap = difference(mixed, other, "R@1")
    assert swap.won == swap.lost == 6 and swap.p == 1.0 and swap.low < 0 < swap.high


@given(st.lists(st.tuples(st.sampled_from((0.0, 0.5, 1.0)), st.sampled_from((0.0, 0.5, 1.0))), min_size=1))
@settings_of(max_examples=30, deadline=None)
def test_a_difference_turns_round_with_its_runs(pairs: list[tuple[float, float]]) -> None:
    a, b = ({f"q{i}": {"MRR@10": pair[side]} for i, pair in enumerate(pairs)} for side in (0, 1))
    there, back = difference(a, b, "MRR@10"), difference(b, a, "MRR@10")
    assert there.mean == pytest.approx(-back.mean) and (there.won, there.lost) == (back.lost, back.won)
    assert there.low <= there.mean <= there.high and there.p == pytest.approx(back.p, abs=0.03)
    assert set(changes(a, b)) == set(changes(b, a)) == {id_ for id_ in a if a[id_] != b[id_]}


def test_a_part_that_decides_has_a_gain_and_one_that_is_not_asked_none(
    shared: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["ablation", "--shared", str(shared), "--sets", "alqac", "--sizes", "2-9", "--json"], settings)
        == 0
    )
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    shipped = rows["shipped"]
    assert shipped["figures"]["R@1"] == 1.0 and shipped["gain"]["R@1"]["mean"] == 0
    assert rows["evidence: number"]["figures"] == shipped["figures"]  # no question names a number
    for name, row in rows.items():
        gain = shipped["figures"]["R@1"] - row["figures"]["R@1"]
        assert row["gain"]["R@1"]["mean"] == pytest.approx(gain), name
    assert any("2–9" in name for name in rows)


@pytest.mark.parametrize("size", ["20", "120-20", "a-b"])
def test_a_size_that_is_none_is_wrong_usage(settings: Settings, size: str) -> None:
    with pytest.raises(SystemExit) as left:
        main(["ablation", "--sizes", size], settings)
    assert left.value.code == 2


def test_every_weight_reaches_the_ranking(tmp_path: Path) -> None:
    """A ranking by other weights differs, and the index it was taken from stays as it was."""
    put(tmp_path, filled())
    with Store(tmp_path) as source:
        build_index(tmp_path, hashing(tmp_path), source)
    index = open_index(tmp_path, hashing(tmp_path))
    question = "năm 2021 tỉnh Núi Cấm giảm tỷ lệ hộ nghèo còn bao nhiêu"
    before = index.search(question)
    for weights in (
        Weights(place=0.0), Weights(year=0.0), Weights(figure=0.0), Weights(cover=0.0),
        Weights(dense_share=0.9), Weights(fusion="rrf"), Weights(place_name=1.0), Weights(question_word=1.0),
        Weights(fields={"syllables": 1.0}),
    ):  # fmt: skip
        changed = index.weighted(weights).search(question)
        assert [(h.passage.id, h.score) for h in changed] != [(h.passage.id, h.score) for h in before]
        assert changed == open_index(tmp_path, hashing(tmp_path), weights=weights).search(question)
    assert index.search(question) == before


def test_the_table_has_a_line_for_every_row(
    shared: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["suite", "--shared", str(shared), "--sets", "alqac,xquad-vi", "--mode", "lexical"], settings)
        == 0
    )
    head, *lines = capsys.readouterr().out.splitlines()
    assert [(row.split()[0], row.split()[1]) for row in lines] == [
        (name, variant) for name in ("alqac", "xquad-vi") for variant in ("plain", "strip", "half-strip")
    ]
    assert len({len(row) for row in (head, *lines)}) == 1


def test_a_part_of_the_codified_law_keeps_every_article_that_answers(tmp_path: Path) -> None:
    rows = [
        {
            "id": f"1.1.LQ.{n}",
            "title": f"Tên {n}",
            "text": f"Lời điều {n}.",
            "source": "Điều 1 Luật Ong",
            "source_doc": "1",
            "source_article": str(n),
        }
        for n in range(9000)
    ]
    body = "\n".join(json.dumps(row) for row in rows)
    (tmp_path / "articles.jsonl.gz").write_bytes(gzip.compress(body.encode()))
    asked = [{"id": "q1", "question": "hỏi", "phapdien_ids": ["1.1.LQ.8999", "1.1.LQ.3"]}]
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    whole, part = phapdien(tmp_path), phapdien_part(tmp_path)
    assert part.questions == whole.questions
    needed = {evidence.doc for question in part.questions for evidence in question.evidence}
    assert needed < set(part.texts) < set(whole.texts)
    assert len(set(part.texts) - needed) in (7998, 7999, 8000)
    assert all(whole.texts[id_] == text for id_, text in part.texts.items())


def test_a_second_look_lifts_what_stands_beside_the_best_or_shares_its_words(tmp_path: Path) -> None:
    index = made(tmp_path, filled())
    mine, other = (index.passages_of(info.id) for info in index.documents()[:2])
    scored = ((mine[1], 1.0), (other[3], 0.52), (mine[2], 0.5))
    hits = [Hit(passage, score, rank, {}) for rank, (passage, score) in enumerate(scored, 1)]
    question = Understood("đường liên xã", "đường liên xã")
    lifted = [mine[1].id, mine[2].id, other[3].id]
    assert with_neighbours(index, question, hits) == with_document(index, question, hits) == lifted
    found = index.search_understood(question, 5)
    again = fed_back(index, question, found)
    assert len(again) == 5 and index.passage(again[0]).text == found[0].passage.text
    assert fed_back(index, question, []) == []
