"""Connection parameters written as libpq's `name='value'` string or as a URI."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

_IN_FRONT = ("user", "password", "dbname")

SETTINGS = {
    # Names are looked up where only PostgreSQL itself can put any: ours are written with their schema.
    "search_path": "pg_catalog,pg_temp",
    "row_security": "off",  # rows that a policy would hide are an error, not an answer
    "synchronous_commit": "on",
    "role": "none",
    # Time limits, in milliseconds. What holds a lock or a snapshot for longer says so itself.
    "lock_timeout": "60000",
    "statement_timeout": "3600000",
    "idle_in_transaction_session_timeout": "600000",
    "idle_session_timeout": "0",  # followers wait
    "transaction_timeout": "0",
    # What the same statement means, and how its answer is written.
    "default_transaction_isolation": "read committed",
    "default_transaction_read_only": "off",
    "default_transaction_deferrable": "off",
    "TimeZone": "UTC",
    "DateStyle": "ISO",
    "IntervalStyle": "postgres",
    "transform_null_equals": "off",
    "array_nulls": "on",
    "standard_conforming_strings": "on",
    # Else a login could shut itself, and so all commands, out for good.
    "local_preload_libraries": "",
    "restrict_nonsystem_relation_kind": "",
}
"""Settings of every session. Whoever may log in may set others for the login, so each connection asks for these itself:
what it asks for when it begins counts before what `ALTER ROLE` and `ALTER DATABASE` say."""


def guarded(parameters: Mapping[str, str]) -> dict[str, str]:
    """The parameters with our settings, which win over other `options` in them, and over the variable PGOPTIONS."""
    ours = " ".join(f"-c {name}={_escaped_option(value)}" for name, value in SETTINGS.items())
    given = parameters.get("options", "").removesuffix(ours)
    return {**parameters, "options": f"{given.strip()} {ours}".strip()}


def as_conninfo(parameters: Mapping[str, str]) -> str:
    """For psycopg and psql."""
    return " ".join(f"{name}='{_escaped(value)}'" for name, value in parameters.items())


def as_uri(parameters: Mapping[str, str]) -> str:
    """For psycopg, psql and most other programs. The host goes to the query, where a socket directory may stand too."""
    user, password, database = (quote(parameters.get(name, ""), safe="") for name in _IN_FRONT)
    login = f"{user}:{password}" if password else user
    query = urlencode({k: v for k, v in parameters.items() if k not in _IN_FRONT}, quote_via=quote, safe="/")
    return f"postgresql://{login}@/{database}?{query}"


def _escaped_option(value: str) -> str:
    return value.replace("\\", "\\\\").replace(" ", "\\ ")


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")
