"""Every version of every event that was ever written is still read: one stored sample of each."""

import json
from pathlib import Path
from typing import get_args

import pytest

from docs.events import line_types, version_of
from docs.generate import FOLDER, PAGES
from domain.areas import EVENT_TYPES
from domain.kernel.event import Event
from domain.kernel.fields import marks_of
from eventlog.append.codec import decode, encode
from tests.eventlog.sample_facts import FACTS

SAMPLES = Path(__file__).parents[1] / "samples"
FILES = sorted(SAMPLES.glob("*/*.json"))


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
