"""Schemes to test with: a small one, and its parts to vary."""

from decimal import Decimal
from typing import Any

from domain.evaluation.scheme import weighed
from domain.evaluation.scheme_rules import SchemeDraft, SchemeRules

SALES = {"factor": "sales_history", "measure": "qty", "months": 3, "line": [[0, 0], [100, 100]]}
REGULARITY = {"factor": "regularity", "measure": "regularity", "months": 3, "steps": [[0, 20], ["0.5", 60], [1, 90]]}
AREA = {"factor": "trade_area", "measure": "market_type", "words": {"urban": 80, "rural": 50}}
GRADES = [{"grade": grade, "least": least} for grade, least in (("A", 80), ("B", 60), ("C", 40), ("D", 0))]


def compared(name: str, *of: str, **judged: str) -> dict[str, Any]:
    """A comparison; `E1="3 5 · 2"` is one expert's upper triangle."""
    experts = [{"expert": e, "rows": [row.split() for row in text.split("·")]} for e, text in judged.items()]
    return {"name": name, "of": list(of), "judgements": experts}


def draft(**other: Any) -> SchemeDraft:
    """Contribution counts sales 3 to 1 against regularity; growth is regularity alone; contribution 4 to 1 growth."""
    said: dict[str, Any] = {
        "title": "T",
        "grades": GRADES,
        "factors": [SALES, REGULARITY],
        "comparisons": [
            compared("company", "contribution", "growth", E1="4"),
            compared("contribution", "sales_history", "regularity", E1="3"),
            compared("growth", "regularity"),
        ],
        **other,
    }
    return SchemeDraft.model_validate(said)


def rules(**other: Any) -> SchemeRules:
    """The same as it is applied."""
    return weighed(draft(**other), "value/1")


def points(text: str) -> Decimal:
    """As scores are kept."""
    return Decimal(text).quantize(Decimal("0.000001"))
