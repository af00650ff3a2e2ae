"""The file in which an operator gets rejected lines back."""

import csv
from pathlib import Path

import pytest

from domain.kernel.refusals import Refusal
from tests.service.imports.reading import HEADER, read_orders

BAD = f"{HEADER}\nA,2024-05-01,店,=1+1,1,1\nB,2024-05-01,店,a,-1,2\nC,2024-05-01,店,a,1,1\n"


def test_rejected_rows_come_back_with_line_reason_and_message_inert(tmp_path: Path) -> None:
    path = read_orders(tmp_path, BAD).rejects.write(tmp_path)
    assert path == tmp_path / "orders.rejects.csv"
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["reject_line", "reject_reason", "reject_message", *HEADER.split(",")]
    assert rows == [
        [
            "2",
            "formula_in_id",
            'sku "=1+1" begins like a formula. Correct it.',
            "A",
            "2024-05-01",
            "店",
            "'=1+1",
            "1",
            "1",
        ],
        ["3", "sign_mismatch", 'sum "2" has another sign than the quantity.', "B", "2024-05-01", "店", "a", "-1", "2"],
    ]


def test_a_corrected_reject_file_can_be_imported(tmp_path: Path) -> None:
    path = read_orders(tmp_path, BAD).rejects.write(tmp_path)
    corrected = path.read_text("utf-8").replace("'=1+1", "a").replace(",-1,2", ",-1,-2")
    assert len(list(read_orders(tmp_path, corrected).records())) == 2


def test_no_file_is_overwritten(tmp_path: Path) -> None:
    rejects = read_orders(tmp_path, BAD).rejects
    names = [rejects.write(tmp_path).name for _ in range(3)]
    assert names == ["orders.rejects.csv", "orders.rejects-2.csv", "orders.rejects-3.csv"]
    named = tmp_path / "mine.csv"
    named.write_text("kept")
    with pytest.raises(Refusal, match="exists already"):
        rejects.write(tmp_path, named)
    assert named.read_text() == "kept"
    rejects.write(tmp_path, named, force=True)
    assert "formula_in_id" in named.read_text("utf-8")
    assert not list(tmp_path.glob(".rejects-*"))


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="No such file or directory"):
        read_orders(tmp_path, BAD).rejects.write(tmp_path / "gone")
