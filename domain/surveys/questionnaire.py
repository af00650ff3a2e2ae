"""A questionnaire: which items it may hold, and which version of them is in force."""

from collections.abc import Sequence
from itertools import groupby

from domain.kernel.party import Party
from domain.kernel.refusals import InvalidValue
from domain.kernel.stamp import Stamp
from domain.kernel.text import check_identifier, check_text, escaped
from domain.kernel.versions import Versions, next_version, publish
from domain.surveys.asked_item import AskedItem, Asks
from domain.surveys.questionnaire_events import QuestionnaireItem, QuestionnairePublished
from domain.surveys.refusals import InvalidItem, ItemRedefined, QuestionnaireNotInForce

MOST_ITEMS = 200
MOST_POINTS = 10
"""The widest scale reaches from 0 to 10."""

MOST_COMPARED = 10
"""At most so many items on each side of a comparison, so that every mean of them is a whole number of 2520ths."""

LARGEST_WEIGHT = 1000

SCALES = {Asks.SATISFACTION: (1, 5), Asks.RECOMMEND: (0, 10), Asks.EFFORT: (1, 7)}
"""The scales that CSAT, NPS and CES are defined on."""

_COMPARED = (Asks.EXPERIENCE, Asks.EXPECTATION)
_WORDS = ("group", "about", "dimension")
_MEANING = ("asks", "low", "high", "lower_is_better")


Questionnaire = Versions[QuestionnairePublished]


def publish_questionnaire(
    questionnaire: Questionnaire | None,
    *,
    questionnaire_no: str,
    title: str,
    population: Sequence[Party],
    items: Sequence[QuestionnaireItem],
    stamp: Stamp,
) -> list[QuestionnairePublished]:
    """Settle the questionnaire's next version; publishing what is in force already records nothing.

    Raises `InvalidItem`, `InvalidValue`, and `ItemRedefined` where a name known from an earlier version now asks
    something else, for then its means could not be told together.
    """
    check_identifier("questionnaire_no", questionnaire_no)
    if not population:
        raise InvalidValue(field="population", value=escaped(""), why=f"say who is asked: {', '.join(Party)}")
    check_items(items)
    published = QuestionnairePublished(
        **stamp.fields(),
        questionnaire_no=questionnaire_no,
        version=next_version(questionnaire),
        title=check_text("title", title, most=400),
        population=tuple(sorted(set(population))),
        items=tuple(items),
    )
    versions = questionnaire.versions if questionnaire else ()
    known = {item.item: (item, said.version) for said in versions for item in said.items}
    for item in items:
        before, version = known.get(item.item, (item, 0))
        if any(getattr(before, name) != getattr(item, name) for name in _MEANING):
            raise ItemRedefined(item=item.item, before=_meaning(before), version=version)
    return publish(questionnaire, published)


def check_items(items: Sequence[QuestionnaireItem]) -> None:
    """Refuse items that could not be answered, told apart, or compared. Raises `InvalidItem` or `InvalidValue`."""
    if not 1 <= len(items) <= MOST_ITEMS:
        raise InvalidValue(field="items", value=len(items), why=f"a questionnaire has 1 to {MOST_ITEMS}")
    seen: set[str] = set()
    for item in items:
        check_identifier("item", item.item)
        _check_word(item, "item")
        if item.item in seen:
            raise _invalid(item, "item", "the name is given twice")
        seen.add(item.item)
        _check_item(item)
    for about, group in groupby(sorted((i for i in items if i.about), key=_about), key=_about):
        _check_compared(about, list(group))


def require_in_force(questionnaire: Questionnaire, stamp: Stamp) -> QuestionnairePublished:
    """The version in force at the stamp's instant. Raises `QuestionnaireNotInForce`."""
    if (found := questionnaire.in_force(stamp.effective_at)) is None:
        raise QuestionnaireNotInForce(questionnaire_no=questionnaire.number, at=stamp.effective_on)
    return found


def _check_item(item: QuestionnaireItem) -> None:
    check_text("text", item.text, most=400)
    if item.english is not None:
        check_text("english", item.english, most=400)
    for name in _WORDS:
        _check_word(item, name)
    if not 1 <= item.high - item.low <= MOST_POINTS or item.low < 0:
        raise _invalid(item, "high", f"a scale begins at 0 or above and has 1 to {MOST_POINTS} steps")
    wanted = SCALES.get(item.asks)
    if wanted and wanted != (item.low, item.high):
        raise _invalid(item, "asks", f"it is asked on the scale from {wanted[0]} to {wanted[1]}")
    if not 1 <= item.weight <= LARGEST_WEIGHT:
        raise _invalid(item, "weight", f"use a whole number from 1 to {LARGEST_WEIGHT}")
    if item.asks not in _COMPARED and (item.about or item.dimension):
        raise _invalid(item, "asks", f"only {' and '.join(_COMPARED)} are about something and of a dimension")
    if item.dimension and not item.about:
        raise _invalid(item, "dimension", "say with about = ... which expectation and experience are compared")
    if item.asks is Asks.EXPECTATION and not item.about:
        raise _invalid(item, "asks", "say with about = ... of what it is the expectation")


def _check_compared(about: str, items: Sequence[QuestionnaireItem]) -> None:
    """Expectation and experience of one thing are on one scale, and say the same of it."""
    first, asked = items[0], [item.asks for item in items]
    for item in items:
        for name in ("low", "high", "lower_is_better", "layer", "group", "dimension", "need_level"):
            if getattr(item, name) != getattr(first, name):
                raise _invalid(item, name, f"{first.item} is about {about} too and says otherwise")
    if Asks.EXPERIENCE not in asked:
        raise _invalid(first, "about", f"no experience is asked of {about}")
    if max(map(asked.count, _COMPARED)) > MOST_COMPARED:
        raise _invalid(first, "about", f"at most {MOST_COMPARED} expectations and {MOST_COMPARED} experiences share it")


def _check_word(item: QuestionnaireItem, name: str) -> None:
    """Measures are named by these words, parted by the two characters."""
    value = getattr(item, name)
    if value is not None and (check_text(name, value, most=100) != value or set("/=:") & set(value)):
        raise _invalid(item, name, "it holds spaces around it, or one of / = :")


def _invalid(item: AskedItem, field: str, why: str) -> InvalidItem:
    return InvalidItem(item=escaped(item.item), field=field, value=escaped(str(getattr(item, field))), why=why)


def _about(item: AskedItem) -> str:
    return item.about or ""


def _meaning(item: AskedItem) -> str:
    turned = ", low the good end" if item.lower_is_better else ""
    return f"{item.asks} from {item.low} to {item.high}{turned}"
