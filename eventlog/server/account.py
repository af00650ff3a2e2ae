"""Which account of the operating system runs the server: PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from eventlog.errors import EnvironmentProblem

ACCOUNT_NAME = "indelible"


@dataclass(frozen=True)
class Account:
    """Arguments for `subprocess`; all None where the server runs as whoever starts it."""

    user: int | None = None
    group: int | None = None
    extra_groups: tuple[int, ...] | None = None

    def own(self, path: Path) -> None:
        """Give the file or directory to this account."""
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group)


def server_account(cluster: Path) -> Account:
    """The owner of an existing cluster; else, for root, an account of its own, made when missing."""
    if os.geteuid() != 0:
        return Account()
    if cluster.exists():
        owner = cluster.stat()
        return Account(owner.st_uid, owner.st_gid, ())
    entry = _own_account()
    return Account(entry.pw_uid, entry.pw_gid, ())


def check_reachable(directory: Path, account: Account) -> None:
    """Refuse a directory that the account cannot reach, naming the parent that is in its way."""
    if account.user is None:
        return
    for step in [directory, *directory.parents]:
        facts = step.stat()
        if facts.st_uid == account.user:
            needed = stat.S_IXUSR
        elif facts.st_gid == account.group:
            needed = stat.S_IXGRP
        else:
            needed = stat.S_IXOTH
        if not facts.st_mode & needed:
            raise EnvironmentProblem(
                f"the server's account cannot enter {step}, so it cannot work in {directory}: "
                f"allow others to pass through it (chmod o+x), or set INDELIBLE_HOME to another place"
            )


def _own_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ACCOUNT_NAME)
    except KeyError:
        pass
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd:
        options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        # A failure is judged by the look-up below: another command may have made the account meanwhile.
        subprocess.run([useradd, *options, ACCOUNT_NAME], capture_output=True, check=False)
    try:
        return pwd.getpwnam(ACCOUNT_NAME)
    except KeyError:
        raise EnvironmentProblem(
            f"PostgreSQL does not run as root, and the account {ACCOUNT_NAME!r} could not be made: "
            f"make it (useradd --system {ACCOUNT_NAME}), or work as an ordinary user"
        ) from None
