"""A store as people leave it, for pictures: full of work, and the store that it points to as it was."""

from __future__ import annotations

from pathlib import Path

from eval.judgements.store import Judgements
from eval.records.store import Records
from index.build import build_index
from ingest.run import ingest_paths
from ingest.store import Store
from settings import Settings
from tests.real_store import digests
from ui.staging import BEGUN, JUDGED, MEASURED, RATERS, SET, staged


def test_what_reviewers_leave_is_there_and_the_store_stays_as_it_was(tmp_path: Path) -> None:
    settings = Settings(store=tmp_path / "store", model="hashing", query_prompt="", passage_prompt="")
    ingest_paths(digests(), settings.store)
    with Store(settings.store) as source:
        build_index(settings.store, settings, source)
    before = {path.name for path in settings.store.iterdir()}
    (tmp_path / "full").mkdir()
    own = staged(settings, tmp_path / "full")
    assert {path.name for path in settings.store.iterdir()} == before
    assert [(one.state, one.plan.configuration) for one in Records(own).all()] == [
        ("done", key) for key in reversed(MEASURED)
    ]
    kept = Judgements(own)
    pool = {one.passage for one in kept.pooled(SET)[JUDGED]}
    for rater in RATERS:
        assert {one.pooled.passage for one in kept.of(SET, JUDGED) if one.rater == rater} == pool
    assert len({one.grade for one in kept.of(SET, JUDGED)}) > 2
    begun = kept.of(SET, BEGUN)
    assert {one.rater for one in begun} == {RATERS[0]}
    assert 0 < len(begun) < len(kept.pooled(SET)[BEGUN])
