"""A model folder compiled by OpenVINO: the same vectors from a processor, in less than half the time.

The graph is traced once from what sentence-transformers loads (network, pooling, every module of it) and
kept beside the models; from then on neither torch nor transformers is needed to encode. Where the
processor multiplies bfloat16 numbers, OpenVINO does so.
"""

from __future__ import annotations

import json
import shutil
import threading
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.made_once import made_once
from index.pieces import Pieces, pieces_of
from index.transformer import load_model
from index.vectors import EncoderError, Vectors
from index.wording import Wording
from ingest.cores import cores
from settings import Settings

if TYPE_CHECKING:
    from openvino import CompiledModel, InferRequest
    from sentence_transformers import SentenceTransformer

_GRAPH = "model.xml"
_DONE = "compiled.json"  # written last: what to know of the model, or that it cannot be compiled
_AGREE = 0.999  # cosine with torch below which a graph is not used
_ON_ONE = {"INFERENCE_NUM_THREADS": 1}
# Of every graph. Held to cores, from the first on, threads of several processes would meet on one of them.
OPTIONS: dict[str, Any] = {"ENABLE_CPU_PINNING": False}
_PROBES = ("Tỷ lệ hộ nghèo giảm còn 3,0% vào cuối năm 2023", "một", "văn bản " * 600)


class CompiledEncoder:
    """An encoder over a graph that :func:`compiled` made.

    Texts are encoded one at a time, several at once on as many cores: no padding, and a text has the
    same vector, bit for bit, whatever is encoded beside it. A question that comes alone has all cores;
    those that come meanwhile have one core each, on the graph that passages are encoded with.

    Args:
        lean: the folder with the pieces of the model's vocabulary that Vietnamese takes, if there is one.
    """

    def __init__(
        self, graph: Path, folder: Path, name: str, wording: Wording, lean: Path | None = None
    ) -> None:
        self.name = name
        self._wording = wording
        self._graph = graph / _GRAPH
        self._alone = threading.Lock()  # a request holds one text at a time
        self._making = threading.Lock()
        self._idle: list[InferRequest] = []
        with ThreadPoolExecutor(1) as beside:  # either takes half a second and more of a cold start
            compiling = beside.submit(self._model, "LATENCY", **_ON_ONE if cores() == 1 else {})
            longest = json.loads((graph / _DONE).read_text("utf-8"))["longest"]
            self._pieces = pieces_of(folder, longest, lean)
            self._question = compiling.result().create_infer_request()
        self.dimension = len(self._run(self._question, ""))

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, (texts, dimension)."""
        asked = [self._wording.of_query(text) for text in texts]
        if self._alone.acquire(blocking=False):
            try:
                return self._stacked(self._run(self._question, text) for text in asked)
            finally:
                self._alone.release()
        return self._stacked(map(self._on_one_core, asked))

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages, (texts, dimension)."""
        with ThreadPoolExecutor(cores()) as pool:
            return self._stacked(
                pool.map(self._on_one_core, [self._wording.of_passage(text) for text in texts])
            )

    def _on_one_core(self, text: str) -> Vectors:
        """The vector of one text; as many are encoded at once as there are cores, others wait."""
        request = self._idle_request()
        try:
            return self._run(request, text)
        finally:
            self._idle.append(request)

    def _idle_request(self) -> InferRequest:
        with self._making:
            return self._idle.pop() if self._idle else self._many.create_infer_request()

    @cached_property
    def _many(self) -> CompiledModel:
        """The graph laid out for many texts at once; loaded once passages are encoded or many ask at once."""
        return self._model("THROUGHPUT", NUM_STREAMS=cores(), INFERENCE_NUM_THREADS=cores())

    def _model(self, hint: str, **options: int) -> CompiledModel:
        return _core().compile_model(self._graph, "CPU", {"PERFORMANCE_HINT": hint, **OPTIONS, **options})

    def _run(self, request: InferRequest, text: str) -> Vectors:
        return _vector(request, self._pieces.ids(text))

    def _stacked(self, rows: Any) -> Vectors:
        vectors = list(rows)
        return np.stack(vectors) if vectors else np.zeros((0, self.dimension), np.float32)


