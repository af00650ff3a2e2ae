"""What we owe a customer by how they keep the law: education to win them over (教育), inspection (稽查)."""

from datetime import date, timedelta


def due_on(since: date, last: date | None, every_days: int) -> date:
    """The day by which the next contact is owed, at least `every_days` after the last one.

    To who came into the class on the day `since` nothing is owed before it, and the first contact on it.
    """
    return since if last is None else max(since, last + timedelta(every_days))
