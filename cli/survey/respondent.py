"""What sheets and ratings have in common on the command line: how they reached us, and what was said in words."""

from typing import Annotated, TypedDict

import typer

from domain.surveys.answer_events import Remark, RemarkTopic

Channel = Annotated[str | None, typer.Option(help="How the answer reached us.")]


class Words(TypedDict, total=False):
    """What was said, by what it speaks of; the keys are those of `RemarkTopic`."""

    unmet_need: Annotated[list[str] | None, typer.Option(metavar="[THEME:]TEXT", help="需求满足遗憾; repeatable.")]
    future_need: Annotated[list[str] | None, typer.Option(metavar="[THEME:]TEXT", help="未来需求; repeatable.")]
    hope: Annotated[list[str] | None, typer.Option(metavar="[THEME:]TEXT", help="期待; repeatable.")]
    comment: Annotated[
        list[str] | None, typer.Option(metavar="[THEME:]TEXT", help="Anything else; no word of persons. Repeatable.")
    ]


def remarks_of(words: Words) -> list[Remark]:
    """The remarks; what stands before a colon is the theme they are gathered under."""
    return [
        Remark(about=topic, theme=theme or None, text=text)
        for topic in RemarkTopic
        for said in words.get(topic.value) or ()  # type: ignore[attr-defined]
        for theme, _, text in [said.partition(":") if ":" in said else ("", "", said)]
    ]
