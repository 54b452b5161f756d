"""Figures that documents state, bound to what they measure: read at ingest, asked for later."""