def runs_compiled(settings: Settings, folder: Path) -> bool:
    """Whether ``settings`` want the model of ``folder`` compiled, and its files allow it.

    Raises:
        EncoderError: ``runtime`` is unknown, or names openvino for a folder that cannot be compiled.
    """
    if settings.runtime not in ("auto", "openvino", "torch"):
        raise EncoderError(
            f"runtime {settings.runtime!r} in settings is not known; use auto, openvino or torch"
        )
    if settings.runtime == "torch" or settings.device == "cuda" or (settings.device == "auto" and _card()):
        return False
    whole = (folder / "tokenizer.json").exists() and not _lowers(folder)
    if settings.runtime == "openvino" and not whole:
        raise EncoderError(f'{folder}: has no fast tokenizer to compile it with; set runtime = "auto"')
    return whole


def compiled(folder: Path, models: Path, name: str, corrections: Path | None = None) -> Path | None:
    """The folder with the graph of the model ``folder``, made on first use as ``models/<name>.openvino``,
    with the ``corrections`` of a file in it.

    It appears in one rename, so that it is whole wherever it exists. ``None`` where OpenVINO cannot read
    the model, or reads it wrongly: vectors of the graph are compared with those of torch.

    Raises:
        EncoderError: the folder is no model of sentence-transformers.
    """
    made = made_once(models / f"{name}.openvino", _DONE, lambda target: _compile(folder, target, corrections))
    return made if json.loads((made / _DONE).read_text("utf-8"))["usable"] else None


def _compile(folder: Path, target: Path, corrections: Path | None) -> None:
    import openvino

    model = load_model(folder, "cpu", corrections)
    longest = int(model.max_seq_length or 512)
    try:
        openvino.save_model(_traced(model), target / _GRAPH, compress_to_fp16=True)
        usable = _agrees(model, target, Pieces(folder, longest))
    except RuntimeError:  # an operation that OpenVINO does not know
        usable = False
    (target / _DONE).write_text(json.dumps({"usable": usable, "longest": longest}), encoding="utf-8")


def _traced(model: SentenceTransformer) -> Any:
    import openvino
    import torch

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.parts = torch.nn.ModuleList(model.children())

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features: dict[str, Any] = {"input_ids": input_ids, "attention_mask": attention_mask}
            for part in self.parts:
                features = part(features)
            vectors: torch.Tensor = features["sentence_embedding"]
            return vectors

    ids = torch.tensor([[5, 6, 7, 8]])
    example = {"input_ids": ids, "attention_mask": torch.ones_like(ids)}
    shapes = [(name, [-1, -1], openvino.Type.i64) for name in example]
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # of what tracing fixes; the result is compared with torch's
        return openvino.convert_model(Whole().eval(), example_input=example, input=shapes)


def _agrees(model: SentenceTransformer, graph: Path, pieces: Pieces) -> bool:
    request = _core().compile_model(graph / _GRAPH, "CPU").create_infer_request()
    known = model.encode(list(_PROBES), prompt="", batch_size=1, normalize_embeddings=True)
    found = np.stack([_vector(request, pieces.ids(text)) for text in _PROBES])
    return bool(((known * found).sum(axis=1) > _AGREE).all())


def _vector(request: InferRequest, ids: Sequence[int]) -> Vectors:
    row = np.array([ids], np.int64)
    found = request.infer({"input_ids": row, "attention_mask": np.ones_like(row)})
    vector = np.array(found[0][0], np.float32)
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-12), np.float32)


def _core() -> Any:
    import openvino

    return openvino.Core()


def _lowers(folder: Path) -> bool:
    config = folder / "sentence_bert_config.json"
    return config.exists() and bool(json.loads(config.read_text("utf-8")).get("do_lower_case"))


def _card() -> bool:
    """Whether there may be a graphics card, asked without loading torch, which takes seconds."""
    return any(Path("/dev").glob("nvidia[0-9]*")) or shutil.which("nvidia-smi") is not None
