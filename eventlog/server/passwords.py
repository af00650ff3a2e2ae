"""The server's passwords: random, kept in a libpq password file that only its owner reads."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

SUPERUSER = "postgres"  # made by initdb; used for migrations only
OPERATOR = "indelible"  # the command line's own login
REPORT = "indelible_report"  # for programs that read the tables
SEALING = "indelible_sealing"  # for the process that seals, and nothing else

LOGINS = (SUPERUSER, OPERATOR, REPORT, SEALING)


def make_passfile(path: Path) -> None:
    """Write a password file with a fresh password for each login, all of it or nothing."""
    _write(path, {})


def complete_passfile(path: Path) -> dict[str, str]:
    """Give logins that an earlier version did not know a password; return that of each login."""
    known = read_passwords(path)
    if set(LOGINS) - set(known):
        _write(path, known)
    return read_passwords(path)


def _write(path: Path, known: Mapping[str, str]) -> None:
    # token_urlsafe has neither of the two characters that libpq would want escaped.
    every = {**{login: secrets.token_urlsafe(24) for login in LOGINS}, **known}
    lines = [f"*:*:*:{login}:{password}\n" for login, password in every.items()]
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w", encoding="ascii") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(descriptor)
    unfinished.rename(path)


def read_passwords(path: Path) -> dict[str, str]:
    """Password of each login."""
    fields = (line.split(":") for line in path.read_text(encoding="ascii").splitlines())
    return {login: password for _, _, _, login, password in fields}
