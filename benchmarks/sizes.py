"""How large a run is: the usual one, and a toy one that only shows that every benchmark works."""

from dataclasses import dataclass
from pathlib import Path

SHIPPED = Path(__file__).parents[1] / "examples" / "iowa" / "ames_2021_lines.parquet"


@dataclass(frozen=True)
class Sizes:
    """Every number that makes a run longer or shorter; the usual run takes a few minutes on two idle cores."""

    repeat: int = 3
    """Rounds; in each round every side is measured once, so that a busy machine hits all of them."""
    file: Path = SHIPPED
    """Order lines in the form of the shipped file."""
    lines: int | None = None
    """How many of its lines to take; all unless told."""
    copies: int = 6
    """How often they are taken, each time a year earlier and under invoice numbers of its own."""
    small: int = 500_000
    """Small events of a rebuild."""
    few: int = 100_000
    """Events of the smaller log that questions are asked of, and whose rebuild's memory is measured."""
    many: int = 1_000_000
    """Events of the larger one."""
    prefix: int = 1_200
    """Events that the library's runner, which takes one transaction for each, is given."""
    questions: int = 300
    commands: int = 300
    live: int = 4_000
    """Events recorded while a follower keeps the tables up to date."""
    starts: int = 20
    graded: int = 100_000
    """Customers of the round of evaluation."""


TOY = Sizes(
    repeat=1,
    lines=1_000,
    copies=1,
    small=400,
    few=200,
    many=400,
    prefix=50,
    questions=4,
    commands=3,
    live=50,
    starts=1,
    graded=30,
)
