"""Folders of models: given by path or by hub name, told apart by what is in them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from index.vectors import EncoderError

_SMALL = 1 << 20  # bytes of a model's file that are read whole for its fingerprint
_END = 1 << 16  # bytes read at both ends of a larger one


_WITHOUT = {"model": "default", "reranker": ""}  # what each setting names where no model is at hand


def model_folder(model: str, *, fetch: bool, setting: str = "model") -> Path:
    """Folder of a model given as a path or a hub name; asks the hub only if ``fetch`` and reachable.

    Raises:
        EncoderError: it is not there; the message says how to correct ``setting``.
    """
    if Path(model).is_dir():
        return Path(model)
    without = f'{setting} = "{_WITHOUT[setting]}"'
    advice = f"copy its folder here and name that folder in settings.toml, or set {without}"
    if model.startswith((".", "/", "~")) or model.count("/") != 1 or "\\" in model:
        raise EncoderError(f"{setting} {model!r}: no such folder; {advice}")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(model, local_files_only=True))
    except HFValidationError as error:
        raise EncoderError(f"{setting} {model!r}: neither a folder nor a hub name; {advice}") from error
    except LocalEntryNotFoundError:
        pass
    if not fetch or not _hub_answers():
        raise EncoderError(f"{setting} {model!r} is not on this machine and no model hub answers; {advice}")
    try:
        return Path(snapshot_download(model))
    except (HfHubHTTPError, OSError) as error:
        raise EncoderError(f"{setting} {model!r} cannot be fetched; {advice}") from error


def _hub_answers(timeout: float = 4.0) -> bool:
    """Whether a connection to the hub opens soon: its own client would wait and retry for minutes."""
    import socket
    from urllib.parse import urlsplit

    from huggingface_hub.constants import ENDPOINT

    if os.environ.get("HF_HUB_OFFLINE", "").lower() in ("1", "true", "yes", "on"):
        return False
    try:
        socket.create_connection((urlsplit(ENDPOINT).hostname, 443), timeout).close()
    except OSError:
        return False
    return True


def folder_fingerprint(folder: Path) -> str:
    """sha256 over names, sizes and contents; of large files only both ends, so that it takes no time."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix != ".md"):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(_SMALL if size <= _SMALL else _END))
            if size > _SMALL:
                file.seek(-_END, os.SEEK_END)
                digest.update(file.read())
    return digest.hexdigest()
