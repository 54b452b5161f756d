"""Đối chiếu in a real browser over the bundled digests: typed, judged by keys, agreed upon, given and taken.

Runs where a chromium is installed; skips, saying so, where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import combinations
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING

import pytest

from eval.judgements.exchange import questions_text
from eval.judgements.sets import TYPED
from eval.judgements.store import Judgements
from eval.questions import BUNDLED, Question, parse_questions, read_questions
from eval.trec import parse_qrels, parse_run, run_text
from settings import Settings
from tests.real_store import RealStore, own_copy
from tests.tabs import serious, watched_tab
from ui.compare import strings
from ui.compare.desk import DEPTH
from ui.compare.state import FIRST, PARTS, Compared, address
from ui.screenshots import free_port, serving, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FilePayload, Page

driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = driver.expect

ASKED = "tỷ lệ lao động qua đào tạo của Đồng Tháp năm 2023 là bao nhiêu"
ANSWER = "75,4%"
QUEUE = "cau-hoi-to-tham-dinh"
HARM = "mã độc <img src=x onerror='window.hacked=1'> mẫu"
WIDEST = """() => Math.max(
  document.querySelector('[data-testid=stMain]').scrollWidth,
  ...[...document.querySelectorAll('.vc-question, .st-key-vc_panel, button')]
    .map(part => Math.floor(part.getBoundingClientRect().right)),
)"""
# What a reader sees of the columns: number, colour, facts and mark of each item.
COLUMNS = """() => [...document.querySelectorAll('.vc-column')].map(column =>
  [...column.querySelectorAll('.vc-item')].map(item => [
    Number(item.querySelector('.vc-n').innerText), item.className, item.querySelector('.vc-facts').innerText,
  ]))"""
# How far the ends of the lines lie from the middles of the items that they join, in pixels.
APART = """() => [...document.querySelectorAll('.vc-lines')].flatMap((lines, at) => {
  const columns = document.querySelectorAll('.vc-column');
  const once = line => [at, at + 1].every(  // eight colours come round again
    n => columns[n].querySelectorAll('.vc-item.' + line.className).length === 1);
  return [...lines.querySelectorAll('i')].filter(once).map(line => {
    const colour = line.className, box = line.getBoundingClientRect();
    const middles = [at, at + 1].map(n => {
      const item = columns[n].querySelector('.vc-item.' + colour).getBoundingClientRect();
      return (item.top + item.bottom) / 2;
    });
    const [high, low] = [Math.min(...middles), Math.max(...middles)];
    return Math.max(Math.abs(box.top - high), Math.abs(box.bottom - low));
  });
})"""

Grading = Callable[[str], int]


class Office:
    """A store with the page over it, whose server can be killed."""

    def __init__(self, real: RealStore) -> None:
        self.real, self.port, self._serving = real, free_port(), ExitStack()
        self.kept = Judgements(Settings(store=real.store))
        self.start()

    def start(self) -> None:
        self._process, self.home = self._serving.enter_context(serving(self.real.arguments, port=self.port))

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        self._serving.close()


@pytest.fixture(scope="module")
def office(
    browser: Browser, real_store: RealStore, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    assert browser.is_connected()  # without one there is nothing to serve for
    office = Office(own_copy(real_store, tmp_path_factory.mktemp("compare") / "own"))
    yield office
    office.close()


@pytest.fixture
def page(browser: Browser, office: Office) -> Iterator[Page]:
    with watched_tab(browser, office.home) as page:
        yield page


def bundled(*ids: str) -> list[Question]:
    """Questions that come with the program."""
    return [one for one in read_questions(BUNDLED) if one.id in ids]


def go(page: Page, office: Office, view: Compared) -> None:
    page.goto(office.home + address(view).removeprefix("./"))
    settle(page)
    expect(page.locator(".vc-question h1")).to_be_visible()


def press(page: Page, key: str) -> None:
    """Press a key and wait until the page shows another passage or question."""
    before = page.url
    page.keyboard.press(key)
    page.wait_for_url(lambda url: url != before)
    settle(page)


def sign(page: Page, name: str) -> None:
    """Say who judges, as the page asks."""
    page.get_by_label(strings.RATER_NEEDED).fill(name)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("nguoi="))
    settle(page)
    page.locator(".vc-question h1").click()  # out of the box, as a rater does


def set_up(page: Page) -> None:
    page.get_by_role("button", name=strings.SETUP).click()
    expect(page.get_by_label(strings.COLUMNS, exact=True)).to_be_visible()


def without(page: Page, column: str) -> None:
    """Take a way of searching out of those that are compared."""
    name = strings.CONFIGURATIONS[column]
    page.get_by_role("button", name=f"Remove {name}").or_(
        page.locator("[data-baseweb=tag]", has_text=name).locator("[role=presentation], [role=button]")
    ).first.click()


def headings(page: Page) -> list[str]:
    return page.locator(".vc-column h2").all_inner_texts()


def pooled(page: Page) -> int:
    """How many passages of the question are to be judged, as the panel says."""
    return int(page.locator(".vc-passage .vc-count").inner_text().split("/")[1])


def read(page: Page) -> str:
    """What the panel shows of the passage."""
    return page.locator(".vc-passage h2").inner_text() + page.locator(".vc-body").inner_text()


def graded(page: Page, times: int, total: int, grading: Callable[[str], int]) -> dict[str, int]:
    """Judge so many passages by keys alone, each by what the panel shows of it."""
    given: dict[str, int] = {}
    for done in range(1, times + 1):
        text = read(page)
        given[text] = grading(text)
        page.keyboard.press(str(given[text]))
        told = re.compile(f"· {done}/{total} đoạn|{strings.ALL_DONE}")
        expect(page.locator(".vc-progress")).to_have_text(told)
        settle(page)
    return given


def strict(text: str) -> int:
    """What a careful rater gives: 3 for the answer, 1 for the subject."""
    return 3 if ANSWER in text else int("đào tạo" in text)


def lenient(text: str) -> int:
    """What another gives, for whom the subject is part of the answer."""
    return 3 if ANSWER in text else 2 * ("đào tạo" in text)


def cohen(a: Sequence[int], b: Sequence[int]) -> float:
    """Cohen's kappa by its definition."""
    same = mean(x == y for x, y in zip(a, b, strict=True))
    chance = sum(a.count(grade) * b.count(grade) for grade in range(4)) / len(a) ** 2
    return (same - chance) / (1 - chance)


