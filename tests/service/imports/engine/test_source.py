"""What a file may look like, and what is refused as a whole before anything is recorded."""

import gzip
import io
import os
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from domain.kernel.refusals import Refusal
from service.imports.engine.source import open_source
from tests.service.imports.reading import HEADER, read_orders

ROW = "D1,2024-05-01,店1,烟A,2,10.50"
FILE = f"{HEADER}\n{ROW}\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (FILE.encode(), "utf-8"),
        (FILE.encode("utf-8-sig"), "utf-8-sig"),
        (FILE.encode("gb18030"), "gb18030"),
        (FILE.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + FILE.encode("utf-16-be"), "utf-16"),
        (FILE.encode("utf-32"), "utf-32"),
        (gzip.compress(FILE.encode("gb18030"), mtime=0), "gb18030"),
        (FILE.replace("\n", "\r\n").encode(), "utf-8"),
        (FILE.replace("\n", "\r").encode(), "utf-8"),
        (FILE.rstrip("\n").encode(), "utf-8"),
        (f"\n\n{HEADER}\n\n{ROW}\n\n".encode(), "utf-8"),
    ],
)
def test_the_same_order_is_read_in_any_form_of_text(tmp_path: Path, content: bytes, encoding: str) -> None:
    read = read_orders(tmp_path, content)
    (document,) = read.records()
    assert read.source.encoding == encoding
    assert (document.document_no, document.customer_no) == ("D1", "店1")
    assert document.lines == [{"line_no": 1, "sku": "烟A", "requested_qty": 2, "amount": Decimal("10.50")}]


