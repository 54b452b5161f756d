"""Changes put beside what is there: what a reader meets is what a build from nothing would show."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import generation as g
from index.engine import Index
from index.parts import FileParts
from tests.index_world import (
    HEALTH,
    POVERTY,
    QUESTIONS,
    ROADS,
    SCHOOLS,
    build,
    filled,
    made,
    opened,
    paper,
    put,
    remove,
)

FORMS = (HEALTH, ROADS, POVERTY, SCHOOLS, "Mua {} máy cày cho tổ hợp tác, không để ruộng bỏ hoang.")
IDS = [f"so-{number}" for number in range(8)]


def text(number: int) -> str:
    """A paper that is another for each number."""
    some = [form.format(f"{number % 13},{number % 7}%") for form in FORMS[number % 3 : number % 3 + 3]]
    return paper(number, 2018 + number % 5, "Biển Hồ" if number % 2 else "Đảo Yến", *some)


def shown(index: Index) -> list[object]:
    """Documents, their passages, and what the search by meaning finds, with and without a filter."""
    listed = index.documents()
    return [
        listed,
        [index.passages_of(info.id) for info in listed],
        [index.document(info.id) for info in listed],
        [
            [(hit.passage, hit.score) for hit in index.search(question, k, "dense", filters)]
            for question in (*QUESTIONS, "máy cày")
            for k in (1, 7, 60)
            for filters in (None, {"place": ("Đảo Yến",)}, {"document": tuple(IDS[:3])})
        ],
    ]


def worded(index: Index) -> list[object]:
    """All that the search by words and both together find."""
    return [
        [(hit.passage.id, hit.score) for hit in index.search(question, k, mode, filters)]
        for question in (*QUESTIONS, "máy cày")
        for k in (3, 60)
        for mode in ("lexical", "hybrid")
        for filters in (None, {"place": ("Biển Hồ",)})
    ]


CHANGES = st.lists(
    st.lists(
        st.tuples(st.sampled_from([*IDS[:5], "van-ban-0-2020"]), st.integers(0, 40) | st.none()),
        min_size=1, max_size=4,
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@given(CHANGES)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_came_and_went_the_end_is_that_of_a_build_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, changes: list[list[tuple[str, int | None]]]
) -> None:
    """Added, replaced, dropped, dropped and added again; each step shows at once, none is built whole."""
    store = tmp_path_factory.mktemp("grown")
    texts = filled()
    made(store, texts)
    for step in changes:
        for id, number in step:
            if number is None:
                remove(store, id)
                texts.pop(id, None)
            else:
                texts[id] = text(number)
                put(store, {id: texts[id]})
        build(store, share=1e9)
        index = opened(store)
        assert index.size == sum(len(index.passages_of(info.id)) for info in index.documents())
        assert {info.id for info in index.documents()} == set(texts)
        g.verify(g.current(store))
    fresh = made(store / "fresh", texts)
    grown = opened(store)
    assert shown(grown) == shown(fresh)
    ours, theirs = (FileParts(Path(index.name)).open()[1].vectors() for index in (grown, fresh))
    assert np.array_equal(ours, theirs)
    for a, b in zip(worded(grown), worded(fresh), strict=True):  # what is gone still counts in frequencies
        assert isinstance(a, list) and isinstance(b, list)
        assert len(a) == len(b)
    (store / "index" / g.CURRENT).unlink()  # nothing to go on from: all anew, from what is kept
    assert build(store, share=0).encoded == 0
    assert worded(opened(store)) == worded(fresh)
    assert shown(opened(store)) == shown(fresh)


def many(count: int) -> dict[str, str]:
    return {f"nhieu-{number:03}": text(number) for number in range(count)}


def test_what_is_only_added_scores_as_if_built_at_once(tmp_path: Path) -> None:
    """Frequencies and mean lengths are those of all segments together."""
    made(tmp_path, many(30))
    for number in range(30, 36):
        put(tmp_path, {f"nhieu-{number:03}": text(number)})
        build(tmp_path, share=1e9)
    grown, fresh = opened(tmp_path), made(tmp_path / "fresh", many(36))
    assert worded(grown) == worded(fresh)
    assert shown(grown) == shown(fresh)
    assert grown.manifest.segments > 1


def test_a_small_change_writes_little(tmp_path: Path) -> None:
    """The first segment's files are those of the generation before, which still reads the same."""
    old = made(tmp_path, many(60))
    found, before = shown(old), g.current(tmp_path)
    put(tmp_path, {"moi": text(99), "nhieu-007": text(98)})
    report = build(tmp_path, share=0.1)
    now = g.current(tmp_path)
    assert (report.changed, report.generation) == (True, now.name) != (True, before.name)
    assert report.encoded <= 8
    assert all((now / name).samefile(before / name) for name in (g.CONTENT, g.DENSE, "language.npz"))
    assert shown(old) == found
    g.verify(before)
    assert shown(opened(tmp_path)) == shown(
        made(tmp_path / "fresh", many(60) | {"moi": text(99), "nhieu-007": text(98)})
    )


