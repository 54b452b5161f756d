"""``python -m eval ablation``: the shipped ranking with one part switched off or changed at a time.

All rankings are asked question by question over the same open index, so that what a part costs is the
median of differences between neighbours in time, not of two runs on a machine that was busy in between.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from ir_measures import ScoredDoc

from eval.collection import Collection, recut_store
from eval.compare import Difference, difference
from eval.measures import DEPTH, Scores, means, ranking, score
from eval.questions import EvalError
from eval.relevance import judge
from eval.runs import shown
from eval.second_looks import SecondLook, fed_back, with_document, with_neighbours
from eval.sets import QUICK, SHARED, SLOW, Bench, benches, own
from eval.suite import PASSAGES, Named
from index.engine import Index
from index.types import Mode
from index.weights import FIELD_WEIGHTS, SHIPPED, Weights
from ingest.passages import MAX_WORDS, MIN_WORDS
from settings import DEFAULT_FILE, Settings, load_settings

_EPILOG = """\
gain: the shipped ranking minus the row's, so what the part named is worth, with the 95 % paired bootstrap
interval over the questions of all sets together. helped, hurt: questions whose first relevant result
stands higher, lower, in the first ten because of that part. ms: what it costs, the median difference of
one search (understanding, encoding, both retrievers, fusion, evidence); negative where it saves time.
Time is measured on an index that has been asked before."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row: the ranking by other weights, in another mode, of the words as typed, or looked at again."""

    name: str
    weights: Weights = SHIPPED
    mode: Mode = "hybrid"
    exact: bool = False
    again: SecondLook | None = None


def _without(*fields: str) -> Weights:
    return replace(SHIPPED, fields={name: 0.0 if name in fields else w for name, w in FIELD_WEIGHTS.items()})


_WHOLE = Change("shipped")
CHANGES = (
    Change("diacritics, slips, abbreviations", exact=True),
    Change("other wordings", replace(SHIPPED, other_wording=0.0)),
    Change("place names weigh little", replace(SHIPPED, place_name=1.0)),
    Change("question words weigh nothing", replace(SHIPPED, question_word=1.0)),
    Change("the gist of a question", replace(SHIPPED, thin=0.0)),
    Change("bare words only where marked ones lead nowhere", replace(SHIPPED, bare=0.0)),
    Change(
        "evidence, all of it",
        replace(
            SHIPPED,
            place=0,
            year=0,
            part=0,
            part_first=False,
            number=0,
            clause=0,
            charged=0,
            duty=0,
            cover=0,
            rest=0,
            figure=0,
            aside=0,
            notice=0,
        ),
    ),
    Change("evidence: place", replace(SHIPPED, place=0)),
    Change("evidence: year", replace(SHIPPED, year=0)),
    Change("evidence: part", replace(SHIPPED, part=0)),
    Change("the part that tells leads its document", replace(SHIPPED, part_first=False)),
    Change("evidence: number", replace(SHIPPED, number=0)),
    Change("evidence: clause", replace(SHIPPED, clause=0)),
    Change("evidence: charged", replace(SHIPPED, charged=0)),
    Change("evidence: duty", replace(SHIPPED, duty=0)),
    Change("evidence: cover", replace(SHIPPED, cover=0, rest=0)),
    Change("evidence: what the title leaves", replace(SHIPPED, cover=0.3, rest=0)),
    Change("of short documents it leaves all", replace(SHIPPED, short=0)),
    Change("evidence: aside", replace(SHIPPED, aside=0)),
    Change("evidence: notice", replace(SHIPPED, notice=0)),
    Change("evidence: figure", replace(SHIPPED, figure=0)),
    Change("lexical half (dense only)", mode="dense"),
    Change("dense half (lexical only)", mode="lexical"),
    *(
        Change(f"dense share {SHIPPED.dense_share:g}, not {share:g}", replace(SHIPPED, dense_share=share))
        for share in (0.4, 0.5, 0.6, 0.7)
    ),
    *(
        Change(f"candidates {SHIPPED.candidates}, not {count}", replace(SHIPPED, candidates=count))
        for count in (50, 100)
    ),
    Change("anchored scores, not stretched", replace(SHIPPED, fusion="convex")),
    Change("anchored scores, not RRF (k=60)", replace(SHIPPED, fusion="rrf")),
    Change("no feedback, not ten words of three passages", again=fed_back),
    Change("a passage alone, not with its neighbours", again=with_neighbours),
    Change("a passage alone, not with its document", again=with_document),
    Change("field: words", _without("words", "context_words")),
    Change("field: pairs", _without("pairs", "context_pairs", "plain_pairs", "context_plain_pairs")),
    Change("field: unaccented", _without("plain", "plain_pairs", "context_plain", "context_plain_pairs")),
    Change("fields of headings", _without(*(name for name in FIELD_WEIGHTS if name.startswith("context_")))),
)
_TIMED = {_WHOLE.name, *(change.name for change in CHANGES)}  # asked one after the other


