"""The tokenizer of a model, without the pieces that Vietnamese text never takes: the same ids, less memory.

A Unigram vocabulary of a hundred languages takes 280 MB and half a second to load. A text of Vietnamese
letters, digits and signs is cut into pieces of these characters and no others, so that those pieces alone
give the same best cut. A text that holds any other character is cut by the whole vocabulary, loaded then.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from index.made_once import made_once
from ingest.letters import LOWER, UPPER

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_WHOLE = "tokenizer.json"
_KEPT = "kept.npy"  # ids in the whole vocabulary, (pieces,)
_DONE = "pieces.json"  # written last: the characters whose texts the pieces kept can cut
_LETTER = re.compile(f"[{LOWER}{UPPER}]")
_SIGNS = "NPSZ"  # classes of characters that are no letters and no marks
_PLANE = range(0x10000)
_PROBES = (
    "Tỷ lệ hộ nghèo giảm còn 3,0% – “năm 2023”…",
    "\n\tx\u00a0\u200b²½ ﬁ①<s> ",
    "thisisnotaword 12/2020/NĐ-CP ▁",
)


class Pieces:
    """From a text to the ids that the model of ``folder`` was trained on, at most ``longest``.

    Args:
        lean: the folder that :func:`lean_pieces` made of it; without one the whole vocabulary is loaded.
    """

    def __init__(self, folder: Path, longest: int, lean: Path | None = None) -> None:
        self._folder, self._longest = folder, longest
        self._loading = Lock()
        self._whole: Tokenizer | None = None
        self._foreign: re.Pattern[str] | None = None
        characters = json.loads((lean / _DONE).read_text("utf-8"))["characters"] if lean else ""
        if lean and characters:
            self._lean = tokenizer_of(lean, longest)
            self._kept: list[int] = np.load(lean / _KEPT).tolist()
            self._foreign = re.compile(f"[^{re.escape(characters)}]")
        else:
            self._all()

    def ids(self, text: str) -> Sequence[int]:
        """The ids of a text, with those that open and close it."""
        if self._foreign is None or self._foreign.search(text):
            return list(self._all().encode(text).ids)
        return [self._kept[id] for id in self._lean.encode(text).ids]

    def _all(self) -> Tokenizer:
        with self._loading:
            if self._whole is None:
                self._whole = tokenizer_of(self._folder, self._longest)
            return self._whole


@lru_cache(maxsize=2)
def pieces_of(folder: Path, longest: int, lean: Path | None = None) -> Pieces:
    """One for all encoders of a folder: that of questions and that of passages share it."""
    return Pieces(folder, longest, lean)


def tokenizer_of(folder: Path, longest: int) -> Tokenizer:
    """The tokenizer of ``folder`` as it is, for texts of any length, of which it reads ``longest`` tokens."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / _WHOLE))
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest)
    return tokenizer


def lean_pieces(folder: Path, models: Path, name: str) -> Path:
    """The folder with the pieces of ``folder`` that Vietnamese takes, made on first use as
    ``models/<name>.pieces``. Of a tokenizer of another kind than Unigram it holds none."""
    return made_once(models / f"{name}.pieces", _DONE, lambda target: _make(folder, target))


def _make(folder: Path, target: Path) -> None:
    whole = json.loads((folder / _WHOLE).read_text("utf-8"))
    characters = ""
    if whole["model"]["type"] == "Unigram" and not whole["model"].get("byte_fallback"):
        characters = _leaned(whole, folder, target)
    (target / _DONE).write_text(json.dumps({"characters": characters}, ensure_ascii=False), encoding="utf-8")


def _leaned(whole: dict[str, Any], folder: Path, target: Path) -> str:
    """Write the tokenizer ``whole`` with fewer pieces; the characters whose texts it cuts alike, or none."""
    model = whole["model"]
    pieces: list[tuple[str, float]] = model["vocab"]
    own = {piece for piece, _ in pieces if len(piece) == 1 and _usual(piece)}  # never unknown, then
    special = {one["content"] for one in whole["added_tokens"]}
    kept = [id for id, (piece, _) in enumerate(pieces) if piece in special or own.issuperset(piece)]
    new = {id: at for at, id in enumerate(kept)}
    try:
        model["unk_id"] = new[model["unk_id"]]
        for one in whole["added_tokens"]:
            one["id"] = new[one["id"]]
        for one in (whole["post_processor"] or {}).get("special_tokens", {}).values():
            one["ids"] = [new[id] for id in one["ids"]]
    except KeyError:  # a special token that stands outside the vocabulary
        return ""
    model["vocab"] = [pieces[id] for id in kept]
    (target / _WHOLE).write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    np.save(target / _KEPT, np.array(kept, np.int32))
    full, lean = (tokenizer_of(one, 512) for one in (folder, target))
    alike = all(full.encode(text).ids == [kept[id] for id in lean.encode(text).ids] for text in _PROBES)
    return _characters(lean, own) if alike else ""


def _characters(tokenizer: Tokenizer, own: set[str]) -> str:
    """Those that become ``own`` ones when a text is made normal, whatever stands beside them."""
    normal = tokenizer.normalizer.normalize_str
    allowed = own | {" "}
    known = [chr(code) for code in _PLANE if unicodedata.category(chr(code)) not in ("Cs", "Cn", "Co")]
    alone = (one for one in known if not unicodedata.category(one).startswith("M"))
    return "".join(one for one in alone if allowed.issuperset(normal(one)))


def _usual(character: str) -> bool:
    return bool(_LETTER.match(character)) or unicodedata.category(character)[0] in _SIGNS
