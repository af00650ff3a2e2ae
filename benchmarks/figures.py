"""A measured figure beside its reference and its target, and how it is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cli.app.output.tables import Part


@dataclass(frozen=True)
class Figure:
    """One line of the result; `ours` and `reference` are medians in `unit`."""

    what: str
    unit: str
    ours: float
    against: str = ""
    reference: float | None = None
    least: float | None = None
    """Target: `ours` is at least this."""
    most: float | None = None
    """Target: `ours` stays under this."""
    least_ratio: float | None = None
    """Target: `ours` is at least this many times the reference."""
    most_ratio: float | None = None
    """Target: `ours` stays under this many times the reference."""
    ours_by_cpu: float | None = None
    """The rate by a second of processor time instead: what a machine with nothing else to do would come near."""
    reference_by_cpu: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours by the reference."""
        return self.ours / self.reference if self.reference else None

    @property
    def target(self) -> str:
        """What is asked for, in words; empty where nothing is."""
        said = [
            ("at least", self.least, self.unit),
            ("under", self.most, self.unit),
            ("at least", self.least_ratio, "x"),
            ("under", self.most_ratio, "x"),
        ]
        return ", ".join(f"{word} {_short(value)} {unit}" for word, value, unit in said if value is not None)

    @property
    def met(self) -> bool | None:
        """Whether every target is reached; None where there is none."""
        ratio = self.ratio or 0.0
        held = [
            self.least is None or self.ours >= self.least,
            self.most is None or self.ours < self.most,
            self.least_ratio is None or ratio >= self.least_ratio,
            self.most_ratio is None or ratio < self.most_ratio,
        ]
        return all(held) if self.target else None

    def data(self) -> dict[str, Any]:
        """For JSON."""
        return {**vars(self), "ratio": self.ratio, "target": self.target, "met": self.met}


def as_table(figures: Iterable[Figure]) -> Part:
    """The figures for people."""
    columns = ("what", "ours", "by CPU", "reference", "by CPU ", "ratio", "target", "met", "against, note")
    rows = [
        (
            f.what,
            f"{_short(f.ours)} {f.unit}",
            _short(f.ours_by_cpu),
            _short(f.reference),
            _short(f.reference_by_cpu),
            _short(f.ratio),
            f.target,
            f.met,
            "; ".join(filter(None, (f.against, f.note))),
        )
        for f in figures
    ]
    return Part(columns, rows)


def _short(value: float | None) -> str | None:
    """Three digits that count."""
    if value is None:
        return None
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
