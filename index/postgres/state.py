"""Which generation and revision of an index is current, and what it says about itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from index import generation as g
from index.postgres.tables import SCHEMA
from ingest.postgres.connecting import Connection


@dataclass(frozen=True, slots=True)
class State:
    """One revision of one generation.

    Attributes:
        passages: number of passages. lengths: terms of each field, summed over them.
        means: mean lengths of the fields by which the stored impacts were reckoned.
    """

    archive: str
    generation: str
    revision: int
    encoder: str
    dimension: int
    analyzer: str
    reading: int
    fields: tuple[str, ...]
    means: Mapping[str, float]
    passages: int
    lengths: tuple[int, ...]

    @property
    def name(self) -> str:
        return f"postgresql/{self.archive}/{self.generation}.{self.revision}"

    @property
    def schema(self) -> str:
        return f"{self.archive}_{self.generation}"

    @property
    def drift(self) -> float:
        """By how much of itself the mean length of a field has moved since impacts were reckoned, at most."""
        now = means_of(self.fields, self.lengths, self.passages)
        return max((abs(now[name] / mean - 1) for name, mean in self.means.items() if mean), default=0.0)


def read_state(connection: Connection, archive: str) -> State:
    """The current state of an archive's index.

    Raises:
        index.generation.IndexMissing: nothing was built yet.
        index.generation.IndexStale: made by another version of the program.
    """
    if connection.execute("SELECT to_regclass(%s)", (f"{archive}.current",)).fetchone() == (None,):
        raise g.IndexMissing(f"no index in the database; {g.AGAIN}")
    row = connection.execute(
        f"SELECT name, manifest, revision FROM {archive}.current JOIN {archive}.generations USING (name)"
    ).fetchone()
    if row is None:
        raise g.IndexMissing(f"no index in the database; {g.AGAIN}")
    name, manifest, revision = row[0], json.loads(row[1]), int(row[2])
    if manifest["schema"] != SCHEMA:
        found = manifest["schema"]
        raise g.IndexStale(f"the index has layout {found}, this program reads {SCHEMA}; {g.AGAIN}")
    size = connection.execute(
        f"SELECT passages, lengths FROM {archive}_{name}.revisions WHERE revision <= %s "
        "ORDER BY revision DESC LIMIT 1",
        (revision,),
    ).fetchone()
    passages, lengths = size or (0, [0] * len(manifest["fields"]))
    del manifest["schema"]
    fields = tuple(manifest.pop("fields"))
    known = {**manifest, "fields": fields, "passages": passages, "lengths": tuple(lengths)}
    return State(archive, name, revision, **known)


def means_of(fields: tuple[str, ...], lengths: tuple[int, ...], passages: int) -> dict[str, float]:
    """Mean length of each field."""
    return {field: length / max(1, passages) for field, length in zip(fields, lengths, strict=True)}