@dataclass
class _Asked:
    """Results and times of every row over the questions of all sets."""

    scores: dict[str, Scores] = field(default_factory=dict)
    times: dict[str, dict[str, float]] = field(default_factory=dict)  # ms by question

    def add(self, name: str, scores: Scores, times: Mapping[str, float]) -> None:
        self.scores.setdefault(name, {}).update(scores)
        self.times.setdefault(name, {}).update(times)


@dataclass(frozen=True, slots=True)
class Row:
    """What one part is worth: the shipped ranking minus the ranking without it.

    ``ms``: what it costs, of the first row what a search takes; ``None`` where it was not measured side
    by side with the shipped ranking.
    """

    name: str
    figures: Mapping[str, float]
    gain: Mapping[str, Difference]
    ms: float | None


def main(argv: Sequence[str], settings: Settings | None = None) -> int:
    """Run ``python -m eval ablation`` with these arguments; returns the exit status."""
    args = _arguments(argv)
    settings = settings or load_settings(args.settings)
    settings = replace(settings, store=args.store or settings.store)
    asked, questions = _Asked(), 0
    for bench in _benches(args, settings):
        questions += len(bench.questions)
        _ask(bench, asked)
        if settings.question_model:
            _ask_untaught(bench, settings, asked)
        for least, most in args.sizes:
            _ask_recut(bench, least, most, settings, asked)
    if not questions:
        raise EvalError(
            f"no set to measure: give the folder that holds them with --shared, not {args.shared}"
        )
    rows = [_row(name, asked) for name in asked.scores]
    print(json.dumps([asdict(row) for row in rows]) if args.json else "\n".join(table(rows, questions)))
    return 0