def test_a_mapping_overrides_the_encoding(tmp_path: Path) -> None:
    read = read_orders(tmp_path, FILE.replace("烟", "菸").encode("big5"), before='file.encoding = "big5"\n')
    assert next(iter(read.records())).customer_no == "店1"
    with pytest.raises(Refusal, match=r"not utf-8 from line 2 on"):
        read_orders(tmp_path, FILE.encode("gb18030"), before='file.encoding = "utf-8"\n')


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8"])
def test_an_encoding_that_the_mapping_names_wrongly_is_refused(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(Refusal, match=f"orders.csv: not {encoding} from line 1 on") as refused:
        read_orders(tmp_path, "单号,日期\n".encode("gb18030"), before=f'[file]\nencoding = "{encoding}"\n')
    assert refused.value.code == "encoding_unknown"


def test_standard_input_and_pipes_are_read(tmp_path: Path) -> None:
    read = read_orders(tmp_path, "", stdin=io.BytesIO(FILE.encode()))
    assert (read.source.name, read.source.stem, len(list(read.records()))) == ("standard input", "stdin", 1)
    end, start = os.pipe()
    os.write(start, FILE.encode())
    os.close(start)
    assert len(list(read_orders(tmp_path, "", stdin=os.fdopen(end, "rb")).records())) == 1


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", "file_is_empty", "orders.csv is empty"),
        (b"\n\n", "file_is_empty", "orders.csv is empty"),
        (HEADER.encode(), "file_has_no_rows", "no rows below it"),
        (FILE.encode() + b'D2,"2024,x\n' + ROW.encode(), "quoting_broken", "line 3: the quotes"),
        (FILE.encode() + b'D2,"a"b,x\n', "quoting_broken", "line 3: the quotes"),
        (f'{FILE}D2,"{"x" * 70_000}\n'.encode(), "field_too_long", "line 3: a field of over 65536"),
        (f"{HEADER},sku\n{ROW},x\n".encode(), "header_is_wrong", 'named twice: "sku"'),
        (FILE.replace("shop", "store").encode(), "header_is_wrong", 'missing: "shop"; the file has "doc", "day"'),
        (f"{HEADER},note\n{ROW},x\n".encode(), "header_is_wrong", 'not in the mapping: "note"'),
        (f"{HEADER},\n{ROW},x\n".encode(), "header_is_wrong", 'not in the mapping: ""'),
        (f"{HEADER},§x\n{ROW},x\n".encode(), "header_is_wrong", 'kept for us: "§x"'),
        (FILE.encode().replace(b"D1", b"D\x00"), "forbidden_character", "line 2: a NUL"),
        (FILE.encode("utf-16-le"), "forbidden_character", "line 1: a NUL"),
        (FILE.encode() + b"\xff\xff\n", "encoding_unknown", "not utf-8 from line 3 on, not gb18030 from line"),
        (FILE.encode() + b"\xe5\xba", "encoding_unknown", "not utf-8 from line 3 on"),
        (gzip.compress(FILE.encode(), mtime=0)[:-9], "gzip_broken", "cut off or damaged"),
        (b"\x1f\x8bnonsense", "gzip_broken", "cut off or damaged"),
        (b"PK\x03\x04xl/workbook", "file_is_a_workbook", "save the sheet as CSV"),
        (b"PAR1 but not really PAR1", "parquet_broken", "not a readable Parquet file"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused_whole(tmp_path: Path, content: bytes, code: str, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_orders(tmp_path, content)
    assert refused.value.code == code
    assert says in str(refused.value)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    mapping = read_orders(tmp_path, FILE).mapping
    for name, code in [("folder", "file_is_a_folder"), ("gone.csv", "file_not_found"), ("a\0b", "file_unreadable")]:
        with pytest.raises(Refusal) as refused:
            open_source(f"{tmp_path}/{name}", mapping)
        assert refused.value.code == code
    with pytest.raises(Refusal, match="does not begin like one"):
        read_orders(tmp_path, FILE, name="orders.parquet")
    with pytest.raises(Refusal, match="over 1 MiB"):
        read_orders(tmp_path, FILE + f"{ROW}\n" * 40_000, before="file.max_mib = 1\n")


def test_columns_may_be_ignored_by_name_or_all(tmp_path: Path) -> None:
    content = f"{HEADER},a,b\n{ROW},1,2\n"
    for ignored in ('["a", "b"]', '["*"]'):
        assert len(list(read_orders(tmp_path, content, before=f"file.ignore = {ignored}\n").records())) == 1


def test_line_numbers_are_those_of_an_editor(tmp_path: Path) -> None:
    content = f'{HEADER}\n{ROW}\nD2,2024-05-01,"a\nb\nc",x,1,1\n\nD3,2024-05-01,s,x,none,1\n'
    read = read_orders(tmp_path, content)
    assert [(line, code) for line, code, _ in read.rejects.listed()] == [(3, "bad_character"), (7, "bad_quantity")]


def test_no_row_is_lost_between_chunks(tmp_path: Path) -> None:
    rows = "".join(f"D{i},2024-05-01,s,x,1,0.01\n" for i in range(12_345))
    read = read_orders(tmp_path, f"{HEADER}\n{rows}")
    assert sum(len(document.lines) for document in read.records()) == 12_345
    assert [document.first_line for document in read.records()] == list(range(2, 12_347))


def test_a_row_of_another_width_is_rejected_with_its_document(tmp_path: Path) -> None:
    content = (
        f"{HEADER}\nD1,2024-05-01,s,x,1,1\nD1,2024-05-01,s,x,1\nD2,2024-05-01,s,x,1,1,000\nD3,2024-05-01,s,x,1,1\n"
    )
    read = read_orders(tmp_path, content)
    assert [(line, code) for line, code, _ in read.rejects.listed()] == [
        (2, "document_rejected"),
        (3, "wrong_width"),
        (4, "wrong_width"),
    ]
    assert [document.document_no for document in read.records()] == ["D3"]


def parquet(**columns: object) -> bytes:
    line = {"doc": ["D1"], "day": ["2024-05-01"], "shop": ["店1"], "sku": ["烟A"], "qty": [2], "sum": ["10.50"]}
    out = io.BytesIO()
    pl.DataFrame(line | columns).write_parquet(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"sum": pl.Series([Decimal("10.5")], dtype=pl.Decimal(12, 1))},
        {"sum": pl.Series([Decimal("10.5000")], dtype=pl.Decimal(12, 4))},
        {"day": pl.Series(["2024-05-01"]).str.to_date()},
        {"day": pl.Series(["2024-05-01"]).str.to_datetime()},
        {"day": pl.Series(["2024-04-30T16:00:00Z"]).str.to_datetime(time_zone="UTC")},
        {"day": pl.Series(["2024-05-01"]).str.to_datetime().dt.replace_time_zone("Asia/Shanghai")},
        {"sku": pl.Series(["烟A"], dtype=pl.Categorical)},
        {"qty": ["2"]},
    ],
)
def test_parquet_is_read_as_the_csv_of_it_would_be(tmp_path: Path, columns: dict[str, object]) -> None:
    read = read_orders(tmp_path, parquet(**columns), name="o.parquet")
    (document,) = read.records()
    assert document.lines == [{"line_no": 1, "sku": "烟A", "requested_qty": 2, "amount": Decimal("10.50")}]
    assert (document.effective_at.isoformat(), document.first_line) == ("2024-04-30T16:00:00+00:00", 1)


@pytest.mark.parametrize("columns", [{"sum": [10.5]}, {"qty": [2.0]}, {"sku": [["a"]]}, {"doc": [b"D1"]}])
def test_parquet_types_that_cannot_carry_the_value_are_refused(tmp_path: Path, columns: dict[str, object]) -> None:
    with pytest.raises(Refusal, match="cannot carry its values exactly"):
        read_orders(tmp_path, parquet(**columns), name="o.parquet")