def fleiss(rows: Sequence[Sequence[int]]) -> float:
    """Fleiss' kappa by its definition, a row the grades of a passage."""
    raters = len(rows[0])
    same = mean((sum(row.count(g) ** 2 for g in range(4)) - raters) / (raters * (raters - 1)) for row in rows)
    shares = [sum(row.count(grade) for row in rows) / (raters * len(rows)) for grade in range(4)]
    chance = sum(share**2 for share in shares)
    return (same - chance) / (1 - chance)


def told(kappa: float) -> str:
    return f"{kappa:.2f}".replace(".", ",").replace("-", "−")


def test_a_typed_question_stands_in_three_and_two_columns_blind_and_named(page: Page, office: Office) -> None:
    go(page, office, Compared())
    set_up(page)
    page.get_by_label(strings.ASK).fill(ASKED)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"bo={TYPED}"))
    settle(page)
    expect(page.locator(".vc-question h1")).to_have_text(ASKED)
    page.keyboard.press("Escape")
    assert headings(page) == [strings.COLUMN.format(letter) for letter in "ABC"]
    check_columns(page)
    assert max(page.evaluate(APART)) <= 3
    assert serious(page) == []
    set_up(page)
    page.get_by_text(strings.BLIND, exact=True).click()
    page.wait_for_url(re.compile("ten=1"))
    settle(page)
    names = [strings.CONFIGURATIONS[key] for key in FIRST]
    assert headings(page) == [f"{letter} {name}" for letter, name in zip("ABC", names, strict=True)]
    without(page, "dense")
    page.wait_for_url(re.compile("cach=hybrid&cach=lexical"))
    settle(page)
    assert headings(page) == [f"A {names[0]}", f"B {names[2]}"]
    check_columns(page)
    assert max(page.evaluate(APART)) <= 3
    page.keyboard.press("Escape")
    item = page.locator(".vc-column").nth(1).locator(".vc-item a").nth(2)
    number = item.locator(".vc-n").inner_text()
    item.click()
    expect(page.locator(".vc-passage .vc-count")).to_have_text(re.compile(rf"Đoạn {number}/"))
    expect(page.locator(".vc-item a[aria-current] .vc-n").first).to_have_text(number)
    assert "đào tạo" in read(page)


