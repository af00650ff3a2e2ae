"""Work shared out to processes: each piece done once, by whoever is free; a failure ends it."""

from pathlib import Path
from threading import get_ident

import pytest

from eventlog.runtime.processes import divide_work


def touch(piece: Path) -> Path:
    piece.touch(exist_ok=False)
    return piece


def touch_and_fail(piece: Path) -> Path:
    touch(piece)
    raise LookupError(piece.name)


def wait_for(piece: Path) -> None:
    while not piece.exists():
        pass


def test_each_piece_is_done_once_and_what_came_of_it_elsewhere_is_told(tmp_path: Path) -> None:
    pieces = [tmp_path / str(number) for number in range(40)]
    here: list[Path] = []
    elsewhere: list[Path] = []
    told_in = set[int]()

    def tell(piece: Path) -> None:
        elsewhere.append(piece)
        told_in.add(get_ident())

    def do_here(piece: Path) -> None:
        wait_for(pieces[0])  # which others took
        here.append(touch(piece))

    divide_work(3, pieces, touch, do_here, tell)
    assert sorted([*here, *elsewhere]) == sorted(pieces)
    assert here[0] == pieces[-1]  # this process takes from the end
    assert pieces[0] in elsewhere
    assert told_in == {get_ident()}  # so that whoever adds up needs no lock


def test_a_piece_that_fails_here_ends_the_whole(tmp_path: Path) -> None:
    pieces = [tmp_path / str(number) for number in range(1_000)]

    def fail(_: Path) -> None:
        wait_for(pieces[0])
        raise LookupError

    with pytest.raises(LookupError):
        divide_work(2, pieces, touch, fail, lambda _: None)
    assert len(list(tmp_path.iterdir())) < 999


def test_a_piece_that_fails_elsewhere_ends_the_whole(tmp_path: Path) -> None:
    first, last = tmp_path / "first", tmp_path / "last"
    told: list[Path] = []
    with pytest.raises(LookupError, match="first"):
        divide_work(2, [first, last], touch_and_fail, lambda _: wait_for(first), told.append)
    assert told == []
