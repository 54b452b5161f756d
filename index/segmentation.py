"""Words joined by ``_`` ("cán_bộ xã"), as models of the PhoBERT family read Vietnamese.

Only what a model reads is rewritten; passages, quotes and offsets never are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from index.vectors import EncoderError
from index.word_tokenizer import word_tokenizer

_CLASSES = ("PhobertTokenizer", "PhobertTokenizerFast")
_JOINED = re.compile(r"[^\W\d_]_[^\W\d_]")
_SHARE = 0.05  # of a vocabulary; one learnt from running text joins nothing but names in computer code


def segmented(text: str) -> str:
    """``text`` with the syllables of each word joined by ``_``, by underthesea; no word crosses a line."""
    return "\n".join(str(word_tokenizer()(line, format="text")) for line in text.splitlines())


def segmenter() -> str:
    """Who joins the words, with its version: another one makes other vectors."""
    return f"underthesea {version('underthesea')}"


def wants_segments(setting: bool | str, folder: Path) -> bool:
    """Whether texts are segmented for the model in ``folder``; with ``"auto"`` the folder tells.

    Raises:
        EncoderError: the folder's files cannot be read.
    """
    if isinstance(setting, bool):
        return setting
    try:
        return _is_phobert(folder) or _joins_words(folder)
    except (OSError, ValueError) as error:
        raise EncoderError(
            f"{folder}: its tokenizer cannot be read ({error}); copy the folder again, "
            "or set segment_words = true or false in settings.toml"
        ) from error


def _is_phobert(folder: Path) -> bool:
    files = [*folder.rglob("tokenizer_config.json"), *folder.rglob("config.json")]
    configs = [_object(path) for path in files]
    return any(config.get("tokenizer_class") in _CLASSES for config in configs)


def _joins_words(folder: Path) -> bool:
    files = [*folder.rglob("vocab.txt"), *folder.rglob("tokenizer.json")]
    return any(_share(path, path.stat().st_mtime_ns) > _SHARE for path in files)


@lru_cache(maxsize=16)
def _share(path: Path, _changed: int) -> float:
    """Share of pieces that join words; kept, because a vocabulary may be read in half a second."""
    pieces = _listed(path) if path.suffix == ".txt" else _trained(path)
    return sum(1 for piece in pieces if _JOINED.search(piece)) / max(1, len(pieces))


def _listed(path: Path) -> list[str]:
    """Pieces of a list, one a line, perhaps with a count behind."""
    return [line.split()[0] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _trained(path: Path) -> list[str]:
    """Pieces of the fast tokenizers' own file: by name, or with a score each."""
    model = _object(path).get("model")
    pieces: Iterable[object] = model.get("vocab", ()) if isinstance(model, dict) else ()
    return [
        piece if isinstance(piece, str) else str(piece[0])
        for piece in pieces
        if isinstance(piece, (str, list))
    ]


def _object(path: Path) -> dict[str, object]:
    value = json.loads(path.read_text(encoding="utf-8"))
    return value if isinstance(value, dict) else {}
