"""Evaluations that are kept: run beside the page, compared with one another later."""
