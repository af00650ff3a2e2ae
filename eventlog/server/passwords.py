"""The server's passwords: random, kept in a libpq password file that only its owner reads."""

import os
import secrets
from pathlib import Path

SUPERUSER = "postgres"  # made by initdb; used for migrations only
OPERATOR = "indelible"  # the command line's own login
REPORT = "indelible_report"  # for programs that read the tables

LOGINS = (SUPERUSER, OPERATOR, REPORT)


def make_passfile(path: Path) -> None:
    """Write a password file with a fresh password for each login, all of it or nothing."""
    # token_urlsafe has neither of the two characters that libpq would want escaped.
    lines = [f"*:*:*:{login}:{secrets.token_urlsafe(24)}\n" for login in LOGINS]
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
