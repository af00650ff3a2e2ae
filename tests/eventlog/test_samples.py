"""Every version of every event that was ever written is still read: one stored sample of each."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from docs.events import line_types, version_of
from docs.generate import FOLDER, PAGES
from domain.event import Event
from domain.fields import marks_of
from domain.topics import EVENT_TYPES
from eventlog.codec import decode, encode

SAMPLES = Path(__file__).parents[1] / "samples"
FILES = sorted(SAMPLES.glob("*/*.json"))
SHOP = "320500100001"
ORDER = "SZ-2021-000417"
PRODUCT = "6901028075831"
# What each sample says, apart from its bytes: (topic, version) -> some of its facts.
FACTS: dict[tuple[str, int], dict[str, object]] = {
    ("customer.enrolled", 1): {
        "name": "好客来烟酒店",
        "business_format": "grocery",
        "shop_area_m2": Decimal("86.50"),
        "licence_valid_until": date(2024, 12, 31),
        "effective_at": datetime(2020, 1, 6, 1, 30, tzinfo=UTC),
        "effective_on": date(2020, 1, 6),
        "command_id": "enrol-0001",
    },
    ("customer.renamed", 1): {"name": "好客来便利店"},
    ("customer.moved", 1): {"address": "苏州市姑苏区干将西路 9 号", "district": "姑苏区"},
    ("customer.phone_changed", 1): {"order_phone": "0512-65220001"},
    ("customer.shop_remeasured", 1): {"shop_area_m2": Decimal("92.0"), "tobacco_area_m2": Decimal("14.25")},
    ("customer.reclassified", 1): {"market_type": None, "business_format": "convenience", "business_scale": "medium"},
    ("customer.trade_area_described", 1): {"trade_area": "菜市场对面"},
    ("customer.manager_assigned", 1): {"account_manager": "E2050"},
    ("customer.licence_renewed", 1): {"licence_no": "320500100887", "licence_valid_until": date(2029, 12, 31)},
    ("customer.profile_verified", 1): {"fields": ("name", "address"), "note": "现场核对无误"},
    ("customer.suspended", 1): {"planned_until": date(2022, 6, 30), "reason": "店面装修", "approved_by": "E0007"},
    ("customer.resumed", 1): {"approved_by": "E0007", "reason": None},
    ("customer.withdrawn", 1): {"kind": "cessation", "reason": "经营者迁往外地"},
    ("customer.visited", 1): {"purpose": "访销", "visitor": "E2048", "finding": "明码标价齐全"},
    ("customer.banned", 1): {"reason": "售假大户", "approved_by": "E0007"},
    ("customer.value_graded", 1): {"round_no": "2021Q1", "rule_version": "value/3", "in_force": "B"},
    ("customer.value_grade_overridden", 1): {"grade": "A", "until": date(2021, 10, 1), "approved_by": "E0007"},
    ("customer.value_grade_override_ended", 1): {"why": "expired", "in_force": "B"},
    ("customer.value_grade_appealed", 1): {"round_no": "2021Q1", "grounds": "三月的两张订单没有计入"},
    ("customer.value_grade_appeal_rejected", 1): {"round_no": "2021Q1", "reason": "两张订单属于四月"},
    ("customer.value_grade_corrected", 1): {"grade": "A", "in_force": "A", "approved_by": "E0007"},
    ("customer.factor_assessed", 1): {"factor": "service_ability", "value": Decimal("85"), "assessor": "E2048"},
    ("customer.compliance_scored", 1): {
        "rule_version": "suzhou/1",
        "violations": ("苏烟案2021-031",),
        "score": 90,
        "compliance_class": "B",
        "window_from": date(2020, 7, 1),
    },
    ("customer.service_classed", 1): {"delivered_qty": 2600, "service_class": "B", "to_be_banned": False},
    ("licence.granted", 1): {"licence_no": SHOP, "customer_no": SHOP},
    ("order.placed", 1): {
        "order_no": ORDER,
        "channel": "phone",
        "supplementary": True,
        "requested_qty": 15,
        "amount": Decimal("2587.50"),
        "caused_by": "import 2021-06.csv",
        "supply_tier": None,
    },
    ("order.placed", 2): {"order_no": ORDER, "supply_tier": 30, "amount": Decimal("2587.50")},
    ("order.confirmed", 1): {"ordered_qty": 13, "amount": Decimal("2392.50"), "placed_on": date(2021, 6, 7)},
    ("order.delivered", 1): {"delivered_qty": 12, "amount": Decimal("2182.50")},
    ("order.goods_returned", 1): {"return_no": "TH-2021-0031", "returned_qty": 1, "amount": Decimal("210.00")},
    ("order.cancelled", 1): {"requested_qty": 15, "ordered_qty": 0, "amount": Decimal("2587.50")},
    ("return.recorded", 1): {"return_no": "TH-2021-0032", "returned_qty": 2, "amount": Decimal("195.00")},
    ("complaint.received", 1): {
        "party": "retailer",
        "text": "送货少一条",
        "order_no": ORDER,
        "about_employee": "E3001",
    },
    ("complaint.responded", 1): {"text": "已致歉并约定次日补送"},
    ("complaint.closed", 1): {"outcome": "补送一条，客户认可"},
    ("complaint.reopened", 1): {"reason": "客户称未收到补货", "customer_no": SHOP},
    ("supply_policy.published", 1): {"version": 1, "measure": "delivered_cartons", "above_agreed": "refuse"},
    ("customer.supply_tier_assigned", 1): {
        "supply_tier": 30,
        "before": 29,
        "score": 2518,
        "scored_until": date(2021, 6, 1),
        "rule_version": "supply/1",
    },
    ("customer.reasonable_quantity_agreed", 1): {"quantity": 260, "customer_no": SHOP},
    ("supply.released", 1): {
        "sku": "6901028075831",
        "cycle": "2021-W23",
        "released": 115,
        "carried_over": 5,
        "leftover": 11,
        "last_day": date(2021, 6, 13),
    },
    ("supply.recalled", 1): {"cycle": "2021-W23", "reason": "投放量有误"},
    ("allotment.drawn", 1): {"supply_tier": 30, "requested_qty": 10, "ordered_qty": 8, "limit": 8, "before": 0},
    ("allotment.given_back", 1): {"order_no": ORDER, "ordered_qty": 8, "ordering": -1, "reached": -1},
    ("questionnaire.published", 1): {"questionnaire_no": "LSH", "version": 2, "population": ("retailer",)},
    ("survey.opened", 1): {
        "survey_no": "DC-2021-2",
        "questionnaire_version": 2,
        "planned_until": date(2021, 6, 30),
        "frame": (SHOP, "320500100002"),
    },
    ("survey.closed", 1): {"survey_no": "DC-2021-2"},
    ("answer.given", 1): {
        "answer_no": f"DC-2021-2:{SHOP}",
        "questionnaire_version": 2,
        "party": "retailer",
        "channel": "电话",
        "account_manager": "E2048",
        "delivery": None,
    },
    ("product.registered", 1): {"product_no": PRODUCT, "name": "利群（新版）", "sticks_per_pack": 20},
    ("product.redescribed", 1): {"specification": "软盒 84mm", "packs_per_carton": 10},
    ("product.price_changed", 1): {
        "valid_from": date(2021, 4, 1),
        "transfer_price": Decimal("93.50"),
        "retail_price": Decimal("140"),
        "price_class": 2,
    },
    ("product.state_changed", 1): {"product_no": PRODUCT, "state": "scarce"},
    ("product.price_observed", 1): {"customer_no": SHOP, "price": Decimal("138.00"), "place": None},
    ("product.withdrawn", 1): {"reason": "停产"},
    ("violation.recorded", 1): {"violation_no": "苏烟案2021-031", "customer_no": SHOP, "kind": "fake", "qty": 200},
    ("violation.penalised", 1): {"penalty": "罚款，没收假烟"},
    ("violation.annulled", 1): {"violation_no": "苏烟案2021-031", "reason": "复议撤销"},
    ("compliance_rule.published", 1): {
        "compliance_rule_no": "suzhou",
        "version": 1,
        "valid_from": date(2021, 1, 1),
        "c_above": 70,
        "small_counter_m2": Decimal("4.0"),
    },
    ("anomaly_rule.published", 1): {"anomaly_rule_no": "monthly", "low_share": Decimal("0.5"), "least_months": 3},
    ("anomaly.opened", 1): {"month": date(2021, 6, 1), "rule_version": "monthly/1", "share": Decimal("0.3620")},
    ("anomaly.closed", 1): {"customer_no": SHOP, "action": "上门走访：对面修路，客流减少"},
}


def named(file: Path) -> tuple[str, int]:
    return file.parent.name, int(file.stem)


def test_there_is_a_sample_of_every_version_of_every_topic() -> None:
    wanted = {(topic, v) for topic, kind in EVENT_TYPES.items() for v in range(1, version_of(kind) + 1)}
    assert {named(file) for file in FILES} == wanted == FACTS.keys()


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_sample_says_what_it_said_when_it_was_written(file: Path) -> None:
    topic, version = named(file)
    event = decode(topic, file.read_bytes())
    facts = {"actor": "E1024", **FACTS[topic, version]}
    assert {name: getattr(event, name) for name in facts} == facts
    assert event.schema_version == version_of(type(event))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_sample_of_the_present_version_is_written_again_as_it_was(file: Path) -> None:
    topic, version = named(file)
    assert json.loads(file.read_bytes())["schema_version"] == version
    if version == version_of(EVENT_TYPES[topic]):
        assert encode(decode(topic, file.read_bytes())) == file.read_bytes()


@pytest.mark.parametrize("kind", EVENT_TYPES.values(), ids=EVENT_TYPES)
def test_an_event_and_its_fields_say_what_they_are_kept_for(kind: type[Event]) -> None:
    assert "__doc__" in vars(kind)
    assert kind.__doc__
    for model in (kind, *line_types(kind)):
        for name, field in model.model_fields.items():
            marks = marks_of(field)
            assert len(marks) == 1, f"{model.__name__}.{name}: {marks}"
            assert len(marks[0].purpose) > 8, name


@pytest.mark.parametrize("name", PAGES)
def test_a_document_written_from_the_code_is_as_the_code_would_write_it(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == PAGES[name](), "stale: run `make docs`"
