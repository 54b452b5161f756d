"""Who is looking at the page: name, roles, and which documents they may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Ability = Literal["read", "review", "keep"]
ALL: frozenset[Ability] = frozenset(("read", "review", "keep"))


@dataclass(frozen=True, slots=True)
class User:
    """A person at the page.

    Attributes:
        name: as the provider says it, for a reader's eyes.
        email: the address that the settings list; empty where no one signs in.
        roles: what the person may do.
        groups: names of the groups whose limited documents the person sees.
        documents_allowed: ids of the documents that the person may see in any way; ``None`` for all.
    """

    name: str
    email: str
    roles: frozenset[Ability] = ALL
    groups: frozenset[str] = frozenset()
    documents_allowed: frozenset[str] | None = None

    def can(self, what: Ability) -> bool:
        """Whether the person may read (ask), review (judge, measure) or keep (upload, remove)."""
        return what in self.roles

    def sees(self, document: str) -> bool:
        """Whether the document with this id may be shown to the person in any way."""
        return self.documents_allowed is None or document in self.documents_allowed


LOCAL = User(name="", email="")