def table(rows: Sequence[Row], questions: int) -> list[str]:
    """A Markdown table; the first row is the shipped ranking itself."""
    lines = [
        f"| part ({questions} questions) | R@1 | gain R@1 | R@5 | gain R@5 | helped | hurt | ms |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        one, five, first = (row.gain[name] for name in ("R@1", "R@5", "MRR@10"))
        whole = row.name == _WHOLE.name
        gains = ("", "", "", "") if whole else (_span(one), _span(five), str(first.won), str(first.lost))
        ms = "–" if row.ms is None else f"{row.ms:.1f}" if whole else f"{row.ms:+.1f}"
        cells = (f"{row.figures['R@1']:.3f}", gains[0], f"{row.figures['R@5']:.3f}", *gains[1:], ms)
        lines.append(f"| {row.name} | " + " | ".join(cells) + " |")
    return lines


def _benches(args: argparse.Namespace, settings: Settings) -> Iterator[Bench]:
    if args.queries:
        yield own(args.queries, args.docs, settings)
    else:
        yield from benches(args.sets, args.shared, settings)


def _ask(bench: Bench, asked: _Asked) -> None:
    index = bench.collection.fresh_index()
    index.warm()
    rankings = {change: index.weighted(change.weights) for change in (_WHOLE, *CHANGES)}
    _ask_all(bench, rankings, asked)


def _ask_untaught(bench: Bench, settings: Settings, asked: _Asked) -> None:
    """The same questions read by the model that reads the passages."""
    collection = Collection(replace(settings, store=bench.collection.store, question_model=""))
    index = collection.fresh_index()
    index.warm()
    _ask_all(bench, {Change("reader of questions"): index}, asked)


def _ask_recut(bench: Bench, least: int, most: int, settings: Settings, asked: _Asked) -> None:
    """The same questions over the same documents in passages of another size, judged anew."""
    folder = recut_store(bench.collection.store, least, most, settings)
    collection = Collection(replace(settings, store=folder))
    qrels = judge(bench.questions, collection.passages)
    name = f"passages of {MIN_WORDS}–{MAX_WORDS} words, not {least}–{most}"
    index = collection.fresh_index()
    index.warm()
    _ask_all(replace(bench, collection=collection, qrels=qrels), {Change(name): index}, asked)


def _ask_all(bench: Bench, rankings: Mapping[Change, Index], asked: _Asked) -> None:
    runs: dict[str, list[ScoredDoc]] = {change.name: [] for change in rankings}
    times: dict[str, dict[str, float]] = {change.name: {} for change in rankings}
    for question in shown(bench.questions, bench.name):
        encoded: dict[str, float] = {}
        for change, index in rankings.items():
            found, ms = _timed(index, question.question, change, bench.by_document, encoded)
            runs[change.name] += ranking(question.id, found)
            times[change.name][f"{bench.name}/{question.id}"] = ms
    for name, run in runs.items():
        scores = score(bench.qrels, bench.judged(run, DEPTH))
        asked.add(name, {f"{bench.name}/{id_}": row for id_, row in scores.items()}, times[name])


def _timed(
    index: Index, question: str, change: Change, deep: bool, encoded: dict[str, float]
) -> tuple[list[str], float]:
    """Ids of the passages found, and the milliseconds it took.

    ``encoded`` keeps what the vector of a text took: the rankings share it, each pays for it.
    """
    began = time.perf_counter()
    understood = index.understand(question, exact=change.exact)
    took = _ms(began)
    if understood.text not in encoded:
        began = time.perf_counter()
        index.encode_query(understood.text)
        encoded[understood.text] = _ms(began)
    depth = PASSAGES if deep else DEPTH
    index.search_understood(understood, depth, change.mode)  # from here on every row finds the same in memory
    began = time.perf_counter()
    hits = index.search_understood(understood, depth, change.mode)
    found = change.again(index, understood, hits) if change.again else [hit.passage.id for hit in hits]
    took += _ms(began) + (encoded[understood.text] if change.mode != "lexical" else 0.0)
    return found, took


def _ms(began: float) -> float:
    return 1000 * (time.perf_counter() - began)


def _row(name: str, asked: _Asked) -> Row:
    whole, other = asked.scores[_WHOLE.name], asked.scores[name]
    return Row(
        name=name,
        figures=means(other, other),
        gain={measure: difference(other, whole, measure) for measure in ("R@1", "R@5", "MRR@10")},
        ms=_cost(asked.times[_WHOLE.name], asked.times[name]) if name in _TIMED else None,
    )


def _cost(spent: Mapping[str, float], without: Mapping[str, float]) -> float:
    """Median of the differences; of the shipped ranking with itself the median of what it spent."""
    if spent is without:
        return statistics.median(spent.values())
    return statistics.median(spent[id_] - without[id_] for id_ in without)


def _span(gain: Difference) -> str:
    return f"{gain.mean:+.3f} ({gain.low:+.3f} to {gain.high:+.3f})"


def _arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m eval ablation",
        description="What each part of the ranking is worth.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--sets", type=Named(*QUICK, *SLOW), default=("bundled", "dev"), metavar="A,B",
        help="sets of the suite, their questions pooled (bundled,dev)")  # fmt: skip
    add("--shared", type=Path, default=SHARED, metavar="DIR", help="folder of the shared sets (../shared)")
    add("--queries", type=Path, metavar="FILE.jsonl", help="your own questions instead, over --docs")
    add("--docs", type=Path, nargs="+", metavar="PATH", help="files and folders that --queries are about")
    add("--sizes", type=_sizes, default=(), metavar="20-120,80-400",
        help="words of a passage to compare with besides; encodes all passages anew")  # fmt: skip
    add("--store", type=Path, metavar="DIR", help="folder of generated state (from settings.toml)")
    add("--settings", type=Path, default=DEFAULT_FILE, metavar="FILE", help="other settings (settings.toml)")
    add("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args(argv)
    if bool(args.queries) != bool(args.docs):
        parser.error("--queries FILE and --docs PATH go together")
    return args


def _sizes(text: str) -> tuple[tuple[int, int], ...]:
    pairs = [part.split("-") for part in text.split(",") if part]
    try:
        sizes = tuple((int(least), int(most)) for least, most in pairs)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: give words from-to, such as 20-120,80-400") from None
    if not all(0 < least < most for least, most in sizes):
        raise argparse.ArgumentTypeError(f"{text!r}: each size goes from fewer to more words")
    return sizes
