"""Every version of every event that was ever written is still read: one stored sample of each."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest

from docs.events import line_types, version_of
from docs.generate import FOLDER, PAGES
from domain.complaints.events import Case, Deadline, Settled
from domain.complaints.policy_events import Allowance
from domain.contacts.events import Need, ServiceNeed
from domain.event import Event
from domain.fields import marks_of
from domain.topics import EVENT_TYPES
from eventlog.codec import decode, encode

SAMPLES = Path(__file__).parents[1] / "samples"
FILES = sorted(SAMPLES.glob("*/*.json"))
SHOP = "320500100001"
ORDER = "SZ-2021-000417"
CASE = Case(
    status="open",
    received_at=datetime(2026, 2, 12, 1, tzinfo=UTC),
    received_on=date(2026, 2, 12),
    category="配送",
    severity="major",
    market_type="urban",
    account_manager="E2050",
    owner="E3001",
)
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
    ("licence.granted", 1): {"licence_no": SHOP, "customer_no": SHOP},
    ("order.placed", 1): {
        "order_no": ORDER,
        "channel": "phone",
        "supplementary": True,
        "requested_qty": 15,
        "amount": Decimal("2587.50"),
        "caused_by": "import 2021-06.csv",
    },
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
        "matter": "complaint",
        "severity": None,
        "owner": None,
        "deadlines": (),
    },
    ("complaint.received", 2): {
        "text": "送货少两条",
        "severity": "major",
        "owner": "E3001",
        "market_type": "urban",
        "account_manager": "E2050",
        "policy_version": 2,
        "deadlines": (
            Deadline(phase="acknowledge", due_at=datetime(2026, 2, 12, 5, tzinfo=UTC), allowed="4 working_hours"),
            Deadline(
                phase="close",
                due_at=datetime(2027, 1, 4, 9, 30, tzinfo=UTC),
                allowed="7 working_days",
                provisional=True,
            ),
        ),
    },
    ("complaint.acknowledged", 1): {
        "settled": (Settled(phase="acknowledge", due_at=datetime(2026, 2, 12, 5, tzinfo=UTC), recorded_missed=True),),
        "case": CASE,
    },
    ("complaint.assessed", 1): {
        "severity": "critical",
        "safety": False,
        "complexity": "complex",
        "impact": "several",
        "immediate_action": "当日补送",
    },
    ("complaint.investigated", 1): {"cause": "装车漏装", "settled": ()},
    ("complaint.responded", 1): {"text": "已致歉并约定次日补送", "case": None, "settled": ()},
    ("complaint.responded", 2): {"text": "已致歉，当日补送", "case": CASE},
    ("complaint.responded", 3): {"text": "已致歉，当日补送", "case": CASE, "timely": True},
    ("complaint.decision_communicated", 1): {"decision": "补送两条并登门致歉"},
    ("complaint.accepted", 1): {"text": "客户认可"},
    ("complaint.disputed", 1): {"text": "客户要求赔偿误工"},
    ("complaint.escalated", 1): {"level": 2, "to": "E0101"},
    ("complaint.leader_read", 1): {"leader": "E0007"},
    ("complaint.leader_answered", 1): {"leader": "E0007", "text": "三日内办结"},
    ("complaint.handed_over", 1): {"owner": "E3002"},
    ("complaint.closed", 1): {
        "outcome": "补送一条，客户认可",
        "cause": None,
        "action": None,
        "record": "before_asked",
        "by_first_asked": None,
    },
    ("complaint.closed", 2): {
        "cause": "装车漏装",
        "action": "装车双人复核",
        "record": "complete",
        "by_first_asked": False,
    },
    ("complaint.reopened", 1): {"reason": "客户称未收到补货", "customer_no": SHOP, "case": None},
    ("complaint.reopened", 2): {"reason": "客户称仍少一条", "policy_version": 3},
    ("complaint.handling_rated", 1): {"score": 4},
    ("complaint.deadline_missed", 1): {"phase": "respond", "due_at": datetime(2026, 2, 13, 9, 30, tzinfo=UTC)},
    ("policy.published", 1): {
        "version": 2,
        "in_force_from": datetime(2025, 12, 31, 16, tzinfo=UTC),
        "allowances": (
            Allowance(severity="critical", phase="respond", amount=1, unit="working_days"),
            Allowance(category="配送", phase="acknowledge", amount=4, unit="working_hours"),
        ),
        "days_off": (date(2026, 1, 1), date(2026, 1, 2)),
        "working_days": (date(2026, 1, 4),),
    },
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
    ("answer.given", 2): {"party": "consumer", "delivery": "late", "promise_no": "CN-2026-0031"},
    ("promise.made", 1): {
        "promise_no": "CN-2021-0012",
        "owner": "E2048",
        "due_on": date(2021, 7, 15),
        "expected_effect": "客户重新按明码标价陈列",
        "order_no": ORDER,
        "complaint_no": "TS-2021-0009",
    },
    ("promise.published", 1): {"customer_no": None, "text": "订货次日送达", "due_on": date(2021, 12, 31)},
    ("promise.kept", 1): {"observed_effect": "陈列恢复，未再投诉", "days_late": 2},
    ("promise.broken", 1): {"workaround": "改送同类物料", "reason": "供应商停产"},
    ("promise.lapsed", 1): {"effective_on": date(2021, 7, 16), "customer_no": SHOP},
    ("promise.withdrawn", 1): {"reason": "客户已自行解决"},
    ("contact.planned", 1): {"kind": "visit", "theme": "新品上柜", "due_on": date(2021, 7, 15)},
    ("contact.made", 1): {
        "purpose": "emotional",
        "setting": "offline",
        "initiated_by": "us",
        "counterpart": "holder",
        "needs": (ServiceNeed(service="报纸", need=Need.UNNEEDED), ServiceNeed(service="送货", need=Need.NEEDED)),
        "minutes": 35,
        "cost": Decimal("12.50"),
        "solved": True,
        "next_due_on": date(2021, 8, 1),
        "made_by": "E2050",
        "days_late": 2,
        "was_missed": True,
    },
    ("contact.missed", 1): {"owner": "E2048", "effective_on": date(2021, 7, 16)},
    ("contact.called_off", 1): {"reason": "客户停业装修"},
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
            assert not (field.is_required() and type(None) in get_args(field.annotation)), (
                f"{name} is not always stored"
            )


@pytest.mark.parametrize("name", PAGES)
def test_a_document_written_from_the_code_is_as_the_code_would_write_it(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == PAGES[name](), "stale: run `make docs`"