def check_columns(page: Page) -> None:
    """The same passage has one number and colour in all columns, and its facts tell how it moved."""
    columns = page.evaluate(COLUMNS)
    first = [number for number, _, _ in columns[0]]
    colours: dict[int, str] = {}
    for at, column in enumerate(columns):
        assert 0 < len(column) <= DEPTH
        assert len({number for number, _, _ in column}) == len(column)
        for rank, (number, colour, facts) in enumerate(column, 1):
            assert colours.setdefault(number, colour) == colour
            assert strings.RANK.format(rank) in facts
            having = sum(number in [one[0] for one in other] for other in columns)
            assert (strings.ONLY_HERE in facts) == (having == 1)
            if at and number in first and (moved := first.index(number) + 1 - rank):
                assert (strings.UP if moved > 0 else strings.DOWN).format(abs(moved)) in facts
            elif at and having > 1 and number not in first:
                assert strings.NOT_FIRST in facts
    assert any(strings.ONLY_HERE in facts for column in columns for _, _, facts in column)


def test_three_people_judge_by_keys_and_see_how_far_they_agree(page: Page, office: Office) -> None:
    ways = ("hybrid", "lexical")
    go(page, office, Compared(asked=ASKED, columns=ways))
    sign(page, "An")
    total, few = pooled(page), 6
    press(page, "3")
    press(page, "1")
    press(page, "z")
    press(page, "z")
    expect(page.locator(".vc-progress")).to_contain_text(f"· 0/{total} đoạn")
    grades = [graded(page, total, total, strict)]
    expect(page.locator(".vb-notice")).to_contain_text(strings.POOL_DONE.format(count=total))
    for key in ways:  # the names, which nobody saw while grading
        expect(page.locator(".vc-column h2", has_text=strings.CONFIGURATIONS[key])).to_have_count(1)
    assert len(grades[0]) == total
    assert serious(page) == []
    for name, grading in (("Bình", strict), ("Cường", lenient)):
        go(page, office, Compared(asked=ASKED, columns=ways, blind=False))
        sign(page, name)
        grades.append(graded(page, few, total, grading))
    rows = [[row[text] for row in grades] for text in grades[1]]
    page.get_by_role("radio", name=strings.PARTS["dong-thuan"]).click()
    page.wait_for_url(re.compile("phan=dong-thuan"))
    settle(page)
    expect(page.locator(".vc-kappa .vc-value")).to_contain_text(told(fleiss(rows)))
    expect(page.locator(".vc-kappa")).to_contain_text(strings.FLEISS_ITEMS.format(items=few))
    for a, b in combinations(range(3), 2):
        pair = " – ".join(("An", "Bình", "Cường")[one] for one in (a, b))
        cells = page.locator(".vc-table tr", has_text=pair).locator("td")
        expect(cells.nth(0)).to_have_text(str(few))
        expect(cells.nth(2)).to_contain_text(told(cohen([row[a] for row in rows], [row[b] for row in rows])))
    assert serious(page) == []
    disputed = page.locator(".vc-disputed li").first
    expect(disputed).to_contain_text("Cường: 2")
    disputed.get_by_role("link").click()
    page.wait_for_url(re.compile("doan="))
    settle(page)
    assert strict(read(page)) == 1


