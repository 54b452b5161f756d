"""Figures that documents state, bound to what they measure: read at ingest, asked for later."""

from ingest.facts.making import facts_of
from ingest.facts.record import FactRecord
from ingest.facts.stored import facts

__all__ = ["FactRecord", "facts", "facts_of"]
