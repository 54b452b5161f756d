"""What every engine must do: one suite over files, over PostgreSQL, and over PostgreSQL in two partitions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from answer import open_engine
from index import generation as g
from index.build import BuildError, BuildReport, build_index
from index.engine import Index, open_index
from index.parts import current_name
from index.terms import Analyzer
from index.types import MODES, Hit
from ingest.facts import facts
from ingest.links import links
from ingest.run import ingest_paths
from ingest.store import Store, StoreError, has_store, open_store
from settings import Settings
from tests.index_world import HEALTH, POVERTY, Syllables, filled, paper, put_into
from tests.postgres_servers import Server, servers

ENGINES = ("files", "postgres", "partitions")
QUESTIONS = (
    "tỷ lệ hộ nghèo đa chiều Núi Cấm năm 2021",
    "nâng cấp đường liên xã",
    "bảo hiểm y tế Biển Hồ",
    "số 102/QĐ-UBND",
    "trường đạt chuẩn quốc gia",
)
PLACES = ("Sông Lam", "Núi Cấm", "Biển Hồ", "Gò Dầu", "Hòn Gai", "Bãi Cháy", "Cửa Lò", "Phố Nối", "Yên Tử")
NAMES = count()

Fresh = Callable[[], Settings]


@pytest.fixture(scope="module")
def cluster() -> Iterator[list[Server]]:
    with servers(3) as running:
        yield running


@pytest.fixture(params=ENGINES)
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Fresh:
    """Settings of a new, empty archive of one engine at each call."""
    engine: str = request.param
    dsns = [one.dsn for one in request.getfixturevalue("cluster")] if engine != "files" else []

    def settings() -> Settings:
        number = next(NAMES)
        own = Settings(store=tmp_path / str(number), model="hashing")
        if engine == "files":
            return own
        own = replace(own, engine="postgres", dsn=dsns[0], schema=f"a{number}")
        if engine == "partitions":
            from index.postgres.moving import create

            create(own, dsns[1:])
        return own

    return settings


def build(settings: Settings, analyzer: Analyzer | None = None) -> BuildReport:
    with open_store(settings, fresh=True) as source:
        return build_index(settings.store, settings, source, analyzer=analyzer or Syllables())


def opened(settings: Settings, analyzer: Analyzer | None = None) -> Index:
    return open_index(settings.store, settings, analyzer=analyzer or Syllables())


def made(settings: Settings, texts: dict[str, str]) -> Index:
    with open_store(settings, create=True) as store:
        put_into(store, texts)
    build(settings)
    return opened(settings)


@pytest.fixture
def plain(tmp_path: Path) -> Callable[[dict[str, str]], Index]:
    """The index that the engine of files makes of some texts, to compare with."""
    return lambda texts: made(Settings(store=tmp_path / f"plain-{next(NAMES)}", model="hashing"), texts)


def same(ours: list[Hit], theirs: list[Hit]) -> bool:
    """Whether two lists agree: the same scores, and the same passages but for those whose scores are one.

    Vectors of 16 bits move a cosine by less than .0005.
    """
    near = [abs(a.score - b.score) < 0.002 for a, b in zip(ours, theirs, strict=True)]
    last = theirs[-1].score + 0.002 if theirs else 0.0
    sure = [{hit.passage.id for hit in hits if hit.score > last} for hits in (ours, theirs)]
    both = [{hit.passage.id for hit in hits} for hits in (ours, theirs)]
    return all(near) and sure[0] <= both[1] and sure[1] <= both[0]


def test_all_engines_find_the_same(fresh: Fresh, plain: Callable[[dict[str, str]], Index]) -> None:
    texts = filled()
    index, other = made(fresh(), texts), plain(texts)
    assert index.size == other.size
    assert index.documents() == other.documents()
    assert index.manifest.documents == other.manifest.documents
    for question in QUESTIONS:
        assert index.understand(question) == other.understand(question)
        for mode in MODES:
            hits = index.search(question, 10, mode)
            assert same(hits, other.search(question, 10, mode)), (question, mode)
            assert hits == index.search(question, 10, mode)
            for hit in hits:
                passage = hit.passage
                assert index.document(passage.document).text[passage.start : passage.end] == passage.text
                assert index.passage(passage.id) == other.passage(passage.id)


def test_lexical_scores_are_those_of_bm25(fresh: Fresh, plain: Callable[[dict[str, str]], Index]) -> None:
    """Lengths kept in a byte, rarity, saturation: the same number, not merely the same order."""
    texts = filled() | {"van-ban-dai": paper(7, 2022, "Sông Lam", " ".join([POVERTY, HEALTH] * 4))}
    index, other = made(fresh(), texts), plain(texts)
    for question in QUESTIONS:
        ours = [hit.score for hit in index.search(question, 30, "lexical")]
        theirs = [hit.score for hit in other.search(question, 30, "lexical")]
        assert ours
        assert ours == pytest.approx(theirs, abs=2e-4)


def test_filters_hold(fresh: Fresh, plain: Callable[[dict[str, str]], Index]) -> None:
    index, other = made(fresh(), filled()), plain(filled())
    for filters in (
        {"place": ("Núi Cấm",)},
        {"year": ("2021", "2022"), "place": ("Sông Lam", "Biển Hồ")},
        {"document": ("van-ban-2-2020",)},
        {"year": ("1999",)},
    ):
        for question in QUESTIONS:
            for mode in MODES:
                hits = index.search(question, 10, mode, filters)
                assert same(hits, other.search(question, 10, mode, filters))
    some = frozenset({"van-ban-0-2020", "van-ban-1-2021"})
    limited = index.limited(some)
    assert {hit.passage.document for hit in limited.search(QUESTIONS[0], 50)} <= some


def test_only_what_changed_is_encoded_and_the_rest_stays(
    fresh: Fresh, plain: Callable[[dict[str, str]], Index]
) -> None:
    settings, texts = fresh(), filled()
    before = made(settings, texts)
    told = {question: before.search(question) for question in QUESTIONS}
    assert not build(settings).changed
    texts["van-ban-0-2020"] = paper(
        9, 2020, "Sông Lam", "Hỗ trợ máy cày cho tổ hợp tác.", POVERTY.format("9%")
    )
    texts["van-ban-moi"] = paper(12, 2024, "Núi Cấm", HEALTH.format("99,5%"))
    del texts["van-ban-2-2023"]
    with open_store(settings) as store:
        put_into(store, {id: texts[id] for id in ("van-ban-0-2020", "van-ban-moi")})
        store.remove("van-ban-2-2023")
    report = build(settings)
    assert report.changed
    assert 0 < report.encoded < 10
    assert not before.is_current()
    after, other = opened(settings), plain(texts)
    assert after.is_current()
    assert after.documents() == other.documents()
    assert after.size == other.size
    for question in (*QUESTIONS, "máy cày tổ hợp tác"):
        for mode in ("dense", "hybrid"):
            assert same(after.search(question, 10, mode), other.search(question, 10, mode)), question
    # Who had it open goes on with what it held.
    assert {question: before.search(question) for question in QUESTIONS} == told
    assert before.document("van-ban-2-2023").id == "van-ban-2-2023"
    with pytest.raises(KeyError):
        after.document("van-ban-2-2023")
    with pytest.raises(KeyError):
        after.passage("van-ban-2-2023#d1.p1")
    assert after.passages_of("van-ban-2-2023") == ()


def test_workers_get_all_that_is_missing_at_once_and_a_stopped_build_goes_on(
    fresh: Fresh, plain: Callable[[dict[str, str]], Index]
) -> None:
    """Two processes make what one makes; they are started once for a build, and once for a change of a few
    documents; what they had made is not made again."""
    settings, texts = replace(fresh(), workers="2"), filled(PLACES)
    rounds: list[int] = []

    def note(stage: str, done: int, total: int) -> None:
        if stage == "encode" and not done and total:
            rounds.append(total)
        if stage == "encode" and len(rounds) == 1 and 64 <= done < total:
            raise InterruptedError

    with open_store(settings, create=True) as store:
        put_into(store, texts)
        with pytest.raises(InterruptedError):
            build_index(settings.store, settings, store, progress=note, analyzer=Syllables())
        report = build_index(settings.store, settings, store, progress=note, analyzer=Syllables())
        assert 0 < report.encoded == rounds[1] < rounds[0]
        share = {n: POVERTY.format(f"{n},7%") for n in (1, 2, 3)}
        changed = {f"van-ban-moi-{n}": paper(n, 2024, "Đồi Cao", text) for n, text in share.items()}
        put_into(store, changed)
        build_index(settings.store, settings, store, progress=note, analyzer=Syllables())
    assert len(rounds) == 3
    ours, theirs = opened(settings), plain(texts | changed)
    assert ours.documents() == theirs.documents()
    for question in QUESTIONS:
        assert same(ours.search(question, 10, "dense"), theirs.search(question, 10, "dense"))


def test_a_rebuilt_index_is_switched_to_without_a_pause(fresh: Fresh) -> None:
    """Another analyzer makes all anew; who searches meanwhile is answered, by the old one or the new one."""

    class Other(Syllables):
        version = "syllables-2"

    settings = fresh()
    made(settings, filled())
    stop, failures, answered = threading.Event(), [], []

    def search() -> None:
        while not stop.is_set():
            try:
                try:
                    index = opened(settings)
                except g.IndexStale:
                    index = opened(settings, Other())
                answered.append(len(index.search("hộ nghèo")))
            except Exception as error:  # whatever it is, a reader met it
                failures.append(error)

    reader = threading.Thread(target=search)
    reader.start()
    try:
        old = current_name(settings)
        assert build(settings, Other()).encoded == 0
        assert current_name(settings) != old
    finally:
        stop.set()
        reader.join()
    assert failures == []
    assert answered
    assert min(answered) == 10


def test_what_is_missing_or_stale_is_named(fresh: Fresh) -> None:
    settings = fresh()
    with pytest.raises(g.IndexMissing, match="index build"):
        opened(settings)
    with open_store(settings, create=True) as store, pytest.raises(BuildError, match="ingest"):
        build_index(settings.store, settings, store, analyzer=Syllables())
    made(settings, {"mot": paper(1, 2020, "Núi Cấm", POVERTY)})
    with pytest.raises(g.IndexStale, match="another version"):
        open_index(settings.store, settings)


def test_the_store_keeps_what_was_read(fresh: Fresh, root: Path, tmp_path: Path) -> None:
    settings = fresh()
    if settings.engine == "files" or not has_store(settings):
        with pytest.raises(StoreError, match="python -m ingest"):
            open_store(settings)
    papers = [root / "corpus"]
    assert ingest_paths(papers, settings.store, settings=settings).stored
    ingest_paths(papers, tmp_path / "files")
    assert {row.status for row in ingest_paths(papers, settings.store, settings=settings).rows} == {
        "unchanged"
    }
    with open_store(settings) as ours, Store(tmp_path / "files") as theirs:
        assert ours.entries() == theirs.entries()
        for id in theirs.ids():
            assert ours.document(id) == theirs.document(id)
            assert ours.passages(id) == theirs.passages(id)
            assert links(ours, id) == links(theirs, id)
            assert ours.versions(id) == theirs.versions(id)
        assert facts(ours) == facts(theirs)
        assert facts(ours, words="hộ nghèo") == facts(theirs, words="hộ nghèo")
        gone = theirs.ids()[0]
        ours.remove(gone)
        assert facts(ours, document=gone) == ()
        assert len(ours.reports()) == 2


def test_what_nobody_sees_any_more_is_dropped(fresh: Fresh) -> None:
    settings = fresh()
    if settings.engine == "files":
        pytest.skip("a build of files removes old generations itself")
    from index.postgres.sweeping import sweep
    from ingest.postgres.connecting import servers_of

    made(settings, filled())
    with open_store(settings) as store:
        put_into(store, {"van-ban-0-2020": paper(9, 2020, "Sông Lam", POVERTY)})
        store.remove("van-ban-2-2023")
    build(settings)
    before = opened(settings)
    told = {question: before.search(question) for question in QUESTIONS}
    rows = "SELECT count(*) FROM {0}_g000001.vectors"
    servers = servers_of(settings)

    def counted() -> int:
        return int(servers.write(lambda c: c.execute(rows.format(settings.schema)).fetchall())[0][0])

    assert counted() > before.size
    sweep(servers, settings.schema, "0 seconds")
    assert counted() == before.size
    after = opened(settings)
    assert {question: after.search(question) for question in QUESTIONS} == told


def test_partitions_search_their_own_rows(cluster: list[Server], tmp_path: Path) -> None:
    """Each server holds its share and sorts by its own indexes; only the best of each are sent."""
    from index.postgres.moving import create
    from ingest.postgres.connecting import connect

    settings = Settings(
        store=tmp_path, model="hashing", engine="postgres", dsn=cluster[0].dsn, schema=f"a{next(NAMES)}"
    )
    create(settings, [one.dsn for one in cluster[1:]])
    index = made(settings, filled())
    shares = []
    for one in cluster[1:]:
        with connect(one.dsn) as connection:
            rows = connection.execute(f"SELECT count(*) FROM {settings.schema}_g000001.vectors").fetchall()
            shares.append(rows[0][0])
    assert sum(shares) == index.size
    assert min(shares) > 0
    with connect(cluster[0].dsn) as connection:
        vector = str(index.encode_query("hộ nghèo").tolist())
        plan = connection.execute(
            f"EXPLAIN (VERBOSE) SELECT row FROM {settings.schema}_g000001.vectors "
            "ORDER BY vector <#> %s::halfvec LIMIT 10",
            (vector,),
        ).fetchall()
    remote = [line for (line,) in plan if "Remote SQL" in line]
    assert len(remote) == 2
    assert all("ORDER BY (vector" in line for line in remote)


_ROOMY = """CREATE FUNCTION {}.roomy(text) RETURNS text IMMUTABLE LANGUAGE plpgsql AS $$BEGIN
IF pg_size_bytes(current_setting('maintenance_work_mem')) < {} * 1048576 THEN
RAISE EXCEPTION 'too little'; END IF; RETURN left($1, 9); END$$"""


@pytest.mark.parametrize(
    ("megabytes", "wanted", "enough"), [(1000, 80, True), (70, 80, False), (0, 64, True)]
)
def test_an_index_is_made_with_the_memory_that_it_needs_and_may_take(
    cluster: list[Server], megabytes: int, wanted: int, enough: bool
) -> None:
    """On each server that holds rows: up to three times its table, up to the setting, never below the
    server's own limit, which holds again afterwards."""
    from ingest.postgres.connecting import connect
    from ingest.postgres.spreading import Table, make_archive, make_indexes, make_tables

    archive = f"a{next(NAMES)}"
    table = Table("t", "id text NOT NULL, filler text", "id", (f"({archive}.roomy(filler))",), "id")
    with connect(cluster[0].dsn) as first:
        with first.transaction():
            make_archive(first, archive, [one.dsn for one in cluster[1:]])
            make_tables(first, archive, archive, [table])
        for one in cluster[1:]:
            with connect(one.dsn) as part:
                part.execute(_ROOMY.format(archive, wanted))
        filler = "SELECT n::text, repeat(md5(n::text), 62) FROM generate_series(1, 30000) AS n"
        first.execute(f"INSERT INTO {archive}.t {filler}")
        if not enough:
            with pytest.raises(Exception, match="too little"), first.transaction():
                make_indexes(first, archive, archive, [table], megabytes)
            return
        with first.transaction():
            make_indexes(first, archive, archive, [table], megabytes)
        assert first.execute("SHOW maintenance_work_mem").fetchone() == ("64MB",)