def test_judgements_outlive_a_killed_server(page: Page, office: Office) -> None:
    office.kept.add_questions("bo-ben", bundled("b017"), "Dung")
    go(page, office, Compared("bo-ben", "b017", columns=("hybrid", "lexical")))
    sign(page, "Dung")
    total = pooled(page)
    given = graded(page, 3, total, lenient)
    office.kill()  # in the moment in which the page says that the grade is kept
    office.start()
    go(page, office, Compared("bo-ben", "b017", columns=("hybrid", "lexical"), rater="Dung"))
    expect(page.locator(".vc-progress")).to_contain_text(f"· 3/{total} đoạn")
    numbers = page.locator(".vc-item", has=page.locator(".vc-grade")).locator(".vc-n").all_inner_texts()
    assert len(set(numbers)) == 3
    for number in set(numbers):
        item = page.locator(".vc-item", has=page.locator(".vc-n", has_text=re.compile(f"^{number}$"))).first
        item.get_by_role("link").click()
        expect(page.locator(".vc-passage .vc-count")).to_have_text(re.compile(rf"Đoạn {number}/"))
        settle(page)
        pressed = page.locator(".st-key-vc_scale button[kind=primary]")
        expect(pressed).to_contain_text(strings.GRADES[given[read(page)]])
        expect(item.locator(".vc-grade span").first).to_have_text(str(given[read(page)]))
    page.locator(".vc-question h1").click()
    page.keyboard.press("z")  # the log of what was done is there too
    expect(page.locator(".vc-progress")).to_contain_text(f"· 2/{total} đoạn")


def test_a_queue_of_pooled_questions_leads_on_and_tells_how_far_one_is(page: Page, office: Office) -> None:
    ids = ("b017", "b029", "b044")
    go(page, office, Compared(part="trao-doi"))
    text = questions_text(bundled(*ids), [], lambda _: None)
    upload(page, "questions", f"{QUEUE}.jsonl", text)
    expect(page.get_by_text(strings.TOOK_QUESTIONS.format(count=3, name=QUEUE))).to_be_visible()
    page.get_by_label(strings.SET, exact=True).click()
    page.get_by_role("option", name=QUEUE).click()
    page.wait_for_url(re.compile(f"bo={QUEUE}"))
    page.get_by_role("radio", name=strings.PARTS["cham"]).click()
    page.wait_for_url(re.compile("^(?!.*phan=)"))
    settle(page)
    set_up(page)
    without(page, "dense")
    page.wait_for_url(re.compile("cach="))
    page.get_by_role("button", name=strings.POOL_ALL).click()
    pool = re.compile(r"0/3 câu xong · 0/([3-9]\d) đoạn đã chấm")  # ten and more of each question
    expect(page.locator(".vc-progress")).to_have_text(pool)
    found = pool.search(page.locator(".vc-progress").inner_text())
    assert found
    whole = int(found[1])
    page.keyboard.press("Escape")
    sign(page, "Lan")
    office.kept.judge(QUEUE, "b044", office.kept.pooled(QUEUE)["b044"][0], "Minh", 3)  # another has begun
    expect(page.locator(".vc-question .vc-count")).to_have_text(strings.QUESTION.format(at=1, count=3))
    total = pooled(page)
    graded(page, total, whole, lambda _: 0)
    expect(page.locator(".vc-progress")).to_have_text(f"1/3 câu xong · {total}/{whole} đoạn đã chấm")
    press(page, "n")
    expect(page.locator(".vc-question h1")).to_have_text(bundled("b044")[0].question)
    press(page, "p")
    expect(page.locator(".vc-question h1")).to_have_text(bundled("b029")[0].question)


