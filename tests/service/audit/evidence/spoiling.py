"""A bundle taken apart and put together again, otherwise than it was."""

import json
from pathlib import Path
from typing import Any

Lines = list[dict[str, Any]]


def read(folder: Path) -> Lines:
    return [json.loads(line) for line in (folder / "events.jsonl").read_bytes().decode().split("\n")[:-1]]


def write(folder: Path, lines: Lines) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "events.jsonl").write_bytes(text.encode())


def edit(path: Path, **changes: object) -> None:
    path.write_bytes(json.dumps({**json.loads(path.read_bytes()), **changes}).encode())


def not_proven(answer: tuple[int, str]) -> str:
    code, said = answer
    assert code == 1, said
    assert said.startswith("NOT PROVEN: ")
    assert "\n" not in said
    return said.removeprefix("NOT PROVEN: ")
