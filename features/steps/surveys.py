"""What customers and consumers are asked, and what they answer (调查)."""

from pathlib import Path

import pytest
from pytest_bdd import given, parsers

from features.running import Outcome, Run, options, step

EXAMPLES = Path(__file__).parents[2] / "examples" / "surveys"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where questionnaires are written."""
    return tmp_path


def _written(place: Path, number: str, datatable: list[list[str]]) -> Path:
    """A questionnaire for everybody with these items; an empty cell leaves the key out."""
    columns, *items = datatable
    lines = [f'number = "{number}"', f'title = "问卷{number}"', 'population = ["retailer", "consumer"]']
    for item in items:
        told = {"text": f"{item[0]}？", **dict(zip(columns, item, strict=True))}
        keys = (f"{k} = {v}" if k in {"scale", "lower_is_better"} else f'{k} = "{v}"' for k, v in told.items() if v)
        lines += ["[[items]]", *keys]
    file = place / f"{number}.toml"
    file.write_text("\n".join(lines), "utf-8")
    return file


@step(
    "questionnaire {number:S} was published on {day:S} with",
    "questionnaire {number:S} is published on {day:S} with",
)
def publish(indelible: Run, place: Path, number: str, day: str, datatable: list[list[str]]) -> Outcome:
    return indelible("survey", "publish", _written(place, number, datatable), "--effective-at", day)


@step(
    "the example questionnaire of {name:S} was published on {day:S}",
    "the example questionnaire of {name:S} is published on {day:S}",
)
def publish_example(indelible: Run, name: str, day: str) -> Outcome:
    return indelible("survey", "publish", EXAMPLES / f"{name}.toml", "--effective-at", day)


@step(
    "survey {number:S} of {questionnaire:S} was opened on {day:S}",
    "survey {number:S} of {questionnaire:S} is opened on {day:S}",
)
def open_survey(indelible: Run, number: str, questionnaire: str, day: str) -> Outcome:
    return indelible("survey", "open", number, "--questionnaire", questionnaire, "--effective-at", day)


@step(
    "survey {number:S} of {questionnaire:S} was opened on {day:S} with",
    "survey {number:S} of {questionnaire:S} is opened on {day:S} with",
)
def open_with(indelible: Run, number: str, questionnaire: str, day: str, datatable: list[list[str]]) -> Outcome:
    command = ("survey", "open", number, "--questionnaire", questionnaire, *options(datatable))
    return indelible(*command, "--effective-at", day)


@step("survey {number:S} was closed on {day:S}", "survey {number:S} is closed on {day:S}")
def close(indelible: Run, number: str, day: str) -> Outcome:
    return indelible("survey", "close", number, "--effective-at", day)


@step(
    "shop {shop:S} answered survey {number:S} on {day:S}: {scores}",
    "shop {shop:S} answers survey {number:S} on {day:S}: {scores}",
)
def answer(indelible: Run, shop: str, number: str, day: str, scores: str) -> Outcome:
    command = ("survey", "answer", number, "--customer", shop, *_scores(scores))
    return indelible(*command, "--effective-at", day)


@step(
    "consumer {sheet:S} answered survey {number:S} on {day:S}: {scores}",
    "consumer {sheet:S} answers survey {number:S} on {day:S}: {scores}",
)
def answer_as_consumer(indelible: Run, sheet: str, number: str, day: str, scores: str) -> Outcome:
    command = ("survey", "answer", number, "--answer-no", sheet, "--party", "consumer", *_scores(scores))
    return indelible(*command, "--effective-at", day)


@step(
    "shop {shop:S} told survey {number:S} on {day:S}",
    "shop {shop:S} tells survey {number:S} on {day:S}",
)
def tell(indelible: Run, shop: str, number: str, day: str, datatable: list[list[str]]) -> Outcome:
    command = ("survey", "answer", number, "--customer", shop, *options(datatable))
    return indelible(*command, "--effective-at", day)


@step(
    "order {number:S} was rated {score:d} on {day:S}",
    "order {number:S} is rated {score:d} on {day:S}",
)
def rate(indelible: Run, number: str, score: int, day: str) -> Outcome:
    return indelible("satisfaction", "rate", number, "--score", score, "--effective-at", day)


@given(parsers.parse("order {number:S} was rated {score:d} on {day:S} again as {rating:S}"))
def rate_again(indelible: Run, number: str, score: int, day: str, rating: str) -> None:
    command = ("satisfaction", "rate", number, "--score", score, "--answer-no", rating)
    assert indelible(*command, "--effective-at", day).exit_code == 0


def _scores(scores: str) -> list[str]:
    return [f"--score={score.strip()}" for score in scores.split(",")]
