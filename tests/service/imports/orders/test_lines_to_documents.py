"""How lines become documents: grouping, returns, conflicts, order, newcomers and totals."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel.refusals import Refusal
from service.imports.engine.mapping import load_mapping
from service.imports.engine.source import open_source
from service.imports.orders.document_table import Document
from service.imports.orders.lines_to_documents import OrderFile
from service.imports.orders.order_mapping import OrderMapping
from tests.service.imports.reading import AMES, EXAMPLES, HEADER, NOW, ORDERS, SAMPLE, read_orders


def shape(document: Document) -> tuple[str, str, list[tuple[object, ...]]]:
    return document.kind, document.document_no, [tuple(line.values()) for line in document.lines]


def test_scattered_lines_are_gathered_and_documents_come_in_order_of_effect(tmp_path: Path) -> None:
    read = read_orders(
        tmp_path,
        f"{HEADER}\nB,2024-05-02,S,a,1,1\nA,2024-05-01,S,a,1,1\nB,2024-05-02,S,a,1,1\nC,2024-05-01,T,b,1,1\nA,2024-05-01,S,c,2,3\n",
    )
    assert [shape(document) for document in read.records()] == [
        ("order", "A", [(1, "a", 1, Decimal(1)), (2, "c", 2, Decimal(3))]),
        ("order", "C", [(1, "b", 1, Decimal(1))]),
        ("order", "B", [(1, "a", 1, Decimal(1)), (2, "a", 1, Decimal(1))]),
    ]
    assert (read.notes["repeated_lines"], len(read.rejects)) == (1, 0)


def test_negative_lines_become_a_return_of_the_same_number(tmp_path: Path) -> None:
    read = read_orders(tmp_path, f"{HEADER}\nA,2024-05-01,S,a,-2,-3\nA,2024-05-01,S,b,1,5\nA,2024-05-01,S,c,-1,0\n")
    assert [shape(document) for document in read.records()] == [
        ("return", "A", [(1, "a", 2, Decimal(3)), (2, "c", 1, Decimal(0))]),
        ("order", "A", [(1, "b", 1, Decimal(5))]),
    ]
    totals = read.totals()
    assert (
        totals.orders,
        totals.returns,
        totals.amount,
        totals.returned_amount,
        totals.amount - totals.returned_amount,
    ) == (
        1,
        1,
        Decimal(5),
        Decimal(3),
        Decimal(2),
    )


@pytest.mark.parametrize(("sign", "stated"), [("negative", "-2,-3"), ("positive", "2,3")])
def test_a_return_document_states_its_quantities_in_the_mappings_sign(tmp_path: Path, sign: str, stated: str) -> None:
    mapping = ORDERS + f'[document.returns]\ncolumn = "doc"\nprefixes = ["R-"]\nquantities = "{sign}"\n'
    read = read_orders(tmp_path, f"{HEADER}\nR-1,2024-05-01,S,a,{stated}\nO-1,2024-05-01,S,a,1,1\n", mapping=mapping)
    assert [document.kind for document in read.records()] == ["return", "order"]
    assert next(iter(read.records())).lines == [{"line_no": 1, "sku": "a", "qty": 2, "amount": Decimal("3.00")}]
    assert read.totals().returned_amount == 3
    other = "2,3" if sign == "negative" else "-2,-3"
    read = read_orders(tmp_path, f"{HEADER}\nR-1,2024-05-01,S,a,{other}\n", mapping=mapping)
    assert read.rejects.counts == {"sign_mismatch": 1}


def test_a_document_with_a_bad_line_is_rejected_whole(tmp_path: Path) -> None:
    read = read_orders(tmp_path, f"{HEADER}\nA,2024-05-01,S,a,1,1\nB,2024-05-01,S,a,1,1\nA,2024-05-01,S,b,x,1\n")
    assert [document.document_no for document in read.records()] == ["B"]
    assert read.rejects.listed() == [
        (2, "document_rejected", "line 4 of the same document was rejected: bad_quantity."),
        (4, "bad_quantity", 'qty "x" is not a whole number of cartons. Correct it.'),
    ]
    assert read.rejected_documents == {"A"}
    assert read.totals().lines == 1


@pytest.mark.parametrize("second", ["A,2024-05-02,S,a,1,1", "A,2024-05-01,T,a,1,1"])
def test_lines_that_disagree_on_day_or_customer_are_rejected(tmp_path: Path, second: str) -> None:
    read = read_orders(tmp_path, f"{HEADER}\nA,2024-05-01,S,a,1,1\n{second}\n")
    assert read.rejects.counts == {"conflicting_lines": 2}
    assert list(read.records()) == []


def test_lines_of_one_day_may_tell_different_times_and_the_first_counts(tmp_path: Path) -> None:
    read = read_orders(tmp_path, f"{HEADER}\nA,2024-05-01T10:01,S,a,1,1\nA,2024-05-01T10:00,S,a,1,1\n")
    assert [document.effective_at.isoformat() for document in read.records()] == ["2024-05-01T02:00:00+00:00"]


def test_a_key_by_day_counts_a_document_once_though_its_lines_tell_times(tmp_path: Path) -> None:
    mapping = ORDERS.replace('"doc"', '"{doc}/{placed_on}"')
    rows = "A,2024-05-01T10:01,S,a,1,1\nA,2024-05-01,S,a,1,1\nA,2024-05-02,S,a,1,1\nA,2024-05-02,S,a,-1,-1\n"
    read = read_orders(tmp_path, f"{HEADER}\n{rows}", mapping=mapping)
    assert [document.document_no for document in read.records()] == ["A/2024-05-01", "A/2024-05-02", "A/2024-05-02"]
    assert (read.totals().orders, read.totals().returns) == (2, 1)


def test_keys_that_could_mean_two_documents_are_rejected(tmp_path: Path) -> None:
    mapping = ORDERS.replace('"doc"', '"{doc}/{shop}/{placed_on}"')
    read = read_orders(tmp_path, f"{HEADER}\nA,2024-05-01,S,a,1,1\nA/S,2024-05-01,S,a,1,1\n", mapping=mapping)
    assert [document.document_no for document in read.records()] == ["A/S/2024-05-01"]
    assert read.rejects.counts == {"ambiguous_key": 1}


def test_line_numbers_come_from_the_file_where_it_has_them(tmp_path: Path) -> None:
    mapping = ORDERS + 'line_no = "no"\n'
    content = f"{HEADER},no\nA,2024-05-01,S,a,1,1,7\nA,2024-05-01,S,b,1,1,3\n"
    (document,) = read_orders(tmp_path, content, mapping=mapping).records()
    assert [(line["line_no"], line["sku"]) for line in document.lines] == [(3, "b"), (7, "a")]
    twice = read_orders(tmp_path, content.replace(",7", ",3"), mapping=mapping)
    assert twice.rejects.counts == {"repeated_line_no": 2}


def test_an_order_column_makes_the_order_of_rows_not_matter(tmp_path: Path) -> None:
    mapping = ORDERS + 'line_order = "no"\n'
    rows = ["A,2024-05-01,S,a,1,1,9", "A,2024-05-01,S,b,1,1,10", "A,2024-05-01,S,c,1,1,8"]
    for order in (rows, rows[::-1]):
        (document,) = read_orders(tmp_path, "\n".join([f"{HEADER},no", *order]), mapping=mapping).records()
        assert [line["sku"] for line in document.lines] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("delivered", "cell", "at", "code"),
    [
        ('"when_placed"', "", "2024-05-01T02:00:00+00:00", None),
        ('"came"', "2024-05-01", "2024-05-01T02:00:00+00:00", None),
        ('"came"', "2024-05-02", "2024-05-01T16:00:00+00:00", None),
        ('"came"', "", None, None),
        ('"came"', "2024-04-30", None, "delivered_before_placed"),
        ('"came"', "2024-05-01T09:59", None, "delivered_before_placed"),
        ('"came"', "soon", None, "bad_date"),
    ],
)
def test_delivery_is_stated_or_not(tmp_path: Path, delivered: str, cell: str, at: str | None, code: str | None) -> None:
    mapping = ORDERS.replace('placed = "day"', f'placed = "day"\ndelivered = {delivered}')
    content = f"{HEADER},came\nA,2024-05-01T10:00,S,a,1,1,{cell}\n"
    read = read_orders(tmp_path, content, mapping=mapping, before='file.ignore = ["*"]\n')
    assert list(read.rejects.counts) == [code] * bool(code)
    assert [d.delivered_at and d.delivered_at.isoformat() for d in read.records()] == [at] * (code is None)


def test_channels_are_translated(tmp_path: Path) -> None:
    mapping = ORDERS.replace('placed = "day"', 'placed = "day"\nchannel = { column = "how", values = { P = "phone" } }')
    read = read_orders(tmp_path, f"{HEADER},how\nA,2024-05-01,S,a,1,1,P\nB,2024-05-01,S,a,1,1,Q\n", mapping=mapping)
    assert [document.channel for document in read.records()] == ["phone"]
    assert read.rejects.counts == {"unknown_value": 1}


def test_rows_that_are_not_selected_are_counted_and_not_checked(tmp_path: Path) -> None:
    content = f"{HEADER}\nA,2024-05-01,S,a,1,1\nB,x,T,a,x,1\n"
    read = read_orders(tmp_path, content, before='select.shop = ["S", "V"]\n')
    assert (len(list(read.records())), read.skipped_lines, len(read.rejects)) == (1, 1, 0)


def test_newcomers_are_as_their_first_document_shows_them(tmp_path: Path) -> None:
    mapping = ORDERS + '[customer.fields]\nname = "who"\naddress = "{who}, {sku}"\n'
    content = f"{HEADER},who\nB,2024-05-02T09:00,S,a,1,1,新名\nA,2024-05-01T23:00,S,b,1,1,老店\nC,2024-05-03,T,c,1,1,\n"
    s, t = read_orders(tmp_path, content, mapping=mapping).newcomers()
    assert (s.customer_no, s.first_on, s.effective_at.isoformat()) == (
        "S",
        date(2024, 5, 1),
        "2024-04-30T16:00:00+00:00",
    )
    assert s.fields == {"name": "老店", "address": "老店, b"}
    assert (t.fields, t.first_line) == ({"address": "c"}, 4)


def test_a_document_rejected_later_leaves_the_totals(tmp_path: Path) -> None:
    read = read_orders(tmp_path, f"{HEADER}\nA,2024-05-01,S,a,1,1\nB,2024-05-01,S,a,1,2\nA,2024-05-01,S,a,1,4\n")
    read.reject(next(iter(read.records())), "customer_not_found", "no S")
    assert [line for line, _, _ in read.rejects.listed()] == [2, 4]
    assert (read.totals().lines, read.totals().amount) == (1, Decimal(2))


def test_totals_of_priced_lines_round_as_the_lines_do(tmp_path: Path) -> None:
    mapping = ORDERS.replace('amount = "sum"', 'unit_price = "sum"')
    read = read_orders(tmp_path, f"{HEADER}\nA,2024-05-01,S,a,3,0.005\nA,2024-05-01,S,b,-1,0.025\n", mapping=mapping)
    amounts = [line["amount"] for document in read.records() for line in document.lines]
    assert amounts == [Decimal("0.02"), Decimal("0.03")]
    assert (read.totals().amount, read.totals().returned_amount) == (Decimal("0.02"), Decimal("0.03"))


def test_a_mapping_for_another_currency_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="amounts in USD, the branch suzhou keeps CNY"):
        read_orders(tmp_path, f"{HEADER}\nA,2024-05-01,S,a,1,1\n", before='currency = "USD"\n')


LINES = st.lists(
    st.tuples(
        st.sampled_from(["甲1", "乙2", "C/3", "d 4"]),
        st.text(alphabet="烟xyz\"',;", min_size=1, max_size=6).filter(lambda sku: sku.strip() == sku),
        st.integers(-9, 9).filter(bool),
        st.decimals(0, 10**11, places=2),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_whatever_is_written_comes_back(
    tmp_path: Path, lines: list[tuple[str, str, int, Decimal]], encoding: str
) -> None:
    rows = [
        (doc, "2024-05-01", "店", sku, qty, amount.copy_sign(qty) if amount else amount)
        for doc, sku, qty, amount in lines
    ]
    written = pl.DataFrame([[str(cell) for cell in row] for row in rows], schema=HEADER.split(","), orient="row")
    read = read_orders(tmp_path, written.write_csv(quote_style="always").encode(encoding))
    expected: dict[tuple[str, bool], list[tuple[str, int, Decimal]]] = {}
    for doc, _, _, sku, qty, amount in rows:
        expected.setdefault((doc, qty < 0), []).append((sku, abs(qty), abs(amount)))
    found = {
        (document.document_no, document.kind == "return"): [tuple(line.values())[1:] for line in document.lines]
        for document in read.records()
    }
    totals = read.totals()
    assert len(read.rejects) == 0
    assert list(found) == list(expected)
    assert found == expected
    assert totals.amount - totals.returned_amount == sum(amount for *_, amount in rows)
    assert (totals.lines, totals.orders + totals.returns) == (len(rows), len(expected))


def test_real_orders_are_read_by_the_example_mapping() -> None:
    mapping = load_mapping(EXAMPLES / "iowa" / "orders.toml", OrderMapping)
    read = OrderFile(open_source(str(SAMPLE), mapping), mapping, AMES, NOW)
    documents = list(read.records())
    amounts = {
        kind: sum(Decimal(str(line["amount"])) for d in documents if d.kind == kind for line in d.lines)
        for kind in ("order", "return")
    }
    assert amounts == {"order": Decimal("195688.56"), "return": Decimal("500.74")}
    totals = read.totals()
    assert (totals.lines, totals.orders, totals.returns, totals.amount - totals.returned_amount) == (
        1282,
        42,
        4,
        Decimal("195187.82"),
    )
    assert next(shape(d)[1:] for d in documents if d.kind == "return") == (
        "RINV-042552/4015/2022-09-02",
        [(1, "19068", 6, Decimal("193.50"))],
    )
    assert [(n.customer_no, str(n.first_on)) for n in read.newcomers()] == [
        ("4015", "2022-09-01"),
        ("4129", "2022-09-06"),
    ]
