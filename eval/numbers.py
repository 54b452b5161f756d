"""How surely a document is found by its number however typed: ``python -m eval.numbers --docs PATH``.

The number of every document is typed in each of the ways below; a search is right if its first
passage is of that document, or of another that agrees in all that was stated (two provinces may each
have a decision 452).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from eval.collection import Collection, evaluation_store
from index.content import DocumentInfo
from index.engine import Index
from index.numbers import KIND_CODES, parse_number
from index.syllables import unaccent
from settings import PolicyError, Settings, load_settings

DEPTH = 5


def main(arguments: Sequence[str] | None = None, settings: Settings | None = None) -> int:
    """Command line; prints a table."""
    parser = argparse.ArgumentParser(prog="python -m eval.numbers", description=__doc__)
    parser.add_argument("--docs", type=Path, nargs="+", metavar="PATH", help="instead of the store's own")
    parser.add_argument("--store", type=Path, metavar="DIR", help="folder of generated state")
    parser.add_argument("--misses", action="store_true", help="list what was not found first")
    given = parser.parse_args(arguments)
    try:
        settings = replace(settings or load_settings(), **({"store": given.store} if given.store else {}))
        store = evaluation_store(given.docs, settings) if given.docs else settings.store
        index = Collection(replace(settings, store=store)).fresh_index()
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    print(*_table(index, given.misses), sep="\n")
    return 0


def _table(index: Index, misses: bool) -> list[str]:
    infos = [info for info in index.documents() if info.number and parse_number(info.number)]
    lines = [
        f"{len(infos)} documents with a number",
        _row("stated", "typed, for example", "n", "first", "of 5"),
    ]
    missed: list[str] = []
    total: list[int] = []
    for name, way in WAYS.items():
        asked = [(info, way.typed(info)) for info in infos]
        asked = [(info, text) for info, text in asked if text]
        ranks = []
        for info, text in tqdm(asked, desc=name, leave=False, disable=not sys.stderr.isatty()):
            ranks.append(_rank(index, info, text, way.stated))
            if ranks[-1] > 1:
                missed.append(f"{ranks[-1]:>3}  {text}  ({info.id}, {info.number})")
        lines.append(_row(name, asked[0][1] if asked else "", *_shares(ranks)))
        total += ranks
    return [*lines, _row("all", "", *_shares(total)), *(missed if misses else [])]


def _rank(index: Index, info: DocumentInfo, text: str, stated: Sequence[str]) -> int:
    """Rank of the first passage of a document that agrees with ``info`` in all that is stated."""
    wanted = [_FIELDS[field](info) for field in stated]
    for hit in index.search(text, DEPTH):
        other = index.info(hit.passage.document)
        if other.number and [_FIELDS[field](other) for field in stated] == wanted:
            return hit.rank
    return DEPTH + 1


def _shares(ranks: Sequence[int]) -> tuple[str, str, str]:
    first, within = (sum(rank <= k for rank in ranks) / (len(ranks) or 1) for k in (1, DEPTH))
    return str(len(ranks)), f"{first:.3f}", f"{within:.3f}"


def _row(name: str, example: str, *figures: str) -> str:
    return f"{name:36}{example[:58]:60}" + "".join(f"{figure:>8}" for figure in figures)


_CODE_OF = {kind: code for kind, code in KIND_CODES.items() if code}


def _bare(text: str) -> str:
    return unaccent(text).lower()


def _serial(info: DocumentInfo) -> str:
    return re.split(r"\D", info.number or "")[0]


def _year(info: DocumentInfo) -> str:
    number = parse_number(info.number or "")
    return str((number and number.year) or info.year or "")


def _code(info: DocumentInfo) -> str:
    return _CODE_OF.get(_bare(info.kind or ""), "")


def _organs(info: DocumentInfo) -> str:
    """Codes but the kind's, apart by spaces, in small bare letters."""
    codes = re.findall(r"[^\W\d_]\w*", re.sub(r"^\d+([/-]\d{4})?", "", _bare(info.number or "")))
    return " ".join(code for code in codes if code != _code(info))


_FIELDS: dict[str, Callable[[DocumentInfo], object]] = {
    "serial": lambda info: _serial(info).lstrip("0"),
    "year": _year,
    "kind": lambda info: info.kind,
    "codes": _organs,
    "issuer": lambda info: _bare(info.issuer or ""),
}


@dataclass(frozen=True, slots=True)
class Way:
    """A way to type a number (empty where a document lacks what it needs), and the fields it states."""

    typed: Callable[[DocumentInfo], str]
    stated: tuple[str, ...] = ("serial", "kind")


def _if(condition: object, text: str) -> str:
    return text if condition else ""


_WHOLE = ("serial", "kind", "codes")
WAYS: dict[str, Way] = {
    "whole": Way(lambda d: d.number or "", _WHOLE),
    "whole, bare": Way(lambda d: _bare(d.number or ""), _WHOLE),
    "whole, strokes as spaces": Way(lambda d: re.sub(r"[/-]", " ", _bare(d.number or "")), _WHOLE),
    "whole, last stroke a space": Way(lambda d: re.sub(r"-(?=\w+$)", " ", (d.number or "").lower()), _WHOLE),
    "kind in words and whole": Way(lambda d: _if(d.kind, f"{(d.kind or '').lower()} số {d.number}"), _WHOLE),
    "kind, serial": Way(lambda d: _if(d.kind, f"{d.kind} {_serial(d)}")),
    "kind, serial, bare": Way(lambda d: _if(d.kind, _bare(f"{d.kind} so {_serial(d)}"))),
    "kind, serial, year, bare": Way(
        lambda d: _if(d.kind and _year(d), _bare(f"{d.kind} {_serial(d)} {_year(d)}")),
        ("serial", "kind", "year"),
    ),
    "code số serial": Way(lambda d: _if(_code(d), f"{_code(d).upper().replace('D', 'Đ')} số {_serial(d)}")),
    "code, serial/year": Way(
        lambda d: _if(_code(d) and _year(d), f"{_code(d)} {_serial(d)}/{_year(d)}"),
        ("serial", "kind", "year"),
    ),
    "code, serial without zeros, organ": Way(
        lambda d: _if(_code(d), f"{_code(d)} {_serial(d).lstrip('0')} {_organs(d)}"), _WHOLE
    ),
    "kind, serial, issuer": Way(
        lambda d: _if(d.kind and d.issuer, f"{d.kind} {_serial(d)} của {d.issuer}"),
        ("serial", "kind", "issuer"),
    ),
    "who signed": Way(lambda d: f"ai ký văn bản số {(d.number or '').lower()}", _WHOLE),
    "what it says": Way(lambda d: _if(d.kind, f"noi dung chinh cua {_bare(d.kind or '')} {_serial(d)}")),
}  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
