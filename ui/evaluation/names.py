"""How records, sets and configurations are called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from eval.records.types import Record
from settings import Settings
from ui.compare import strings as compared
from ui.evaluation import strings


def set_name(name: str) -> str:
    """A set of questions."""
    return compared.SETS.get(name, name)


def configuration_name(key: str, about: object = None) -> str:
    """A way of searching; one that a file describes by what the file calls it."""
    told = about.get("name") if isinstance(about, dict) else None
    return compared.CONFIGURATIONS.get(key) or (str(told) if told else key)


def record_name(record: Record) -> str:
    """``"21/11 17:20 · Bộ kèm chương trình · Theo nghĩa · bỏ hết dấu"``."""
    return " · ".join([day_of(record), *plan_parts(record)])


def plan_parts(record: Record) -> list[str]:
    """Set, configuration and, where the questions were changed, how."""
    plan = record.plan
    variant = strings.VARIANTS[plan.variant] if plan.variant != "plain" else ""
    parts = (set_name(plan.set), configuration_name(plan.configuration, dict(record.about)), variant)
    return [part for part in parts if part]


def day_of(record: Record) -> str:
    """When it was asked for, in the machine's own time."""
    return datetime.fromisoformat(record.at).astimezone().strftime("%d/%m/%Y %H:%M")


def about_lines(record: Record, settings: Settings) -> list[str]:
    """What tells the record's configuration from the shipped one."""
    about = dict(record.about)
    weights = about.get("weights") or {}
    lines = [f"mode = {about.get('mode', '')}", f"model = {about.get('model', settings.model)}"]
    lines += [f"reranker = {about['reranker']}"] if about.get("reranker") else []
    lines += ["exact = true"] if about.get("exact") else []
    return [*lines, *(f"{key} = {value}" for key, value in sorted(weights.items()))]


def named(items: Iterable[str]) -> str:
    """Several names on one line."""
    return ", ".join(items)
