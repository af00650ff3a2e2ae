"""What a mapping may say, and how it is refused: file, key, value, what to do."""

from pathlib import Path

import pytest

from domain.kernel.refusals import Refusal
from domain.surveys.questionnaire import check_items
from service.imports.complaints.complaint_mapping import ComplaintMapping
from service.imports.customers.customer_mapping import CustomerMapping
from service.imports.engine.mapping import Mapping, load_mapping
from service.imports.orders.order_mapping import OrderMapping
from service.imports.promises.promise_mapping import PromiseMapping
from service.imports.surveys.survey_mapping import SurveyMapping
from service.surveys.questionnaire_file import read_questionnaire
from tests.service.imports.reading import EXAMPLES, ORDERS


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ("[file", "cannot be read"),
        (
            ORDERS.replace('sku = "sku"', 'sku = "sku"\nskv = 1'),
            'line.skv = "1": there is no such key; correct or remove it',
        ),
        (ORDERS.replace('sku = "sku"\n', ""), "line.sku is missing; add it"),
        (ORDERS.replace('"qty"', "5"), 'line.quantity = "5": write it in quotes, as "5"'),
        (ORDERS.replace('"doc"', '"{doc}{shop}"'), "put a mark such as / between two columns"),
        (ORDERS.replace('"doc"', '"{doc"'), "write each column name in one pair of braces"),
        (ORDERS.replace('"doc"', '"{}"'), "write each column name in one pair of braces"),
        (ORDERS + 'unit_price = "p"\n', "name either an amount or a unit_price column"),
        ('file.encoding = "gbk2"\n' + ORDERS, 'file.encoding = "gbk2": is not an encoding of files'),
        ('file.encoding = "hex"\n' + ORDERS, "is not an encoding of files"),
        ('file.delimiter = "||"\n' + ORDERS, "file.delimiter"),
        ('numbers.thousands_mark = "."\n' + ORDERS, "must differ"),
        ('unknown_customers = "skip"\n' + ORDERS, "'reject' or 'enrol'"),
        (
            ORDERS.replace('placed = "day"', 'placed = "day"\nchannel = "fax"'),
            "channel 'fax' is not one of visit, phone",
        ),
        (ORDERS + '[customer.fields]\nbirthday = "b"\n', "birthday: not collected; a customer's file has name"),
    ],
)
def test_a_wrong_mapping_says_what_to_do(tmp_path: Path, mapping: str, says: str) -> None:
    path = tmp_path / "m.toml"
    path.write_text(mapping)
    with pytest.raises(Refusal) as refused:
        load_mapping(path, OrderMapping)
    assert str(path) in str(refused.value)
    assert says in str(refused.value)


def test_every_fault_of_a_mapping_is_named_at_once(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text("wrong = 1\n" + ORDERS.replace('sku = "sku"\n', ""))
    with pytest.raises(Refusal) as refused:
        load_mapping(tmp_path / "m.toml", OrderMapping)
    assert str(refused.value).isprintable()  # it is printed as one line
    assert str(refused.value).count("m.toml: ") == 2


def test_unreadable_mappings_are_refused(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_bytes("# é".encode("latin-1"))
    for path in (tmp_path / "m.toml", tmp_path / "gone.toml", tmp_path):
        with pytest.raises(Refusal, match="cannot be read"):
            load_mapping(path, OrderMapping)


def test_an_unknown_customer_has_no_enrolment_day(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text('unknown_customers = "enrol"\ncustomer_no = "n"\neffective = "enrolment"\n')
    with pytest.raises(Refusal, match="needs a column for effective"):
        load_mapping(tmp_path / "m.toml", CustomerMapping)


@pytest.mark.parametrize(
    ("example", "model"),
    [("iowa/orders", OrderMapping), ("online_retail/orders", OrderMapping), ("iowa/customers", CustomerMapping)],
)
def test_the_examples_are_mappings(example: str, model: type[OrderMapping]) -> None:
    assert load_mapping(EXAMPLES / f"{example}.toml", model).columns


@pytest.mark.parametrize(
    ("name", "model", "columns"),
    [
        ("helpdesk/complaints", ComplaintMapping, {"Activity", "case:concept:name", "time:timestamp"}),
        (
            "olist/promises",
            PromiseMapping,
            {
                "order_id",
                "customer_id",
                "order_purchase_timestamp",
                "order_estimated_delivery_date",
                "order_delivered_customer_date",
            },
        ),
        ("olist/answers", SurveyMapping, {"review_pk", "order_id", "review_answer_timestamp", "review_score"}),
        ("olist/complaints", ComplaintMapping, {"review_pk", "order_id", "review_answer_timestamp", "review_score"}),
    ],
)
def test_the_examples_name_the_columns_of_their_files(name: str, model: type[Mapping], columns: set[str]) -> None:
    assert load_mapping(EXAMPLES / f"{name}.toml", model).columns == columns


@pytest.mark.parametrize(("folder", "answers"), [("ecsi", 24), ("olist", 1)])
def test_the_examples_ask_what_their_answers_tell(folder: str, answers: int) -> None:
    questions = read_questionnaire(EXAMPLES / folder / "questionnaire.toml").questionnaire_items()
    check_items(questions)
    items = load_mapping(EXAMPLES / folder / "answers.toml", SurveyMapping).items
    assert sorted(items.values()) == sorted(item.item for item in questions)
    assert len(items) == answers