def upload(page: Page, kind: str, name: str, text: str, rater: str = "") -> None:
    """Give the page a file of that kind."""
    page.get_by_test_id("stRadioGroup").get_by_text(strings.KINDS[kind]).click()
    # Streamlit's answer to a file chosen just before the page is drawn anew is lost: wait until it is.
    expect(page.get_by_label(strings.UPLOAD_RATER)).to_have_count(int(kind == "qrels"))
    expect(page.get_by_test_id("stAlert")).to_have_count(0)
    if rater:
        page.get_by_label(strings.UPLOAD_RATER).fill(rater)
    given: FilePayload = {"name": name, "mimeType": "text/plain", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(given)
    expect(page.get_by_role("button", name=f"Remove {name}")).to_be_visible()
    expect(page.get_by_test_id("stFileUploader").get_by_role("progressbar")).to_have_count(0)
    page.get_by_role("button", name=strings.TAKE_IN).click()


def download(page: Page, button: str) -> str:
    with page.expect_download() as down:
        page.get_by_role("button", name=button, exact=True).click()
    return Path(down.value.path()).read_text(encoding="utf-8")


def test_grades_runs_and_questions_leave_as_files_and_come_back(page: Page, office: Office) -> None:
    given, kept = "bo-trao-doi", office.kept
    kept.add_questions(given, bundled("b017", "b029"), "Hoa")
    go(page, office, Compared(given, "b029"))
    for grade, one in enumerate(kept.pooled(given)["b029"][:4]):
        kept.judge(given, "b029", one, "Hoa", grade)
    go(page, office, Compared(given, part="trao-doi", rater="Hoa"))
    qrels = download(page, strings.EXPORT_QRELS)
    assert sorted(row.relevance for row in parse_qrels(qrels, "q")) == [0, 1, 2, 3]
    questions = download(page, strings.EXPORT_QUESTIONS)
    out = {one.id: one for one in parse_questions(questions, "q")}
    assert out.keys() == {"b017", "b029"}
    assert out["b017"] == bundled("b017")[0]  # not graded: as it was
    assert len(out["b029"].evidence) == 2  # what was graded 2 and 3
    page.get_by_role("button", name=strings.EXPORT_RUNS).click()
    runs = {
        key: parse_run(download(page, strings.EXPORT_RUN.format(f"{given}.{key}.run")), key) for key in FIRST
    }
    for key, rows in runs.items():
        assert {row.query_id for row in rows} == {"b017", "b029"}, key
        assert all("#" in row.doc_id for row in rows), key
    upload(page, "qrels", "hoa.qrels", qrels, "Hoa, chép lại")
    expect(page.get_by_text(strings.TOOK_QRELS.format(count=4, name="Hoa, chép lại"))).to_be_visible()
    turned = [row._replace(score=-row.score) for row in reversed(runs["lexical"])]
    upload(page, "run", "nguoc.run", run_text(turned, "nguoc"))
    expect(page.get_by_text(strings.TOOK_RUN.format(name="nguoc", count=2))).to_be_visible()
    upload(page, "questions", "bo-doc-lai.jsonl", questions)
    expect(page.get_by_text(strings.TOOK_QUESTIONS.format(count=2, name="bo-doc-lai"))).to_be_visible()
    assert serious(page) == []
    assert [one.question for one in kept.questions("bo-doc-lai")] == list(out.values())
    go(page, office, Compared(given, part="dong-thuan"))
    expect(page.locator(".vc-table tr", has_text="Hoa – Hoa, chép lại")).to_contain_text("1,00")
    go(page, office, Compared(given, "b029", columns=("lexical",), rater="Hoa", blind=False))
    set_up(page)
    page.get_by_label(strings.COLUMNS, exact=True).click()
    page.get_by_role("option", name=strings.RUN.format("nguoc")).click()
    page.wait_for_url(re.compile("run%3Anguoc"))
    settle(page)
    straight, back = ([number for number, _, _ in column] for column in page.evaluate(COLUMNS))
    assert back == straight[::-1]


def test_hostile_words_stay_words(page: Page, office: Office) -> None:
    office.kept.add_questions("bo-doc", [Question("c3", HARM, "fact", "keyword")], "Lan")
    for view in (Compared("bo-doc", "c3", rater="<b>Minh</b>"), Compared("bo-doc", "c3", blind=False)):
        go(page, office, view)
        assert HARM in page.locator(".vc-question h1").inner_text()
        assert page.evaluate("window.hacked") is None
        assert page.locator(".stApp iframe, .stApp img, [onerror]").count() == 0


def test_nothing_overflows_a_phone(page: Page, office: Office) -> None:
    office.kept.add_questions("bo-nho", bundled("b017"), "Lan")
    views = [Compared("bo-nho", part=part) for part in PARTS[1:]]
    for view in (Compared("bo-nho", "b017", rater="Minh"), *views):
        for width in (390, 320):
            page.set_viewport_size({"width": width, "height": 844})
            go(page, office, view)
            assert page.evaluate(WIDEST) <= width
        assert page.locator("h1").count() == 1
