"""Corrections that ship: what was learnt about how people ask, as two thin matrices for a layer.

``data/questions.safetensors`` holds them in half precision: a weight W is read as W + up @ down (LoRA, Hu et
al. 2021). They belong to the weights they were learnt on, whose fingerprint they carry; data, licences and
figures are in docs/retrieval.md. ``python -m index.train`` writes such a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

SHIPPED = Path(__file__).parent / "data" / "questions.safetensors"
FILE = "corrections.safetensors"  # in the folder of a trained model
_BASE = "base"


def save_corrections(thin: Mapping[str, tuple[torch.Tensor, torch.Tensor]], base: str, path: Path) -> None:
    """Write (up, down) by the name of their layer; ``base`` is the fingerprint of the network's weights."""
    from safetensors.torch import save_file

    parts = {
        f"{name}.{side}": matrix.detach().half().cpu().contiguous()
        for name, both in thin.items()
        for side, matrix in zip(("up", "down"), both, strict=True)
    }
    save_file(parts, path, metadata={_BASE: base})


def made_for(path: Path) -> str:
    """Fingerprint of the weights that the corrections of a file were learnt on."""
    from safetensors import safe_open

    with safe_open(path, "numpy") as file:
        return str((file.metadata() or {}).get(_BASE, ""))


def apply_corrections(model: SentenceTransformer, path: Path) -> None:
    """Make the corrections of a file part of the weights of ``model``, which then reads questions alone."""
    import torch
    from safetensors.torch import load_file

    parts = load_file(path)
    network: Any = model[0].auto_model
    with torch.no_grad():
        for name in sorted({key.rpartition(".")[0] for key in parts}):
            up, down = (parts[f"{name}.{side}"].float() for side in ("up", "down"))
            weight = network.get_submodule(name).weight
            weight += (up @ down).to(weight.device)
