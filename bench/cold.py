"""A process that has just started: what loading costs until the first answer, and how much memory stays."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.table import Cell
from settings import ROOT

_CHILD = """
import json, sys, time
began = time.perf_counter()
said = {}
def lap(name):
    global began
    said[name] = time.perf_counter() - began
    began = time.perf_counter()
"""
_OURS = """
from pathlib import Path
from settings import load_settings
from answer.engine import open_engine
lap("import")
engine = open_engine(Path(sys.argv[1]), load_settings(Path(sys.argv[2]), Path(sys.argv[1])))
lap("open")
engine.answer(sys.argv[3])
lap("first answer")
engine.answer(sys.argv[3] + " ?")
lap("second answer")
"""
_PLAIN = """
from sentence_transformers import SentenceTransformer
lap("import")
model = SentenceTransformer(sys.argv[1], device="cpu")
lap("open")
model.encode(["query: " + sys.argv[3]])
lap("first answer")
model.encode(["query: " + sys.argv[3] + " ?"])
lap("second answer")
"""
_END = """
from bench.memory import peak_mb
said["peak MB"] = peak_mb()
print(json.dumps(said))
"""


def cold(store: Path, settings: Path, model: Path, question: str) -> Iterator[dict[str, Cell]]:
    """Seconds of a fresh process of ours, which answers, and of one that only encodes the question with
    sentence-transformers; "ratio" is the time to the first answer over that of the other."""
    ours = _run(_CHILD + _OURS + _END, str(store), str(settings), question)
    plain = _run(_CHILD + _PLAIN + _END, str(model), "", question)
    until = [sum(said[name] for name in ("import", "open", "first answer")) for said in (ours, plain)]
    for name, said, time in (("ours, an answer", ours, until[0]), ("plain, a vector", plain, until[1])):
        yield {"process": name, **said, "until first": time, "ratio": time / until[1]}


def _run(code: str, *arguments: str) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said
