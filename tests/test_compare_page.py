"""The page Đối chiếu without a browser: what each state shows, what a grade leaves, what never shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from streamlit.testing.v1 import AppTest

from eval.judgements.sets import TYPED
from eval.judgements.store import Judgements
from eval.questions import Evidence, Question
from settings import Settings, load_settings
from tests.page_store import QUOTE, build
from ui.access import User
from ui.audit import events
from ui.compare import strings
from ui.compare.state import Compared, address, read_compared, write_compared
from ui.marks import escape_markdown

SET = "cau-hoi-huyen"
QUESTIONS = [
    Question(
        "c1",
        "tỷ lệ bảo hiểm y tế huyện Sông Mẫu",
        "number",
        "keyword",
        (Evidence("song-mau-2023", QUOTE),),
        "91,5%",
    ),
    Question(
        "c2",
        "trồng mới bao nhiêu ha rừng",
        "number",
        "keyword",
        (Evidence("doi-mau-2024", "Trồng mới 150 ha rừng sản xuất."),),
        "150 ha",
    ),
]
SECRET = "Đồi Mẫu"  # a district whose paper some may not see
Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    given = build(tmp_path_factory.mktemp("compare"))
    return load_settings(Path(given[3]), Path(given[1]))


@pytest.fixture
def settings(library: Settings) -> Settings:
    """The library with no judgement in it."""
    for path in library.store.glob("*.sqlite*"):
        if path.name.startswith(("judgements", "audit")):
            path.unlink()
    Judgements(library).add_questions(SET, QUESTIONS, "Lan")
    return library


def app(settings: "Settings", user: "User") -> None:  # noqa: UP037  (run alone, without the imports above)
    from ui.compare.page import render

    render(settings, user)


def opened(settings: Settings, user: User | None = None, **params: Any) -> AppTest:
    page = AppTest.from_function(app, default_timeout=60, args=(settings, user or User("", "")))
    for key, value in ({"bo": SET, "nguoi": "Lan"} | params).items():
        page.query_params[key] = value
    return page.run()


def shown(page: AppTest) -> str:
    """All that is drawn as HTML but for the style sheet, after checking that nothing went wrong."""
    assert not page.exception
    return re.sub(r"<style>.*?</style>", "", "\n".join(block.body for block in page.html), flags=re.DOTALL)


def test_a_question_stands_in_three_columns_with_shared_passages_under_one_number(settings: Settings) -> None:
    text = shown(opened(settings, cau="c1", ten="1"))
    assert f"<h1>{QUESTIONS[0].question}</h1>" in text
    for key in ("hybrid", "dense", "lexical"):
        assert strings.CONFIGURATIONS[key] in text
    columns = text.split('<section class="vc-column">')[1:]
    assert len(columns) == 3
    numbers = [dict(re.findall(r'doan=([^"&]+)[^>]*>.*?class="vc-n">(\d+)<', column)) for column in columns]
    assert set(numbers[0]) & set(numbers[1])
    for a in numbers:
        for b in numbers:
            assert all(a[id] == b[id] for id in set(a) & set(b))


def test_blind_hides_names_until_all_is_judged(settings: Settings) -> None:
    page = opened(settings, cau="c1")
    names = [strings.CONFIGURATIONS[key] for key in ("hybrid", "dense", "lexical")]
    assert not any(name in shown(page) for name in names)
    for _ in range(40):
        if strings.POOL_DONE_HINT in shown(page):
            break
        page.button(key="vc_grade_1").click().run()
    assert all(name in shown(page) for name in names)
    kept = Judgements(settings).of(SET, "c1")
    assert {one.pooled.passage for one in kept} == {
        one.passage for one in Judgements(settings).pooled(SET)["c1"]
    }


def test_a_grade_is_kept_logged_and_leads_to_the_next_passage(settings: Settings) -> None:
    page = opened(settings, cau="c1")
    first = current(page)
    page.button(key="vc_grade_3").click().run()
    (kept,) = Judgements(settings).of(SET)
    assert (kept.rater, kept.grade, kept.question) == ("Lan", 3, "c1")
    assert kept.pooled.passage == first != current(page)
    (event,) = events(settings.store)
    assert (event.action, event.what) == ("judge", f"{SET}/c1/{first}")
    page.button(key="vc_undo").click().run()
    assert Judgements(settings).of(SET) == []
    assert current(page) == first


def current(page: AppTest) -> str:
    """The passage in the panel."""
    found = re.search(r'doan=([^"&]+)[^"]*" aria-current', shown(page))
    assert found
    return unquote(found[1])


def test_without_a_name_nothing_can_be_graded(settings: Settings) -> None:
    page = opened(settings, cau="c1", nguoi="")
    assert page.button(key="vc_grade_3").disabled
    page.text_input(key="vc_name_first").set_value("  Minh  ").run()
    assert not page.button(key="vc_grade_3").disabled
    page.button(key="vc_grade_2").click().run()
    assert [one.rater for one in Judgements(settings).of(SET)] == ["Minh"]


def test_who_signed_in_judges_under_that_address_whatever_the_link_says(settings: Settings) -> None:
    page = opened(settings, User("Lan Anh", "lan@so.vn"), cau="c1", nguoi="Người khác")
    page.button(key="vc_grade_2").click().run()
    assert [one.rater for one in Judgements(settings).of(SET)] == ["lan@so.vn"]


def test_who_may_not_review_sees_nothing_to_judge(settings: Settings) -> None:
    reader = User("Lan", "lan@so.vn", roles=frozenset({"read"}))
    page = opened(settings, reader, cau="c1", q="bảo hiểm")
    assert strings.NOT_ALLOWED in shown(page)
    assert not page.button
    assert Judgements(settings).questions(TYPED) == ()


def test_progress_and_queue_follow_the_grades(settings: Settings) -> None:
    page = opened(settings, cau="c2")
    for _ in range(40):
        if strings.POOL_DONE_HINT in shown(page):
            break
        page.button(key="vc_unsure").click().run()
    pool = len(Judgements(settings).pooled(SET)["c2"])
    assert strings.PROGRESS.format(done=1, count=2, graded=pool, pooled=pool) in shown(page)
    page.button(key="vc_open").click().run()
    assert f"<h1>{QUESTIONS[0].question}</h1>" in shown(page)


def test_a_link_in_words_opens_its_question_in_the_typed_set(settings: Settings) -> None:
    text = shown(opened(settings, bo="", q="  thu ngân sách   Sông Mẫu "))
    assert "<h1>thu ngân sách Sông Mẫu</h1>" in text
    (kept,) = Judgements(settings).questions(TYPED)
    assert (kept.question.question, kept.author) == ("thu ngân sách Sông Mẫu", "Lan")
    shown(opened(settings, bo="", q="thu ngân sách Sông Mẫu"))
    assert len(Judgements(settings).questions(TYPED)) == 1


def test_documents_of_others_never_show(settings: Settings) -> None:
    """Not in columns, pools, counts, questions, agreement, exports, nor by an address that names them."""
    for rater in ("Lan", "Minh"):
        page = opened(settings, cau="c2", nguoi=rater)
        page.button(key=f"vc_grade_{len(rater) % 4}").click().run()
    opened(settings, bo="", q="rừng sản xuất Đồi Mẫu")
    kept = Judgements(settings)
    hidden = next(one.pooled.passage for one in kept.of(SET) if one.pooled.document == "doi-mau-2024")
    limited = User("Ngoài", "ngoai@so.vn", documents_allowed=frozenset({"song-mau-2023"}))
    for params in (
        {},
        {"cau": "c2"},
        {"cau": "c1", "doan": hidden},
        {"bo": TYPED},
        {"phan": "dong-thuan"},
        {"phan": "trao-doi"},
    ):
        text = shown(opened(settings, limited, **params))
        assert "doi-mau" not in text and SECRET not in text and "ha rừng" not in text
    page = opened(settings, limited, cau="c1")
    assert strings.QUESTION.format(at=1, count=1) in shown(page)
    mine = {one.passage: one.document for one in kept.pooled(SET)["c1"]}
    counted = sum(document == "song-mau-2023" for document in mine.values())
    assert f"/{counted} đoạn" in shown(page)
    nobody = User("Ai", "ai@so.vn", documents_allowed=frozenset())
    assert strings.NO_QUESTIONS_LIMITED in shown(opened(settings, nobody, cau="c1"))


def test_two_raters_see_how_far_they_agree(settings: Settings) -> None:
    assert strings.NO_AGREEMENT in shown(opened(settings, phan="dong-thuan"))
    grades = {"Lan": "333000", "Minh": "330000"}
    for rater, given in grades.items():
        page = opened(settings, cau="c1", nguoi=rater, ten="1")
        for grade in given:
            page.button(key=f"vc_grade_{grade}").click().run()
    text = shown(opened(settings, phan="dong-thuan"))
    # Of six passages five agree; by chance .5 × .33 + .5 × .67 = .5 would: (.83 − .5) / .5.
    assert "0,67 (khá)" in text
    assert "Lan – Minh" in text
    assert "Lan: 3 · Minh: 0" in text


def test_a_hostile_question_name_and_document_stay_text(settings: Settings) -> None:
    harm = Question("c9", "mã độc <script>x</script> mẫu <img src=x onerror=1>", "fact", "keyword")
    Judgements(settings).add_questions(SET, [harm], "Lan")
    name = '"><iframe src=x>'
    page = opened(settings, cau="c9", ten="1", nguoi=name)
    assert "ma-doc" in shown(page)
    page.button(key="vc_grade_3").click().run()
    opened(settings, cau="c9").button(key="vc_grade_0").click().run()
    assert "&lt;script&gt;" in shown(page)
    for text in (shown(page), shown(opened(settings, phan="dong-thuan"))):
        assert not re.search(r"<(script|img|iframe)|<[^>]* onerror", text)


@pytest.mark.parametrize(
    "params",
    [
        {"bo": "khong-co"},
        {"cau": "khong-co", "doan": "khong#co"},
        {"cach": ["la", "lung"]},
        {"phan": "khong-co", "cach": ["hybrid"]},
    ],
)
def test_an_address_that_leads_nowhere_shows_what_there_is(
    settings: Settings, params: dict[str, Any]
) -> None:
    assert re.search("<h1>", shown(opened(settings, **params)))


def test_a_run_that_was_read_from_a_file_is_a_column(settings: Settings) -> None:
    kept = Judgements(settings)
    page = opened(settings, cau="c1")
    ids = [one.passage for one in kept.pooled(SET)["c1"]]
    kept.keep_run(SET, "cách ngoài", [("c1", ids[0], 1), ("c1", "mất#1", 2)])
    text = shown(opened(settings, cau="c1", ten="1", cach=["hybrid", "run:cách ngoài"]))
    assert strings.RUN.format("cách ngoài") in text
    assert text.split('<section class="vc-column">')[2].count('class="vc-item') == 1
    assert page.query_params  # the address stays


def test_names_of_files_stay_text_on_the_buttons_that_download_them(settings: Settings) -> None:
    """Labels are Markdown: a name must not become a link, an emphasis or an icon there."""
    kept, tag = Judgements(settings), "*lượt* [a](http://b) :red[c]"
    name = "bộ_*mẫu*"
    kept.add_questions(name, QUESTIONS[:1], "Lan")
    kept.keep_run(name, tag, [("c1", "song-mau-2023#1", 1)])
    page = opened(settings, bo=name, phan="trao-doi", cach=["hybrid", f"run:{tag}"])
    page.button(key="vc_make_runs").click().run()
    labels = [one.proto.label for one in page.get("download_button")]
    file = f"{name}.{tag.replace(' ', '-')}.run"
    assert escape_markdown(strings.EXPORT_RUN.format(file)) in labels


def test_a_way_of_searching_that_fails_leaves_the_others(settings: Settings) -> None:
    folder = settings.store / "configurations"
    folder.mkdir(exist_ok=True)
    (settings.store / "khac.toml").write_text('model = "default"\n', encoding="utf-8")
    (folder / "khac.toml").write_text('name = "Khác"\nsettings = "../khac.toml"\n', encoding="utf-8")
    text = shown(opened(settings, cau="c1", ten="1", cach=["khac", "lexical"]))
    assert strings.COLUMN_FAILED.format("Khác") in text
    assert text.count('<section class="vc-column">') == 1
    (folder / "khac.toml").unlink()


def test_an_address_says_all_of_a_state_and_no_more() -> None:
    full = Compared(
        "bộ", "c1", "d#1", ("dense", "run:x y"), blind=False, rater="Lan", part="dong-thuan", variant="strip"
    )
    for view in (full, Compared(), Compared(set="bộ").at("c2")):
        assert read_compared(write_compared(view)) == view
    assert address(Compared()) == "./doi-chieu"
