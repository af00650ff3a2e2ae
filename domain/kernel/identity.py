"""From a number people use to the id of its stream, the same on every machine."""

import re
from functools import lru_cache
from uuid import UUID, uuid5

from domain.kernel.refusals import InvalidBranch, InvalidIdentifier
from domain.kernel.text import escaped

_INDELIBLE = UUID("7f9e7d6a-4c1b-5f3a-9a54-6d0a3c2b8e11")
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,30}")


def check_slug(slug: str) -> str:
    """Return the branch's slug; raises `InvalidBranch` unless it is 1-31 of a-z, 0-9, _ and begins with a letter."""
    if not _SLUG.fullmatch(slug) or slug.startswith(("read_", "pg_")) or slug in {"public", "information_schema"}:
        raise InvalidBranch(
            field="slug",
            value=slug,
            why="use a-z, 0-9 and _, a letter first, at most 31, not read_ or pg_ at the start",
        )
    return slug


def branch_namespace(slug: str) -> UUID:
    """The namespace in which a branch's stream ids are made."""
    return uuid5(_INDELIBLE, slug)


@lru_cache(maxsize=65536)
def stream_id(namespace: UUID, kind: str, number: str) -> UUID:
    """The id (RFC 4122 version 5) of the stream of that kind, which is the first word of its topics, and number.

    Raises `InvalidIdentifier` where `number` holds half a character, as bytes of another encoding arrive.
    """
    try:
        return uuid5(namespace, f"{kind}:{number}")
    except UnicodeEncodeError:
        raise InvalidIdentifier(
            field=f"{kind}_no", value=escaped(number), why="it holds half a character: is it UTF-8?"
        ) from None
