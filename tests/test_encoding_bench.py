"""Measuring as on an older processor: both sides are held to its instructions."""

from __future__ import annotations

import os
from unittest.mock import patch

from eval.encoding import hold_to_avx2
from index import compiled


def test_what_the_libraries_may_use_is_set_before_they_are_loaded() -> None:
    with patch.dict(os.environ), patch.dict(compiled.OPTIONS):
        hold_to_avx2()
        assert os.environ["ONEDNN_MAX_CPU_ISA"] == "AVX2"
        assert os.environ["ATEN_CPU_CAPABILITY"] == "avx2"
        assert compiled.OPTIONS["INFERENCE_PRECISION_HINT"] == "f32"
        assert not compiled.OPTIONS["ENABLE_CPU_PINNING"]
    assert "INFERENCE_PRECISION_HINT" not in compiled.OPTIONS