def test_a_dropped_document_is_out_of_sight_at_once_and_then_leaves_the_disk(tmp_path: Path) -> None:
    word = "nhanthuykieu"
    made(tmp_path, many(60) | {"mat": paper(1, 2020, "Biển Hồ", f"Kho {word} đặt ở xã.")})
    remove(tmp_path, "mat")
    build(tmp_path, share=1e9)  # not yet written anew
    index = opened(tmp_path)
    with pytest.raises(KeyError):
        index.document("mat")
    assert not index.passages_of("mat")
    assert not any(word in hit.passage.text for hit in index.search(f"kho {word}", 300))
    assert build(tmp_path, share=0.1).changed  # goes on where that stopped
    put(tmp_path, {"them": text(3)})
    build(tmp_path, share=0.1)
    held = [
        path
        for path in (tmp_path / "index").glob("g0*/**/*")
        if path.is_file() and word.encode() in path.read_bytes()
    ]
    assert held == []


def test_places_and_abbreviations_of_a_new_document_are_known_at_once(tmp_path: Path) -> None:
    made(tmp_path, many(60))
    named = paper(3, 2024, "Hà Giang", "Thành lập Tổ vận hành trạm bơm (TVHTB) ở mỗi xã.")
    put(tmp_path, {"moi": named})
    build(tmp_path, share=0.1)
    index = opened(tmp_path)
    assert index.manifest.segments == 2
    assert index.understand("hộ nghèo của Hà Giang").places == ("Hà Giang",)
    assert "tổ vận hành trạm bơm" in index.understand("TVHTB là gì").text.lower()


def test_segments_stay_few_and_are_made_one_in_the_end(tmp_path: Path) -> None:
    """Of a size, they are taken together; from a tenth of the passages on, all are."""
    texts = many(84)
    made(tmp_path, dict(list(texts.items())[:60]))
    counts, wholes = [], 0
    for id in list(texts)[60:]:
        put(tmp_path, {id: texts[id]})
        before = int(g.current(tmp_path).name[1:])
        build(tmp_path, share=0.1)
        manifest = g.read_manifest(g.current(tmp_path))
        counts.append(manifest.segments)
        wholes += int(g.current(tmp_path).name[1:]) == before + 2  # shown first, then made one
    assert 2 < max(counts) <= 4
    assert 1 <= wholes <= 5
    assert shown(opened(tmp_path)) == shown(made(tmp_path / "fresh", texts))


MOMENTS = ("encode 0/", "analyze 0/", "write 0/1", "write 1/1", "read 5/", "2 write 0/1", "2 write 1/1")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_of_a_change_the_index_opens(moment: str, tmp_path: Path) -> None:
    """While it is put beside, and while all is then made one: what shows is before or after."""
    texts = many(40)
    made(tmp_path, texts)
    changed = texts | {"nhieu-003": text(77), "nhieu-004": text(78)}
    put(tmp_path, {"nhieu-003": text(77)})
    build(tmp_path, share=1e9)
    before = shown(opened(tmp_path))
    put(tmp_path, {"nhieu-004": text(78)})
    _build_and_kill(tmp_path, moment, "0.07")
    found = shown(opened(tmp_path))
    build(tmp_path, share=0.07)
    after = shown(opened(tmp_path))
    assert found in (before, after) and before != after
    assert after == shown(made(tmp_path / "fresh", changed))
    assert g.read_manifest(g.current(tmp_path)).segments == 1  # killed or not, all is made one in the end
    assert not list((tmp_path / "index").glob(f"{g.WORK}*"))
    g.verify(g.current(tmp_path))


def _build_and_kill(store: Path, moment: str, share: str) -> None:
    """Kill a build when it names ``moment``, for the second time where a 2 stands before it."""
    times, stage = (2, moment[2:]) if moment.startswith("2 ") else (1, moment)
    command = [sys.executable, "-m", "tests.index_world", str(store), share]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin and process.stdout
    while line := process.stdout.readline():
        times -= line.startswith(stage)
        if not times:
            break
        process.stdin.write("\n")
        process.stdin.flush()
    else:
        pytest.fail(f"the build never came to {moment}")
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_a_disk_without_links_gets_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError("no links here")

    made(tmp_path, many(60))
    put(tmp_path, {"moi": text(99)})
    monkeypatch.setattr("os.link", refused)
    build(tmp_path, share=0.1)
    g.verify(g.current(tmp_path))
    assert shown(opened(tmp_path)) == shown(made(tmp_path / "fresh", _with(many(60), "moi", text(99))))


def _with(texts: Mapping[str, str], id: str, one: str) -> dict[str, str]:
    return {**texts, id: one}