@pytest.fixture(scope="module")
def bundled(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The bundled papers and their index, in files."""
    settings = Settings(store=tmp_path_factory.mktemp("bundled"), model="hashing")
    ingest_paths([root / "corpus"], settings.store)
    with open_store(settings) as source:
        build_index(settings.store, settings, source)
    return settings


def test_a_moved_archive_answers_the_same(fresh: Fresh, bundled: Settings) -> None:
    """With one command from a folder, nothing encoded again, and again without harm."""
    settings = fresh()
    if settings.engine == "postgres":
        from index.postgres.moving import move

        settings = replace(settings, store=bundled.store)
        copied, report = move(settings, "postgres")
        assert (copied, report.encoded) == (len(ids_of(bundled)), 0)
        assert move(settings, "postgres")[0] == 0
    else:
        settings = bundled
    ours, theirs = (open_engine(one.store, one) for one in (settings, bundled))
    for question in ("tỷ lệ hộ nghèo năm 2024", "ai ký quyết định", "Chỉ tiêu bảo hiểm y tế là bao nhiêu?"):
        a, b = ours.answer(question), theirs.answer(question)
        told = [[replace(one, score=0.0) for one in answer.answers] for answer in (a, b)]
        assert (a.abstained, a.reason, told[0]) == (b.abstained, b.reason, told[1])
        # Vectors of 16 bits move a passage's score a little, and so what it lends to an answer's.
        assert [one.score for one in a.answers] == pytest.approx([one.score for one in b.answers], abs=0.002)


def ids_of(settings: Settings) -> tuple[str, ...]:
    with open_store(settings) as store:
        return store.ids()


def test_candidates_are_bounded_and_the_telling_terms_come_first() -> None:
    """Rare and heavy terms are always asked for; a term of every passage only where it is all there is."""
    pytest.importorskip("pgvector")
    from index.postgres.searching import telling

    terms = [(1, 9.0, 40), (2, 5.0, 900), (3, 4.0, 50), (4, 0.1, 100_000), (3, 1.5, 60)]
    assert telling(terms, 1000) == ([1, 3, 2], 1000)
    assert telling(terms, 500) == ([1, 3], 100)
    assert telling([(4, 0.1, 100_000)], 500) == ([4], 100_000)


def test_a_term_of_every_passage_is_searched_for_too(fresh: Fresh, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = fresh()
    if settings.engine == "postgres":
        from index.postgres import searching

        monkeypatch.setattr(searching, "CANDIDATES", 20)
    index = made(settings, filled())
    hits = index.search("tỉnh", 10, "lexical")
    assert hits
    assert all("tỉnh" in f"{hit.passage.context} {hit.passage.text}".lower() for hit in hits)
