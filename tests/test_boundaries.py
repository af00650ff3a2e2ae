"""The house keeps its shape: arrows point one way, the domain is pure, files and folders are small."""

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.areas import AREAS
from projections.catalogue import AREAS as READ_AREAS

ROOT = Path(__file__).parents[1]
PACKAGES = ("domain", "eventlog", "projections", "service", "cli")
FOLDERS = (*PACKAGES, "features", "tests", "benchmarks", "docs")
FILES = [ROOT / "conftest.py", *(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))]
IMPURE = {
    *("asyncio", "io", "logging", "os", "pathlib", "random", "secrets", "shutil", "socket", "sqlite3", "subprocess"),
    *("sys", "tempfile", "threading", "time", "psycopg", "eventsourcing", "polars", "rich", "typer", "platformdirs"),
}
CLOCKS = {"now", "today", "utcnow", "uuid1", "uuid4", "print", "open", "input"}


def of(package: str) -> list[Path]:
    return [file for file in FILES if file.relative_to(ROOT).parts[0] == package]


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def calls(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    yield name


def test_layers_and_areas_import_only_what_they_may() -> None:
    """The contracts, with the list of areas that know another, are in `pyproject.toml`."""
    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stdout


def test_connections_are_made_in_one_place() -> None:
    makers = {file.name for package in PACKAGES for file in of(package) for call in connecting(file) if call}
    assert makers == {"database.py"}  # and by the library's pool, which datastore.py gives the same settings


def connecting(file: Path) -> Iterator[str]:
    """What in a file makes a connection by the driver itself."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Attribute(value=ast.Name(id="psycopg" | "psycopg_pool"), attr=name) if "onnect" in name:
                if name not in {"Connection", "AsyncConnection"}:
                    yield name
            case ast.Attribute(value=ast.Name(id=kind), attr="connect") if kind.endswith("Connection"):
                yield kind
            case ast.ImportFrom(module="psycopg" | "psycopg_pool", names=names):
                yield from (name.name for name in names if name.name == "connect" or name.name.endswith("Pool"))


def neighbours(package: str) -> set[tuple[str, str]]:
    """Which folder or file of the layer imports from which other."""
    return {
        (own, other)
        for file in of(package)
        for name in imports(file)
        for own, other in [(file.relative_to(ROOT / package).parts[0].removesuffix(".py"), part_of(package, name))]
        if other not in {None, own}
    }


def part_of(package: str, name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if parts[0] == package and len(parts) > 1 else None


def test_a_noun_imports_no_other_but_where_it_takes_the_same_words() -> None:
    assert {pair for pair in neighbours("cli") if pair[1] != "app"} == {("satisfaction", "survey")}


def test_what_runs_and_explains_tables_knows_them_from_the_catalogue_only() -> None:
    known = {other for own, other in neighbours("projections") if own in {"running", "explaining"}}
    assert known - {"running"} == {"fold", "catalogue"}


@pytest.mark.parametrize("package", ["domain", "projections"])
def test_what_is_computed_from_events_has_no_clock_and_no_chance(package: str) -> None:
    for file in of(package):
        assert not CLOCKS - {"print", "open", "input"} & {*calls(file)}, file
        assert not {"random", "secrets", "time"} & {*imports(file)}, file


def test_the_domain_knows_no_driver_no_machine_and_no_screen() -> None:
    for file in of("domain"):
        assert not IMPURE & {name.partition(".")[0] for name in imports(file)}, file
        assert not CLOCKS & {*calls(file)}, file


def test_only_one_file_reads_the_environment() -> None:
    readers = {
        str(file.relative_to(ROOT))
        for package in PACKAGES
        for file in of(package)
        if re.search(r"\b(environ|environb|getenv|putenv)\b", file.read_text("utf-8"))
    }
    assert readers == {"cli/app/environment.py"}


def test_no_file_is_so_long_that_it_holds_two_concepts() -> None:
    assert [file for file in FILES if len(file.read_text("utf-8").splitlines()) > 400] == []


def test_no_folder_holds_more_than_20_files_of_code() -> None:
    sizes = Counter(file.parent for file in FILES if file.name != "__init__.py")
    assert [folder for folder, size in sizes.items() if size > 20] == []


def test_every_layer_has_the_same_areas() -> None:
    areas = {area.name for area in AREAS}
    tables = {area.name for area in READ_AREAS} - {"timeline"}
    services = {file.relative_to(ROOT / "service").parts[0].removesuffix(".py") for file in of("service")}
    assert tables == areas
    assert areas <= services


def test_every_module_says_in_its_first_line_what_it_is_for() -> None:
    for file in FILES:
        docstring = ast.get_docstring(ast.parse(file.read_text("utf-8")))
        assert docstring, file
        assert docstring.splitlines()[0].rstrip().endswith((".", ":", "!", "?", ")", "）", "。")), file


def test_an_init_holds_a_docstring_only() -> None:
    for file in FILES:
        if file.name == "__init__.py":
            assert len(ast.parse(file.read_text("utf-8")).body) == 1, file


def test_no_file_is_a_drawer() -> None:
    drawers = {"utils", "helpers", "common", "manager", "misc", "util"}
    assert [file for file in FILES if file.stem in drawers] == []
