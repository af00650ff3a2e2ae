"""Connection parameters written as libpq's `name='value'` string or as a URI."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

_IN_FRONT = ("user", "password", "dbname")


def as_conninfo(parameters: Mapping[str, str]) -> str:
    """For psycopg and psql."""
    return " ".join(f"{name}='{_escaped(value)}'" for name, value in parameters.items())


def as_uri(parameters: Mapping[str, str]) -> str:
    """For psycopg, psql and most other programs. The host goes to the query, where a socket directory may stand too."""
    user, password, database = (quote(parameters.get(name, ""), safe="") for name in _IN_FRONT)
    login = f"{user}:{password}" if password else user
    query = urlencode({k: v for k, v in parameters.items() if k not in _IN_FRONT}, quote_via=quote, safe="/")
    return f"postgresql://{login}@/{database}?{query}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")
