"""Who is looking at the page: name, roles, and which documents they may see.

Roles and groups come from the settings alone, by the address that the provider vouches for. Groups limit
what roles allow: a document that any group names is seen by members of a group that names it, by no one
else, keepers included.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from settings import Access, Group

if TYPE_CHECKING:
    from ingest.links import Link

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


def endings_seen(
    ended: Mapping[str, tuple[Link, ...]], allowed: frozenset[str]
) -> dict[str, tuple[Link, ...]]:
    """Of links that end documents, by the ids of these, those that one may know of who sees ``allowed``: the
    document that ends, the one that tells it and the one that acts, where the store holds it."""
    found = {
        id: tuple(
            link
            for link in links
            if link.relation.document in allowed and (link.acting.id is None or link.acting.id in allowed)
        )
        for id, links in ended.items()
        if id in allowed
    }
    return {id: links for id, links in found.items() if links}


def user_of(access: Access, claims: Mapping[str, object], documents: Iterable[tuple[str, str]]) -> User:
    """The person whom a provider's ``claims`` name; without a role where no list holds the address.

    Args:
        claims: of the ID token: ``email``, ``email_verified``, ``name``.
        documents: id and path of every document there is; one that is not among them is not seen.
    """
    email = str(claims.get("email") or "").strip().lower()
    if claims.get("email_verified") is False:  # anyone may claim an address that was never checked
        email = ""
    groups = frozenset(group.name for group in access.groups if _listed(email, group.members))
    return User(
        name=str(claims.get("name") or email),
        email=email,
        roles=_roles(access, email),
        groups=groups,
        documents_allowed=_allowed(access.groups, groups, documents),
    )


def _roles(access: Access, email: str) -> frozenset[Ability]:
    lists: tuple[tuple[tuple[str, ...], frozenset[Ability]], ...] = (
        (access.readers, frozenset(("read",))),
        (access.reviewers, frozenset(("read", "review"))),
        (access.keepers, frozenset(("read", "keep"))),
    )
    return frozenset().union(*(abilities for listed, abilities in lists if _listed(email, listed)))


def _listed(email: str, patterns: Iterable[str]) -> bool:
    return bool(email) and any(fnmatchcase(email, pattern.lower()) for pattern in patterns)


def _allowed(
    groups: tuple[Group, ...], own: frozenset[str], documents: Iterable[tuple[str, str]]
) -> frozenset[str] | None:
    if all(group.name in own for group in groups):
        return None
    known = list(documents)
    denied = {id for id, path in known if _denied(id, path, groups, own)}
    return frozenset(id for id, _ in known) - denied


def _denied(id: str, path: str, groups: tuple[Group, ...], own: frozenset[str]) -> bool:
    limiting = {group.name for group in groups if any(names(p, id, path) for p in group.documents)}
    return bool(limiting) and not limiting & own


def names(pattern: str, id: str, path: str) -> bool:
    """Whether a pattern names the document: by its id, its file, or a folder that the file lies in.

    >>> names("noi-bo", "x", "/kho/noi-bo/2023/x.pdf"), names("bao-cao-*", "bao-cao-1", "/kho/y.pdf")
    (True, True)
    """
    file, plain = PurePath(path.lower()), pattern.lower().rstrip("/")
    above = (part for part in (file, *file.parents) if part.name)
    return fnmatchcase(id.lower(), plain) or any(part.match(plain) for part in above)
