"""Command line: ``python -m index build``, ``python -m index search QUESTION``, ``python -m index check``."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.command import ended
from index.filters import parse_filters
from index.types import MODES, Filters, Hit, Understood
from settings import DEFAULT_FILE, PolicyError, Settings, load_settings

if TYPE_CHECKING:
    from index.engine import Index


class QuestionsError(PolicyError):
    """A file of questions that cannot be read."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    options = _parser().parse_args(arguments)
    return ended(
        lambda: int(options.run(options)), "stopped; what was done is kept, run the same command to go on"
    )


def hit_record(index: Index, hit: Hit) -> dict[str, Any]:
    """A hit as the command lines print it."""
    passage = hit.passage
    return {
        "rank": hit.rank,
        "score": hit.score,
        "document": passage.document,
        "title": index.info(passage.document).title,
        "passage": passage.id,
        "section": list(passage.headings),
        "label": passage.label,
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
        "sources": dict(hit.sources),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m index", description="Build and search the index.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="bring the index up to date with the store")
    build.set_defaults(run=_build)
    search = commands.add_parser("search", help="passages that fit a question best")
    search.add_argument("query", nargs="?", metavar="QUESTION")
    search.add_argument("-k", type=_count, default=10, help="number of passages (10)")
    search.add_argument("--mode", choices=MODES, default="hybrid")
    search.add_argument("--filter", action="append", default=[], metavar="KEY=VALUE",
                        help="year, place, kind, issuer or document; repeat for several values")  # fmt: skip
    search.add_argument("--exact", action="store_true", help="search the words as typed")
    search.add_argument("--json", action="store_true", help="print one JSON object")
    search.add_argument("--queries", type=Path, metavar="FILE", help="questions, one JSON object a line")
    search.add_argument("--out", type=Path, metavar="RUN", help="where the answers to --queries go")
    search.set_defaults(run=_search, parser=search)
    check = commands.add_parser("check", help="compare every file of the index with its checksum")
    check.set_defaults(run=_check)
    for command in (build, search, check):
        command.add_argument("--store", type=Path, help="folder of all generated state")
        command.add_argument(
            "--settings", type=Path, default=DEFAULT_FILE, help="other settings (settings.toml)"
        )
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of passages from 1")
    return int(text)


def _build(options: argparse.Namespace) -> int:
    from index.build import build_index
    from index.progress import Bars
    from ingest.store import open_store

    settings = load_settings(options.settings, options.store)
    with open_store(settings, fresh=True) as source, Bars() as bars:
        report = build_index(settings.store, settings, source, progress=bars)
    state = "đã cập nhật" if report.changed else "không có gì thay đổi"
    print(
        f"Chỉ mục {state}: {report.documents} văn bản, {report.passages} đoạn, "
        f"mã hoá mới {report.encoded} đoạn, {report.seconds:.1f} giây."
    )
    return 0


def _check(options: argparse.Namespace) -> int:
    from index.generation import IndexMissing, current, verify

    settings = load_settings(options.settings, options.store)
    if settings.engine == "postgres":
        raise IndexMissing("a database checks its own pages (pg_amcheck); see python -m index.postgres state")
    generation = current(settings.store)
    manifest = verify(generation)
    print(
        f"Chỉ mục {generation.name} nguyên vẹn: {len(manifest.files)} tệp, "
        f"{len(manifest.documents)} văn bản, {manifest.passages} đoạn, mô hình {manifest.encoder}."
    )
    return 0


def _search(options: argparse.Namespace) -> int:
    if (options.query is None) == (options.queries is None):
        options.parser.error("give either QUESTION or --queries FILE")
    if (options.queries is None) != (options.out is None):
        options.parser.error("--queries FILE and --out RUN go together")
    from index.engine import open_index

    filters = parse_filters(options.filter)
    settings: Settings = load_settings(options.settings, options.store)
    questions = _questions(options.queries) if options.queries else []
    index = open_index(settings.store, settings)
    index.warm(options.mode)
    if options.queries:
        _answer_all(index, questions, options, filters)
        return 0
    record, hits = _answer(index, options.query, options, filters)
    if options.json:
        print(json.dumps(record, ensure_ascii=False))
    else:
        _print_list(index, record, hits)
    return 0


def _questions(path: Path) -> list[dict[str, Any]]:
    """The lines of a file of questions, ``{"id", "question"}`` each."""
    found = []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsError(f"{path} cannot be read ({error}); give a file of UTF-8 JSON lines") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            found.append({"id": row["id"], "question": str(row["question"])})
        except (ValueError, KeyError, TypeError):
            raise QuestionsError(f'{path}, line {number}: not {{"id": …, "question": …}}') from None
    return found


def _answer_all(
    index: Index, questions: list[dict[str, Any]], options: argparse.Namespace, filters: Filters
) -> None:
    from index.progress import steps

    temporary = options.out.with_name(options.out.name + ".part")
    with temporary.open("w", encoding="utf-8") as out:
        for question in steps(questions, "Tìm kiếm"):
            record, _ = _answer(index, question["question"], options, filters)
            out.write(json.dumps({"id": question["id"]} | record, ensure_ascii=False) + "\n")
    temporary.replace(options.out)


def _answer(
    index: Index, query: str, options: argparse.Namespace, filters: Filters
) -> tuple[dict[str, Any], list[Hit]]:
    started = time.perf_counter()
    understood: Understood = index.understand(query, exact=options.exact)
    hits = index.search_understood(understood, options.k, options.mode, filters)
    took = round((time.perf_counter() - started) * 1000, 2)
    record = {
        "query": query,
        "understood": understood.said,
        "mode": options.mode,
        "took_ms": took,
        "hits": [hit_record(index, hit) for hit in hits],
    }
    return record, hits


def _print_list(index: Index, record: dict[str, Any], hits: list[Hit]) -> None:
    for line in _lines(index, record, hits):
        print(line)


def _lines(index: Index, record: dict[str, Any], hits: list[Hit]) -> Iterator[str]:
    if record["understood"] != record["query"]:
        yield f"Hiểu câu hỏi là: {record['understood']}"
    if not hits:
        yield "Không tìm thấy đoạn nào phù hợp; thử bớt bộ lọc hoặc diễn đạt khác."
    for hit in hits:
        passage = hit.passage
        path = " › ".join(passage.headings)
        page = f", trang {passage.page}" if passage.page else ""
        yield f"\n{hit.rank}. {index.info(passage.document).title} [{passage.document}{page}]"
        if path or passage.label:
            yield "   " + " · ".join(part for part in (path, passage.label) if part)
        yield "   " + " ".join(passage.text.split())
    yield f"\n{len(hits)} đoạn, {record['took_ms']:.0f} ms"


if __name__ == "__main__":
    sys.exit(main())
